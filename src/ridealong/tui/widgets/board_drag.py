"""Dragging on the board: a pairing to another week, or its right edge to make it shorter or longer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from textual import events

    from ridealong.services.board.board_items import BoardItem
    from ridealong.tui.widgets.board_ghost import Carrier
    from ridealong.tui.widgets.board_layout import Layout


@dataclass(slots=True)
class _Press:
    """Where the mouse was pressed: the row and the column, and whether on the edge of what stands there."""

    index: int
    x: int
    column: int
    edge: bool
    began: bool = False


if TYPE_CHECKING:
    from textual.scroll_view import ScrollView as _View
else:
    _View = object  # Textual looks for styles along the first widget that a class derives from


class Dragged(_View):
    """Mixed into the board; the owner answers `Lifted` by setting `carrier`."""

    HEADER = 2
    ALLOW_SELECT = False

    class Lifted(Message):
        """Somebody drags the pairing of a cell, by its edge or as a whole."""

        def __init__(self, index: int, column: int) -> None:
            super().__init__()
            self.index = index
            self.column = column

    carrier: Carrier | None = None
    _press: _Press | None = None
    _picking = False
    """Whether `Lifted` has not been answered yet."""
    _let_go = False
    _last: date | None = None

    # What the board itself knows.

    layout_now: Layout | None

    def items_at(self, index: int, column: int) -> Sequence[BoardItem]:
        """What stands in a cell of the window."""
        raise NotImplementedError

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember where a drag may begin."""
        layout, index = self.layout_now, event.y - self.HEADER + int(self.scroll_offset.y)
        self._let_go = self._dropped = False
        self._press = None
        if layout is None or event.button != 1 or event.y < self.HEADER or self.carrier is not None:
            return
        column = layout.column_at(event.x)
        if column is None:
            return
        held = [one for one in self.items_at(index, column) if one.pairing_id is not None]
        if not held:
            return
        inside = event.x - layout.names - column * layout.cell
        ends = any(layout.column_of(one.days.last) == column for one in held)
        self._press = _Press(index, event.x, column, edge=ends and inside >= layout.cell - 2)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Carry what is dragged along."""
        press, layout = self._press, self.layout_now
        if press is None or layout is None:
            return
        if not press.began:
            if event.x == press.x:
                return
            press.began = True
            self._picking = True
            self.capture_mouse()
            self.post_message(self.Lifted(press.index, press.column))
        self._last = layout.day_at(event.x)
        self._carry()

    def _carry(self) -> None:
        if self.carrier is None or self._last is None or self._press is None:
            return
        if self._press.edge:
            self.carrier.end_on(self._last)
        else:
            self.carrier.to_day(self._last)

    def let_go(self) -> None:
        """What was dragged is dragged no longer: it cannot be picked up, or was put back."""
        self._picking = False
        if self._press is None:
            return
        self._press, self._let_go, self._last = None, False, None
        self._dropped = True
        self.release_mouse()

    def lifted(self) -> None:
        """What is dragged has been picked up: carry it to where the mouse is by now, and drop it if that is over."""
        self._picking = False
        if self._press is not None and self._press.began:
            self._carry()
        if self._let_go:
            self._finish()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Drop what is dragged."""
        press = self._press
        if press is None or not press.began:
            self._press = None
            return
        event.stop()
        self.release_mouse()
        if self.carrier is None and self._picking:
            self._let_go = True
        else:
            self._finish()

    def _finish(self) -> None:
        self._press, self._let_go, self._last = None, False, None
        self._dropped = True
        if self.carrier is not None:
            self.carrier.drop(or_put_back=True)

    _dropped = False

    def was_drag(self) -> bool:
        """Whether a click is only the end of a drag; asked once."""
        dragged = self._dropped or (self._press is not None and self._press.began)
        self._dropped = False
        return dragged
