"""What the database holds of composite teams, read by plain SQL."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

Row = sqlite3.Row

COUNTS = ("proposed", "published", "held", "ended")
"""States of what takes place, did, or may."""
IN_CALENDARS = ("published", "held", "missed", "ended")
"""States of embeds that people were told of and that were not called off."""
_VISITING = ("ride-along", "rotation", "help", "composite")
_DAY = timedelta(days=1)
_DAYS_AWAY = 3
"""From so many working days on, a week in which somebody is away is one that they miss."""


@dataclass(frozen=True, slots=True)
class Company:
    """The rows that matter, by id where others name them."""

    people: dict[int, Row]
    programs: dict[int, Row]
    teams: dict[int, Row]
    slots: dict[int, Row]
    embeds: list[Row]
    visits: list[Row]
    absences: dict[int, list[tuple[date, date]]]
    freezes: list[Row]
    apart: set[frozenset[int]]
    enrolments: dict[tuple[int, int], Row]
    demands: list[Row]
    parts: list[Row]
    series: dict[str, int]

    def who(self, embed: Row) -> str:
        """An embed in words."""
        person, slot = self.people[embed["person_id"]], self.slots[embed["slot_id"]]
        return f"{person['name']} in slot {slot['number']} of {self.teams[embed['team_id']]['name']}"

    def away(self, person: Row, day: date) -> bool:
        """Whether somebody is not there on a day: away, in a freeze, not yet come, or gone."""
        frozen = any(
            row["side"] == person["side"]
            and (not row["team"] or row["team"].casefold() == person["team"].casefold())
            and first(row) <= day <= last(row)
            for row in self.freezes
        )
        off = any(begins <= day <= ends for begins, ends in self.absences.get(person["id"], ()))
        return frozen or off or not at_work(person, day)

    def away_all_week(self, person_id: int, monday: date) -> bool:
        """Whether somebody is not there for most of a week: an embed takes nothing of it then."""
        person = self.people[person_id]
        return sum(self.away(person, monday + number * _DAY) for number in range(5)) >= _DAYS_AWAY


def read(path: Path) -> Company:
    """Everything as it stands now."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row

        def rows(sql: str) -> list[Row]:
            return connection.execute(sql).fetchall()

        people = {row["id"]: row for row in rows("SELECT * FROM people")}
        absences: dict[int, list[tuple[date, date]]] = defaultdict(list)
        for row in rows("SELECT * FROM absences"):
            absences[row["person_id"]].append((first(row), last(row)))
        visits = rows(
            "SELECT p.*, g.kind FROM pairings p JOIN programs g ON g.id = p.program_id "
            f"WHERE p.state IN {COUNTS!r} AND g.kind IN {_VISITING!r}"
        )
        return Company(
            people=people,
            programs={row["id"]: row for row in rows("SELECT * FROM programs")},
            teams={row["id"]: row for row in rows("SELECT * FROM composite_teams")},
            slots={row["id"]: row for row in rows("SELECT * FROM team_slots")},
            embeds=rows("SELECT * FROM embeds ORDER BY id"),
            visits=visits,
            absences=absences,
            freezes=rows("SELECT * FROM freezes"),
            apart=_apart(people, rows("SELECT * FROM aparts")),
            enrolments={(row["program_id"], row["person_id"]): row for row in rows("SELECT * FROM enrolments")},
            demands=rows("SELECT * FROM team_demands"),
            parts=rows(
                "SELECT t.name AS task, t.team_id AS task_team, s.team_id AS slot_team FROM task_parts p "
                "JOIN team_tasks t ON t.id = p.task_id JOIN team_slots s ON s.id = p.slot_id"
            ),
            series={row["uid"]: row["team_id"] for row in rows("SELECT * FROM team_series")},
        )


def _apart(people: dict[int, Row], aparts: list[Row]) -> set[frozenset[int]]:
    """Who is kept apart, by somebody's word or since one leads the other."""
    names = {row["identity"]: row["id"] for row in people.values()}
    found = {frozenset((row["one_id"], row["other_id"])) for row in aparts}
    for row in people.values():
        manager = names.get(row["manager"].strip().casefold())
        if manager is not None and manager != row["id"]:
            found.add(frozenset((row["id"], manager)))
    return found


def first(row: Row) -> date:
    """The first day of a row."""
    return date.fromisoformat(row["first_day"])


def last(row: Row) -> date:
    """The last day of a row."""
    return date.fromisoformat(row["last_day"])


def mondays(row: Row) -> Iterator[date]:
    """The Mondays of the weeks that its days touch."""
    monday = first(row) - first(row).weekday() * _DAY
    while monday <= last(row):
        yield monday
        monday += 7 * _DAY


def at_work(person: Row, day: date) -> bool:
    """Whether somebody has begun and not left."""
    begins, ends = person["first_day"], person["last_day"]
    return (begins is None or date.fromisoformat(begins) <= day) and (ends is None or day <= date.fromisoformat(ends))
