"""A list that draws only its visible lines and asks only for the pages these lines stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ridealong.tui import plain
from ridealong.tui.actions import bindings
from ridealong.tui.keyed import keyed
from ridealong.tui.text import in_lines
from ridealong.tui.widgets.copied import Copied
from ridealong.tui.widgets.following import tell_follower
from ridealong.tui.widgets.pages import Pages, likely_pages
from ridealong.tui.widgets.spoken import Spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.binding import BindingType

Row = TypeVar("Row")

SURFACES = ("header", "cursor", "cursor-blurred", "marked")
"""Components of the stylesheet that colour what is behind the text."""

TONES = {
    "good": "text-success",
    "warn": "text-warning",
    "bad": "text-error",
    "accent": "accent",
    "group": "primary",
}
"""What colours the text alone -> the colour of the theme; `dim` and `strong` need none. These are no components of the
stylesheet, since Textual works each component out several times while the first screen is set up."""


class PagedView(Copied[Row], Spoken[Row], ScrollView, Generic[Row], can_focus=True):
    """Rows under a fixed header, with a cursor; subclasses draw one row on one line.

    The owner answers `Wanted` with `put`, and follows the cursor (see `Follows`). The cursor stays on its row when the
    list is read again.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "paged--header",
        "paged--cursor",
        "paged--cursor-blurred",
        "paged--marked",
    }
    HEADER = 1
    PLACEHOLDER = "…"
    behind = False  # whether something stands in front of the screen

    # A message class cannot be generic over the rows of its view, hence Any below.

    class Wanted(Message):
        """A page of rows is needed."""

        def __init__(self, view: PagedView[Any], ticket: int, offset: int) -> None:
            super().__init__()
            self.view = view
            self.ticket = ticket
            self.offset = offset

        @property
        def control(self) -> PagedView[Any]:
            """The view that needs it."""
            return self.view

    class Opened(Message):
        """Somebody pressed Enter on a row, or clicked it twice."""

        def __init__(self, view: PagedView[Any], row: object) -> None:
            super().__init__()
            self.view = view
            self.row = row

        @property
        def control(self) -> PagedView[Any]:
            """The view in which it was opened."""
            return self.view

    def __init__(self, *, empty: str = "Nothing here yet.", id: str | None = None) -> None:
        self._tones: dict[str, Style] = {}  # styles change while the base class is still being set up
        super().__init__(id=id)

        self.pages: Pages[Row] = Pages()
        self.cursor = 0
        self.empty = empty
        self._return_to: str | None = None
        self._total_before = 0
        self._look_at: list[int] | None = None

    # -- what subclasses say ------------------------------------------------------------------------------------

    def row_key(self, row: Row) -> str:
        """What identifies a row when the list is read again."""
        return str(row)

    def header(self, y: int) -> list[Segment]:
        """The segments of one header line."""
        raise NotImplementedError

    def line(self, index: int, row: Row) -> list[Segment]:
        """The segments of one row."""
        raise NotImplementedError

    @property
    def chosen(self) -> list[Row]:
        """What an action is done to: the row under the cursor."""
        return [] if (row := self.current) is None or self.heading(row) is not None else [row]

    # -- data ---------------------------------------------------------------------------------------------------

    @property
    def total(self) -> int:
        """How many rows there are, as far as is known."""
        return self.pages.total or 0

    @property
    def current(self) -> Row | None:
        """The row under the cursor; None as long as nobody knows where it is after a new reading."""
        return self.pages.get(self.cursor) if self.total and self._look_at is None else None

    def read(self, *, from_top: bool = False) -> None:
        """Ask for the visible rows anew; what is shown stays until they arrive."""
        if self.gathering is not None:
            self.gathering.begin_anew()
        if self._look_at is None:
            row = self.current
            self._return_to = None if row is None else self.row_key(row)
            self._total_before = self.total
        self._look_at = None
        if from_top:
            self._return_to = None
            self.cursor = 0
            self.scroll_to(y=0, animate=False)
        self.pages.renew()
        self._want_visible()

    def put(self, ticket: int, offset: int, rows: Sequence[Row], total: int) -> None:
        """Take rows that were asked for."""
        if self.gathering is not None:
            self.gathering.put(ticket, offset, rows, total)
        if not self.pages.put(ticket, offset, tuple(rows), total):
            return
        self.virtual_size = Size(self.size.width, total + self.HEADER + plain.lines_below(self))
        self._find_again()
        self.cursor = max(0, min(self.cursor, total - 1))
        self._want_visible()
        self.refresh()
        self.tell_moved()
        if self.gathering is not None and not self.pages.waiting:
            self.gathering.at_rest()

    def _find_again(self) -> None:
        """Put the cursor on the row where it was, wherever that is by now; ask for more pages until it is found."""
        if self._return_to is None:
            return
        found = [index for index, row in self.pages.known() if self.row_key(row) == self._return_to]
        if found:
            self._leave_search()
            self._cursor_with_window(found[0])
            return
        if self._look_at is None:
            self._look_at = likely_pages(self.cursor, self._total_before, self.total)
        if self.pages.waiting:
            return
        while self._look_at:
            offset = self._look_at.pop(0)
            if self.pages.want(offset, offset):
                self.post_message(self.Wanted(self, self.pages.ticket, offset))
                return
        self._leave_search()

    def _leave_search(self) -> None:
        self._return_to = None
        self._look_at = None

    def _cursor_with_window(self, index: int) -> None:
        """Move the cursor and the window alike, so that what somebody reads stays where it is on the screen."""
        top, by = int(self.scroll_offset.y), index - self.cursor
        self.cursor = index
        if by and (top > 0 or index >= self.window):
            self.scroll_to(y=max(0, top + by), animate=False, immediate=True)
        self._show_cursor()

    def _want_visible(self) -> None:
        top = int(self.scroll_offset.y)
        bottom = top + max(self.size.height, 1)
        for offset in self.pages.want(min(top, self.cursor), max(bottom, self.cursor)):
            self.post_message(self.Wanted(self, self.pages.ticket, offset))

    @property
    def room(self) -> int:
        """How many cells a line has, beside the scroll bar."""
        return self.size.width - (self.styles.scrollbar_size_vertical if self.show_vertical_scrollbar else 0)

    # -- drawing ------------------------------------------------------------------------------------------------

    def tone(self, name: str) -> Style:
        """The style of a tone or component: surfaces with their background, tones as colour over any background."""
        style = self._tones.get(name)
        if style is None:
            style = self.get_component_rich_style(f"paged--{name}") if name in SURFACES else self._tone(name)
            self._tones[name] = style
        return style

    def _tone(self, name: str) -> Style:
        if name == "strong":
            return Style(bold=True)
        colors = self.app.theme_variables
        if name == "dim":
            if self.app.current_theme.ansi:
                return Style(dim=True)
            return Style(color=Color.parse(colors["muted"]).rich_color)
        return Style(color=Color.parse(colors[TONES[name]]).rich_color, bold=name == "group" or None)

    @property
    def base(self) -> Style:
        """The style under everything; kept, since working it out takes longer than drawing a line."""
        if "" not in self._tones:
            self._tones[""] = self.rich_style
        return self._tones[""]

    def signed(self, index: int) -> bool:
        """Whether a row has the sign of the cursor; behind something else, that would seem to be part of it."""
        return index == self.cursor and not self.behind

    def row_style(self, index: int) -> Style:
        """The style under everything on a row."""
        base = self.base
        if index == self.cursor:
            base += self.tone("cursor" if self.has_focus else "cursor-blurred")
        return base

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window: header, row, placeholder or nothing."""
        if plain.is_plain(self):
            return plain.draw(self, y)
        width = self.size.width
        index = y - self.HEADER + int(self.scroll_offset.y)
        if y < self.HEADER:
            return self._strip(self.header(y), width, self.base + self.tone("header"))
        if not self.total:
            return self._strip(self._empty_line(y), width, self.base)
        if index >= self.total:
            return Strip.blank(width, self.base)
        row = self.pages.get(index)
        style = self.row_style(index)
        if row is None:
            return self._strip([Segment(f"   {self.PLACEHOLDER}", style + self.tone("dim"))], width, style)
        return self._strip(self.line(index, row), width, style)

    def empty_words(self, y: int) -> str:
        """What stands on a line below the header where there are no rows."""
        if self.pages.total is None:
            return self.PLACEHOLDER if y == 1 else ""
        lines = in_lines(keyed(self, self.empty), self.size.width - 6)
        return lines[y - 1] if 0 < y <= len(lines) else ""

    def _empty_line(self, y: int) -> list[Segment]:
        tone = "strong" if y - self.HEADER == 1 else "dim"
        return [Segment("   " + self.empty_words(y - self.HEADER), self.base + self.tone(tone))]

    @staticmethod
    def _strip(segments: list[Segment], width: int, style: Style) -> Strip:
        return Strip(segments).adjust_cell_length(width, style)

    def notify_style_update(self) -> None:
        """Draw again in new colours."""
        self._tones.clear()
        super().notify_style_update()
        self.refresh()

    def on_resize(self, _event: events.Resize) -> None:
        """Fit everything to the new size."""
        self.fit()

    def fit(self) -> None:
        """Fit the rows to the width, and ask for those that came into view."""
        self.virtual_size = Size(self.size.width, self.total + self.HEADER + plain.lines_below(self))
        self._show_cursor()
        self._want_visible()

    def on_focus(self) -> None:
        """Show the cursor as active."""
        self._draw_row(self.cursor)

    def on_blur(self) -> None:
        """Show the cursor as waiting."""
        self._draw_row(self.cursor)

    # -- moving -------------------------------------------------------------------------------------------------

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for the rows that came into view."""
        super().watch_scroll_y(old_value, new_value)
        self._want_visible()

    def move_to(self, index: int) -> None:
        """Put the cursor on a row and bring it into view."""
        index = max(0, min(index, self.total - 1))
        self._leave_search()
        if index == self.cursor:
            self._show_cursor()
            return
        before, self.cursor = self.cursor, index
        self._draw_row(before)
        self._draw_row(index)
        self._show_cursor()
        self._want_visible()
        self.tell_moved()

    def tell_moved(self) -> None:
        """Tell what stands around the list that the cursor is on another row, or that its row has changed."""
        tell_follower(self)

    def _draw_row(self, index: int) -> None:
        if plain.is_plain(self):
            self.refresh()  # the row under the cursor stands below the list as well
        else:
            self.refresh_lines(index + self.HEADER, 1)

    @property
    def window(self) -> int:
        """How many rows are visible at once."""
        return max(1, self.size.height - self.HEADER - plain.lines_below(self))

    def _show_cursor(self) -> None:
        top = int(self.scroll_offset.y)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + self.window:
            self.scroll_to(y=self.cursor - self.window + 1, animate=False)

    def action_down(self) -> None:
        """Move a row down."""
        self.move_to(self.cursor + 1)

    def action_up(self) -> None:
        """Move a row up."""
        self.move_to(self.cursor - 1)

    def action_page_down(self) -> None:
        """Move a window down."""
        self.move_to(self.cursor + self.window)

    def action_page_up(self) -> None:
        """Move a window up."""
        self.move_to(self.cursor - self.window)

    def action_first(self) -> None:
        """Move to the first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """Move to the last row."""
        self.move_to(self.total - 1)

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if (row := self.current) is not None:
            self.post_message(self.Opened(self, row))

    def on_click(self, event: events.Click) -> None:
        """Move to the row that was clicked; a second click opens it."""
        if not self.heeds_click(event):
            return
        index = event.y - self.HEADER + int(self.scroll_offset.y)
        if event.y < self.HEADER:
            self.header_clicked(event.x, event.y)
        elif 0 <= index < self.total:
            self.row_clicked(index, event.x)
            if event.chain > 1:
                self.action_open()

    def heeds_click(self, event: events.Click) -> bool:
        """Whether a click is meant for what stands where it was made."""
        del event
        return True

    def header_clicked(self, x: int, y: int) -> None:
        """React to a click on the header; nothing by default."""

    def row_clicked(self, index: int, x: int) -> None:
        """React to a click on a row."""
        del x
        self.move_to(index)
