"""The pane beside the list of composite teams: what the cursor is on, in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from ridealong.tui.actions import bindings
from ridealong.tui.plain import is_plain, worded_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType
    from textual.style import Style


class TeamPane(ScrollView, can_focus=True):
    """Lines that are made for the width of the pane, scrolled where they do not fit.

    They are drawn one by one: to lay a text out anew at each step of a cursor would take longer than the step.

    Args:
        made: the lines for a width.
    """

    DEFAULT_CSS = "TeamPane { overflow-x: hidden; overflow-y: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("text")]
    HELP = (
        "What the cursor is on, in full. {text.up} and {text.down} scroll, {dialog.next} goes back to the list.\n"
        "Topics: ● needed, ○ good to have, ✓ known, × not. Tasks, by first letters: responsible, accountable,\n"
        "consulted, informed."
    )

    def __init__(self, made: Callable[[int], Sequence[Content]], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._made = made
        self._text = Content("")
        self._strips: list[Strip] = []
        self._style: Style | None = None
        """In which the lines were drawn; None where they are to be drawn anew."""

    def show(self, *, from_top: bool = True) -> None:
        """Make the lines anew."""
        lines = self._made(self.room)
        if is_plain(self):
            lines = [Content(worded_lines(one.plain)) for one in lines]
        self._text = Content("\n").join(lines)
        self._draw()
        self.virtual_size = Size(self.room, len(self._strips))
        if from_top:
            self.scroll_to(y=0, animate=False)
        self.refresh()

    def _draw(self) -> None:
        self._style = self.visual_style
        text = self._text
        self._strips = Visual.to_strips(self, text, self.room, None, self._style) if text.plain else []

    @property
    def room(self) -> int:
        """How many cells a line has beside the scroll bar."""
        # The bar comes and goes with the lines: room is left for it, so that they are not made twice.
        inside = self.size.width - self.styles.padding.width
        return max(20, inside - (0 if self.show_vertical_scrollbar else self.styles.scrollbar_size_vertical))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw what is in sight, in the colours that hold now."""
        if self._style != self.visual_style:
            self._draw()
        return super().render_lines(crop)

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
        self._style = None
        self.refresh()

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
