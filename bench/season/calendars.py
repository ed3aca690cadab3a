"""Every invite ever sent, replayed as calendars take it, beside what the database says should stand in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from .stored import TAKES_PLACE, Stored, connect

Fault = tuple[str, str]
Message = dict[str, Any]  # Any: the JSON of an invite, each part of which is looked at as what it should be

IN_CALENDARS = ("published", "held", "missed")


@dataclass(slots=True)
class Entry:
    """What calendars have of one meeting.

    Args:
        who: for whom it stands, by address. days: of a series, those on which it takes place.
        asked: the sequence of the last request; sequence: the highest of all.
    """

    uid: str
    kind: str
    who: frozenset[str] = frozenset()
    first: date = date.min
    last: date = date.min
    days: frozenset[date] = frozenset()
    all_day: bool = False
    place: str = ""
    sequence: int = -1
    asked: int = -1
    stamp: str = ""
    messages: int = 0


@dataclass(slots=True)
class Calendars:
    """The calendars of everybody, as far as messages have made them."""

    path: Path
    entries: dict[str, Entry] = field(default_factory=dict)
    methods: dict[str, int] = field(default_factory=dict)
    _read: int = 0

    def receive(self) -> Iterator[Fault]:
        """Take up what was sent since the last time."""
        with closing(connect(self.path)) as connection:
            rows = connection.execute("select id, uid, invite from invites where id > ? order by id", (self._read,))
            for row in rows.fetchall():
                self._read = row["id"]
                message = json.loads(row["invite"])
                entry = self.entries.setdefault(row["uid"], Entry(row["uid"], message["meeting"]["kind"]))
                yield from self._take(entry, message)

    def _take(self, entry: Entry, message: Message) -> Iterator[Fault]:
        method, sequence, stamp = message["method"], message["sequence"], message["stamp"]
        self.methods[method] = self.methods.get(method, 0) + 1
        if message["meeting"]["uid"] != entry.uid:
            yield "an invite keeps its UID", entry.uid
        if stamp <= entry.stamp:
            yield "stamps rise", f"{entry.uid}: {stamp} after {entry.stamp}"
        if sequence < entry.sequence:
            yield "sequences never fall", f"{entry.uid}: {sequence} after {entry.sequence}"
        if method == "CANCEL":
            if sequence <= entry.asked:
                yield "a cancel raises the sequence", f"{entry.uid}: {sequence} after {entry.asked}"
            only = frozenset(one["email"].casefold() for one in message["only"])
            entry.who = entry.who - only if only else frozenset()
        else:
            yield from self._request(entry, message["meeting"], sequence)
            entry.asked = sequence
        entry.sequence, entry.stamp = max(entry.sequence, sequence), stamp
        entry.messages += 1

    def _request(self, entry: Entry, meeting: Message, sequence: int) -> Iterator[Fault]:
        when = meeting["when"]
        days = date.fromisoformat(when["first"]), date.fromisoformat(when["last"])
        who = frozenset(one["email"].casefold() for one in meeting["attendees"])
        all_day = "at" not in when
        different = (who, meeting["place"]) != (entry.who, entry.place)
        different |= all_day and days != (entry.first, entry.last)
        if entry.messages and different and sequence <= entry.asked:
            yield "what changed for people raises the sequence", f"{entry.uid}: {sequence} after {entry.asked}"
        entry.who, entry.place, entry.all_day = who, meeting["place"], all_day
        moved = [date.fromisoformat(one["to"]) for one in when.get("moved", ())]
        entry.first, entry.last = min(days[0], *moved, days[0]), max(days[1], *moved, days[1])
        entry.days = frozenset() if all_day else frozenset(_occurrences(when))

    def wrong(self, stored: Stored, today: date) -> Iterator[Fault]:
        """Where calendars do not have what the database says, of what is not over."""
        groups = {one.uid: one for one in stored.groups.values()}
        for entry in self.entries.values():
            if entry.uid in stored.of_teams:
                continue
            if entry.uid not in stored.meetings and entry.uid not in groups:
                yield "every invite is about a meeting", entry.uid
            elif entry.who and entry.last >= today:
                if entry.uid in groups:
                    group = groups[entry.uid]
                    people = frozenset(stored.people[one].email for one in group.people)
                    if group.state not in TAKES_PLACE:
                        yield "what is cancelled is cancelled in calendars", f"group {group.id}, {entry.first}"
                    elif entry.who != people:
                        yield "calendars have the people of each meeting", f"group {group.id}, {entry.first}"
                else:
                    yield from self._pairing(entry, stored)
        yield from self._missing(stored, today)

    def _pairing(self, entry: Entry, stored: Stored) -> Iterator[Fault]:
        meeting = stored.meetings[entry.uid]
        one = stored.pairings.get(meeting.pairing)
        if one is None or one.state not in IN_CALENDARS:
            told = stored.told(one) if one else str(meeting.pairing)
            yield "what is cancelled is cancelled in calendars", f"{entry.kind} of {told}, until {entry.last}"
            return
        if entry.who != {stored.people[one.guest].email, stored.people[one.host].email}:
            yield "calendars have the people of each meeting", f"{entry.kind} of {stored.told(one)}"
        if entry.all_day and not meeting.changed and (entry.first, entry.last) != (one.first, one.last):
            yield "calendars have the days of each visit", f"{entry.first} to {entry.last} for {stored.told(one)}"

    def _missing(self, stored: Stored, today: date) -> Iterator[Fault]:
        """What is published and to come, and stands in no calendar."""
        for meeting in stored.meetings.values():
            one = stored.pairings.get(meeting.pairing)
            if one is None or meeting.kind != "visit" or one.state != "published" or one.first < today:
                continue
            entry = self.entries.get(meeting.uid)
            if entry is None or not entry.who:
                yield "what is published stands in calendars", stored.told(one)
        for group in stored.groups.values():
            entry = self.entries.get(group.uid)
            if group.state == "published" and group.first > today and (entry is None or not entry.who):
                yield "what is published stands in calendars", f"group {group.id}, {group.first}"


def _occurrences(when: Message) -> Iterator[date]:
    """The days on which a series takes place."""
    without = {date.fromisoformat(one) for one in when.get("without", ())}
    moved = {date.fromisoformat(one["day"]): date.fromisoformat(one["to"]) for one in when.get("moved", ())}
    day, last = date.fromisoformat(when["first"]), date.fromisoformat(when["last"])
    while day <= last:
        if day not in without:
            yield moved.get(day, day)
        day += timedelta(weeks=when.get("every_weeks", 1))
