"""A view of the history whose rows are few enough to be held in memory: read at once, then sorted here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic

from ridealong.tui.screens.history_view import NewestFirstView, Row
from ridealong.tui.text import many

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ridealong.services.desk import Desk
    from ridealong.services.outcomes.history import HistoryQuery
    from ridealong.tui.screens.history_view import Written
    from ridealong.tui.widgets.paged_table import PagedTable


class HeldView(NewestFirstView[Row], Generic[Row]):
    """A table of rows that are all read at once."""

    NOT_FOUND: ClassVar[str]
    """What stands in the table where nothing matches."""
    NOUN: ClassVar[str]
    """What one row is called."""
    ORDERS: ClassVar[Mapping[str, Callable[[Any], tuple[Any, ...]]]]  # Any: a row, and what it is sorted by
    """How rows are sorted, by key of a column."""

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self._found: tuple[Row, ...] | None = None
        self._unknown = ""

    @staticmethod
    def rows(desk: Desk, query: HistoryQuery) -> tuple[Row, ...]:
        """The rows that match; for a worker."""
        raise NotImplementedError

    @staticmethod
    def words(row: Row) -> str:
        """A row in full, for the two lines below the list."""
        raise NotImplementedError

    @staticmethod
    def csv(rows: tuple[Row, ...]) -> str:
        """Rows as CSV text; for a worker."""
        raise NotImplementedError

    def read(self) -> None:
        """Read the rows that match."""
        self._read()

    def look_anew(self) -> None:
        """Look from the top, for what is wanted now."""
        self._read(from_top=True)

    def _read(self, *, from_top: bool = False) -> None:
        typed, program = self.typed, self.program

        def fetch(desk: Desk) -> tuple[tuple[Row, ...], str]:
            from ridealong.services import search  # noqa: PLC0415 - services in workers only
            from ridealong.services.outcomes import history  # noqa: PLC0415 - as above

            found = self.rows(desk, history.HistoryQuery(text=typed, program=program))
            return found, "" if found else search.unknown_term(typed, history.FIELDS)

        def fetched(found: tuple[tuple[Row, ...], str]) -> None:
            self._found, self._unknown = found
            self.table.read(from_top=from_top)

        self.ask(fetch, fetched, group=self.TABLE, failed=self.filter_failed)

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """All of them are in memory, once they have been read."""
        message.stop()
        if self._found is None:
            return
        sort, descending = self.table.sort or "start", self.table.descending
        rows = sorted(self._found, key=self.ORDERS[sort], reverse=descending)
        self.table.empty = self._unknown or (self.NOT_FOUND if self.typed or self.program else self.EMPTY)
        self.table.put(message.ticket, 0, rows, len(rows))
        self.recount()

    def recount(self) -> None:
        """Say how many rows are found, and how many of them are marked."""
        if self._found is not None:
            parts = [f"{len(self.table.marked)} marked"] if self.table.marked else []
            self.count(" · ".join([many(len(self._found), self.NOUN), *parts]))

    def follow_cursor(self) -> None:
        """Say what the cursor is on."""
        self.recount()
        row = self.table.current
        self.say(self.words(row) if row is not None else "")

    def export(self) -> Written:
        """Every row that is found, in the order in which they are shown."""
        typed, program = self.typed, self.program
        sort, descending = self.table.sort or "start", self.table.descending

        def written(desk: Desk) -> str:
            from ridealong.services.outcomes import history  # noqa: PLC0415 - services in workers only

            found = self.rows(desk, history.HistoryQuery(text=typed, program=program))
            return self.csv(tuple(sorted(found, key=self.ORDERS[sort], reverse=descending)))

        return written
