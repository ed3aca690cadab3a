"""Meetings: what stands in calendars for a pairing, when, and how an invite about it is made up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from dateutil.rrule import WEEKLY, rrule

from ridealong.domain.days import Days, monday_of
from ridealong.domain.errors import InvalidValue
from ridealong.domain.hours import shared_hours
from ridealong.domain.people import WorkingHours
from ridealong.domain.programs import CheckIn, Program
from ridealong.domain.values import zone


class MeetingKind(StrEnum):
    """What a meeting of a pairing is for."""

    PREP = "prep"
    WELCOME = "welcome"
    VISIT = "visit"
    CHECK_IN = "check-in"
    DEBRIEF = "debrief"


class Method(StrEnum):
    """What an invite does to the meeting in a calendar (RFC 5546)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True, slots=True)
class AllDay:
    """A meeting that lasts whole days, both ends included."""

    days: Days


@dataclass(frozen=True, slots=True)
class Series:
    """A meeting at a wall-clock time that comes again every so many weeks, in a time zone of its own.

    Args:
        first, last: the days of the first and of the last occurrence, on one weekday.
        zone: an IANA name.
        without: days of occurrences that are left out; other days in it have no effect.

    Raises:
        InvalidValue: it ends before it starts, or an occurrence has no length.
    """

    first: date
    last: date
    at: time
    minutes: int
    zone: str
    every_weeks: int = 1
    without: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidValue(f"{self.last} lies before {self.first}", "A series cannot end before it starts")
        if self.minutes < 1:
            raise InvalidValue(f"{self.minutes} minutes are not a length", "A meeting lasts at least one minute")

    @property
    def days(self) -> Days:
        """The days from the first occurrence to the last, those left out included."""
        return Days(self.first, self.last)

    @property
    def repeats(self) -> int:
        """How many occurrences follow the first one, those left out included."""
        return (self.last - self.first).days // (7 * self.every_weeks)

    @property
    def left_out(self) -> tuple[date, ...]:
        """The days of `without` on which there would be an occurrence, in order."""
        step = 7 * self.every_weeks
        return tuple(
            day for day in sorted(set(self.without)) if day in self.days and (day - self.first).days % step == 0
        )

    def occurrences(self) -> Iterator[datetime]:
        """The start of each occurrence, in the zone of the series, with the days left out."""
        place = zone(self.zone)
        start = datetime.combine(self.first, self.at)
        for when in rrule(WEEKLY, dtstart=start, interval=self.every_weeks, until=datetime.combine(self.last, self.at)):
            if when.date() not in self.without:
                yield when.replace(tzinfo=place)


When = AllDay | Series


@dataclass(frozen=True, slots=True)
class Address:
    """Somebody's e-mail address and name."""

    email: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Everything that a calendar should know about one meeting.

    Args:
        uid: made once, stored, never recomputed.
        attendees: in a fixed order; the organizer is not among them.
        busy: whether the meeting makes its attendees busy.
    """

    uid: str
    kind: MeetingKind
    when: When
    summary: str
    organizer: Address
    attendees: tuple[Address, ...]
    description: str = ""
    place: str = ""
    busy: bool = True
    categories: tuple[str, ...] = field(default=("Ridealong",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """A message about one meeting, as it is or was sent: a request, an update or a cancel.

    Args:
        sequence: raised with each change of time, rule, place or status (RFC 5546, 2.1.4).
        stamp: DTSTAMP, in UTC, newer in each invite about a meeting.
        meeting: the meeting; in a cancel, as those who get it know it.
        only: in a cancel, the attendees of `meeting` who no longer take part, while the meeting stands for the
            others; empty where the invite goes to all.
    """

    method: Method
    sequence: int
    stamp: datetime
    meeting: Meeting
    only: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """What has gone out about one meeting.

    Args:
        last: the invite sent last.
        sequence, stamp: the highest ever sent for this meeting, whatever became of the invite.
    """

    last: Invite
    sequence: int
    stamp: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """An invite that is due but not sent, and why, in words."""

    invite: Invite
    why: str


def meeting_kinds(program: Program) -> tuple[MeetingKind, ...]:
    """The meetings that each pairing of a program has."""
    kinds = []
    if program.kind.visits:
        kinds.append(MeetingKind.VISIT)
    if program.check_in is not None:
        kinds.append(MeetingKind.CHECK_IN)
    return tuple(kinds)


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
        at=_hour(occurrences, rhythm, place, other),
        minutes=rhythm.minutes,
        zone=place[1],
        every_weeks=rhythm.every_weeks,
    )


def _hour(
    days: Sequence[date], rhythm: CheckIn, place: tuple[WorkingHours, str], other: tuple[WorkingHours, str]
) -> time:
    """The hour of a series, which stays the same in its own zone while clocks change in either."""
    stretches = [_shared_here(day, place, other) for day in days]
    if stretches[0] is None:
        return rhythm.at
    length = timedelta(minutes=rhythm.minutes)
    known = [one for one in stretches if one is not None]
    start, end = max(one[0] for one in known), min(one[1] for one in known)
    if start + length > end:
        # No hour suits both every time: it suits both the first time.
        start, end = stretches[0]
    wished = timedelta(hours=rhythm.at.hour, minutes=rhythm.at.minute)
    if start <= wished and wished + length <= end:
        return rhythm.at
    return (datetime.combine(days[0], time()) + start).time()


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
