"""Gatherings as they are stored, with who is in them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from ridealong.domain.pairings import MET
from ridealong.storage.parts import parts_of
from ridealong.storage.schema import answers, gathering_people, gatherings, programs

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


def _where(connection: Connection, *conditions: ColumnElement[bool]) -> list[Stored]:
    statement = (
        select(*_COLUMNS)
        .join(programs, programs.c.id == gatherings.c.program_id)
        .where(*conditions)
        .order_by(gatherings.c.round, gatherings.c.first_day, gatherings.c.id)
    )
    rows = connection.execute(statement).mappings().all()
    people = _people_in(connection, [int(row["id"]) for row in rows])
    return [Stored(dict(row), people.get(row["id"], {})) for row in rows]


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


def state_counts(connection: Connection, today: date) -> dict[tuple[int, str], int]:
    """How many gatherings each program has in each state; those that were published and are over are held."""
    found: Counter[tuple[int, str]] = Counter()
    for over in (False, True):
        days = gatherings.c.last_day < today if over else gatherings.c.last_day >= today
        columns = (gatherings.c.program_id, gatherings.c.state)
        statement = select(*columns, func.count()).where(days).group_by(*columns)
        for program_id, state, number in connection.execute(statement):
            found[program_id, "held" if over and state == "published" else state] += number
    return found


def declined(connection: Connection, uids: Collection[str]) -> dict[tuple[str, str], int]:
    """Who has declined the whole of some gatherings: by UID and identity, the sequence that was answered."""
    found: dict[tuple[str, str], int] = {}
    for part in parts_of(sorted(uids)):
        statement = select(answers.c.uid, answers.c.attendee, answers.c.sequence).where(
            answers.c.uid.in_(part), answers.c.answer == "declined", answers.c.occurrence == ""
        )
        found |= {(uid, attendee): sequence for uid, attendee, sequence in connection.execute(statement)}
    return found
