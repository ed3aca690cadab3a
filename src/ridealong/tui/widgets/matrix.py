"""Names against names, each cell a short text: rows and columns of which only the visible ones are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment

from ridealong.domain.exposure import ALL
from ridealong.tui.actions import bindings
from ridealong.tui.keyed import keyed
from ridealong.tui.plain import is_plain, worded
from ridealong.tui.text import fitted, shown
from ridealong.tui.widgets.paged_view import PagedView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.style import Style
    from textual.binding import BindingType

    Cells = Callable[[str, str], tuple[str, str]]

_GUTTER = 2
_LEAST_CELL, _MOST_CELL = 6, 16
_LEAST_NAME, _MOST_NAME = 12, 28
_MILLION = 1_000_000


def in_thousands(text: str) -> str:
    """A number that is wider than its cell, cut down: `12,634` is `12k`; what is no number stays as it is."""
    digits = text.replace(",", "")
    if not digits.isdecimal() or len(digits) < 4:
        return text
    number = int(digits)
    return f"{number // 1000}k" if number < _MILLION else f"{number // _MILLION:,}M"


class Matrix(PagedView[str]):
    """A row is a name; the cursor is on one cell, and goes on past the edge to columns that do not fit.

    Args:
        rows: what the rows are called together.
        everything: what the row and the column that stand for all are called.
        cell: the text of a cell and its tone, by the names of its row and column.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("matrix")]
    HEADER = 2
    HELP = (
        "Names against names. Move with the arrows or {matrix.cell-left} {list.down} {list.up}\n"
        "{matrix.cell-right}, {list.first} and {list.last}; {list.open} opens what is behind a cell.\n"
        "The lines below say in words what is in the cell. Where not all columns fit, they follow the cursor; a\n"
        "click on ‹ or › shows those before or after."
    )

    def __init__(self, *, rows: str, everything: str, cell: Cells, empty: str = "", id: str | None = None) -> None:
        super().__init__(empty=empty, id=id)
        self.columns: Sequence[str] = ()
        self.column = 0
        self._left = 0
        self._rows = rows
        self._everything = everything
        self._cell_of = cell

    # -- what is where ------------------------------------------------------------------------------------------

    def show_columns(self, columns: Sequence[str]) -> None:
        """Show other columns; the cursor stays on its column, if that is still there."""
        before = self.column_name
        self.columns = columns
        self.column = columns.index(before) if before in columns else min(self.column, max(0, len(columns) - 1))
        self._bring_into_view()
        self.refresh()

    def rows_are(self, name: str) -> None:
        """Call the rows together by another name."""
        self._rows = name
        self.refresh()

    @property
    def column_name(self) -> str | None:
        """The name of the column under the cursor."""
        return self.columns[self.column] if self.column < len(self.columns) else None

    def go_to(self, row: str, column: str) -> None:
        """Put the cursor on a cell; nothing where there is no such row or column."""
        rows = {name: index for index, name in self.pages.known()}
        if row in rows and column in self.columns:
            self._to_column(self.columns.index(column))
            self.move_to(rows[row])

    def _measures(self) -> tuple[int, int, int]:
        """How wide names and cells are, and how many columns are visible."""
        number = max(1, len(self.columns))
        longest = max((len(self._called(name)) for _, name in self.pages.known()), default=0) + _GUTTER + 1
        least = max(_LEAST_NAME, min(longest, _MOST_NAME, self.room - number * _LEAST_CELL))
        if self.room - least >= number * _LEAST_CELL:
            cell = min(_MOST_CELL, (self.room - least) // number)
            return least, cell, number
        least = max(_LEAST_NAME, min(longest, self.room // 4))
        return least, _LEAST_CELL + 1, max(1, (self.room - least) // (_LEAST_CELL + 1))

    def _called(self, name: str) -> str:
        return shown(name) or self._everything

    # -- drawing ------------------------------------------------------------------------------------------------

    def row_key(self, row: str) -> str:
        """A row is known by its name."""
        return row

    def header(self, y: int) -> list[Segment]:
        """The names of the columns, on two lines in turn, so that each has room for two cells."""
        names, cell, visible = self._measures()
        style = self.base + self.tone("header")
        segments = [Segment(fitted(self._corner(y, visible), names), style)]
        visible_columns = list(self.columns[self._left : self._left + visible])
        titles = [self._called(name) for name in visible_columns]
        both_lines = any(len(title) >= cell for title in titles)
        at = 0
        while at < len(titles):
            if (both_lines and at % 2 != y) or (not both_lines and y == 0):
                segments.append(Segment(" " * cell, style))
                at += 1
                continue
            span = min(2 if both_lines else 1, len(titles) - at)
            here = self._left + at == self.column
            text = style + self.tone("accent") if here else style
            sign = "›" if here and not self.behind else " "
            segments.append(Segment(fitted(sign + titles[at], span * cell - 1) + " ", text))
            at += span
        return segments

    def _corner(self, y: int, visible: int) -> str:
        if y:
            return "  " + self._rows
        if visible >= len(self.columns):
            return ""
        before, after = self._left > 0, self._left + visible < len(self.columns)
        words = f"{self._left + 1}–{min(self._left + visible, len(self.columns))}/{len(self.columns)}"
        return f"{'‹' if before else ' '} {words} {'›' if after else ' '}"

    def line(self, index: int, row: str) -> list[Segment]:
        """One row: its name, then its visible cells."""
        names, cell, visible = self._measures()
        here = index == self.cursor
        name_style = self.row_style(index)
        if row == ALL:
            name_style += self.tone("strong")
        sign = "› " if self.signed(index) else "  "
        segments = [Segment(fitted(sign + self._called(row), names - 1) + " ", name_style)]
        for at in range(self._left, min(self._left + visible, len(self.columns))):
            marked = here and at == self.column
            style = self.row_style(index) if marked else self.base
            segments.append(self._drawn(row, self.columns[at], cell, style, marked=marked))
        # The cursor is on a cell, so that the rest of its row is like any other.
        return [*segments, Segment(" " * max(0, self.size.width - names - cell * visible), self.base)]

    def _drawn(self, row: str, column: str, width: int, style: Style, *, marked: bool) -> Segment:
        text, tone = self._cell_of(row, column)
        text = text if len(text) < width else in_thousands(text)
        sign = "›" if marked and not self.behind else " "
        return Segment(fitted(sign + text, width), style + self.tone(tone) if tone else style)

    # -- what a person does -------------------------------------------------------------------------------------

    def action_cell_left(self) -> None:
        """Move a column to the left."""
        self._to_column(self.column - 1)

    def action_cell_right(self) -> None:
        """Move a column to the right."""
        self._to_column(self.column + 1)

    def _to_column(self, column: int) -> None:
        column = max(0, min(column, len(self.columns) - 1))
        if column == self.column:
            return
        self.column = column
        left = self._left
        self._bring_into_view()
        if self._left == left and not is_plain(self):
            self.refresh_lines(0, self.HEADER)
            self._draw_row(self.cursor)
        else:
            self.refresh()
        self.tell_moved()

    def _bring_into_view(self) -> None:
        visible = self._measures()[2]
        if not self._left <= self.column < self._left + visible:
            # Into the middle, since to draw everything again at every step would be slow where there is much of it.
            self._left = self.column - visible // 2
        self._left = max(0, min(self._left, len(self.columns) - visible))

    def fit(self) -> None:
        """More or fewer columns may fit."""
        super().fit()
        self._bring_into_view()
        self.refresh()

    def header_clicked(self, x: int, y: int) -> None:
        """Go to the column that was clicked, or show those before or after."""
        names, cell, visible = self._measures()
        if x < names:
            if y == 0 and visible < len(self.columns):
                self._to_column(self.column + (-visible if x < names // 2 else visible))
            return
        at = self._left + (x - names) // cell
        if at < len(self.columns):
            self._to_column(at)

    def row_clicked(self, index: int, x: int) -> None:
        """Move to the cell that was clicked."""
        names, cell, _visible = self._measures()
        if x >= names:
            self._to_column(min(self._left + (x - names) // cell, len(self.columns) - 1))
        self.move_to(index)

    # -- the plain mode, for screen readers ---------------------------------------------------------------------

    def plain_header(self) -> str:
        """Which column the lines are about."""
        name = self.column_name
        column = "no column yet" if name is None else self._called(name)
        others = keyed(self, "{matrix.cell-left:left} and {matrix.cell-right:right} go to others.")
        return f"{worded(self._rows)}; column {column}. {others} {super().plain_header()}"

    def plain_row(self, index: int, row: str) -> str:
        """A row, and what is in the column under the cursor."""
        del index
        name = self.column_name
        return f"{self._called(row)}: {'nothing' if name is None else self._cell_of(row, name)[0]}"

    # -- copies -------------------------------------------------------------------------------------------------

    def titles(self) -> Sequence[str]:
        """What the rows are called together, and the names of all columns."""
        return [self._rows, *(name or self._everything for name in self.columns)]

    def cells(self, row: str) -> Sequence[str]:
        """A row as text."""
        return [row or self._everything, *(self._cell_of(row, name)[0] for name in self.columns)]
