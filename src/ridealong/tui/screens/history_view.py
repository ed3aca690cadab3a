"""What the views of the history have in common: a list, the line under it, what narrows it down, and its export."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical

from ridealong.tui.desk import Asks
from ridealong.tui.widgets.filter_bar import FilterBar, Line
from ridealong.tui.widgets.paged_view import PagedView

if TYPE_CHECKING:
    from collections.abc import Callable

    from ridealong.services.desk import Desk
    from ridealong.tui.screens.history import HistoryScreen

    Written = Callable[[Desk], str]


class HistoryView(Asks, Vertical):
    """One view: reads by itself, while the screen around it has the filter and the keys."""

    CRUMB: ClassVar[str] = ""
    """What it is called in the title."""
    HINT: ClassVar[str] = "/ to filter"
    FILE: ClassVar[str] = "history.csv"
    ACTIONS: ClassVar[tuple[str, ...]] = ()
    """Actions of the screen that work here, beside those that work in every view."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.only = False
        """Whether only what needs attention is shown."""
        self.program = ""
        """The program that is shown; empty for all."""
        self.typed = ""
        """What was typed into the filter while this view was shown."""

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

    def read(self) -> None:
        """Ask for the data anew, in workers."""
        raise NotImplementedError

    def look_anew(self) -> None:
        """Show what matches the filter, `only` and `program` by now."""
        raise NotImplementedError

    def export(self) -> Written:
        """What is shown as CSV, to be worked out in a worker; called once the user has said where it goes."""
        raise NotImplementedError

    def widen(self) -> bool:
        """Take off what narrows the view down beside the filter and `only`; returns whether there was anything."""
        return False

    def recount(self) -> None:
        """Say how much is shown, and how much of it is marked."""

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
