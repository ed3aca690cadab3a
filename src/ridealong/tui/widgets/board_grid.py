"""The board: people or teams down, weeks, months or quarters across, and a cursor on one cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.segment import Segment

from ridealong.domain.periods import Zoom
from ridealong.tui.actions import bindings
from ridealong.tui.dates import day_words
from ridealong.tui.keyed import keyed
from ridealong.tui.plain import worded
from ridealong.tui.widgets.board_drag import Dragged
from ridealong.tui.widgets.board_layout import BACK, ON, Layout
from ridealong.tui.widgets.board_rows import RowPainter, heading, is_team, team_key
from ridealong.tui.widgets.board_signs import LEGEND
from ridealong.tui.widgets.paged_view import PagedView

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from textual import events
    from textual.binding import BindingType

    from ridealong.services.board.board_items import BoardItem, BoardRow, Load
    from ridealong.services.board.board_teams import TeamCell, TeamRow
    from ridealong.tui.widgets.board_ghost import Ghost

ZOOMS = tuple(Zoom)


class BoardGrid(Dragged, PagedView["BoardRow | TeamRow"]):
    """The board; the cursor is on one column of one row, and on a day, which stays when the zoom changes."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("board-grid")]
    HEADER = 2
    HELP = (
        "Weeks run across, people down. " + "  ".join(LEGEND) + ".\n"
        "Move with the arrows or {board-grid.cell-left} {list.down} {list.up} {board-grid.cell-right}. "
        "{board-grid.week-back} and {board-grid.week-on} go a week back and on, {board-grid.today} to this week; shift "
        "and the wheel too.\n{board-grid.zoom-in} and {board-grid.zoom-out} or {board-grid.zoom} change between weeks, "
        "months and quarters. {board.people-or-teams} shows teams instead of people.\n{board.pick-up} picks the "
        "pairing under the cursor up: {board-grid.cell-left:left} {board-grid.cell-right:right} move it, {list.up:up} "
        "{list.down:down} offer other hosts for a draft, {board.shorter} {board.longer} make it shorter or longer, "
        "{list.open} drops it, {section.clear} puts it back. With the mouse: drag it, or its right edge.\n"
        "The line below says what is in the cell; {list.open} opens the person."
    )

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:
        super().__init__(empty=empty, id=id)
        self.first: date | None = None
        self.day: date | None = None
        self.today: date | None = None
        self.zoom = Zoom.WEEK
        self.ghost: Ghost | None = None
        self._span: tuple[date, int] | None = None
        self._paint = RowPainter(self)

    # -- columns ------------------------------------------------------------------------------------------------

    @property
    def layout_now(self) -> Layout | None:  # type: ignore[override]  # worked out, where the mixin declares it
        """Where things stand now."""
        return Layout(self.zoom, self.first, self.room, self.size.width) if self.first else None

    @property
    def column(self) -> int:
        """The column under the cursor; it is always in view."""
        layout = self.layout_now
        return layout.column_of(self.day) if layout and self.day else 0

    @property
    def wanted(self) -> tuple[date, int] | None:
        """Which columns to read: the first, and how many; more than are in view, so that most moves read nothing."""
        return self._span

    def begin(self, first: date, today: date) -> None:
        """Begin with a day in the first column."""
        self.today = today
        if self.first is None:
            self.first = self.day = self.zoom.begin(first)

    def read(self, *, from_top: bool = False) -> None:
        """Ask for the visible rows anew, with columns on both sides of those in view."""
        if (layout := self.layout_now) is None:
            return
        beside = max(4, layout.number // 2)
        self._span = (self.zoom.step(layout.first, -beside), layout.number + 2 * beside)
        super().read(from_top=from_top)

    def _read_if_needed(self) -> None:
        layout = self.layout_now
        if layout is None or self._span is None:
            return
        first, number = self._span
        at = self.zoom.between(first, layout.first)
        if self.zoom.begin(first) != first or at < 0 or at + layout.number > number:
            self.read()

    def show_from(self, first: date) -> None:
        """Begin with another column, and keep the cursor in view."""
        self.first = self.zoom.begin(first)
        layout = cast("Layout", self.layout_now)
        at = min(max(self.column, 0), layout.number - 1)
        if at != self.column:
            self.day = layout.begin(at)
        self._read_if_needed()
        self.refresh()
        self.tell_moved()

    def show_day(self, day: date) -> None:
        """Put the cursor on a day, and bring its column into view."""
        layout = self.layout_now
        if layout is None:
            return
        self.day = day
        at = layout.column_of(day)
        if not layout.shows(at):
            self.show_from(self.zoom.step(layout.first, at if at < 0 else at - layout.number + 1))
            return
        self.refresh()
        self.tell_moved()

    def action_week_back(self) -> None:
        """Show a column earlier."""
        self._scroll(-1)

    def action_week_on(self) -> None:
        """Show a column later."""
        self._scroll(1)

    def _scroll(self, columns: int) -> None:
        if self.first and self.day:
            self.day = self.zoom.step(self.zoom.begin(self.day), columns)
            self.show_from(self.zoom.step(self.first, columns))

    def action_today(self) -> None:
        """Put the cursor on today's column, the second in view."""
        layout = self.layout_now
        if self.today is not None and layout is not None:
            self.day = self.today
            self.show_from(self.zoom.step(self.zoom.begin(self.today), -min(1, layout.number - 1)))

    def action_cell_left(self) -> None:
        """Move a column to the left, and on past the edge."""
        self._move_column(-1)

    def action_cell_right(self) -> None:
        """Move a column to the right, and on past the edge."""
        self._move_column(1)

    def _move_column(self, step: int) -> None:
        if self.carrier is not None:
            self.carrier.step(step)
            return
        layout = self.layout_now
        if layout is None or self.day is None:
            return
        column = self.column + step
        self.day = layout.begin(column)
        if layout.shows(column):
            self._draw_row(self.cursor)
            self.tell_moved()
        else:
            self.show_from(self.zoom.step(layout.first, step))

    def action_zoom(self) -> None:
        """Weeks, then months, then quarters, then weeks again."""
        self.turn(ZOOMS[(ZOOMS.index(self.zoom) + 1) % len(ZOOMS)])

    def action_zoom_in(self) -> None:
        """Show less time in more detail."""
        self._turn_by(-1, "Weeks are as close as it gets")

    def action_zoom_out(self) -> None:
        """Show more time in less detail."""
        self._turn_by(1, "Quarters are as far as it gets")

    def _turn_by(self, step: int, at_end: str) -> None:
        at = ZOOMS.index(self.zoom) + step
        if 0 <= at < len(ZOOMS):
            self.turn(ZOOMS[at])
        else:
            self.notify(at_end, timeout=2, markup=False)

    def turn(self, zoom: Zoom) -> None:
        """Show weeks, months or quarters; the cursor stays on its day, and in its place on the screen."""
        layout = self.layout_now
        if zoom is self.zoom or layout is None or self.day is None:
            return
        at = self.column
        self.zoom = zoom
        self.first = zoom.step(zoom.begin(self.day), -at)
        self.read()
        self.refresh()
        self.tell_moved()

    # -- what is under the cursor -------------------------------------------------------------------------------

    def column_in(self, row: BoardRow | TeamRow, layout: Layout) -> int | None:
        """The number of the first column in view among the cells of a row; None for a row of another zoom."""
        return self.zoom.between(row.first, layout.first) if row.zoom is self.zoom else None

    def items_at(self, index: int, column: int) -> Sequence[BoardItem]:
        """What stands in a cell of the window; nothing for teams."""
        row, layout = self.pages.get(index), self.layout_now
        if row is None or layout is None or is_team(row):
            return ()
        at = self.column_in(row, layout)
        cells = cast("BoardRow", row).cells
        return cells[at + column] if at is not None and 0 <= at + column < len(cells) else ()

    @property
    def items(self) -> Sequence[BoardItem]:
        """What is in the cell under the cursor; nothing for teams."""
        return self.items_at(self.cursor, self.column) if self.current is not None else ()

    @property
    def load(self) -> Load | None:
        """Whether the person under the cursor has too much then."""
        row, layout = self.current, self.layout_now
        at = self.column_in(row, layout) if row and layout and not is_team(row) else None
        loads = cast("BoardRow", row).loads if at is not None else ()
        return loads[at + self.column] if at is not None and 0 <= at + self.column < len(loads) else None

    @property
    def team_cell(self) -> TeamCell | None:
        """What is known of the team under the cursor; None for people."""
        row, layout = self.current, self.layout_now
        if row is None or layout is None or not is_team(row):
            return None
        at = self.column_in(row, layout)
        cells = cast("TeamRow", row).cells
        return cells[at + self.column] if at is not None and 0 <= at + self.column < len(cells) else None

    # -- carrying -----------------------------------------------------------------------------------------------

    def move_to(self, index: int) -> None:
        """Put the cursor on a row, unless a pairing is being carried: that stays with its people."""
        if self.carrier is None:
            super().move_to(index)

    def action_down(self) -> None:
        """Move a row down, or offer the next host."""
        if self.carrier is not None:
            self.carrier.other_host(1)
        else:
            super().action_down()

    def action_up(self) -> None:
        """Move a row up, or offer the host before."""
        if self.carrier is not None:
            self.carrier.other_host(-1)
        else:
            super().action_up()

    def action_open(self) -> None:
        """Open the row under the cursor, or drop what is carried."""
        if self.carrier is not None:
            self.carrier.drop()
        else:
            super().action_open()

    def haunt(self, ghost: Ghost | None) -> None:
        """Show where a pairing would go, or nothing any more."""
        self.ghost = ghost
        self.refresh()

    # -- the mouse ----------------------------------------------------------------------------------------------

    def heeds_click(self, event: events.Click) -> bool:
        """A click at the end of a drag is none."""
        return not self.was_drag() and self.carrier is None and super().heeds_click(event)

    def row_clicked(self, index: int, x: int) -> None:
        """Move to the cell that was clicked."""
        layout = self.layout_now
        column = layout.column_at(x) if layout else None
        if layout and column is not None:
            self.day = layout.begin(column)
            self._draw_row(self.cursor)
            self.tell_moved()
        self.move_to(index)

    def header_clicked(self, x: int, y: int) -> None:
        """The arrows go back and on, the word between them changes the zoom; a column takes the cursor."""
        layout = self.layout_now
        if layout is None:
            return
        column = layout.column_at(x)
        if column is not None:
            self.day = layout.begin(column)
            self.refresh()
            self.tell_moved()
        elif y == 0 and x < layout.names:
            words = heading(layout)
            if x <= words.index(BACK) + 1:
                self._scroll(-layout.number)
            elif words.rindex(ON) - 1 <= x <= words.rindex(ON) + 1:
                self._scroll(layout.number)
            else:
                self.action_zoom()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """With shift, the wheel goes through the weeks."""
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """With shift, the wheel goes through the weeks."""
        self._wheel(event, -1)

    def on_mouse_scroll_right(self, event: events.MouseEvent) -> None:
        """A wheel that turns sideways goes through the weeks."""
        self._wheel(event, 1, sideways=True)

    def on_mouse_scroll_left(self, event: events.MouseEvent) -> None:
        """A wheel that turns sideways goes through the weeks."""
        self._wheel(event, -1, sideways=True)

    def _wheel(self, event: events.MouseEvent, by: int, *, sideways: bool = False) -> None:
        if sideways or event.shift:
            event.stop()
            event.prevent_default()
            self._scroll(by)

    def fit(self) -> None:
        """More or fewer columns may fit."""
        super().fit()
        layout = self.layout_now
        if layout is not None and self.day is not None:
            if not layout.shows(self.column):
                self.first = self.zoom.step(self.zoom.begin(self.day), 1 - layout.number)
            self._read_if_needed()

    # -- drawing ------------------------------------------------------------------------------------------------

    def row_key(self, row: BoardRow | TeamRow) -> str:
        """A person's row is known by the address, a team's by side and name."""
        return team_key(row.side, row.name) if is_team(row) else cast("BoardRow", row).email

    def look_after(self, key: str) -> None:
        """When the rows have been read again, put the cursor on the one with a key."""
        self._return_to = key

    def notify_style_update(self) -> None:
        """Draw again in new colours."""
        self._paint.forget()
        super().notify_style_update()

    def header(self, y: int) -> list[Segment]:
        """Months and years, then the first day of each column; today's is in brackets."""
        layout = self.layout_now
        return self._paint.header(layout, y) if layout else [Segment("", self.base + self.tone("header"))]

    def line(self, index: int, row: BoardRow | TeamRow) -> list[Segment]:
        """A person or a team, then a cell for each column."""
        layout = self.layout_now
        return self._paint.line(index, row, layout) if layout else []

    # -- the plain mode, for screen readers ---------------------------------------------------------------------

    def plain_header(self) -> str:
        """Which column the lines are about."""
        from ridealong.tui.widgets.board_words import column_words  # noqa: PLC0415 - few need it

        layout = self.layout_now
        column = column_words(self.zoom, layout.days(self.column)) if layout else "no week yet"
        others = keyed(self, "{board-grid.cell-left:left} and {board-grid.cell-right:right} go to others.")
        return f"{column[0].upper()}{column[1:]}. {others} {super().plain_header()}"

    def plain_row(self, index: int, row: BoardRow | TeamRow) -> str:
        """A person or a team, and what there is in the column under the cursor."""
        name, team, side, *cells = self.cells(row)
        found = worded(cells[self.column]) if self.column < len(cells) else ""
        who = name if name == team else f"{name}, {team}"
        return f"{who}, {'IT' if side == 'it' else 'Marketing'}: {found or 'nothing'}"

    # -- copying ------------------------------------------------------------------------------------------------

    def titles(self) -> Sequence[str]:
        """What the cells of a row are called in a copy."""
        layout = self.layout_now
        columns = [day_words(layout.begin(at)) for at in range(layout.number)] if layout else []
        return ["Name", "Team", "Side", *columns]

    def cells(self, row: BoardRow | TeamRow) -> Sequence[str]:
        """A row as text, with the columns in view."""
        from ridealong.tui.widgets.board_words import copied_cells  # noqa: PLC0415 - nobody copies before looking

        layout = self.layout_now
        at = self.column_in(row, layout) if layout else None
        number, read = (layout.number if layout else 0), row.cells
        # What has not been read yet, or only for another zoom, is empty.
        columns = () if at is None else range(at, at + number)
        cells = [read[one] if 0 <= one < len(read) else () for one in columns] or [()] * number
        team = row.name if is_team(row) else cast("BoardRow", row).team
        return [row.name, team, str(row.side), *copied_cells(cells)]
