"""Weeks, months and quarters as the columns of a calendar."""

from bisect import bisect_right
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from ridealong.domain.days import Days, monday_of

_FAR = timedelta(weeks=520)


class Zoom(StrEnum):
    """How much time one column shows."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"

    def begin(self, day: date) -> date:
        """The first day of the column that a day lies in."""
        if self is Zoom.WEEK:
            return monday_of(day)
        months = 1 if self is Zoom.MONTH else 3
        return date(day.year, (day.month - 1) // months * months + 1, 1)

    def step(self, first: date, columns: int) -> date:
        """The first day of the column so many further on, or back; at the ends of the calendar, that of the last."""
        if self is Zoom.WEEK:
            number = min(max(first.toordinal() + 7 * columns, 1), (date.max - _FAR).toordinal())
            return monday_of(date.fromordinal(max(number, 7)))
        months = first.year * 12 + first.month - 1 + columns * (1 if self is Zoom.MONTH else 3)
        year, month = divmod(months, 12)
        return date(min(max(year, 1), date.max.year - 10), month + 1, 1)

    def between(self, one: date, other: date) -> int:
        """How many columns lie between those of two days: negative where the other comes first."""
        if self is Zoom.WEEK:
            return (monday_of(other) - monday_of(one)).days // 7
        months = (other.year - one.year) * 12 + other.month - one.month
        if self is Zoom.MONTH:
            return months
        return (other.year - one.year) * 4 + (other.month - 1) // 3 - (one.month - 1) // 3


class Columns:
    """Columns in a row, each as its days: the first begins where that of a day does."""

    def __init__(self, zoom: Zoom, first: date, number: int) -> None:
        self.zoom = zoom
        begins = [zoom.step(zoom.begin(first), at) for at in range(number + 1)]
        self._begins = begins
        self._days = [Days(one, max(one, then - timedelta(days=1))) for one, then in pairwise(begins)]

    def __len__(self) -> int:
        return len(self._days)

    def __getitem__(self, at: int) -> Days:
        return self._days[at]

    @property
    def days(self) -> Days:
        """From the first day of the first column to the last of the last."""
        return Days(self._days[0].first, self._days[-1].last)

    def touched(self, days: Days) -> range:
        """The numbers of the columns that some days touch."""
        if not self._days or days.last < self.days.first or days.first > self.days.last:
            return range(0)
        first = max(0, bisect_right(self._begins, days.first) - 1)
        last = min(len(self) - 1, bisect_right(self._begins, days.last) - 1)
        return range(first, last + 1)
