"""Where things stand on the board: which column is under which cell of the terminal, and the heading above them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ridealong.domain.days import Days
from ridealong.domain.periods import Zoom
from ridealong.tui.dates import month_words, week_start

if TYPE_CHECKING:
    from collections.abc import Iterator

CELLS = ((150, 11), (100, 10), (0, 9))
"""From this width of the terminal on, a column is so wide."""
NAMES = ((140, 44), (100, 36), (0, 24))
"""From this width on, names have so much room; a wide terminal shows the team as well."""
BACK, ON = "‹", "›"


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns in view.

    Args:
        first: the first day of the first of them. room: how many cells a line has. width: how wide the terminal is.
    """

    zoom: Zoom
    first: date
    room: int
    width: int

    @property
    def cell(self) -> int:
        """How wide one column is drawn."""
        return next(cells for width, cells in CELLS if self.width >= width)

    @property
    def names(self) -> int:
        """How wide the names are drawn; what is too little for one more column is theirs, but for a blank."""
        least = next(cells for width, cells in NAMES if self.width >= width)
        return least + max(0, (self.room - least) % self.cell - 1 if self.room > least else 0)

    @property
    def number(self) -> int:
        """How many columns fit."""
        return max(1, (self.room - self.names) // self.cell)

    def begin(self, column: int) -> date:
        """The first day of a column."""
        return self.zoom.step(self.first, column)

    def days(self, column: int) -> Days:
        """The days of a column."""
        first = self.begin(column)
        return Days(first, max(first, self.begin(column + 1) - timedelta(days=1)))

    def column_of(self, day: date) -> int:
        """The column that a day lies in; it may not be in view."""
        return self.zoom.between(self.first, day)

    def shows(self, column: int) -> bool:
        """Whether a column is in view."""
        return 0 <= column < self.number

    def column_at(self, x: int) -> int | None:
        """The column at a cell of the line; None beside them."""
        column = (x - self.names) // self.cell
        return column if x >= self.names and self.shows(column) else None

    def touched(self, days: Days) -> range:
        """The columns in view that some days touch."""
        first, last = self.column_of(days.first), self.column_of(days.last)
        return range(max(0, first), min(self.number - 1, last) + 1)

    def day_at(self, x: int) -> date:
        """The day at a cell of the line: in a week, from Monday at its left end to Friday at its right end."""
        column = min(max((x - self.names) // self.cell, 0), self.number - 1)
        inside = min(max(x - self.names - column * self.cell, 0), self.cell - 1)
        days = self.days(column)
        length = 5 if self.zoom is Zoom.WEEK else len(days)
        return days.first + timedelta(days=min(length - 1, inside * length // self.cell))

    def marks(self) -> Iterator[tuple[str, str]]:
        """What stands above each column, on two lines: months and years where they begin, then the column itself."""
        for column in range(self.number):
            first, before = self.begin(column), self.begin(column - 1)
            fresh = column == 0
            if self.zoom is Zoom.WEEK:
                first, before = week_start(first), week_start(before)
                begins = fresh or first.month != before.month
                yield f"{month_words(first)} {first.year}" if begins else "", str(first.day)
            else:
                year = str(first.year) if fresh or first.year != before.year else ""
                name = month_words(first) if self.zoom is Zoom.MONTH else f"Q{(first.month + 2) // 3}"
                yield year, name
