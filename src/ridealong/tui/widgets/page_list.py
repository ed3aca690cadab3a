"""The lines of a page about one thing: a list in memory under headings, whose lines are neither marked nor sorted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from ridealong.tui.keyed import keyed
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ridealong.tui.widgets.columns import Cell, Column

_NO_SENSE = ("mark", "mark_range", "sort", "sort_reverse")


class LineOfPage(Protocol):
    """A line: what identifies it when the page is read again, and whether the cursor passes over it."""

    @property
    def key(self) -> str:
        """What identifies it."""

    @property
    def heading(self) -> bool:
        """Whether it is a heading, or free."""


L = TypeVar("L", bound=LineOfPage)


class PageList(PagedTable[L]):
    """Lines under headings; the cursor passes over headings."""

    HEADER = 0

    def __init__(
        self, columns: Sequence[Column[L]], *, span: Callable[[L], Cell | None], id: str | None = None
    ) -> None:
        super().__init__(columns, key=lambda line: line.key, span=span, empty="", id=id)
        self._make: Callable[[], Sequence[L]] | None = None
        self._lines: Sequence[L] = ()

    def in_keys(self, cell: Cell) -> Cell:
        """A cell in which names of actions stand for their keys, as `keyed` says it."""
        return keyed(self, cell) if isinstance(cell, str) else [(keyed(self, text), tone) for text, tone in cell]

    def show(self, make: Callable[[], Sequence[L]], *, from_top: bool = False) -> None:
        """Show other lines; the cursor stays on its line where there is one of that kind.

        Args:
            make: makes the lines; called again whenever the list is read again, since its width may be another.
        """
        self._make = make
        self.read(from_top=from_top)

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """All lines are in memory, once there are some."""
        message.stop()
        if self._make is not None:
            self._lines = self._make()
            self.put(message.ticket, 0, self._lines, len(self._lines))
            self._pass_headings(1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Lines of a page are neither marked nor sorted."""
        return False if action in _NO_SENSE else super().check_action(action, parameters)

    def move_to(self, index: int) -> None:
        """Put the cursor on a line that says something."""
        step = 1 if index >= self.cursor else -1
        super().move_to(index)
        self._pass_headings(step)

    def _pass_headings(self, step: int) -> None:
        """Go on past headings and free lines; at an end, back to the last line that says something."""
        for way in (step, -step):
            at = self.cursor
            while 0 <= at < len(self._lines) and self._lines[at].heading:
                at += way
            if 0 <= at < len(self._lines):
                if at != self.cursor:
                    super().move_to(at)
                break
        # The heading above the first line comes into view with it.
        if self.cursor > 0 and all(line.heading for line in self._lines[: self.cursor]):
            self.scroll_to(y=0, animate=False)
