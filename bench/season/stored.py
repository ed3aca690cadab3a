"""What the database holds, read by plain SQL: the checks of a simulated year share nothing with what they check."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

TAKES_PLACE = ("published", "held")
VISITING = ("ride-along", "rotation", "help")


@dataclass(frozen=True, slots=True)
class Person:
    """A row of people."""

    id: int
    email: str
    name: str
    side: str
    team: str
    manager: str
    zone: str
    hours: str
    capacity: int | None
    first: date | None
    last: date | None
    removed: bool

    def at_work(self, day: date) -> bool:
        """Whether they have begun and not left."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Program:
    """A row of programs."""

    id: int
    name: str
    kind: str
    guest_side: str
    start: date
    rounds: int
    weeks: int
    host_visits: int | None
    window: int
    rest: int
    repeat_days: int
    visit_days: int | None
    return_weeks: int
    cover_percent: int
    visits_per_guest: int

    @property
    def last(self) -> date:
        """The last Sunday of it."""
        return self.start + timedelta(weeks=self.rounds * self.weeks, days=-1)


@dataclass(frozen=True, slots=True)
class Pairing:
    """A row of pairings."""

    id: int
    program: int
    guest: int
    host: int
    guest_side: str
    round: int
    first: date
    last: date
    state: str
    reason: str

    @property
    def pair(self) -> frozenset[int]:
        """The two people."""
        return frozenset((self.guest, self.host))

    def touches(self, first: date, last: date) -> bool:
        """Whether it shares a day with a span."""
        return self.first <= last and first <= self.last


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which somebody, or some people, are away."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Share:
    """Days on which a composite team takes so much of somebody's week, in percent."""

    first: date
    last: date
    percent: int


@dataclass(frozen=True, slots=True)
class Freeze:
    """A row of freezes."""

    side: str
    team: str
    first: date
    last: date

    def holds(self, person: Person) -> bool:
        """Whether somebody takes no part in those days."""
        return self.side == person.side and self.team.casefold() in ("", person.team.casefold())


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A row of enrolments."""

    state: str
    until: date | None

    def stays_out(self, day: date) -> bool:
        """Whether somebody has said that they take no part in what begins on a day."""
        if self.state == "paused":
            return self.until is None or day <= self.until
        if self.state == "declined":
            return self.until is None or day > self.until
        return False


@dataclass(frozen=True, slots=True)
class Group:
    """A row of gatherings, with the people in it."""

    id: int
    program: int
    round: int
    first: date
    last: date
    state: str
    uid: str
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A row of meetings; changed by hand or not."""

    uid: str
    kind: str
    pairing: int
    changed: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """Everything that the checks need.

    Args:
        of_teams: the UIDs of what composite teams have in calendars, which `team_rows` reads.
        embedded: when people were in composite teams, or are to be, and for how much of a week.
        made, fell: at which step of the journal pairings were made, and at which they were cancelled.
    """

    people: Mapping[int, Person]
    programs: Mapping[int, Program]
    pairings: Mapping[int, Pairing]
    absences: Mapping[int, list[Span]]
    freezes: list[Freeze]
    enrolments: Mapping[tuple[int, int], Enrolment]
    aparts: frozenset[frozenset[int]]
    groups: Mapping[int, Group]
    meetings: Mapping[str, Meeting]
    of_teams: frozenset[str]
    embedded: Mapping[int, list[Share]]
    made: Mapping[int, int]
    fell: Mapping[int, int]

    def kind(self, one: Pairing) -> str:
        """The kind of the program of a pairing."""
        return self.programs[one.program].kind

    def visits(self, states: tuple[str, ...] = TAKES_PLACE) -> list[Pairing]:
        """Pairings that are visits."""
        return [one for one in self.pairings.values() if one.state in states and self.kind(one) in VISITING]

    def is_return(self, one: Pairing) -> bool:
        """Whether it is the visit back of a pair."""
        return self.kind(one) == "rotation" and one.guest_side != self.programs[one.program].guest_side

    def told(self, one: Pairing) -> str:
        """A pairing in words."""
        guest, host = self.people[one.guest], self.people[one.host]
        return f"#{one.id} {self.programs[one.program].name}: {guest.name} with {host.name}, {one.first} to {one.last}"


def connect(path: Path) -> sqlite3.Connection:
    """A connection that can only read."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    return connection


def read(path: Path) -> Stored:
    """Everything as it stands now."""
    with closing(connect(path)) as connection:
        return Stored(
            people={row["id"]: _person(row) for row in connection.execute("select * from people")},
            programs={row["id"]: _program(row) for row in connection.execute("select * from programs")},
            pairings={row["id"]: _pairing(row) for row in connection.execute("select * from pairings order by id")},
            absences=_spans(connection, "select * from absences"),
            freezes=[
                Freeze(row["side"], row["team"], *_days(row)) for row in connection.execute("select * from freezes")
            ],
            enrolments={
                (row["program_id"], row["person_id"]): Enrolment(row["state"], _day(row["until"]))
                for row in connection.execute("select * from enrolments")
            },
            aparts=frozenset(
                frozenset((row["one_id"], row["other_id"])) for row in connection.execute("select * from aparts")
            ),
            groups=_groups(connection),
            meetings=_meetings(connection),
            of_teams=frozenset(
                row["uid"] for row in connection.execute("select uid from embeds union select uid from team_series")
            ),
            embedded=_shares(connection),
            made=_steps(connection, '"before" is null'),
            fell=_steps(connection, "json_extract(\"after\", '$.state') = 'cancelled'"),
        )


def _spans(connection: sqlite3.Connection, sql: str) -> dict[int, list[Span]]:
    """By person, the days that some rows are about."""
    found: dict[int, list[Span]] = defaultdict(list)
    for row in connection.execute(sql):
        found[row["person_id"]].append(Span(*_days(row)))
    return found


def _shares(connection: sqlite3.Connection) -> dict[int, list[Share]]:
    found: dict[int, list[Share]] = defaultdict(list)
    for row in connection.execute("select * from embeds where state in ('published', 'held', 'ended')"):
        found[row["person_id"]].append(Share(*_days(row), row["share"]))
    return found


def _steps(connection: sqlite3.Connection, condition: str) -> dict[int, int]:
    """By pairing, the last step of the journal at which something became of it."""
    rows = connection.execute(
        "select row_id, max(entry_id) as step from journal_rows "
        f"where table_name = 'pairings' and {condition} group by row_id"
    )
    return {row["row_id"]: row["step"] for row in rows}


def _groups(connection: sqlite3.Connection) -> dict[int, Group]:
    people: dict[int, set[int]] = defaultdict(set)
    for row in connection.execute("select * from gathering_people"):
        people[row["gathering_id"]].add(row["person_id"])
    return {
        row["id"]: Group(
            row["id"],
            row["program_id"],
            row["round"],
            *_days(row),
            row["state"],
            row["uid"],
            frozenset(people[row["id"]]),
        )
        for row in connection.execute("select * from gatherings order by id")
    }


def _meetings(connection: sqlite3.Connection) -> dict[str, Meeting]:
    changed = {row["meeting_id"] for row in connection.execute("select meeting_id from meeting_changes")}
    return {
        row["uid"]: Meeting(row["uid"], row["kind"], row["pairing_id"], row["id"] in changed)
        for row in connection.execute("select * from meetings")
    }


def _person(row: sqlite3.Row) -> Person:
    return Person(
        row["id"],
        row["identity"],
        row["name"],
        row["side"],
        row["team"],
        row["manager"].casefold(),
        row["time_zone"],
        row["hours"],
        row["capacity"],
        _day(row["first_day"]),
        _day(row["last_day"]),
        bool(row["removed"]),
    )


def _program(row: sqlite3.Row) -> Program:
    return Program(
        row["id"],
        row["name"],
        row["kind"],
        row["guest_side"],
        date.fromisoformat(row["start"]),
        row["rounds"],
        row["weeks"],
        row["host_visits"],
        row["host_window_weeks"],
        row["host_rest_weeks"],
        row["repeat_days"],
        row["visit_days"],
        row["return_weeks"],
        row["cover_percent"],
        row["visits_per_guest"],
    )


def _pairing(row: sqlite3.Row) -> Pairing:
    return Pairing(
        row["id"],
        row["program_id"],
        row["guest_id"],
        row["host_id"],
        row["guest_side"],
        row["round"],
        *_days(row),
        row["state"],
        row["reason"],
    )


def _days(row: sqlite3.Row) -> tuple[date, date]:
    return date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
