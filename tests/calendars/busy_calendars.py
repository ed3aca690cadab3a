"""Calendars of somebody who is away, put together line by line, and which of their days count."""

from datetime import date
from pathlib import Path

from ridealong.calendars.busy import read_busy
from ridealong.domain.away import away_days
from ridealong.domain.days import Days
from ridealong.domain.errors import UnreadableFile
from ridealong.domain.people import OFFICE_HOURS, WorkingHours

ANA = "ana@x.example"
BERLIN = "Europe/Berlin"
SPAN = Days(date(2026, 12, 4), date(2028, 2, 8))

Seen = dict[str, str]
"""Days away as text, with the reason of each."""


def ics(*lines: str) -> bytes:
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", *lines, "END:VCALENDAR", "")).encode()


def event(*lines: str) -> tuple[str, ...]:
    return ("BEGIN:VEVENT", *lines, "END:VEVENT")


def whole_days(first: str, end: str, *more: str) -> tuple[str, ...]:
    return event(f"DTSTART;VALUE=DATE:{first}", f"DTEND;VALUE=DATE:{end}", *more)


def timed(start: str, end: str, *more: str, place: str = BERLIN) -> tuple[str, ...]:
    return event(f"DTSTART;TZID={place}:{start}", f"DTEND;TZID={place}:{end}", *more)


def repeated(*more: str, start: str = "20270111T090000", end: str = "20270111T130000") -> tuple[str, ...]:
    return timed(start, end, "UID:series", *more)


GOOD = ics(*whole_days("20270111", "20270112", "SUMMARY:Holiday"))


def days_of(text: str) -> Days:
    return Days(date.fromisoformat(text[:10]), date.fromisoformat(text[-10:]))


class Looker:
    """Writes a calendar into a file and says which days of it count as away."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "ana.ics"
        self.unusable: list[tuple[int, str, str, str]] = []

    def __call__(
        self, *lines: str, place: str = BERLIN, hours: WorkingHours = OFFICE_HOURS, ours: tuple[str, ...] = ()
    ) -> Seen:
        return self.at(ics(*lines), place, hours, ours)

    def at(
        self, data: bytes, place: str = BERLIN, hours: WorkingHours = OFFICE_HOURS, ours: tuple[str, ...] = ()
    ) -> Seen:
        self.file.write_bytes(data)
        calendar = read_busy(self.file, ANA, place, SPAN)
        found = away_days(calendar.times(ours), hours, place, SPAN)
        self.unusable = [(one.line, one.name, one.value, one.problem) for one in calendar.unusable]
        return {str(one.days): one.reason for one in found}

    def tried(self, data: bytes, place: str = BERLIN) -> str:
        """`read`, or what to do instead."""
        try:
            self.at(data, place)
        except UnreadableFile as error:
            return error.remedy
        return "read"

    def rejected(self, *lines: str) -> tuple[int, str, str]:
        """Where the one thing stands that is wrong, beside an event that is right."""
        assert self(*whole_days("20270201", "20270202"), *lines) == {"2027-02-01": ""}
        [(line, name, value, problem)] = self.unusable
        assert ". " in problem
        return line, name, value
