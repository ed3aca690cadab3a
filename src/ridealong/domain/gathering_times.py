"""When groups meet: a coffee once in its round, the sponsors every week."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from ridealong.domain.availability import Availability
from ridealong.domain.days import Days, is_workday, monday_of
from ridealong.domain.hours import Place, shared_by_all
from ridealong.domain.meeting_times import check_in_series
from ridealong.domain.meetings import Series
from ridealong.domain.programs import DEFAULTS, CheckIn, Kind, Program


@dataclass(frozen=True, slots=True)
class Hour:
    """When on its day a group meets: by the clock of which zone, an IANA name."""

    at: time
    zone: str

    def __str__(self) -> str:
        """As people read it: `15:00 Europe/Berlin`."""
        return f"{self.at:%H:%M} {self.zone}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HourChange:
    """Another hour for a group than the one before."""

    before: Hour
    now: Hour

    def __str__(self) -> str:
        """In words: `at 15:00 Asia/Kolkata, not 13:30 Europe/Lisbon`."""
        return f"at {self.now}, not {self.before}"


def rhythm_of(program: Program) -> CheckIn:
    """On which weekday, when and how long the groups of a program meet."""
    return program.check_in or DEFAULTS[program.kind if program.kind.gathers else Kind.COFFEE].check_in


def coffee_day(program: Program, days: Days, people: Sequence[Availability]) -> date:
    """The day of a round on which people have their coffee: the weekday of the program, the first that the round has.

    Where that is a public holiday for one of them, it is the next working day of the round that is none for any; the
    weekday all the same, where the round has no such day. Whether they are away then plays no part.
    """
    wished = min(days.last, _first(days, rhythm_of(program).weekday))
    left = (wished + timedelta(days=later) for later in range((days.last - wished).days + 1))
    suits = (
        day for day in left if (day == wished or is_workday(day)) and not any(day in one.holidays for one in people)
    )
    return next(suits, wished)


def _first(days: Days, weekday: int) -> date:
    found = monday_of(days.first) + timedelta(days=weekday)
    return found if found >= days.first else found + timedelta(weeks=1)


def usual_days(program: Program, days: Days) -> Days:
    """On which days people gather whatever holidays they have: over coffee on one, the sponsors all through theirs."""
    if program.kind is not Kind.COFFEE:
        return days
    day = coffee_day(program, days, ())
    return Days(day, day)


def coffee_time(program: Program, days: Days, people: Sequence[Availability], told: Hour | None = None) -> Series:
    """When people have their coffee: see `coffee_day`; at the hour of the program, where that suits all.

    Else it is the nearest hour at which all of them work; where there is none, the hour of the program. It stands in
    the zone in which most of them work: where two have as many, in that of the program, or the first by name.

    Args:
        told: the hour that stands in calendars: it stays while it suits all, or no other one does.
    """
    rhythm, places = rhythm_of(program), [one.place for one in people]
    day = coffee_day(program, days, people)
    if told is None or not suits_all([day], rhythm, told, places):
        zone = zone_of_most(program, people)
        told = Hour(hour_for_all([day], rhythm, zone, places), zone)
    return Series(first=day, last=day, at=told.at, minutes=rhythm.minutes, zone=told.zone)


def suits_all(days: Sequence[date], rhythm: CheckIn, hour: Hour, places: Sequence[Place]) -> bool:
    """Whether an hour is one at which all work on each of some days, or there is none at which they do.

    Where there is none on each of them, it is one of the first day.
    """
    begins, length = _since_midnight(hour.at), timedelta(minutes=rhythm.minutes)
    shared = _shared(days, length, hour.zone, places)
    return not shared or any(begin <= begins and begins + length <= end for begin, end in shared)


def zone_of_most(program: Program, people: Sequence[Availability]) -> str:
    """The zone in which most of some people work: of two with as many that of the program, or the first by name."""
    if not people:
        return program.time_zone
    zones = Counter(one.zone for one in people)
    return min(zones, key=lambda name: (-zones[name], name != program.time_zone, name))


def hour_for_all(days: Sequence[date], rhythm: CheckIn, zone: str, places: Sequence[Place]) -> time:
    """The hour in a zone that is nearest to the wished one, of those at which all work on each of some days.

    Where there is none on each of them, it is one of the first day; the wished one where they share none then.
    """
    wished, length = _since_midnight(rhythm.at), timedelta(minutes=rhythm.minutes)
    starts = [
        min(max(wished, begin), end - length)
        for begin, end in _shared(days, length, zone, places)
        if begin >= timedelta()
    ]
    best = min(starts, key=lambda one: (abs(one - wished), one), default=wished)
    return (datetime.combine(days[0], time()) + best).time()


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute)


_Span = tuple[timedelta, timedelta]


def _shared(days: Sequence[date], length: timedelta, zone: str, places: Sequence[Place]) -> list[_Span]:
    """From when until when, since midnight, all work for so long on each of some days; else those of the first."""
    first = _shared_on(days[0], length, zone, places)
    common = first
    for day in days[1:]:
        both = [
            (max(one[0], other[0]), min(one[1], other[1]))
            for one in common
            for other in _shared_on(day, length, zone, places)
        ]
        common = [one for one in both if one[1] - one[0] >= length]
    return common or first


def _shared_on(day: date, length: timedelta, zone: str, places: Sequence[Place]) -> list[_Span]:
    midnight = datetime.combine(day, time())
    every = shared_by_all(places, day, zone)
    return [(begin - midnight, end - midnight) for begin, end in every if end - begin >= length]


def sponsors_series(program: Program, days: Days, people: Sequence[Availability], left_out: Sequence[date]) -> Series:
    """When the two sponsors of a program meet: in its rhythm, in the zone of the first, within the hours of both.

    It leaves out days on which one of them is off, and those that the coordinator leaves out; it may be left without
    any occurrence.

    Args:
        people: the two, IT first.
    """
    one, other = people
    series = check_in_series(days, rhythm_of(program), one.place, other.place)
    off = [
        day
        for day in series.rule_days()
        if one.is_off(day) or other.is_off(other.day_there(day, series.at, series.zone)) or day in left_out
    ]
    return replace(series, without=tuple(off))
