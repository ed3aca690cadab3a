"""Rows of the database in words: what each is, as an organizer would call it, and never a private reason."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from ridealong.domain.people import Side
from ridealong.domain.wording import brief
from ridealong.services.journal.team_row_words import TABLES, TeamRowWords
from ridealong.storage.queries.names import (
    gatherings_by_id,
    measures_by_id,
    meetings_by_id,
    meetings_by_uid,
    names_of_people,
    names_of_programs,
    pairings_by_id,
    steps_by_id,
)
from ridealong.storage.subjects import OF_PAIRINGS

Row = Mapping[str, Any]  # Any: what a column holds, only the table knows

REFER_TO_PEOPLE = (
    "person_id",
    "guest_id",
    "host_id",
    "one_id",
    "other_id",
    "it_id",
    "marketing_id",
    "owner_id",
)
"""The columns of any table that hold the row id of a person."""

_NOBODY = "somebody who is gone"
_NO_PROGRAM = "a program that is gone"
_MOST_OF_A_TEXT = 60


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
        some: list[Row] = [row for table in OF_PAIRINGS for row in of_table[table.name]]
        some += [*self._meetings.values(), *self._by_uid.values()]
        named = {row["pairing_id"] for row in some if row["pairing_id"] is not None}
        # What is gone by now may have gone together with what refers to it.
        self._pairings = {**_by_id(of_table["pairings"]), **pairings_by_id(connection, named)}
        gathered = {row["gathering_id"] for row in of_table["gathering_people"]}
        self._gatherings = {**_by_id(of_table["gatherings"]), **gatherings_by_id(connection, gathered)}
        done = {row["step_id"] for row in of_table["steps_done"]}
        self._steps = {**_by_id(of_table["steps"]), **steps_by_id(connection, done)}
        self._teams = TeamRowWords(connection, of_table, self)
        every: list[Row] = [row for part in of_table.values() for row in part]
        every += [*self._pairings.values(), *self._measures.values(), *self._gatherings.values()]
        every += self._teams.looked_up
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
        if table in TABLES:
            return self._teams.row(table, row)
        return _WORDS[table](self, row) if table in _WORDS else f"a row of {table}"

    def of_team(self, name: str, value: Any) -> str | None:  # Any: what a column holds
        """What a column of a row of a composite team says, where it refers to another such row; else None."""
        return self._teams.value(name, value)

    def pairing(self, row: Row) -> str:
        """Two people and when: `Ana Lima with Mia Kern in round 3`."""
        return f"{self.person(row['guest_id'])} with {self.person(row['host_id'])} {_when(row)}"

    def pairing_of(self, row: Row) -> str:
        """The pairing that a row says something of, as `pairing` calls it."""
        pairing = self._pairings.get(row["pairing_id"])
        return self.pairing(pairing) if pairing else "a pairing that is gone"

    def gathering(self, row: Row | None) -> str:
        """A meeting of a group: `the group of Coffee in round 3`."""
        return f"the group of {self.program(row['program_id'])} {_when(row)}" if row else "a group that is gone"

    def gathered(self, row: Row) -> str:
        """Somebody's place in a group."""
        return f"{self.person(row['person_id'])} in {self.gathering(self._gatherings.get(row['gathering_id']))}"

    def done(self, row: Row) -> str:
        """That a step was done."""
        step = self._steps.get(row["step_id"])
        return f"that {_quoted(step['text']) if step else 'a step'} is done for {self.pairing_of(row)}"

    def meeting(self, row: Row | None) -> str:
        """A meeting: `the prep of Ana Lima with Mia Kern in round 3`."""
        if row is None:
            return "a meeting that is gone"
        return f"the {row['kind']} of {self.pairing_of(row)}"

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
        return f"the {_side(row)} sponsor of {self.program(row['program_id'])}"

    def answer(self, row: Row) -> str:
        """What somebody answered."""
        to = self._teams.answered(row["uid"]) or self.meeting(self._by_uid.get(row["uid"]))
        return f"the answer of {row['attendee']} to {to}"


def _by_id(rows: Iterable[Row]) -> dict[int, Row]:
    return {row["id"]: row for row in rows}


def _side(row: Row) -> str:
    return (Side.IT if row["side"] == Side.IT else Side.MARKETING).label


def _when(row: Row) -> str:
    return f"on {row['first_day']}" if row["round"] is None else f"in round {row['round'] + 1}"


def _quoted(text: object) -> str:
    return f"'{brief(str(text), _MOST_OF_A_TEXT)}'"


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
    "terms": lambda words, row: f"the term {row['term']}",
    "contacts": lambda words, row: f"the contacts of {row['it_team']} and {row['marketing_team']}",
    "gatherings": lambda words, row: words.gathering(row),
    "gathering_people": lambda words, row: words.gathered(row),
    "steps": lambda words, row: f"the step {_quoted(row['text'])} of {words.program(row['program_id'])}",
    "steps_done": lambda words, row: words.done(row),
    "lead_words": lambda words, row: f"the word of the {_side(row)} lead on {words.pairing_of(row)}",
    "debriefs": lambda words, row: f"what was noted at the debrief of {words.pairing_of(row)}",
    "learned": lambda words, row: f"a thing learned from {words.pairing_of(row)}",
    "ideas": lambda words, row: f"the idea {_quoted(row['text'])}",
}
