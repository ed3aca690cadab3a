"""What the views of the invites have in common: rows in memory, filtered and sorted in workers, and the line below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.message import Message

from ridealong.domain.plain_letters import searchable
from ridealong.tui.screens.views import SectionView
from ridealong.tui.text import many
from ridealong.tui.widgets.filter_bar import FilterBar, Line
from ridealong.tui.widgets.held_table import HeldTable
from ridealong.tui.widgets.paged_table import PagedTable
from ridealong.tui.widgets.pages import PAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.tui.widgets.columns import Column

Row = TypeVar("Row")
NO_MATCH = "Nothing matches the filter.\n{section.clear} clears it."


@dataclass(frozen=True, slots=True)
class Question:
    """What is wanted of the rows: `only` those that need attention, in the `form` that the view shows them in."""

    typed: str
    only: bool
    sort: str
    descending: bool
    form: str


@dataclass(frozen=True, slots=True)
class Held(Generic[Row]):
    """All rows of a view, each with what the filter looks at, as they were on a day."""

    rows: Sequence[Row]
    texts: Sequence[str]
    today: date


@dataclass(frozen=True, slots=True)
class Picked(Generic[Row]):
    """What is shown of the rows for a question, how much that is in words, and which term of it there is not."""

    found: Sequence[Row]
    counted: str
    unknown: str


class InvitesView(SectionView, Generic[Row]):
    """One view: reads by itself, while the screen around it has the filter and the keys."""

    class Read(Message):
        """The rows were read anew."""

    EMPTY: ClassVar[str] = ""
    TERMS: ClassVar[tuple[str, ...]] = ()
    """What the filter understands beside words; `keep` looks at them."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.form = ""
        self.held: Held[Row] | None = None
        self._counted = "…"
        self.unread = ""
        """Why the rows could not be read; empty while they are read, and once they are."""

    def compose(self) -> Iterator[Widget]:
        """The table, and the row under the cursor in full."""
        yield HeldTable(self.columns(), key=self.key, span=self.heading, empty=self.EMPTY, id=f"{self.id}-table")
        yield Line("", classes="detail")

    # -- what a view says ---------------------------------------------------------------------------------------

    def columns(self) -> Sequence[Column[Row]]:
        """The columns."""
        raise NotImplementedError

    def key(self, row: Row) -> str:
        """What identifies a row."""
        raise NotImplementedError

    def heading(self, row: Row) -> str | None:
        """The text of a row that stands across all columns."""
        del row
        return None

    def fetch(self, desk: Desk) -> Sequence[Row]:
        """All rows; called in a worker."""
        raise NotImplementedError

    def text(self, row: Row) -> str:
        """What the filter looks at, in small letters; called in a worker."""
        raise NotImplementedError

    def keep(self, row: Row, asked: Question, today: date) -> bool:
        """Whether a row is wanted, whatever was typed; called in a worker."""
        del row, asked, today
        return True

    def order(self, key: str) -> Callable[[Row], tuple[object, ...]] | None:
        """What rows are sorted by for the key of a column; None for the order in which they came."""
        del key
        return None

    def arranged(self, rows: list[Row], asked: Question) -> list[Row]:
        """The rows as they are shown; called in a worker."""
        del asked
        return rows

    def words(self, row: Row) -> str:
        """A row in full, in up to three lines."""
        raise NotImplementedError

    def counted(self, held: Held[Row], found: Sequence[Row], asked: Question) -> str:
        """How much there is; called in a worker."""
        raise NotImplementedError

    def nothing(self) -> str:
        """What stands in the table where nothing is found, although there are rows."""
        return NO_MATCH

    # -- data ---------------------------------------------------------------------------------------------------

    @property
    def table(self) -> HeldTable[Row]:
        """The table."""
        return self.query_one(HeldTable)

    def question(self) -> Question:
        """What is wanted now."""
        return Question(self.typed, self.only, self.table.sort, self.table.descending, self.form)

    def read(self) -> None:
        """Ask for the data anew, in a worker."""
        asked = self.question()

        def work(desk: Desk) -> tuple[Held[Row], Picked[Row]]:
            rows = self.fetch(desk)
            held = Held(rows, [searchable(self.text(row)) for row in rows], desk.clock.today())
            return held, self._pick(held, asked)

        self.ask(
            work, lambda both: self._take(both[0], both[1], asked, from_top=False), group="rows", failed=self._unread
        )

    def _unread(self, error: Exception) -> None:
        from ridealong.tui.unread import why_words  # noqa: PLC0415 - most readings succeed

        if not self.is_attached:
            return
        self.unread = why_words(error)
        if not self.table.total:
            self._counted = ""
        self.cannot_read(error)

    def look_anew(self) -> None:
        """Show what is wanted by now, from the top."""
        held, asked = self.held, self.question()
        if held is not None:

            def take(picked: Picked[Row]) -> None:
                self._take(held, picked, asked, from_top=True)

            self.ask(lambda _desk: self._pick(held, asked), take, group="picked")

    def _pick(self, held: Held[Row], asked: Question) -> Picked[Row]:
        from ridealong.services.search import unknown_term  # noqa: PLC0415 - services are imported in workers only

        words = [word for word in asked.typed.casefold().split() if not self._is_term(word)]
        both = zip(held.rows, held.texts, strict=True)
        found = [row for row, text in both if all(word in text for word in words)]
        found = [row for row in found if self.keep(row, asked, held.today)]
        order = self.order(asked.sort) if asked.sort else None
        if order is not None:
            found.sort(key=order, reverse=asked.descending)
        found = self.arranged(found, asked)
        return Picked(found, self.counted(held, found, asked), unknown_term(asked.typed, self.TERMS))

    def _is_term(self, word: str) -> bool:
        return word.startswith(tuple(f"{term}:" for term in self.TERMS))

    def _take(self, held: Held[Row], picked: Picked[Row], asked: Question, *, from_top: bool) -> None:
        if not self.is_attached:
            return
        fresh = held is not self.held
        self.held, self._counted = held, picked.counted
        table = self.table
        table.found = picked.found
        if fresh:
            self.unread = ""
        if fresh and table.marked:
            known = {self.key(row) for row in held.rows}
            table.marked = {key: row for key, row in table.marked.items() if key in known}
        table.empty = (picked.unknown or self.nothing()) if held.rows else self.EMPTY
        table.read(from_top=from_top)
        self.recount()
        if fresh:
            self.post_message(self.Read())
        if asked != self.question():
            self.look_anew()

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """Hand out a page; before anything was read there is none."""
        message.stop()
        if self.held is not None:
            found, offset = self.table.found, message.offset
            self.table.put(message.ticket, offset, found[offset : offset + PAGE], len(found))

    def on_paged_table_sorted(self, message: PagedTable.Sorted) -> None:
        """Sort."""
        message.stop()
        self.look_anew()

    def follow_cursor(self) -> None:
        """Show in full what the cursor is on."""
        self.cursor_moved()
        row = self.current
        self.query_one(".detail", Line).say(self.words(row) if row is not None else "")
        self.recount()

    def cursor_moved(self) -> None:
        """What a view does first when the cursor is on another row."""

    # -- for the screen -----------------------------------------------------------------------------------------

    @property
    def current(self) -> Row | None:
        """The row under the cursor; None on a heading."""
        row = self.table.current
        return None if row is None or self.heading(row) is not None else row

    @property
    def marked(self) -> list[Row]:
        """The rows that are marked."""
        return list(self.table.marked.values())

    def focus_list(self) -> None:
        """Put the focus on the table."""
        self.table.focus()

    def recount(self) -> None:
        """Say how much is shown, while this is the view that is shown."""
        if self.display and self.is_attached:
            marked = f"{many(len(self.table.marked), 'row')} marked" if self.table.marked else ""
            self.screen.query_one(FilterBar).count(" · ".join(filter(None, (self._counted, self.table.order, marked))))
