"""The pane beside the list of composite teams: what the cursor is on, in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll

from ridealong.tui.actions import bindings
from ridealong.tui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content


class TeamPane(VerticalScroll):
    """Lines that are made for the width of the pane, scrolled where they do not fit.

    Args:
        made: the lines for a width.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("text")]
    HELP = (
        "What the cursor is on, in full. {text.up} and {text.down} scroll, {dialog.next} goes back to the list.\n"
        "Topics: ● needed, ○ good to have, ✓ known, × not. Tasks: R does it, A answers for it, C is asked, I is told."
    )

    def __init__(self, made: Callable[[int], Sequence[Content]], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._made = made

    def compose(self) -> ComposeResult:
        """The lines."""
        yield Words((), id="team-words")

    def show(self, *, from_top: bool = True) -> None:
        """Make the lines anew."""
        self.query_one(Words).show(self._made(self.room))
        if from_top:
            self.scroll_home(animate=False)

    @property
    def room(self) -> int:
        """How many cells a line has beside the scroll bar."""
        # The bar comes and goes with the lines: room is left for it, so that they are not made twice.
        return max(20, self.content_region.width - self.styles.scrollbar_size_vertical)

    def on_resize(self) -> None:
        """Other lines fit."""
        self.show(from_top=False)

    def read_on(self) -> None:
        """Scroll a page down; from the end, back to the beginning."""
        end = self.scroll_offset.y >= self.max_scroll_y
        self.scroll_to(y=0 if end else self.scroll_offset.y + max(1, self.size.height - 1), animate=False)

    def action_scroll_words(self, lines: int) -> None:
        """Scroll."""
        self.scroll_relative(y=lines, animate=False)
