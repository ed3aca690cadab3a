"""Which people and programs a changed row is about, read from the row itself and from what it refers to."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, select

from ridealong.domain.people import identity
from ridealong.storage.parts import parts_of
from ridealong.storage.schema import (
    answers,
    composite_teams,
    embeds,
    gathering_people,
    gatherings,
    measures,
    meeting_changes,
    meetings,
    metadata,
    pairings,
    people,
    programs,
    readings,
    sponsors,
    steps,
    steps_done,
    team_series,
)

PERSON = "person"
PROGRAM = "program"


class Subject(NamedTuple):
    """A person or a program, by the id of its row."""

    kind: str
    id: int


Row = Mapping[str, Any]  # Any: what a column holds, only the table knows


def _direct(table: Table) -> dict[str, str]:
    """The columns of a table that hold the id of a person or a program -> which of the two."""
    kinds = {people.name: PERSON, programs.name: PROGRAM}
    found = {
        key.parent.name: kinds[key.column.table.name] for key in table.foreign_keys if key.column.table.name in kinds
    }
    return {**found, "id": kinds[table.name]} if table.name in kinds else found


_DIRECT = {table.name: _direct(table) for table in metadata.sorted_tables}

OF_PAIRINGS = tuple(
    table for table in metadata.sorted_tables if any(key.column.table is pairings for key in table.foreign_keys)
)
"""The tables whose rows say something of a pairing, which they name in `pairing_id`."""


def subjects_of(connection: Connection, rows: Iterable[tuple[str, Row]]) -> set[Subject]:
    """The people and programs that rows are about.

    Args:
        connection: on which is looked up what rows refer to: the pairing of a meeting, who is in a gathering or
            a composite team, the person of an address.
        rows: each as the name of its table and its columns.
    """
    of_table: dict[str, list[Row]] = defaultdict(list)
    found: set[Subject] = set()
    for name, row in rows:
        found.update(_named(name, row))
        of_table[name].append(row)
    for row in _rows(connection, pairings, pairings.c.id, _pairing_ids(connection, of_table)):
        found.update(_named(pairings.name, row))
    addressed = {row["attendee"] for row in of_table[answers.name]}
    addressed.update(identity(row["email"]) for row in of_table[sponsors.name] if row["email"])
    found.update(Subject(PERSON, one) for one in _column(connection, people.c.id, people.c.identity, addressed))
    uids = {row["uid"] for row in of_table[answers.name]}
    found.update(_of_teams(connection, {row["id"] for row in of_table[composite_teams.name]}, uids))
    answered = set(_column(connection, gatherings.c.id, gatherings.c.uid, uids))
    changed = {row["id"] for row in of_table[gatherings.name]} | answered
    who = _column(connection, gathering_people.c.person_id, gathering_people.c.gathering_id, changed)
    found.update(Subject(PERSON, one) for one in who)
    for of, ids in (
        (measures, {row["measure_id"] for row in of_table[readings.name]}),
        (steps, {row["step_id"] for row in of_table[steps_done.name]}),
        (gatherings, {row["gathering_id"] for row in of_table[gathering_people.name]} | answered),
    ):
        found.update(Subject(PROGRAM, one) for one in _column(connection, of.c.program_id, of.c.id, ids))
    return found


def _of_teams(connection: Connection, team_ids: Collection[int], uids: Collection[str]) -> Iterator[Subject]:
    """Who is or was embedded in teams, and whom and what answers to invites about teams are about."""
    for person in _column(connection, embeds.c.person_id, embeds.c.team_id, team_ids):
        yield Subject(PERSON, person)
    for row in _rows(connection, embeds, embeds.c.uid, uids):
        yield from _named(embeds.name, row)
    for program in _column(connection, team_series.c.program_id, team_series.c.uid, uids):
        yield Subject(PROGRAM, program)


def _pairing_ids(connection: Connection, of_table: Mapping[str, Collection[Row]]) -> set[int]:
    """The pairings that rows say something of, or whose meetings they are about."""
    named = (row["pairing_id"] for table in OF_PAIRINGS for row in of_table.get(table.name, ()))
    found = {one for one in named if one is not None}
    ids = {row["meeting_id"] for row in of_table.get(meeting_changes.name, ())}
    uids = {row["uid"] for row in of_table.get(answers.name, ())}
    found.update(_column(connection, meetings.c.pairing_id, meetings.c.id, ids))
    found.update(_column(connection, meetings.c.pairing_id, meetings.c.uid, uids))
    return found


def _named(table: str, row: Row) -> Iterator[Subject]:
    for column, kind in _DIRECT.get(table, {}).items():
        if row.get(column) is not None:
            yield Subject(kind, int(row[column]))


# Any: the columns of several tables hold ids and texts.
def _column(connection: Connection, wanted: Any, given: Any, values: Collection[Any]) -> Iterator[Any]:
    for some in parts_of(sorted(values)):
        yield from connection.execute(select(wanted).where(given.in_(some))).scalars()


def _rows(connection: Connection, table: Table, given: Any, values: Collection[Any]) -> Iterator[Row]:
    for some in parts_of(sorted(values)):
        yield from map(dict, connection.execute(select(table).where(given.in_(some))).mappings())
