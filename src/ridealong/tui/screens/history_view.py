"""What the views of the history have in common: a list, the line under it, what narrows it down, and its export."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, Protocol, TypeVar

from ridealong.tui.screens.views import SectionView
from ridealong.tui.state_signs import STATE_SIGNS, STATE_TONES
from ridealong.tui.widgets.filter_bar import FilterBar, Line
from ridealong.tui.widgets.paged_table import PagedTable
from ridealong.tui.widgets.paged_view import PagedView

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from ridealong.domain.pairings import State
    from ridealong.services.desk import Desk
    from ridealong.tui.screens.history import HistoryScreen
    from ridealong.tui.widgets.columns import Cell, Column

    Written = Callable[[Desk], str]


class HistoryView(SectionView):
    """One view: reads by itself, while the screen around it has the filter and the keys."""

    FILE: ClassVar[str] = "history.csv"

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.program = ""
        """The program that is shown; empty for all."""

    @property
    def around(self) -> HistoryScreen:
        """The screen that this is a view of."""
        from ridealong.tui.screens.history import HistoryScreen  # noqa: PLC0415 - it imports the first view

        screen = self.screen
        assert isinstance(screen, HistoryScreen)  # noqa: S101 - for the type checker
        return screen

    @property
    def bar(self) -> FilterBar:
        """The filter."""
        return self.around.query_one(FilterBar)

    @property
    def about(self) -> str:
        """What the view is narrowed to, for the title; empty where it shows everything."""
        return ""

    def export(self) -> Written:
        """What is shown as CSV, to be worked out in a worker; called once the user has said where it goes."""
        raise NotImplementedError

    def widen(self) -> bool:
        """Take off what narrows the view down beside the filter and `only`; returns whether there was anything."""
        return False

    def focus_list(self) -> None:
        """Put the focus on the list."""
        self.query_one(PagedView).focus()

    def count(self, words: str) -> None:
        """Say how much is shown, while this is the view that is shown."""
        if self.display:
            self.bar.count(words)

    def say(self, words: str) -> None:
        """Say below the list what the cursor is on."""
        self.query_one(".detail", Line).say(words)


class Numbered(Protocol):
    """A row of the history that has a number of its own."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def state(self) -> State:
        """How it went, or that it is to come."""


Row = TypeVar("Row", bound=Numbered)


class NewestFirstView(HistoryView, Generic[Row]):
    """A view that is one table, the newest first until somebody asks for another order."""

    TABLE: ClassVar[str]
    """The id of the table."""
    EMPTY: ClassVar[str]
    """What stands in it while there is nothing at all."""

    def columns(self) -> tuple[Column[Row], ...]:
        """The columns; that of the days has the key `start`."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The table, and its row in full."""
        yield PagedTable(
            self.columns(), key=lambda row: str(row.id), sort="start", descending=True, empty=self.EMPTY, id=self.TABLE
        )
        yield Line("", classes="detail")

    @property
    def table(self) -> PagedTable[Row]:
        """The table."""
        return self.query_one(f"#{self.TABLE}", PagedTable)

    def filter_failed(self, error: Exception) -> None:
        """Say what is wrong with the filter, or why nothing can be read."""
        self.around.filter_failed(error, self.table)

    def on_paged_table_sorted(self, message: PagedTable.Sorted) -> None:
        """Show them in the new order."""
        message.stop()
        self.table.read(from_top=True)


def state_cell(row: Numbered) -> Cell:
    """The sign of a state and its name, in its tone."""
    return [(f"{STATE_SIGNS[row.state]} {row.state}", STATE_TONES.get(row.state, ""))]
