"""What calendars have after some `.ics` files, taken up one folder after the other as calendars take them."""

from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import recurring_ical_events
from icalendar import Calendar, Event

_FROM, _UNTIL = date(2026, 1, 1), date(2029, 1, 1)
_DAY = timedelta(days=1)


class Inboxes:
    """The calendars of everybody, by UID: entries as the simulated year has them."""

    def __init__(self) -> None:
        self.entries: dict[str, Any] = {}  # Any: of a module that is no part of the package

    def receive(self, folder: Path) -> int:
        """Take up all files of a folder; returns how many there are. An older sequence changes nothing."""
        files = sorted(folder.glob("*.ics"))
        found = [Calendar.from_ical(path.read_bytes()) for path in files]
        for one in sorted(found, key=lambda each: _event(each)["SEQUENCE"]):
            self._take(one)
        return len(files)

    def _take(self, calendar: Calendar) -> None:
        event = _event(calendar)
        uid, sequence = str(event["UID"]), int(event["SEQUENCE"])
        entry = self.entries.setdefault(uid, import_module("bench.season.calendars").Entry(uid, ""))
        if sequence < entry.sequence:
            return
        entry.sequence = sequence
        if calendar["METHOD"] == "CANCEL":
            entry.who = entry.who - _who(event)
            return
        starts = event["DTSTART"].dt
        entry.who, entry.all_day = _who(event), not isinstance(starts, datetime)
        if entry.all_day:
            entry.first, entry.last, entry.days = starts, event["DTEND"].dt - _DAY, frozenset()
        else:
            some = recurring_ical_events.of(calendar).between(_FROM, _UNTIL)
            entry.days = frozenset(one["DTSTART"].dt.date() for one in some)
            entry.first, entry.last = min(entry.days), max(entry.days)


def _event(calendar: Calendar) -> Event:
    (one,) = calendar.walk("VEVENT")
    assert isinstance(one, Event)
    return one


def _who(event: Event) -> frozenset[str]:
    found = event.get("ATTENDEE", [])
    every = found if isinstance(found, list) else [found]
    return frozenset(str(each).removeprefix("mailto:").casefold() for each in every)
