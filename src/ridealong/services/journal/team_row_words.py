"""Rows of composite teams in words: what each is, as an organizer would call it, and never a private reason."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection

from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.wording import brief
from ridealong.storage.queries.names import (
    embeds_by_id,
    embeds_by_uid,
    series_by_uid,
    slots_by_id,
    tasks_by_id,
    teams_by_id,
)

Row = Mapping[str, Any]  # Any: what a column holds, only the table knows

_MOST_OF_A_NAME = 60
_GONE = "a composite team that is gone"


class Names(Protocol):
    """What people and programs are called, by row id."""

    def person(self, row_id: int | None) -> str:
        """The name of a person."""

    def program(self, row_id: int) -> str:
        """The name of a program."""


class TeamRowWords:
    """What rows of composite teams are called.

    Args:
        of_table: rows by the name of their table, answers to invites among them.
        names: asked once what people and programs are called, when a row is told.
    """

    def __init__(self, connection: Connection, of_table: Mapping[str, Sequence[Row]], names: Names) -> None:
        def rows(*tables: str) -> list[Row]:
            return [row for table in tables for row in of_table.get(table, ())]

        self._names = names
        uids = {row["uid"] for row in rows("answers")}
        self._by_uid = embeds_by_uid(connection, uids)
        self._series = series_by_uid(connection, uids)
        follow = _ids(rows("embeds"), "after_id")
        # What is gone by now may have gone together with what refers to it.
        self._embeds = {**_by_id(rows("embeds")), **embeds_by_id(connection, follow)}
        embedded = [*self._embeds.values(), *self._by_uid.values()]
        tasks = _ids(rows("task_parts"), "task_id")
        self._tasks = {**_by_id(rows("team_tasks")), **tasks_by_id(connection, tasks)}
        slots = _ids([*rows("task_parts", "team_demands"), *embedded], "slot_id")
        self._slots = {**_by_id(rows("team_slots")), **slots_by_id(connection, slots)}
        some = rows("team_slots", "team_tasks", "team_demands", "team_series")
        some += [*embedded, *self._tasks.values(), *self._slots.values(), *self._series.values()]
        self._teams = {**_by_id(rows("composite_teams")), **teams_by_id(connection, _ids(some, "team_id"))}

    @property
    def looked_up(self) -> Iterable[Row]:
        """Rows beside those that are told, whose people and programs have to be known."""
        return [*self._embeds.values(), *self._by_uid.values(), *self._series.values(), *self._teams.values()]

    def row(self, table: str, row: Row) -> str:
        """What a row of one of the tables of `TABLES` is called: `the composite team 'Loyalty app' of Embeds`."""
        return _WORDS[table](self, row)

    def answered(self, uid: str) -> str:
        """What an invite about a composite team was about; empty where that of the UID was about something else."""
        if uid in self._by_uid:
            return f"the embed of {self.embed(self._by_uid[uid])}"
        return self.series(self._series[uid]) if uid in self._series else ""

    def value(self, name: str, value: Any) -> str | None:  # Any: what a column holds
        """What a column that refers to a slot or an embed says in words; None for any other column."""
        if name == "slot_id":
            return self._slot(value)
        if name == "after_id":
            after = self._embeds.get(value)
            return self._names.person(after["person_id"]) if after else "somebody who is gone"
        return None

    def team(self, row: Row) -> str:
        """The team itself: `the composite team 'Loyalty app' of Embeds`."""
        return f"the composite team {_quoted(row['name'])} of {self._names.program(row['program_id'])}"

    def embed(self, row: Row) -> str:
        """Somebody in a slot: `Ana Lima in slot 2 (Data engineer) of the composite team ..., 2027-01-11 to ...`."""
        days = f"{row['first_day']} to {row['last_day']}"
        return f"{self._names.person(row['person_id'])} in {self._place(row)}, {days}"

    def demand(self, row: Row) -> str:
        """What is asked for somebody."""
        where = self._of(row) if row["slot_id"] is None else self._place(row)
        link = "from" if row["kind"] == DemandKind.EXCLUSION else "for"
        return f"the {row['kind']} of {self._names.person(row['person_id'])} {link} {where}"

    def part(self, row: Row) -> str:
        """What a slot is for a task: `that slot 2 (Data engineer) is responsible for the task ...`."""
        task = self.task(self._tasks.get(row["task_id"]))
        return f"that slot {self._slot(row['slot_id'])} is {row['part']} for {task}"

    def task(self, row: Row | None) -> str:
        """A task."""
        return f"the task {_quoted(row['name'])} of {self._of(row)}" if row else "a task that is gone"

    def slot(self, row: Row) -> str:
        """A slot."""
        return f"slot {_numbered(row)} of {self._of(row)}"

    def series(self, row: Row) -> str:
        """A weekly meeting."""
        return f"the weekly meeting of {self._of(row)}"

    def _place(self, row: Row) -> str:
        return f"slot {self._slot(row['slot_id'])} of {self._of(row)}"

    def _of(self, row: Row) -> str:
        team = self._teams.get(row["team_id"])
        return self.team(team) if team else _GONE

    def _slot(self, row_id: int) -> str:
        slot = self._slots.get(row_id)
        return _numbered(slot) if slot else "that is gone"


def _ids(rows: Iterable[Row], column: str) -> set[int]:
    return {row[column] for row in rows if row[column] is not None}


def _by_id(rows: Iterable[Row]) -> dict[int, Row]:
    return {row["id"]: row for row in rows}


def _numbered(slot: Row) -> str:
    return f"{slot['number']} ({slot['name']})"


def _quoted(text: object) -> str:
    return f"'{brief(str(text), _MOST_OF_A_NAME)}'"


_WORDS: Mapping[str, Callable[[TeamRowWords, Row], str]] = {
    "composite_teams": lambda words, row: words.team(row),
    "team_slots": lambda words, row: words.slot(row),
    "team_tasks": lambda words, row: words.task(row),
    "task_parts": lambda words, row: words.part(row),
    "team_demands": lambda words, row: words.demand(row),
    "embeds": lambda words, row: f"the embed of {words.embed(row)}",
    "team_series": lambda words, row: words.series(row),
}

TABLES = frozenset(_WORDS)
"""The tables whose rows are told here."""
