"""Weeks across and people down, each cell a sign with a word: who visits whom, who is away, what is frozen."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.message import Message

from ridealong.tui.actions import bindings
from ridealong.tui.text import fitted, shown
from ridealong.tui.widgets.paged_view import PagedView

if TYPE_CHECKING:
    from datetime import date

    from rich.style import Style
    from textual.binding import BindingType

    from ridealong.services.board import BoardItem, BoardRow

SIGNS = {
    "visit": ("▶", "▷", "accent"),
    "hosting": ("◀", "◁", "good"),
    "buddy": ("●", "○", "good"),
    "away": ("×", "×", "bad"),
    "freeze": ("■", "■", "warn"),
}
"""What stands in a cell -> its sign, the sign of its draft, its tone; the sign alone says it all."""
DECLINED = ("!", "bad")
"""The sign and the tone of what one of the two has declined."""
LEGEND = "▶ visits  ◀ hosts  ● buddies  ▷ ◁ ○ drafts  × away  ■ freeze  ! declined"

CELLS = ((150, 13), (100, 10), (0, 7))
"""From this width of the terminal on, a week is so wide."""


class BoardGrid(PagedView["BoardRow"]):
    """The board; the cursor is on one week of one person."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("board-grid")]
    HEADER = 2
    HELP = (
        "Weeks run across, people down. " + LEGEND + ".\n"
        "Move with the arrows or h j k l. [ and ] go a week back and on, t to this week.\n"
        "The line below says what is in the cell; Enter opens the person."
    )

    class Scrolled(Message):
        """Other weeks should be shown."""

        def __init__(self, view: BoardGrid, first: date) -> None:
            super().__init__()
            self.view = view
            self.first = first

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:
        super().__init__(empty=empty, id=id)
        self.first: date | None = None
        self.this_week: date | None = None
        self.column = 0

    # -- weeks --------------------------------------------------------------------------------------------------

    @property
    def cell_width(self) -> int:
        """How wide one week is drawn."""
        return next(cells for width, cells in CELLS if self.size.width >= width)

    @property
    def name_width(self) -> int:
        """How wide the names are drawn; a wide terminal shows the team as well."""
        return 24 if self.size.width < 100 else 40

    @property
    def weeks(self) -> int:
        """How many weeks fit."""
        return max(1, (self.room - self.name_width) // self.cell_width)

    @property
    def week(self) -> date | None:
        """The Monday of the week under the cursor."""
        return self.first + timedelta(weeks=self.column) if self.first else None

    @property
    def items(self) -> tuple[BoardItem, ...]:
        """What is in the cell under the cursor."""
        row = self.current
        return row.cells[self.column] if row is not None and self.column < len(row.cells) else ()

    def show_weeks(self, first: date) -> None:
        """Begin with another week; the owner reads the board anew."""
        self.first = first
        self.refresh()
        self.post_message(self.Scrolled(self, first))

    def action_week_back(self) -> None:
        """Show a week earlier."""
        if self.first:
            self.show_weeks(self.first - timedelta(weeks=1))

    def action_week_on(self) -> None:
        """Show a week later."""
        if self.first:
            self.show_weeks(self.first + timedelta(weeks=1))

    def action_today(self) -> None:
        """Put the cursor on this week."""
        if self.this_week is None:
            return
        self.column = min(1, self.weeks - 1)
        self.show_weeks(self.this_week - timedelta(weeks=self.column))

    def action_cell_left(self) -> None:
        """Move a week to the left, and on past the edge."""
        self._move_column(-1)

    def action_cell_right(self) -> None:
        """Move a week to the right, and on past the edge."""
        self._move_column(1)

    def _move_column(self, step: int) -> None:
        column = self.column + step
        if 0 <= column < self.weeks:
            self.column = column
            self._draw_row(self.cursor)
            self.post_message(self.Moved(self))
        elif self.first:
            self.show_weeks(self.first + timedelta(weeks=step))

    def row_clicked(self, index: int, x: int) -> None:
        """Move to the cell that was clicked."""
        column = (x - self.name_width) // self.cell_width
        if 0 <= column < self.weeks:
            self.column = column
            self._draw_row(self.cursor)
            self.post_message(self.Moved(self))
        self.move_to(index)

    # -- drawing ------------------------------------------------------------------------------------------------

    def row_key(self, row: BoardRow) -> str:
        """A person's row is known by the address."""
        return row.email

    def header(self, y: int) -> list[Segment]:
        """Months, then the Monday of each week; this week is in brackets."""
        style = self.base + self.tone("header")
        if self.first is None:
            return [Segment("", style)]
        label = f"  {self.first.year}" if y == 0 else "  week of"
        segments = [Segment(fitted(label, self.name_width), style)]
        for at in range(self.weeks):
            monday = self.first + timedelta(weeks=at)
            now = monday == self.this_week
            if y == 0:
                begins = at == 0 or monday.month != (monday - timedelta(weeks=1)).month
                text = f" {monday:%b}" + (f" {monday.year}" if self.cell_width >= 10 else "") if begins else ""
            else:
                text = f"[{monday.day}]" if now else f" {monday.day}"
            segments.append(Segment(fitted(text, self.cell_width), style + self.tone("accent") if now else style))
        return segments

    def line(self, index: int, row: BoardRow) -> list[Segment]:
        """One person: name, team and side, then a cell for each week."""
        style = self.base
        here = index == self.cursor
        name_style = self.row_style(index) if here else style
        team = self.name_width - 24
        segments = [
            Segment("› " if here else "  ", name_style + self.tone("accent") if here else style),
            Segment(fitted(shown(row.name), 17) + " ", name_style),
            Segment(fitted(shown(row.team), team - 1) + " " if team else "", name_style + self.tone("dim")),
            Segment(fitted("IT" if row.side == "it" else "Mk", 4), name_style + self.tone("dim")),
        ]
        for at in range(self.weeks):
            cell_style = self.row_style(index) if here and at == self.column else style
            items = row.cells[at] if at < len(row.cells) else ()
            before = row.cells[at - 1] if at and at < len(row.cells) else ()
            segments += self._cell(items, before, cell_style, bracketed=here and at == self.column)
        return segments

    def _cell(
        self, items: tuple[BoardItem, ...], before: tuple[BoardItem, ...], style: Style, *, bracketed: bool
    ) -> list[Segment]:
        inner = self.cell_width - 2
        left, right = ("[", "]") if bracketed else (" ", " ")
        if not items:
            return [Segment(left + fitted("·", inner) + right, style + self.tone("dim"))]
        # What is new in a week tells more than what goes on from the week before.
        first = next((one for one in items if not goes_on(one, before)), items[0])
        sign, tone = item_sign(first)
        text_style = style + self.tone("dim" if is_draft(first) else tone)
        more = f"+{len(items) - 1}" if len(items) > 1 else ""
        if goes_on(first, before):
            return self._line_on(more, style, text_style, bracketed=bracketed)
        # Cut without an ellipsis: four letters of a name tell more than three and a dot. The line below has it whole.
        words = set_cell_size(shown(first.label), inner - cell_len(sign) - len(more))
        return [Segment(left, style), Segment(sign + words + more, text_style), Segment(right, style)]

    def _line_on(self, more: str, style: Style, text_style: Style, *, bracketed: bool) -> list[Segment]:
        """A line that goes on from the week before."""
        line = "─" * (self.cell_width - 2 - len(more)) + more
        if bracketed:
            return [Segment("[", style), Segment(line, text_style), Segment("]", style)]
        return [Segment(f"─{line}─", text_style)]


def goes_on(item: BoardItem, before: tuple[BoardItem, ...]) -> bool:
    """Whether the same pairing stood in the week before."""
    return item.pairing_id is not None and any(one.pairing_id == item.pairing_id for one in before)


def is_draft(item: BoardItem) -> bool:
    """Whether this is only proposed."""
    return item.state == "proposed"


def item_sign(item: BoardItem) -> tuple[str, str]:
    """The sign and the tone of one item; drafts have hollow signs."""
    if item.declined_by:
        return DECLINED
    sign, draft, tone = SIGNS[item.sign]
    return (draft if is_draft(item) else sign), tone
