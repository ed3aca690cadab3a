"""Spans of calendar days, both ends included, the weeks they lie in, and the one clock that every rule asks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from ridealong.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """The days from `first` to `last`, both included.

    Raises:
        InvalidValue: `last` lies before `first`.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidValue(f"{self.last} lies before {self.first}", "The last day must not come before the first")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __iter__(self) -> Iterator[date]:
        for offset in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=offset)

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def overlaps(self, other: "Days") -> bool:
        """Whether the two spans share at least one day."""
        return self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"


_WORKING = 5
"""How many days of a week are worked on: Monday to Friday."""


def is_workday(day: date) -> bool:
    """Whether people work on a day: Monday to Friday, holidays among them."""
    return day.weekday() < _WORKING


def end_of_week(day: date) -> date:
    """The Friday of the week that a workday lies in; at a weekend its Sunday."""
    return monday_of(day) + timedelta(days=_WORKING - 1 if is_workday(day) else 6)


def working_days(days: Days) -> int:
    """How many of some days lie from Monday to Friday."""
    weeks, rest = divmod(len(days), 7)
    return _WORKING * weeks + sum(is_workday(days.first + timedelta(days=number)) for number in range(rest))


def working_weeks(days: Days) -> float:
    """How many weeks of work some days are: their Mondays to Fridays, five of which are one."""
    return working_days(days) / _WORKING


def at_once(spans: Iterable[Days]) -> int:
    """How many spans of days at most share a day."""
    changes: dict[int, int] = defaultdict(int)
    for one in spans:
        changes[one.first.toordinal()] += 1
        changes[one.last.toordinal() + 1] -= 1
    most = now = 0
    for day in sorted(changes):
        now += changes[day]
        most = max(most, now)
    return most


def monday_on_or_after(day: date) -> date:
    """The Monday that `day` is, or the next one."""
    return day + timedelta(days=-day.weekday() % 7)


def monday_of(day: date) -> date:
    """The Monday of the week that `day` lies in."""
    return day - timedelta(days=day.weekday())


def whole_weeks(days: Days) -> Days:
    """The weeks that some days touch, from a Monday to a Sunday, as far as the calendar goes."""
    last = days.last if days.last > date.max - timedelta(weeks=1) else monday_of(days.last) + timedelta(days=6)
    return Days(monday_of(days.first), last)


class Clock(Protocol):
    """What every rule that needs a date asks, so that a test or `--today` can answer instead of the system."""

    def today(self) -> date:
        """The day it is for the coordinator."""

    def now(self) -> datetime:
        """The moment it is, in UTC, without fractions of a second."""


class SystemClock:
    """The clock of the machine, in its local zone."""

    def today(self) -> date:
        """The local calendar day."""
        return datetime.now().astimezone().date()

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still at noon UTC of one day, so that the same commands leave the same bytes."""

    day: date

    def today(self) -> date:
        """The fixed day."""
        return self.day

    def now(self) -> datetime:
        """Noon UTC of the fixed day."""
        return datetime.combine(self.day, time(12), tzinfo=UTC)
