"""A page in front of a section with one list whose rows are all in memory: read, filtered, sorted, left again."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from ridealong.domain.errors import InvalidValue
from ridealong.domain.plain_letters import searchable
from ridealong.tui.screens.section import SectionScreen
from ridealong.tui.widgets.filter_bar import FilterBar, Line
from ridealong.tui.widgets.held_table import HeldTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import PurePath

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.tui.widgets.paged_view import PagedView

Row = TypeVar("Row")
LIST = "rows"
"""What the list of such a page is known by."""


class ListPage(SectionScreen, Generic[Row]):
    """The filter, the list, and the row under the cursor in full; subclasses say what rows there are."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["list_page.tcss"]
    TITLE_TEXT: ClassVar[str] = ""
    TERMS: ClassVar[Mapping[str, Sequence[str]]] = {}
    """The terms of the filter -> the words that one may be about; none for any."""
    HINT: ClassVar[str] = "{section.filter} to filter"

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] | None = None
        """Everything that there is; None until it has been read."""
        self.terms: Sequence[tuple[str, str]] = ()
        """The terms of the filter, each with what stands behind it."""

    # -- what subclasses say ------------------------------------------------------------------------------------

    def made(self) -> HeldTable[Row]:
        """The list, known by `LIST`."""
        raise NotImplementedError

    def fetch(self, desk: Desk) -> Sequence[Row]:
        """All rows; called in a worker."""
        raise NotImplementedError

    def text_of(self, row: Row) -> str:
        """What the words of the filter look at."""
        raise NotImplementedError

    def term_of(self, row: Row, name: str) -> str:
        """What one of the `TERMS` looks at."""
        raise NotImplementedError

    def shown_of(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Those of the rows that match which are to be shown, in their order."""
        return rows

    def empty(self, typed: str) -> str:
        """What stands in the place of the list where there is nothing to show."""
        raise NotImplementedError

    def counted(self, rows: Sequence[Row]) -> str:
        """How many rows are shown, in words."""
        raise NotImplementedError

    def detail(self, row: Row) -> str:
        """A row in full: what it is, then what can be done with it."""
        raise NotImplementedError

    # -- the page -----------------------------------------------------------------------------------------------

    def body(self) -> Iterator[Widget]:
        """Filter, list, and the row under the cursor in full."""
        yield FilterBar(self.TITLE_TEXT, self.HINT)
        yield self.made()
        yield Line("", id="list-detail")

    @property
    def table(self) -> HeldTable[Row]:
        """The list."""
        return cast("HeldTable[Row]", self.query_one(f"#{LIST}", HeldTable))

    @property
    def bar(self) -> FilterBar:
        """The filter."""
        return self.query_one(FilterBar)

    def read(self) -> None:
        """Read all rows."""
        self.ask(self.fetch, self._show, group="rows", failed=self.cannot_read)

    def _show(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.arrived()
        self.table.read()

    def arrived(self) -> None:
        """What is done when rows have come, before they are shown."""

    def on_paged_view_wanted(self, message: PagedView.Wanted) -> None:
        """All rows are in memory, once they have been read."""
        if self.rows is None:
            return
        table = self.table
        try:
            found, wrong = self._matching(self.rows), ""
        except InvalidValue as error:
            from ridealong.tui.unread import wrong_filter_words  # noqa: PLC0415 - most filters are right

            found, wrong = [], wrong_filter_words(error)
        table.found = self.shown_of(found)
        table.empty = wrong or self._unknown() or self.empty(self.bar.value)
        table.put(message.ticket, 0, table.found, len(table.found))
        self._count()

    def _matching(self, rows: Sequence[Row]) -> list[Row]:
        """The rows that the filter lets through; raises InvalidValue."""
        from ridealong.services.search import check_choice, read_terms  # noqa: PLC0415 - not needed to begin

        wanted = read_terms(self.bar.value, self.TERMS)
        self.terms = wanted.fields
        for name, text in wanted.fields:
            if choices := self.TERMS[name]:
                check_choice(name, text, choices)
        words = [word.casefold() for word in wanted.words]
        terms = [(name, text.casefold()) for name, text in wanted.fields]
        return [
            row
            for row in rows
            if all(word in searchable(self.text_of(row)) for word in words)
            and all(text in searchable(self.term_of(row, name)) for name, text in terms)
        ]

    def _unknown(self) -> str:
        from ridealong.services.search import unknown_term  # noqa: PLC0415 - services are not needed to begin

        return unknown_term(self.bar.value, self.TERMS)

    def _count(self) -> None:
        if self.rows is None:
            return
        marked = len(self.table.marked)
        parts = [self.counted(self.table.found), self.table.order, f"{marked:,} marked" if marked else ""]
        self.bar.count(" · ".join(filter(None, parts)))

    def follow_cursor(self) -> None:
        """Say in full what the cursor is on; marks may have changed."""
        row = self.table.current
        self.query_one("#list-detail", Line).say_all(self.detail(row) if row is not None else "")
        self._count()

    def on_filter_bar_changed(self) -> None:
        """Show what matches."""
        self.table.read(from_top=True)

    def on_paged_table_sorted(self) -> None:
        """Show the rows in the new order."""
        self.table.read(from_top=True)

    def widen(self) -> bool:
        """Take off what narrows the list down beside the filter; returns whether there was anything."""
        return False

    async def action_back(self) -> None:
        """Clear the filter, then the marks, then show everything; else go back to where the page was opened."""
        if await self.bar.clear():
            return
        if self.table.unmark():
            self.follow_cursor()
        elif self.widen():
            self.table.read()
        else:
            self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Going back clears first."""
        return action != "clear" and super().check_action(action, parameters)
