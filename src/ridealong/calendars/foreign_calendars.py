"""Calendars that other programs wrote, as the components that say something about meetings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from icalendar.parser import Contentline

from ridealong.calendars.foreign_text import content_lines
from ridealong.calendars.foreign_zones import Described, Observance, clock_time, offset, to_utc
from ridealong.domain.errors import UnreadableFile

_STRUCTURE = "BEGIN|END|TZID|TZOFFSETFROM|TZOFFSETTO|RRULE|RDATE|DTSTART"
_KEPT = frozenset({"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"})
_DEEPEST = 20
_MOST_COMPONENTS = 10_000
_MOST_LINES = 50_000
_MOST_ONSETS = 2_000


@dataclass(frozen=True, slots=True)
class Property:
    """A property: its parameters by name in upper case, its value with TEXT escapes undone."""

    params: Mapping[str, str]
    value: str


@dataclass(slots=True)
class Component:
    """A part of a calendar.

    Args:
        closed: whether its end is there too.
        lines: its own content lines of the wanted names, each with its name in upper case.
    """

    name: str
    closed: bool = False
    lines: list[tuple[str, str]] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def each(self, name: str) -> Iterator[Property | None]:
        """Its properties of that name, in order; None for each that cannot be read."""
        return (_property(line) for own, line in self.lines if own == name)

    def all(self, name: str) -> list[Property | None]:
        """As `each`, in a list."""
        return list(self.each(name))

    def first(self, name: str) -> Property | None:
        """Its first property of that name that can be read, or None."""
        return next((one for one in self.each(name) if one is not None), None)

    def text(self, name: str) -> str:
        """The value of its first property of that name, without blanks around it, or nothing."""
        found = self.first(name)
        return found.value.strip() if found else ""


def _property(line: str) -> Property | None:
    try:
        _, params, value = Contentline(line).parts()  # type: ignore[no-untyped-call]  # icalendar types it in part
    except ValueError:
        return None
    return Property({str(name).upper(): _given(given) for name, given in params.items()}, str(value))


def _given(value: object) -> str:
    """A parameter as one text; unquoted commas make a list of it."""
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def read_calendars(data: bytes, names: str) -> list[Component]:
    """The calendars in a file, each with its events, and with what they need to tell the time.

    Args:
        data: as `content_lines` takes it.
        names: the names of the wanted properties in upper case, separated by `|`.

    Raises:
        UnreadableFile: it is too large, nested too deep, or has too many parts, or there is no calendar in it.
    """
    found: list[Component] = []
    open_now: list[Component] = []
    components = 0
    for count, (name, line) in enumerate(content_lines(data, f"{_STRUCTURE}|{names}")):
        if count == _MOST_LINES:
            raise _too_many("lines that matter", _MOST_LINES)
        if name == "BEGIN":
            components += 1
            _begin(line, found, open_now)
        elif name == "END":
            _end(line, open_now)
        elif open_now:
            open_now[-1].lines.append((name, line))
        if components > _MOST_COMPONENTS:
            raise _too_many("parts", _MOST_COMPONENTS)
        if len(open_now) > _DEEPEST:
            raise _too_many("parts in one another", _DEEPEST)
    return found


def _too_many(what: str, most: int) -> UnreadableFile:
    return UnreadableFile(
        f"it has more than {most:,} {what}, too many for a reply",
        "Choose the file that came as the answer to an invite",
    )


def _begin(line: str, found: list[Component], open_now: list[Component]) -> None:
    component = Component(line.partition(":")[2].strip().upper()[:40])
    if component.name == "VCALENDAR":
        # A calendar never stands in another: the one before it was cut off.
        open_now.clear()
        found.append(component)
    elif not open_now:
        return
    elif component.name == "VEVENT" and open_now[-1].name == "VEVENT":
        open_now.pop()
        open_now[-1].parts.append(component)
    elif component.name in _KEPT:
        open_now[-1].parts.append(component)
    open_now.append(component)


def _end(line: str, open_now: list[Component]) -> None:
    name = line.partition(":")[2].strip().upper()[:40]
    if any(one.name == name for one in open_now):
        while open_now:
            one = open_now.pop()
            if one.name == name:
                one.closed = True
                return


def described_zones(calendar: Component) -> dict[str, Described]:
    """The zones that a calendar describes, by TZID; of a bad one, what can be read of it."""
    zones = [one for one in calendar.parts if one.name == "VTIMEZONE"]
    return {zone.text("TZID"): Described([one for one in map(_observance, zone.parts) if one]) for zone in zones}


def _observance(component: Component) -> Observance | None:
    first = clock_time(component.text("DTSTART"))
    before, after = offset(component.text("TZOFFSETFROM")), offset(component.text("TZOFFSETTO"))
    if first is None or after is None:
        return None
    parts = (part.partition("=") for part in component.text("RRULE").upper().split(";"))
    rule = {name.strip(): value.strip() for name, _, value in parts}
    listed = [text.strip() for one in component.all("RDATE") if one for text in one.value.split(",")[:_MOST_ONSETS]]
    others = tuple(onset for onset in map(clock_time, listed) if onset)
    return Observance(first, after if before is None else before, after, rule, others)


@dataclass(frozen=True, slots=True)
class Time:
    """A DATE or DATE-TIME.

    Args:
        day: the day, on the clock that it was written by.
        clock: the time on that clock; None for a DATE.
        utc: the moment in UTC; None for a DATE, and where the zone is not named or not known.
    """

    day: date
    clock: datetime | None = None
    utc: datetime | None = None


def read_time(found: Property, described: Mapping[str, Described]) -> Time | None:
    """The value of a property as a DATE or DATE-TIME, or None if it is neither.

    Args:
        described: the zones that the file describes, by TZID.
    """
    text = found.value.strip()
    clock = clock_time(text)
    if found.params.get("VALUE", "").upper() == "DATE" or len(text) == 8:
        midnight = clock_time(text[:8] + "T000000")
        return Time(midnight.date()) if midnight else None
    if clock is None:
        return None
    if text[15:].strip().upper() == "Z":
        return Time(clock.date(), clock, clock.replace(tzinfo=UTC))
    tzid = found.params.get("TZID", "").strip()
    return Time(clock.date(), clock, to_utc(clock, tzid, described) if tzid else None)
