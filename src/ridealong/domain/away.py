"""Which days busy time makes somebody away."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from ridealong.domain.days import Days, is_workday
from ridealong.domain.people import WorkingHours
from ridealong.domain.values import zone

_MINUTE = timedelta(minutes=1)
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class BusyTime:
    """Time that is taken: two moments in UTC, and what a coordinator may know of it, or nothing."""

    start: datetime
    end: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Away:
    """Days in a row on which somebody is away, with the reason, or nothing."""

    days: Days
    reason: str


@dataclass(slots=True)
class _WorkingDay:
    """The working hours of one day in UTC, with the minutes of them that are taken as the bits of a number."""

    day: Days
    start: datetime
    end: datetime
    taken: int = 0
    reasons: dict[str, None] = field(default_factory=dict)

    def take(self, busy: BusyTime) -> None:
        first = max(busy.start - self.start, timedelta()) // _MINUTE
        last = (min(busy.end, self.end) - self.start) // _MINUTE
        minutes = (1 << last) - (1 << first)
        self.taken |= minutes
        if busy.reason and self._is_half(minutes):
            self.reasons.setdefault(busy.reason)

    @property
    def away(self) -> bool:
        return self._is_half(self.taken)

    def _is_half(self, minutes: int) -> bool:
        return 2 * minutes.bit_count() * _MINUTE >= self.end - self.start


def away_days(times: Iterable[BusyTime], hours: WorkingHours, zone_name: str, span: Days) -> tuple[Away, ...]:
    """The days on which busy time takes at least half of somebody's working hours.

    Only Monday to Friday matter, and days with none of those between them are one absence. Its reason is that of
    whatever takes half of a day by itself; what comes together from many short meetings has none.

    Args:
        times: in any order; they may overlap.
        hours, zone_name: when and where the person works; an IANA name.
        span: the days that are looked at.
    """
    days = list(_working_days(hours, zone_name, span))
    ends = [one.end for one in days]
    for busy in times:
        number = bisect_right(ends, busy.start)
        while number < len(days) and days[number].start < busy.end:
            days[number].take(busy)
            number += 1
    return tuple(_joined(days))


def _working_days(hours: WorkingHours, zone_name: str, span: Days) -> Iterator[_WorkingDay]:
    place = zone(zone_name)
    for day in span:
        start = datetime.combine(day, hours.start, place).astimezone(UTC)
        end = datetime.combine(day, hours.end, place).astimezone(UTC)
        # Where the clock goes forward during very short hours, nothing is left of them that day.
        if is_workday(day) and start < end:
            yield _WorkingDay(Days(day, day), start, end)


def _joined(days: Iterable[_WorkingDay]) -> Iterator[Away]:
    row: list[_WorkingDay] = []
    for one in days:
        if one.away:
            row.append(one)
        elif row:
            yield _away(row)
            row = []
    if row:
        yield _away(row)


def _away(row: list[_WorkingDay]) -> Away:
    reasons = dict.fromkeys(reason for one in row for reason in one.reasons)
    text = "; ".join(reasons)
    short = text if len(text) <= _LONGEST_REASON else text[: _LONGEST_REASON - 1] + "…"
    return Away(Days(row[0].day.first, row[-1].day.last), short)
