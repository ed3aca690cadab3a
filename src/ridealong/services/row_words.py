"""Rows of the database in words: what each is, as an organizer would call it, and never a private reason."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from ridealong.domain.people import Side
from ridealong.storage.queries.names import (
    measures_by_id,
    meetings_by_id,
    meetings_by_uid,
    names_of_people,
    names_of_programs,
    pairings_by_id,
)

Row = Mapping[str, Any]  # Any: what a column holds, only the table knows

REFER_TO_PEOPLE = ("person_id", "guest_id", "host_id", "one_id", "other_id")
"""The columns of any table that hold the row id of a person."""

_NOBODY = "somebody who is gone"
_NO_PROGRAM = "a program that is gone"


class RowWords:
    """What some rows are called, with all names looked up at once.

    Args:
        rows: each as the name of its table and its columns.
    """

    def __init__(self, connection: Connection, rows: Iterable[tuple[str, Row]]) -> None:
        of_table: dict[str, list[Row]] = defaultdict(list)
        for name, row in rows:
            of_table[name].append(row)
        self._measures = measures_by_id(connection, {row["measure_id"] for row in of_table["readings"]})
        changes = {row["meeting_id"] for row in of_table["meeting_changes"]}
        self._meetings = meetings_by_id(connection, changes)
        self._by_uid = meetings_by_uid(connection, {row["uid"] for row in of_table["answers"]})
        some: list[Row] = [*of_table["meetings"], *self._meetings.values(), *self._by_uid.values()]
        self._pairings = pairings_by_id(connection, {row["pairing_id"] for row in some})
        every: list[Row] = [row for part in of_table.values() for row in part]
        every += [*self._pairings.values(), *self._measures.values()]
        ids = {row[name] for row in every for name in REFER_TO_PEOPLE if row.get(name) is not None}
        self._people = names_of_people(connection, ids)
        programs = {row["program_id"] for row in every if row.get("program_id") is not None}
        self._programs = names_of_programs(connection, programs)

    def person(self, row_id: int | None) -> str:
        """The name of a person by row id."""
        return self._people.get(row_id, _NOBODY) if row_id is not None else ""

    def program(self, row_id: int) -> str:
        """The name of a program by row id."""
        return self._programs.get(row_id, _NO_PROGRAM)

    def row(self, table: str, row: Row) -> str:
        """What a row is called: `the absence of Ana Lima, 2027-01-11 to 2027-01-15`."""
        return _WORDS[table](self, row) if table in _WORDS else f"a row of {table}"

    def pairing(self, row: Row) -> str:
        """Two people and when: `Ana Lima with Mia Kern in round 3`."""
        when = f"on {row['first_day']}" if row["round"] is None else f"in round {row['round'] + 1}"
        return f"{self.person(row['guest_id'])} with {self.person(row['host_id'])} {when}"

    def meeting(self, row: Row | None) -> str:
        """A meeting: `the prep of Ana Lima with Mia Kern in round 3`."""
        if row is None:
            return "a meeting that is gone"
        pairing = self._pairings.get(row["pairing_id"])
        return f"the {row['kind']} of {self.pairing(pairing) if pairing else 'a pairing that is gone'}"

    def change(self, row: Row) -> str:
        """What was changed by hand about a meeting."""
        day = f" on {row['occurrence']}" if row["occurrence"] else ""
        return f"the change to {self.meeting(self._meetings.get(row['meeting_id']))}{day}"

    def reading(self, row: Row) -> str:
        """What a measure was on a day."""
        measure = self._measures.get(row["measure_id"])
        of = f"{measure['name']} of {self.program(measure['program_id'])}" if measure else "a measure that is gone"
        return f"the reading of {of} on {row['day']}"

    def sponsor(self, row: Row) -> str:
        """Whose sponsor, of which side."""
        side = Side.IT if row["side"] == Side.IT else Side.MARKETING
        return f"the {side.label} sponsor of {self.program(row['program_id'])}"

    def answer(self, row: Row) -> str:
        """What somebody answered."""
        return f"the answer of {row['attendee']} to {self.meeting(self._by_uid.get(row['uid']))}"


def _days(row: Row) -> str:
    first, last = row["first_day"], row["last_day"]
    return str(first) if first == last else f"{first} to {last}"


_WORDS: Mapping[str, Callable[[RowWords, Row], str]] = {
    "people": lambda words, row: str(row["name"]),
    "absences": lambda words, row: f"the absence of {words.person(row['person_id'])}, {_days(row)}",
    "freezes": lambda words, row: f"the freeze of {row['team'] or row['side']}, {_days(row)}",
    "aparts": lambda words, row: (
        f"that {words.person(row['one_id'])} and {words.person(row['other_id'])} are kept apart"
    ),
    "programs": lambda words, row: f"the program {row['name']}",
    "measures": lambda words, row: f"the measure {row['name']} of {words.program(row['program_id'])}",
    "readings": lambda words, row: words.reading(row),
    "sponsors": lambda words, row: words.sponsor(row),
    "holiday_places": lambda words, row: f"the holidays of {row['place']}",
    "enrolments": lambda words, row: (
        f"the enrolment of {words.person(row['person_id'])} in {words.program(row['program_id'])}"
    ),
    "pins": lambda words, row: f"the pin of {words.person(row['guest_id'])} in {words.program(row['program_id'])}",
    "pairings": lambda words, row: f"the pairing of {words.pairing(row)} of {words.program(row['program_id'])}",
    "plans": lambda words, row: f"the plan of {words.program(row['program_id'])}",
    "meetings": lambda words, row: words.meeting(row),
    "meeting_changes": lambda words, row: words.change(row),
    "answers": lambda words, row: words.answer(row),
}
