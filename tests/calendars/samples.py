"""Meetings and invites for the tests, and a file taken apart octet by octet, without any calendar library."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from ridealong.calendars.writer import write
from ridealong.domain.days import Days
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Address, AllDay, Invite, Meeting, Method, Moved, Series

NOW = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)
PAT = Address("pat@company.example", "Pat Coordinator")
ANA = Address("ana.lima@company.example", "Ana Lima")
BEN = Address("ben.okoro@company.example", "Ben Okoro")
CHO = Address("cho@company.example", "Cho Park")

VISIT = Meeting(
    uid="6f1c1d0e@ridealong",
    kind=MeetingKind.VISIT,
    when=AllDay(Days(date(2027, 1, 11), date(2027, 1, 15))),
    summary="Ride-along: Ana Lima visits Ben Okoro",
    organizer=PAT,
    attendees=(ANA, BEN),
    description="Five days with the Brand team.\nBring a laptop; lunch at noon, in the canteen.",
    place="Building 4, room 12",
    busy=False,
    categories=("Ridealong", "Visit, five days"),
)
CHECK_IN = Meeting(
    uid="9a7be2c4@ridealong",
    kind=MeetingKind.CHECK_IN,
    when=Series(
        first=date(2027, 1, 11),
        last=date(2027, 4, 5),
        at=time(10),
        minutes=30,
        zone="Europe/Berlin",
        every_weeks=2,
        without=(date(2027, 2, 8),),
    ),
    summary="Check-in: Ana and Ben",
    organizer=PAT,
    attendees=(ANA, BEN),
    place="https://meet.company.example/x?a=1;b=2,3",
)
WELCOME = replace(
    CHECK_IN,
    uid="00c0ffee@ridealong",
    kind=MeetingKind.WELCOME,
    when=Series(date(2027, 1, 11), date(2027, 1, 11), time(9), 60, "America/New_York"),
)
MOVED = replace(
    CHECK_IN,
    uid="77e0aa11@ridealong",
    link="https://talk.company.example/r/1;x=2,3?y=\u00e9",
    when=replace(
        CHECK_IN.when,
        moved=(
            Moved(date(2027, 1, 25), date(2027, 1, 27), time(14), 45, "Room 7"),
            Moved(date(2027, 4, 5), date(2027, 4, 6), time(10), 30),
        ),
    ),
)
"""Check-ins of which two were moved: one to another time, length and place, one past the end of the rule."""


def invite(
    meeting: Meeting, method: Method = Method.REQUEST, sequence: int = 0, only: tuple[Address, ...] = ()
) -> Invite:
    return Invite(method=method, sequence=sequence, stamp=NOW, meeting=meeting, only=only)


def weekly(zone: str, first: date, weeks: int, at: time = time(10)) -> Series:
    return Series(first, first + timedelta(weeks=weeks), at, 45, zone)


@dataclass(frozen=True)
class Line:
    """A content line: name, parameters as they are written, value as it is written."""

    name: str
    params: str
    value: str


def lines(data: bytes) -> list[Line]:
    """The content lines of a file, unfolded as RFC 5545, 3.1 says and in no other way."""
    assert data.endswith(b"\r\n")
    text = data.replace(b"\r\n ", b"").decode()
    return [_parsed(line) for line in text.removesuffix("\r\n").split("\r\n")]


def _parsed(line: str) -> Line:
    match = re.fullmatch(r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', line)
    assert match, line
    return Line(match[1], match[2].removeprefix(";"), match[3])


class File:
    """A written file, to ask for its lines."""

    def __init__(self, sent: Invite | bytes) -> None:
        self.data = sent if isinstance(sent, bytes) else write(sent)
        self.lines = lines(self.data)
        self.outline = [
            line.name if line.name not in ("BEGIN", "END") else f"{line.name}:{line.value}" for line in self.lines
        ]

    def each(self, component: str) -> list[list[Line]]:
        """The own lines of every component of that name, without those of components inside it."""
        found: list[list[Line]] = []
        open_ones: list[list[Line]] = []
        for line in self.lines:
            if line.name == "BEGIN":
                open_ones.append([])
                if line.value == component:
                    found.append(open_ones[-1])
            elif line.name == "END":
                open_ones.pop()
            else:
                open_ones[-1].append(line)
        assert not open_ones
        return found

    def within(self, component: str) -> list[Line]:
        """The own lines of the one component of that name."""
        (own,) = self.each(component)
        return own

    def all(self, name: str, component: str = "VEVENT") -> list[Line]:
        return [line for line in self.within(component) if line.name == name]

    def one(self, name: str, component: str = "VEVENT") -> Line:
        (line,) = self.all(name, component)
        return line

    def values(self, name: str, component: str = "VEVENT") -> list[str]:
        return [line.value for line in self.all(name, component)]

    def everywhere(self, name: str) -> list[Line]:
        """All lines of that name, in whatever component."""
        return [line for line in self.lines if line.name == name]
