"""The pane beside the list of composite teams: what the cursor is on, in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from ridealong.tui.actions import bindings
from ridealong.tui.plain import is_plain, worded_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType


class TeamPane(ScrollView, can_focus=True):
    """Lines that are made for the width of the pane, scrolled where they do not fit.

    They are drawn one by one: to lay a text out anew at each step of a cursor would take longer than the step.

    Args:
        made: the lines for a width.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("text")]
    HELP = (
        "What the cursor is on, in full. {text.up} and {text.down} scroll, {dialog.next} goes back to the list.\n"
        "Topics: ● needed, ○ good to have, ✓ known, × not. Tasks, by first letters: responsible, accountable,\n"
        "consulted, informed."
    )

    def __init__(self, made: Callable[[int], Sequence[Content]], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._made = made
        self._strips: list[Strip] = []

    def show(self, *, from_top: bool = True) -> None:
        """Make the lines anew."""
        width = self.room
        lines = self._made(width)
        if is_plain(self):
            lines = [Content(worded_lines(one.plain)) for one in lines]
        text = Content("\n").join(lines)
        self._strips = Visual.to_strips(self, text, width, None, self.visual_style) if lines else []
        self.virtual_size = Size(width, len(self._strips))
        if from_top:
            self.scroll_to(y=0, animate=False)
        self.refresh()

    @property
    def room(self) -> int:
        """How many cells a line has beside the scroll bar."""
        # The bar comes and goes with the lines: room is left for it, so that they are not made twice.
        inside = self.size.width - self.styles.padding.width
        return max(20, inside - (0 if self.show_vertical_scrollbar else self.styles.scrollbar_size_vertical))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        index = y + int(self.scroll_offset.y)
        width = self.size.width
        if not 0 <= index < len(self._strips):
            return Strip.blank(width, self.rich_style)
        return self._strips[index].adjust_cell_length(width, self.rich_style)

    def notify_style_update(self) -> None:
        """Draw again in new colours."""
        super().notify_style_update()
        if self.is_mounted:
            self.show(from_top=False)

    def on_resize(self) -> None:
        """Other lines fit."""
        self.show(from_top=False)

    def on_focus(self) -> None:
        """The background is another one."""
        self.show(from_top=False)

    def on_blur(self) -> None:
        """The background is another one."""
        self.show(from_top=False)

    def read_on(self) -> None:
        """Scroll a page down; from the end, back to the beginning."""
        end = self.scroll_offset.y >= self.max_scroll_y
        self.scroll_to(y=0 if end else self.scroll_offset.y + max(1, self.size.height - 1), animate=False)

    def action_scroll_words(self, lines: int) -> None:
        """Scroll."""
        self.scroll_relative(y=lines, animate=False)
