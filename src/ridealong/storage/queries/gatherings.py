"""Gatherings as they are stored, with who is in them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select

from ridealong.domain.days import Days
from ridealong.domain.pairings import MET
from ridealong.storage.parts import parts_of
from ridealong.storage.schema import answers, gathering_people, gatherings, people, programs

_KEPT = timedelta(days=31)
"""How long after its days a gathering is looked at still."""

_LARGEST = 2**31 - 1
"""The largest number that every database can look up."""

_COLUMNS = (
    gatherings,
    programs.c.name.label("program"),
    programs.c.kind,
)


@dataclass(frozen=True, slots=True)
class Stored:
    """The row of a gathering, with `program` and `kind`, and the people in it: their row ids, and of their places."""

    row: Mapping[str, Any]  # Any: what a column holds, only the table knows
    people: Mapping[int, int]

    @property
    def id(self) -> int:
        """The number of the gathering."""
        return int(self.row["id"])


def of_program(connection: Connection, program_id: int, states: Collection[str] | None = None) -> list[Stored]:
    """The gatherings of a program by round, in some states or in all."""
    conditions = [gatherings.c.program_id == program_id]
    if states is not None:
        conditions.append(gatherings.c.state.in_([str(one) for one in states]))
    return _where(connection, *conditions)


def by_ids(connection: Connection, ids: Collection[int]) -> dict[int, Stored]:
    """Gatherings by number; without those that there are not."""
    some = sorted(one for one in ids if 0 < one <= _LARGEST)
    return {one.id: one for part in parts_of(some) for one in _where(connection, gatherings.c.id.in_(part))}


def by_uids(connection: Connection, uids: Collection[str]) -> dict[str, Stored]:
    """Gatherings by the UID of their invites; without those that there are not."""
    # PostgreSQL takes no NUL in a text, and no UID of ours has one.
    every = sorted(uid for uid in uids if "\0" not in uid)
    return {
        str(one.row["uid"]): one for part in parts_of(every) for one in _where(connection, gatherings.c.uid.in_(part))
    }


def looked_at(today: date) -> ColumnElement[bool]:
    """Whether a gathering is to come, or was not long ago."""
    return gatherings.c.last_day >= max(today, date.min + _KEPT) - _KEPT


def coming(connection: Connection, states: Collection[str], today: date) -> list[Stored]:
    """Gatherings of all programs in some states, to come or over not long ago."""
    return _where(connection, gatherings.c.state.in_([str(one) for one in states]), looked_at(today))


def of_person(
    connection: Connection, person_id: int, states: Collection[str], *, since: date | None = None
) -> list[Stored]:
    """The gatherings in some states that a person is in, by round; from some day on, where one is given."""
    inside = select(gathering_people.c.gathering_id).where(gathering_people.c.person_id == person_id)
    conditions: list[ColumnElement[bool]] = [gatherings.c.id.in_(inside)]
    conditions.append(gatherings.c.state.in_([str(one) for one in states]))
    if since is not None:
        conditions.append(gatherings.c.last_day >= since)
    return _where(connection, *conditions)


def touching(
    connection: Connection, states: Collection[str], days: Days, program_id: int | None = None
) -> list[Stored]:
    """The gatherings in some states that may take place on some days; of one program, where one is named."""
    conditions = [
        gatherings.c.state.in_([str(one) for one in states]),
        gatherings.c.first_day <= days.last,
        gatherings.c.last_day >= days.first,
    ]
    if program_id is not None:
        conditions.append(gatherings.c.program_id == program_id)
    return _where(connection, *conditions)


def in_states(connection: Connection, states: Collection[str], kind: str) -> list[Stored]:
    """All gatherings in some states of programs of a kind."""
    return _where(connection, gatherings.c.state.in_([str(one) for one in states]), programs.c.kind == kind)


def _where(connection: Connection, *conditions: ColumnElement[bool]) -> list[Stored]:
    statement = (
        select(*_COLUMNS)
        .join(programs, programs.c.id == gatherings.c.program_id)
        .where(*conditions)
        .order_by(gatherings.c.round, gatherings.c.first_day, gatherings.c.id)
    )
    rows = connection.execute(statement).mappings().all()
    inside = _people_in(connection, [int(row["id"]) for row in rows])
    return [Stored(dict(row), inside.get(row["id"], {})) for row in rows]


def _people_in(connection: Connection, ids: Sequence[int]) -> dict[int, dict[int, int]]:
    """By number of a gathering: who is in it, in the order in which they came, each with the id of their row."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for part in parts_of(ids):
        statement = (
            select(gathering_people.c.gathering_id, gathering_people.c.person_id, gathering_people.c.id)
            .where(gathering_people.c.gathering_id.in_(part))
            .order_by(gathering_people.c.id)
        )
        for gathering_id, person_id, row_id in connection.execute(statement):
            found[gathering_id][person_id] = row_id
    return found


def met_before(connection: Connection, kind: str, *, besides: Collection[int] = ()) -> Counter[tuple[int, int]]:
    """How often two people were, or are to be, in one published gathering of a kind: by their row ids, in order.

    Args:
        besides: gatherings that do not count.
    """
    one, other = gathering_people.alias("one"), gathering_people.alias("other")
    statement = (
        select(one.c.person_id, other.c.person_id, gatherings.c.id)
        .join(other, other.c.gathering_id == one.c.gathering_id)
        .join(gatherings, gatherings.c.id == one.c.gathering_id)
        .join(programs, programs.c.id == gatherings.c.program_id)
        .where(one.c.person_id < other.c.person_id, programs.c.kind == kind)
        .where(gatherings.c.state.in_([str(state) for state in MET]))
    )
    without = set(besides)
    return Counter(
        (mine, theirs) for mine, theirs, gathering in connection.execute(statement) if gathering not in without
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many gatherings of a round there are in a state on the same days."""

    program_id: int
    round: int
    days: Days
    state: str
    number: int


def counted(connection: Connection, program_id: int | None = None) -> list[Counted]:
    """All gatherings, or those of a program, counted by round, days and state."""
    columns = (
        gatherings.c.program_id,
        gatherings.c.round,
        gatherings.c.first_day,
        gatherings.c.last_day,
        gatherings.c.state,
    )
    statement = select(*columns, func.count()).group_by(*columns).order_by(*columns)
    if program_id is not None:
        statement = statement.where(gatherings.c.program_id == program_id)
    return [
        Counted(program_id=program, round=number or 0, days=Days(first, last), state=state, number=count)
        for program, number, first, last, state, count in connection.execute(statement)
    ]


def teams_together(
    connection: Connection, states: Collection[str], kind: str, *, among: Collection[int] | None = None
) -> list[RowMapping]:
    """Who is in the gatherings in some states of programs of a kind, by gathering.

    Args:
        among: only gatherings in which one of these people is, by row id.

    Returns:
        Rows with the `id` of the gathering, its `program_id`, `first_day`, `last_day` and `state`, and the `person_id`,
        `side` and `team` of one in it.
    """
    columns = (
        gatherings.c.id,
        gatherings.c.program_id,
        gatherings.c.first_day,
        gatherings.c.last_day,
        gatherings.c.state,
        gathering_people.c.person_id,
        people.c.side,
        people.c.team,
    )
    statement = (
        select(*columns)
        .join(programs, programs.c.id == gatherings.c.program_id)
        .join(gathering_people, gathering_people.c.gathering_id == gatherings.c.id)
        .join(people, people.c.id == gathering_people.c.person_id)
        .where(programs.c.kind == kind, gatherings.c.state.in_([str(one) for one in states]))
        .order_by(gatherings.c.id, gathering_people.c.id)
    )
    if among is None:
        return list(connection.execute(statement).mappings())
    inside = select(gathering_people.c.gathering_id)
    found: dict[tuple[int, int], RowMapping] = {}
    for part in parts_of(sorted(among)):
        of_part = statement.where(gatherings.c.id.in_(inside.where(gathering_people.c.person_id.in_(part))))
        found |= {(row["id"], row["person_id"]): row for row in connection.execute(of_part).mappings()}
    return list(found.values())


def declined(connection: Connection, uids: Collection[str]) -> dict[tuple[str, str], int]:
    """Who has declined the whole of some gatherings: by UID and identity, the sequence that was answered."""
    found: dict[tuple[str, str], int] = {}
    for part in parts_of(sorted(uids)):
        statement = select(answers.c.uid, answers.c.attendee, answers.c.sequence).where(
            answers.c.uid.in_(part), answers.c.answer == "declined", answers.c.occurrence == ""
        )
        found |= {(uid, attendee): sequence for uid, attendee, sequence in connection.execute(statement)}
    return found
