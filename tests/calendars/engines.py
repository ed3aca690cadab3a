"""Four programs that work out when the meeting of a file takes place, each in a way of its own."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import icalendar
import recurring_ical_events
import vobject
from dateutil.rrule import rrulestr
from dateutil.tz import tzical
from ical.calendar_stream import IcsCalendarStream

from .samples import File, Line

Taken = tuple[datetime, timedelta, str]
"""When an occurrence starts, as its own clock shows it and with its offset; how long it is; and where."""

SPAN = (date(2017, 1, 1), date(2031, 1, 1))


def by_recurring_ical_events(data: bytes) -> list[Taken]:
    """icalendar for the file, recurring-ical-events for the rule."""
    events = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(*SPAN)
    return sorted((event.start, event.end - event.start, str(event.get("location", ""))) for event in events)


def by_ical(data: bytes) -> list[Taken]:
    """The calendar of a home automation, which reads strictly."""
    timeline = IcsCalendarStream.calendar_from_ics(data.decode()).timeline
    return sorted((event.dtstart, event.dtend - event.dtstart, event.location or "") for event in timeline)


def by_vobject(data: bytes) -> list[Taken]:
    """vobject, which takes every offset from the VTIMEZONE of the file."""
    found: dict[datetime, Taken] = {}
    calendar = vobject.readOne(data.decode())
    for event in calendar.vevent_list:
        length = event.dtend.value - event.dtstart.value
        place = event.location.value if "location" in event.contents else ""
        if "recurrence-id" in event.contents:
            found[event.recurrence_id.value] = (event.dtstart.value, length, place)
            continue
        for start in event.getrruleset() or [event.dtstart.value]:
            found.setdefault(start, (start, length, place))
    return sorted(found.values())


def by_its_own_words(data: bytes) -> list[Taken]:
    """No calendar library: dateutil for the rule and for a zone that it knows from the file alone."""
    file = File(data)
    text = data.decode().replace("\r\n ", "")
    zones = tzical(StringIO(text[text.index("BEGIN:VTIMEZONE") : text.index("BEGIN:VEVENT")]))
    place = zones.get(zones.keys()[0])

    def clock(value: str) -> datetime:
        return datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=place)

    def value(event: list[Line], name: str) -> str:
        return next((line.value for line in event if line.name == name), "")

    found: dict[datetime, Taken] = {}
    master, *others = file.each("VEVENT")
    start = clock(value(master, "DTSTART"))
    length = clock(value(master, "DTEND")).replace(tzinfo=None) - start.replace(tzinfo=None)
    rule = value(master, "RRULE")
    left_out = {clock(line.value) for line in master if line.name == "EXDATE"}
    for day in rrulestr(rule, dtstart=start) if rule else [start]:
        if day not in left_out:
            found[day] = (day, length, unescaped(value(master, "LOCATION")))
    for event in others:
        moved = clock(value(event, "DTSTART"))
        length = clock(value(event, "DTEND")).replace(tzinfo=None) - moved.replace(tzinfo=None)
        assert clock(value(event, "RECURRENCE-ID")) in found
        found[clock(value(event, "RECURRENCE-ID"))] = (moved, length, unescaped(value(event, "LOCATION")))
    return sorted(found.values())


def unescaped(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\;", ";").replace("\\,", ",").replace("\\\\", "\\")


def on_the_clock(taken: list[Taken]) -> list[tuple[datetime, datetime, timedelta, str]]:
    """To compare what programs took: wall-clock time, moment, length and place."""
    return [(start.replace(tzinfo=None), start.astimezone(UTC), length, place) for start, length, place in taken]


ENGINES: tuple[Callable[[bytes], list[Taken]], ...] = (by_recurring_ical_events, by_ical, by_vobject, by_its_own_words)
