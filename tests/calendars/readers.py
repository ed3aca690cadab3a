"""Three calendar libraries behind one face, so that a test can ask whether all of them read a file alike."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

import icalendar
import vobject
from ical.calendar_stream import IcsCalendarStream
from ical.types import CalAddress


@dataclass(frozen=True)
class Seen:
    """What a program takes from a file with one meeting."""

    method: str
    uid: str
    stamp: datetime
    sequence: int
    start: date
    end: date
    summary: str
    description: str
    place: str
    url: str
    status: str
    transparent: bool
    categories: tuple[str, ...]
    organizer: tuple[str, str]
    attendees: tuple[tuple[str, str], ...]
    left_out: tuple[datetime, ...]


def with_icalendar(data: bytes) -> Seen:
    calendar = icalendar.Calendar.from_ical(data)
    (event,) = calendar.walk("VEVENT")
    assert not event.errors
    attendees = event.get("attendee", [])
    exdates = event.get("exdate", [])
    return Seen(
        method=str(calendar["method"]),
        uid=str(event["uid"]),
        stamp=event.decoded("dtstamp"),
        sequence=int(event["sequence"]),
        start=event.decoded("dtstart"),
        end=event.decoded("dtend"),
        summary=str(event["summary"]),
        description=str(event.get("description", "")),
        place=str(event.get("location", "")),
        url=str(event.get("url", "")),
        status=str(event.get("status", "")),
        transparent=str(event["transp"]) == "TRANSPARENT",
        categories=tuple(str(name) for name in event["categories"].cats) if "categories" in event else (),
        organizer=(str(event["organizer"]), event["organizer"].params.get("CN", "")),
        attendees=tuple(
            (str(person), person.params.get("CN", ""))
            for person in (attendees if isinstance(attendees, list) else [attendees])
        ),
        left_out=tuple(day.dt for line in (exdates if isinstance(exdates, list) else [exdates]) for day in line.dts),
    )


def with_ical(data: bytes) -> Seen:
    calendar = IcsCalendarStream.calendar_from_ics(data.decode())
    (event,) = calendar.events

    def person(address: CalAddress) -> tuple[str, str]:
        return str(address.uri), address.common_name or ""

    return Seen(
        method=calendar.method,
        uid=event.uid,
        stamp=event.dtstamp,
        sequence=event.sequence,
        start=event.dtstart,
        end=event.dtend,
        summary=event.summary or "",
        description=event.description or "",
        place=event.location or "",
        url=event.url or "",
        status=str(event.status.value) if event.status else "",
        transparent=event.transparency == "TRANSPARENT",
        # ical 14 splits the value also at escaped commas.
        categories=tuple(
            ",".join(event.categories).replace("\\,", "\0").replace(",", "\n").replace("\0", ",").split("\n")
        ),
        organizer=person(event.organizer),
        attendees=tuple(map(person, event.attendees)),
        left_out=tuple(event.exdate),
    )


def with_vobject(data: bytes) -> Seen:
    calendar = vobject.readOne(data.decode())
    event = calendar.vevent

    def text(name: str) -> str:
        return event.contents[name][0].value if name in event.contents else ""

    def people(name: str) -> Iterator[tuple[str, str]]:
        for line in event.contents.get(name, []):
            yield line.value, line.params.get("CN", [""])[0]

    return Seen(
        method=calendar.method.value,
        uid=event.uid.value,
        stamp=event.dtstamp.value,
        sequence=int(event.sequence.value),
        start=event.dtstart.value,
        end=event.dtend.value,
        summary=text("summary"),
        description=text("description"),
        place=text("location"),
        url=text("url"),
        status=text("status"),
        transparent=text("transp") == "TRANSPARENT",
        categories=tuple(event.categories.value) if "categories" in event.contents else (),
        organizer=next(people("organizer")),
        attendees=tuple(people("attendee")),
        left_out=tuple(day for line in event.contents.get("exdate", []) for day in line.value),
    )


def titles_by_icalendar(data: bytes) -> list[str]:
    return [str(event["summary"]) for event in icalendar.Calendar.from_ical(data).walk("VEVENT")]


def titles_by_ical(data: bytes) -> list[str]:
    return [event.summary for event in IcsCalendarStream.calendar_from_ics(data.decode()).events]


def titles_by_vobject(data: bytes) -> list[str]:
    calendar = vobject.readOne(data.decode())
    return [event.summary.value for event in calendar.contents.get("vevent", [])]


TITLES: tuple[Callable[[bytes], list[str]], ...] = (titles_by_icalendar, titles_by_ical, titles_by_vobject)
"""The titles of all events of a file, as each of the three reads them."""

READERS: tuple[Callable[[bytes], Seen], ...] = (with_icalendar, with_ical, with_vobject)
