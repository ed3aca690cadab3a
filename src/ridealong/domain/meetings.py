"""Meetings: what stands in calendars for a pairing, and what an invite about one carries."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.replies import Answer
from ridealong.domain.values import zone


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
class Moved:
    """One occurrence of a series that takes place at another time than the rule says, in the zone of the series.

    Args:
        day: the day on which the rule has it. to: the day on which it takes place.
        place: empty where it is that of the meeting.
    """

    day: date
    to: date
    at: time
    minutes: int
    place: str = ""

    def __post_init__(self) -> None:
        _check_length(self.minutes)


@dataclass(frozen=True, slots=True)
class Series:
    """A meeting at a wall-clock time that comes again every so many weeks, in a time zone of its own.

    Args:
        first, last: the days of the first and of the last occurrence, on one weekday.
        zone: an IANA name.
        without: days of occurrences that are left out; other days in it have no effect.
        moved: occurrences that take place at another time; those of other days, or left out, have no effect.

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
    moved: tuple[Moved, ...] = ()

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidValue(f"{self.last} lies before {self.first}", "A series cannot end before it starts")
        _check_length(self.minutes)

    @property
    def days(self) -> Days:
        """The days from the first occurrence to the last, those left out or moved included, wherever they moved."""
        others = [one.to for one in self.moved_here]
        return Days(min([self.first, *others]), max([self.last, *others]))

    @property
    def repeats(self) -> int:
        """How many occurrences follow the first one, those left out included."""
        return (self.last - self.first).days // (7 * self.every_weeks)

    @property
    def left_out(self) -> tuple[date, ...]:
        """The days of `without` on which there would be an occurrence, in order."""
        return tuple(day for day in sorted(set(self.without)) if self._has(day))

    @property
    def moved_here(self) -> tuple[Moved, ...]:
        """Those of `moved` that concern an occurrence which is not left out, by day."""
        if not self.moved:
            return ()
        found = {one.day: one for one in self.moved if self._has(one.day) and one.day not in self.without}
        return tuple(found[day] for day in sorted(found))

    def _has(self, day: date) -> bool:
        return self.first <= day <= self.last and (day - self.first).days % (7 * self.every_weeks) == 0

    def rule_days(self) -> Iterator[date]:
        """The days on which the rule has an occurrence, those left out or moved included."""
        for number in range(self.repeats + 1):
            yield self.first + timedelta(weeks=number * self.every_weeks)

    def trimmed(self) -> "Series":
        """The same occurrences, as a series that begins with the first and ends with the last that is not left out."""
        out = set(self.left_out)
        days = [day for day in self.rule_days() if day not in out]
        if not days or (days[0], days[-1]) == (self.first, self.last):
            return self
        return replace(self, first=days[0], last=days[-1])

    def taking_place(self) -> Iterator[Moved]:
        """Each occurrence that is not left out, in the order of the rule; one that was not moved is on its own day."""
        moved = {one.day: one for one in self.moved_here}
        for day in self.rule_days():
            if day not in self.without:
                yield moved.get(day) or Moved(day, day, self.at, self.minutes)

    def occurrences(self) -> Iterator[datetime]:
        """The start of each occurrence that is not left out, in the zone of the series and the order of the rule."""
        place = zone(self.zone)
        return (datetime.combine(one.to, one.at, place) for one in self.taking_place())


def _check_length(minutes: int) -> None:
    if minutes < 1:
        raise InvalidValue(f"{minutes} minutes are not a length", "A meeting lasts at least one minute")


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
        link: a URL at which the meeting takes place, or empty.
        facts: a mark of all that summary and description tell; where two meetings have the same, a release that words
            it anew has nothing to send.
        busy: whether the meeting makes its attendees busy.
        filed: what files with its invites are named after, where the kind says too little; no calendar knows of it.
    """

    uid: str
    kind: MeetingKind
    when: When
    summary: str
    organizer: Address
    attendees: tuple[Address, ...]
    description: str = ""
    place: str = ""
    link: str = ""
    facts: str = ""
    busy: bool = True
    categories: tuple[str, ...] = field(default=("Ridealong",))
    filed: str = ""

    @property
    def of_team(self) -> bool:
        """Whether it is an embed, or a meeting of a composite team: nothing else is filed under words of its own."""
        return bool(self.filed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """A message about one meeting, as it is or was sent: a request, an update or a cancel.

    Args:
        sequence: raised with each change of time, rule, place or status (RFC 5546, 2.1.4).
        stamp: DTSTAMP, in UTC, newer in each invite about a meeting.
        meeting: the meeting; in a cancel, as those who get it know it.
        only: in a cancel, the attendees of `meeting` who no longer take part, while the meeting stands for the
            others; empty where the invite goes to all.
        answers: by address, what attendees have answered to the time that this invite keeps; an update of words must
            not ask them again.
    """

    method: Method
    sequence: int
    stamp: datetime
    meeting: Meeting
    only: tuple[Address, ...] = ()
    answers: tuple[tuple[str, Answer], ...] = ()


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
    """An invite that is due but not sent, and why, in words.

    Args:
        update: whether something about this meeting was sent before.
    """

    invite: Invite
    why: str
    update: bool = False
