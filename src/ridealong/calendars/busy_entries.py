"""The entries of a calendar that take time, one by one, as its file has them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TypeVar

from ridealong.calendars.foreign_calendars import Component, Property
from ridealong.calendars.foreign_values import Moment, read_length, read_moment, read_period
from ridealong.calendars.foreign_zones import FileZones, wall
from ridealong.calendars.recurrences import Rule, read_rule
from ridealong.calendars.text import one_line
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue
from ridealong.domain.people import identity
from ridealong.domain.values import quoted

_BUSY_STATUS = ("X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-MSNCALENDAR-BUSYSTATUS")
_TIMES = frozenset(
    {"DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE", "RDATE", "EXDATE"} | {"RECURRENCE-ID", "FREEBUSY"}
)
PROPERTIES = _TIMES | {
    *("UID", "SEQUENCE", "SUMMARY", "CLASS", "TRANSP", "STATUS", "ATTENDEE"),
    *_BUSY_STATUS,
}
"""What has to be read of a VEVENT or VFREEBUSY."""

T = TypeVar("T")

_PART = re.compile(r"[^,]+")
_MOST_RULES = 20
_DAY = timedelta(days=1)
_OUT_OF_OFFICE = ("OOF", "OUTOFOFFICE")
_SLACK = 3 * _DAY
"""By how much days of two zones, and of their files, may lie apart."""

TOO_FAR = "A time lies too far away. Correct it"
_LONGEST = 400 * _DAY
"""Of days in lists, those are looked at that begin so long before the days that matter."""
_MOST_VALUES = 10_000
_LONGEST_REASON = 200
_ZONE_NAMES = "Zones are IANA names such as Europe/Berlin, names of Windows, or VTIMEZONE parts of the file"


class Unusable(Exception):
    """A part of a file that cannot be read: where it stands, what is there, and what would be right."""

    def __init__(self, line: int, name: str, value: str, problem: str) -> None:
        super().__init__(problem)
        self.line = line
        self.name = name
        self.value = quoted(value)
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event, or one occurrence of an event that is not as its rule would have it.

    Args:
        counts: whether it takes the person's time; where it does not, the times need not be right.
        start: on the clock of `place`, as all times here. place: None where the event takes whole days.
        length: on the clock too, so that an event keeps its end when the clock changes.
        reason: what a coordinator may know of it. more: further starts. without: starts that are left out.
        replaces: of a series, the occurrence that this one stands for, and all later ones too where it is `following`.
    """

    line: int
    uid: str
    sequence: int
    counts: bool
    start: datetime = datetime.min  # noqa: DTZ901 - on a clock
    place: tzinfo | None = None
    length: timedelta = timedelta()
    reason: str = ""
    rules: tuple[Rule, ...] = ()
    no_rules: tuple[Rule, ...] = ()
    rule_line: int = 0
    more: tuple[datetime, ...] = ()
    periods: tuple[tuple[datetime, timedelta], ...] = ()
    without: frozenset[datetime] = frozenset()
    days_without: frozenset[date] = frozenset()
    replaces: Moment | None = None
    following: bool = False


class EntryReader:
    """Reads components as entries.

    Args:
        email: of the person whose calendar it is. zones: those of the file. home: that of times which name none.
        span: the days that matter.
    """

    def __init__(self, email: str, zones: FileZones, home: tzinfo, span: Days) -> None:
        self._identity = identity(email)
        self._zones = zones
        self._home = home
        self._first = _written(span.first - _SLACK)
        self._earliest = _written(span.first - _LONGEST)
        self._last = _written(span.last + _SLACK)

    def event(self, component: Component) -> Entry:
        """An entry from a VEVENT; raises Unusable."""
        takes_time = self._takes_time(component)
        if takes_time:
            check_read(component)
        replaced = component.first("RECURRENCE-ID")
        entry = Entry(
            line=component.line,
            uid=component.text("UID") or f"\0{component.line}",
            sequence=_number(component.text("SEQUENCE")),
            counts=takes_time and not self._is_elsewhere(component),
            replaces=self._moment(replaced) if replaced else None,
            following=bool(replaced and replaced.parameters.get("RANGE", "").upper() == "THISANDFUTURE"),
        )
        if not entry.counts:
            return entry
        start, place = self._start(component)
        length = self._length(component, start, place)
        entry = replace(entry, start=start, place=place, length=length, reason=_reason(component, length))
        return entry if replaced else self._repeated(entry, component)

    def _repeated(self, entry: Entry, component: Component) -> Entry:
        """An entry with all that says when it takes place again."""
        if not component.properties.keys() & {"RRULE", "RDATE"}:
            return entry
        more, periods = self._further(component, entry.place)
        days_without, without = self._left_out(component, entry.place)
        return replace(
            entry,
            rules=_rules(component, "RRULE", entry.place),
            no_rules=_rules(component, "EXRULE", entry.place),
            rule_line=(component.first("RRULE") or component).line,
            more=more,
            periods=periods,
            without=without,
            days_without=days_without,
        )

    def free_busy(self, line: Property) -> Iterator[tuple[datetime, datetime]]:
        """The busy times, in UTC, of a FREEBUSY line; raises Unusable."""
        kind = line.parameters.get("FBTYPE", "BUSY").upper()
        # What nobody knows counts as busy (RFC 5545, 3.2.9).
        if kind in ("FREE", "BUSY-TENTATIVE"):
            return
        for text in _parts(line):
            if text[:8] <= self._last or not text[:8].isdigit():
                start, length = self._period(line, text)
                begins = start.astimezone(UTC)
                end = begins + length
                if _written(end.date()) >= self._first:
                    yield begins, end

    def _takes_time(self, component: Component) -> bool:
        status = component.text("STATUS").upper()
        shown_as = next((text for text in map(component.text, _BUSY_STATUS) if text), "").upper()
        declined = any(
            one.parameters.get("PARTSTAT", "").upper() == "DECLINED" and self._is_person(one)
            for one in component.all("ATTENDEE")
        )
        if status == "CANCELLED" or declined:
            return False
        if shown_as:
            return shown_as in ("BUSY", *_OUT_OF_OFFICE)
        return component.text("TRANSP").upper() != "TRANSPARENT" and status != "TENTATIVE"

    def _is_person(self, attendee: Property) -> bool:
        addresses = (attendee.value.strip(), attendee.parameters.get("EMAIL", ""))
        return any(identity(one[7:] if one[:7].lower() == "mailto:" else one) == self._identity for one in addresses)

    def _is_elsewhere(self, component: Component) -> bool:
        """Whether an event lies outside the days that matter, as far as that is plain to see."""
        start, end = component.text("DTSTART")[:8], component.text("DTEND")[:8]
        if start.isdigit() and start > self._last:
            return True
        single = not (component.properties.keys() & {"RRULE", "RDATE", "DURATION", "RECURRENCE-ID"})
        last = end or start
        return single and start.isdigit() and last.isdigit() and max(start, last) < self._first

    def _start(self, component: Component) -> tuple[datetime, tzinfo | None]:
        line = component.first("DTSTART")
        if line is None:
            raise Unusable(component.line, "DTSTART", "", "The event does not say when it begins. It needs a DTSTART")
        start = self._moment(line)
        if not isinstance(start, datetime):
            return datetime.combine(start, time()), None
        return start.replace(tzinfo=None), start.tzinfo

    def _length(self, component: Component, start: datetime, place: tzinfo | None) -> timedelta:
        line = component.first("DTEND") or component.first("DURATION")
        if line is None:
            return timedelta() if place else _DAY
        length = self._to_end(line, start, place) if line.name == "DTEND" else _usable(line, read_length)
        if place is None and length >= timedelta():
            # An all-day event takes whole days, and some programs write the day on which it begins as its end.
            length = max(_DAY, -(-length // _DAY) * _DAY)
        if length < timedelta():
            problem = f"The event ends before it begins ({line.name} {quoted(line.value)}). Correct one of the two"
            raise Unusable(line.line, line.name, line.value, problem)
        return length

    def _to_end(self, line: Property, start: datetime, place: tzinfo | None) -> timedelta:
        end = self._moment(line)
        if not isinstance(end, datetime):
            return datetime.combine(end, time()) - start
        return (wall(end, place) if place else end.replace(tzinfo=None)) - start

    def _left_out(self, component: Component, place: tzinfo | None) -> tuple[frozenset[date], frozenset[datetime]]:
        days: set[date] = set()
        moments: set[datetime] = set()
        for line in component.all("EXDATE"):
            for text in self._near(line):
                moment = self._moment(line, text)
                if not isinstance(moment, datetime):
                    days.add(moment)
                elif place is None:
                    days.add(moment.date())
                else:
                    moments.add(wall(moment, place))
        return frozenset(days), frozenset(moments)

    def _further(
        self, component: Component, place: tzinfo | None
    ) -> tuple[tuple[datetime, ...], tuple[tuple[datetime, timedelta], ...]]:
        starts: list[datetime] = []
        periods: list[tuple[datetime, timedelta]] = []
        for line in component.all("RDATE"):
            for text in self._near(line):
                if "/" in text:
                    start, length = self._period(line, text)
                    periods.append((on_clock(start, place), length))
                else:
                    starts.append(on_clock(self._moment(line, text), place))
        return tuple(starts), tuple(periods)

    def _near(self, line: Property) -> Iterator[str]:
        """The values of a list that may lie in the days that matter, and those that are no dates at all."""
        number = 0
        for text in _parts(line):
            if self._earliest <= text[:8] <= self._last or not text[:8].isdigit():
                number += 1
                if number > _MOST_VALUES:
                    problem = f"There are more than {_MOST_VALUES:,} days in one list. A rule (RRULE) says it shorter"
                    raise Unusable(line.line, line.name, "", problem)
                yield text

    def _period(self, line: Property, text: str) -> tuple[datetime, timedelta]:
        return _usable(line, lambda value: read_period(value, self._zone(line)), text)

    def _moment(self, line: Property, text: str | None = None) -> Moment:
        whole_day = line.parameters.get("VALUE", "").upper() == "DATE"
        return _usable(line, lambda value: read_moment(value, self._zone(line), whole_day=whole_day), text)

    def _zone(self, line: Property) -> tzinfo:
        name = line.parameters.get("TZID", "").strip()
        place = self._zones.find(name) if name else self._home
        if place is None:
            problem = f"'{quoted(name)}' is not a time zone, and the file does not describe it. {_ZONE_NAMES}"
            raise Unusable(line.line, "TZID", name, problem)
        return place


def check_read(component: Component) -> None:
    """Raises Unusable where a line that says when something is cannot be read."""
    for name in sorted(component.unread.keys() & _TIMES):
        problem = f"This {name} cannot be read. Correct what stands before its colon"
        raise Unusable(component.unread[name][0], name, "", problem)


def on_clock(moment: Moment, place: tzinfo | None) -> datetime:
    """A day or moment on the clock of an entry; a day is its first moment, and whole days are all there is to days."""
    if isinstance(moment, datetime):
        return wall(moment, place) if place else datetime.combine(moment.date(), time())
    return datetime.combine(moment, time())


def _written(day: date) -> str:
    return day.isoformat().replace("-", "")


def _usable(line: Property, read: Callable[[str], T], text: str | None = None) -> T:
    value = line.value if text is None else text
    try:
        return read(value)
    except InvalidValue as error:
        raise Unusable(line.line, line.name, value, str(error)) from None


def _parts(line: Property) -> Iterator[str]:
    return (found[0].strip() for found in _PART.finditer(line.value))


def _rules(component: Component, name: str, place: tzinfo | None) -> tuple[Rule, ...]:
    return tuple(_usable(line, lambda value: read_rule(value, place)) for line in component.all(name)[:_MOST_RULES])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _reason(component: Component, length: timedelta) -> str:
    """What an event of a day or more, or out of the office, says of itself, unless it is private."""
    # A class that nobody knows is private (RFC 5545, 3.8.1.3).
    if component.text("CLASS").upper() not in ("", "PUBLIC"):
        return ""
    away = any(component.text(name).upper() in _OUT_OF_OFFICE for name in _BUSY_STATUS)
    if not away and length < _DAY:
        return ""
    said = one_line(component.text("SUMMARY")[: 10 * _LONGEST_REASON])
    return said if len(said) <= _LONGEST_REASON else said[: _LONGEST_REASON - 1] + "…"
