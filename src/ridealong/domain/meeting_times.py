"""When the meetings of a pairing take place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice

from ridealong.domain.availability import Availability
from ridealong.domain.days import Days, monday_of
from ridealong.domain.hours import shared_hours
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import AllDay, Series, When
from ridealong.domain.people import WorkingHours
from ridealong.domain.programs import CheckIn, Program
from ridealong.domain.values import zone

PREP_MINUTES = 30
WELCOME_MINUTES = 30
DEBRIEF_MINUTES = 45
USUAL_HOUR = time(10)
"""When single meetings take place in programs that wish no other hour for their check-ins."""

_PREP_ORDER = (3, 4, 5, 2, 1)
_DEBRIEF_ORDER = (2, 3, 4, 5, 1)
"""Which working day before or after a visit is tried first, which next."""
_FAR_DAYS = 60
"""How far away from a visit a working day is looked for."""


def meeting_kinds(program: Program) -> tuple[MeetingKind, ...]:
    """The meetings that each pairing of a program has, in the order of their days."""
    return tuple(kind for kind in MeetingKind if kind in program.meetings and _makes_sense(kind, program))


def _makes_sense(kind: MeetingKind, program: Program) -> bool:
    return program.check_in is not None if kind is MeetingKind.CHECK_IN else program.kind.visits


def meeting_time(
    kind: MeetingKind, program: Program, days: Days, guest: Availability, host: Availability, *, on_site: bool = False
) -> When:
    """When a meeting of a pairing takes place by the rules of its program: the same whenever it is asked.

    A visit takes whole days. All else stands in the zone of the host, where possible within the working hours of both.

    - prep: on the third working day before the visit, or the nearest earlier one on which both are at work, up to the
      fifth; else on the second or the last one before; where none suits both, on the third;
    - welcome: on the first day of the visit on which both are at work, when the host begins to work; if the guest does
      not come to the site of the host, at the first hour at which both work;
    - check-in: in the rhythm of the program, but on no day on which one of the two is off; it may be left without any
      occurrence;
    - debrief: on the second working day after the visit, or the first that suits both of the third, fourth, fifth and
      first; where none does, on the second.

    A working day is one from Monday to Friday that is a public holiday for neither.

    Args:
        days: the days of the pairing.
        on_site: whether the guest comes to where the host works, and so keeps the host's hours.
    """
    if kind is MeetingKind.VISIT:
        return AllDay(days)
    if kind is MeetingKind.CHECK_IN and program.check_in is not None:
        return _without_days_off(check_in_series(days, program.check_in, host.place, guest.place), guest, host)
    if kind is MeetingKind.WELCOME:
        if on_site:
            guest = replace(guest, hours=host.hours, zone=host.zone)
        return _single(list(days), host.hours.start, WELCOME_MINUTES, guest, host)
    wished = program.check_in.at if program.check_in else USUAL_HOUR
    if kind is MeetingKind.PREP:
        return _single(_workdays(days.first, -1, _PREP_ORDER, guest, host), wished, PREP_MINUTES, guest, host)
    return _single(_workdays(days.last, 1, _DEBRIEF_ORDER, guest, host), wished, DEBRIEF_MINUTES, guest, host)


def _single(offered: Sequence[date], wished: time, minutes: int, guest: Availability, host: Availability) -> Series:
    """A meeting on the first of some days on which both are at work, else on the first of them all."""
    found = (_on(day, wished, minutes, guest, host) for day in offered)
    suits = (
        one
        for one in found
        if host.works_on(one.first) and guest.works_on(guest.day_there(one.first, one.at, one.zone))
    )
    return next(suits, None) or _on(offered[0], wished, minutes, guest, host)


def _on(day: date, wished: time, minutes: int, guest: Availability, host: Availability) -> Series:
    at = _hour([day], wished, minutes, host.place, guest.place)
    return Series(first=day, last=day, at=at, minutes=minutes, zone=host.zone)


def _without_days_off(series: Series, guest: Availability, host: Availability) -> Series:
    off = [
        day
        for day in series.rule_days()
        if host.is_off(day) or guest.is_off(guest.day_there(day, series.at, series.zone))
    ]
    return replace(series, without=tuple(off))


def _workdays(start: date, step: int, order: Sequence[int], guest: Availability, host: Availability) -> Sequence[date]:
    """Working days before or after a day, in the order in which to try them: the third, the fourth ...

    Args:
        step: 1 for later days, -1 for earlier ones. order: 1 is the nearest.
    """
    days = (start + timedelta(days=step * far) for far in range(1, _far(start, step)))
    found = list(islice((day for day in days if host.is_workday(day) and guest.is_workday(day)), max(order)))
    return [found[number - 1] for number in order if number <= len(found)] or [start]


def _far(start: date, step: int) -> int:
    """How many days away to look, so that the neighbours of each day, which zones compare, are in the calendar too."""
    room = (start - date.min).days if step < 0 else (date.max - start).days
    return max(1, min(_FAR_DAYS, room - 1))


def check_in_series(
    days: Days, rhythm: CheckIn, place: tuple[WorkingHours, str], other: tuple[WorkingHours, str]
) -> Series:
    """The check-ins of a pairing: at the hour of the program, or else at the first at which both work every time.

    Args:
        days: the days of the pairing; there is always at least one check-in, if need be on the last day.
        place: working hours and zone of the person in whose zone the series stands (the host).
        other: working hours and zone of the other.
    """
    first = monday_of(days.first) + timedelta(days=rhythm.weekday)
    if first < days.first:
        first += timedelta(weeks=1)
    first = min(first, days.last)
    step = timedelta(weeks=rhythm.every_weeks)
    occurrences = [first + number * step for number in range((days.last - first) // step + 1)]
    return Series(
        first=first,
        last=occurrences[-1],
        at=_hour(occurrences, rhythm.at, rhythm.minutes, place, other),
        minutes=rhythm.minutes,
        zone=place[1],
        every_weeks=rhythm.every_weeks,
    )


def _hour(
    days: Sequence[date],
    wished: time,
    minutes: int,
    place: tuple[WorkingHours, str],
    other: tuple[WorkingHours, str],
) -> time:
    """The hour of meetings on some days, which stays the same in one zone while clocks change in either.

    It is the wished one where both work then, else the first that both share; the wished one where they share none.
    """
    stretches = [_shared_here(day, place, other) for day in days]
    if stretches[0] is None:
        return wished
    length = timedelta(minutes=minutes)
    known = [one for one in stretches if one is not None]
    start, end = max(one[0] for one in known), min(one[1] for one in known)
    if start + length > end:
        # No hour suits both every time: it suits both the first time.
        start, end = stretches[0]
    asked = timedelta(hours=wished.hour, minutes=wished.minute)
    if start <= asked and asked + length <= end:
        return wished
    return (datetime.combine(days[0], time()) + start).time()


@lru_cache(maxsize=4096)
def _shared_here(
    day: date, place: tuple[WorkingHours, str], other: tuple[WorkingHours, str]
) -> tuple[timedelta, timedelta] | None:
    """From when until when both work on a day, as the clock of `place` shows it."""
    shared = shared_hours(place, other, day)
    if shared is None:
        return None
    start, end = (moment.astimezone(zone(place[1])).replace(tzinfo=None) for moment in shared)
    midnight = datetime.combine(day, time())
    return start - midnight, end - midnight
