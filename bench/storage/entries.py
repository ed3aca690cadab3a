"""The journal of a long past, made up in bulk as the unit of work would have written it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import count

from .past import Pairing, Row

ACTORS = ("ana", "bo", "kim", "sam")
IMPORTED_AT_ONCE = 5_000
"""How many past pairings one entry brought; every other entry changed one row."""
_EDITS: Mapping[bool, str] = {True: "role", False: "site"}

Change = tuple[str, int, Row | None, Row | None]
"""A changed row: the table, the row's id, and the row before and after."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry says, what it changed, and whom and what it is about."""

    at: str
    action: str
    summary: str
    changes: Callable[[], Sequence[Change]]
    subjects: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Stored:
    """The rows of people and enrolments as they are in the end, which entries tell how they came to be."""

    people: Sequence[Row]
    enrolments: Sequence[Row]


def entries(number: int, past: Sequence[Pairing], stored: Stored, first_absence: int) -> Iterator[Entry]:
    """So many entries, the oldest first.

    The past is imported; then each pairing is marked, and between any two marks somebody is edited, pauses or agrees
    again, is noted as away, or is no longer.
    """
    others = _others(stored, first_absence)
    made = 0
    for index, one in enumerate(past):
        moment = datetime.combine(one.last + timedelta(days=1), time(9), UTC).isoformat()
        if index % IMPORTED_AT_ONCE == 0:
            made += 1
            yield _imported(past[index : index + IMPORTED_AT_ONCE], moment)
        if made < number:
            made += 1
            yield _marked(one, moment)
        while made * len(past) < number * (index + 1):
            made += 1
            yield next(others)(moment)


def _imported(some: Sequence[Pairing], at: str) -> Entry:
    about = {("person", one.guest.id) for one in some} | {("person", one.host.id) for one in some}
    about |= {("program", one.program) for one in some}
    return Entry(
        at,
        "history import",
        f"visits.csv: {len(some)} added, 0 changed, 0 unchanged",
        lambda: [("pairings", one.id, None, one.row("published", 1)) for one in some],
        sorted(about),
    )


def _marked(one: Pairing, at: str) -> Entry:
    return Entry(
        at,
        f"history mark {one.state}",
        f"{one.guest.name} and {one.host.name}, {one.first}: {one.state}",
        lambda: [("pairings", one.id, one.row("published", 1), one.row())],
        [("person", one.guest.id), ("person", one.host.id), ("program", one.program)],
    )


def _others(stored: Stored, first_absence: int) -> Iterator[Callable[[str], Entry]]:
    """What else happens, in turn: person after person is edited, enrolment after enrolment changes, and so on."""
    absences = count(first_absence)
    for number in count():
        person = stored.people[number % len(stored.people)]
        enrolment = stored.enrolments[number % len(stored.enrolments)]
        yield _edit(person, number // len(stored.people) + 1)
        yield _answer(enrolment, number // len(stored.enrolments) + 1)
        if number % 2 == 0:
            away: Row = {
                "id": next(absences),
                "version": 1,
                "person_id": person["id"],
                "first_day": "2020-01-06",
                "last_day": "2020-01-10",
                "reason": "",
                "source": "typed",
            }
        yield _away(away, back=bool(number % 2))


def _edit(person: Row, version: int) -> Callable[[str], Entry]:
    name = _EDITS[version % 2 == 0]
    before = {**person, "version": version, name: "another"}
    after = {**person, "version": version + 1}
    row_id = _id(person)
    return lambda at: Entry(
        at,
        "people edit",
        f"{person['name']}: {name} changed",
        lambda: [("people", row_id, before, after)],
        [("person", row_id)],
    )


def _answer(enrolment: Row, version: int) -> Callable[[str], Entry]:
    states = ("paused", "agreed") if version % 2 else ("agreed", "paused")
    before, after = ({**enrolment, "version": version + step, "state": state} for step, state in enumerate(states))
    about = [("person", _id(enrolment, "person_id")), ("program", _id(enrolment, "program_id"))]
    return lambda at: Entry(
        at,
        "enrol",
        f"1 people {states[1]}",
        lambda: [("enrolments", _id(enrolment), before, after)],
        about,
    )


def _away(away: Row, *, back: bool) -> Callable[[str], Entry]:
    return lambda at: Entry(
        at,
        "absences remove" if back else "absences add",
        "1 absence",
        lambda: [("absences", _id(away), away, None) if back else ("absences", _id(away), None, away)],
        [("person", _id(away, "person_id"))],
    )


def journal_rows(every: Iterator[Entry]) -> Iterator[Row]:
    """The rows of `journal`, numbered from 1."""
    for number, one in enumerate(every, 1):
        yield {
            "id": number,
            "at": one.at,
            "actor": ACTORS[number % len(ACTORS)],
            "action": one.action,
            "summary": one.summary,
            "undoable": True,
            "undoes_id": None,
        }


def change_rows(every: Iterator[Entry]) -> Iterator[Row]:
    """The rows of `journal_rows`, numbered from 1."""
    numbers = count(1)
    for entry_id, one in enumerate(every, 1):
        for table, row_id, before, after in one.changes():
            yield {
                "id": next(numbers),
                "entry_id": entry_id,
                "table_name": table,
                "row_id": row_id,
                "before": _json(before),
                "after": _json(after),
            }


def subject_rows(every: Iterator[Entry]) -> Iterator[Row]:
    """The rows of `journal_subjects`."""
    for entry_id, one in enumerate(every, 1):
        for kind, subject_id in one.subjects:
            yield {"kind": kind, "subject_id": subject_id, "entry_id": entry_id}


def _id(row: Row, name: str = "id") -> int:
    return int(str(row[name]))


def _json(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False, separators=(",", ":"))
