"""Everything that the database holds about one person, wherever it stands."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, and_, false, func, or_, select

from ridealong.domain.people import identity
from ridealong.storage.parts import parts_of
from ridealong.storage.schema import (
    absences,
    answers,
    aparts,
    composite_teams,
    contacts,
    debriefs,
    embeds,
    enrolments,
    gathering_people,
    gatherings,
    ideas,
    invites,
    journal,
    journal_rows,
    journal_subjects,
    lead_words,
    learned,
    pairings,
    people,
    pins,
    sponsors,
    team_demands,
)
from ridealong.storage.subjects import PERSON

Row = Mapping[str, Any]  # Any: what a column holds, only the table knows

OF_ONE: Mapping[str, tuple[str, ...]] = {
    absences.name: ("person_id",),
    enrolments.name: ("person_id",),
    aparts.name: ("one_id", "other_id"),
    pins.name: ("guest_id", "host_id"),
    pairings.name: ("guest_id", "host_id"),
    sponsors.name: ("person_id",),
    contacts.name: ("it_id", "marketing_id"),
    ideas.name: ("owner_id",),
    gathering_people.name: ("person_id",),
    embeds.name: ("person_id",),
    team_demands.name: ("person_id",),
}
"""The tables whose rows are about a person, each with the columns that say about whom."""

OF_THEIRS = (debriefs.name, lead_words.name, learned.name, gatherings.name, composite_teams.name)
"""Tables whose rows are about people by the pairing that they name, or by who is in them."""

DELIVERIES = ("invites send", "invites caldav")
"""Actions that are about no row, and whose summary says what was delivered to whom."""

_AT_ONCE = 20_000
"""How many rows of a long table are looked through before anybody is told."""


@dataclass(frozen=True, slots=True)
class Called:
    """What somebody is and was called: addresses as they were given, and names."""

    addresses: frozenset[str]
    names: frozenset[str]


def called(connection: Connection, person_id: int) -> Called:
    """The addresses and names that a person has, and had before each change."""
    statement = select(journal_rows.c.before, journal_rows.c.after).where(
        journal_rows.c.table_name == people.name, journal_rows.c.row_id == person_id
    )
    rows: list[Row] = [json.loads(text) for pair in connection.execute(statement) for text in pair if text]
    rows += map(dict, connection.execute(select(people).where(people.c.id == person_id)).mappings())
    return Called(frozenset(row["email"] for row in rows), frozenset(row["name"] for row in rows))


def rows_about(connection: Connection, table: Table, person_id: int) -> Sequence[RowMapping]:
    """The rows of one of the tables of `OF_ONE` that are about a person, by id."""
    mine = or_(*(table.c[name] == person_id for name in OF_ONE[table.name]))
    return connection.execute(select(table).where(mine).order_by(table.c.id)).mappings().all()


def gatherings_of(connection: Connection, person_id: int) -> Sequence[RowMapping]:
    """The gatherings that a person is in, by id."""
    inside = select(gathering_people.c.gathering_id).where(gathering_people.c.person_id == person_id)
    statement = select(gatherings).where(gatherings.c.id.in_(inside)).order_by(gatherings.c.id)
    return connection.execute(statement).mappings().all()


def drafted_places(connection: Connection, person_id: int) -> Sequence[RowMapping]:
    """The rows of `gathering_people` that put a person into drafts, by id."""
    drafted = select(gatherings.c.id).where(gatherings.c.state == "proposed")
    mine = gathering_people.c.person_id == person_id, gathering_people.c.gathering_id.in_(drafted)
    return connection.execute(select(gathering_people).where(*mine).order_by(gathering_people.c.id)).mappings().all()


def drafted_embeds(connection: Connection, person_id: int) -> Sequence[RowMapping]:
    """The drafts in which a person is in a slot of a composite team, by id."""
    mine = embeds.c.person_id == person_id, embeds.c.state == "proposed"
    return connection.execute(select(embeds).where(*mine).order_by(embeds.c.id)).mappings().all()


def teammate_uids(connection: Connection, team_ids: Collection[int]) -> frozenset[str]:
    """The UIDs of all embeds of some composite teams: what is told of one names the others of the team."""
    found = set[str]()
    for some in parts_of(sorted(team_ids)):
        found.update(connection.execute(select(embeds.c.uid).where(embeds.c.team_id.in_(some))).scalars())
    return frozenset(found)


def answers_of(connection: Connection, identities: Collection[str]) -> Sequence[RowMapping]:
    """The answers of whoever has or had some addresses, by id."""
    statement = select(answers).where(answers.c.attendee.in_(sorted(identities))).order_by(answers.c.id)
    return connection.execute(statement).mappings().all()


def sponsors_about(connection: Connection, person_id: int, identities: Collection[str]) -> Sequence[RowMapping]:
    """The rows of `sponsors` that are about a person: by row id, or by an address that the person has or had."""
    rows = connection.execute(select(sponsors).order_by(sponsors.c.id)).mappings()
    return [row for row in rows if is_about(sponsors.name, row, person_id, identities)]


def managed(connection: Connection, identities: Collection[str]) -> list[int]:
    """The ids of people whose manager has one of some addresses."""
    statement = select(people.c.id, people.c.manager).where(people.c.manager != "").order_by(people.c.id)
    return [row_id for row_id, named in connection.execute(statement) if identity(named) in identities]


def like_any(column: ColumnElement[Any], addresses: Collection[str]) -> ColumnElement[bool]:
    """Whether one of some addresses may stand in a text; who wants to be sure reads it.

    What is not ASCII may be written in several ways, as escapes among them, so any characters count for it.
    """
    patterns = sorted({_pattern(one) for one in addresses})
    return or_(false(), *(column.ilike(one, escape="\\") for one in patterns))


def _pattern(address: str) -> str:
    escaped = address.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return "%" + "".join(one if one.isascii() else "%" for one in escaped) + "%"


def invites_to(
    connection: Connection, addresses: Collection[str], uids: Collection[str] = ()
) -> Iterator[tuple[int, int, Sequence[RowMapping]]]:
    """The invites in which one of some addresses may stand, oldest first, a part at a time.

    Args:
        uids: of meetings whose invites are wanted besides.

    Yields:
        How many have been looked through, how many there are, and those that were found since.
    """
    about = (invites.c.uid.in_(some) for some in parts_of(sorted(uids)))
    wanted = or_(like_any(invites.c.invite, addresses), *about)
    yield from in_parts(connection, select(invites).where(wanted), invites)


def in_parts(
    connection: Connection, wanted: Select[Any], table: Table
) -> Iterator[tuple[int, int, Sequence[RowMapping]]]:
    """Rows of a long table, by id, as `invites_to` gives them."""
    first, last = connection.execute(select(func.min(table.c.id), func.max(table.c.id))).one()
    if last is None:
        return
    total = last - first + 1
    for start in range(first, last + 1, _AT_ONCE):
        some = wanted.where(table.c.id >= start, table.c.id < start + _AT_ONCE).order_by(table.c.id)
        yield min(start + _AT_ONCE - first, total), total, connection.execute(some).mappings().all()


def entries_about(connection: Connection, person_id: int) -> Sequence[RowMapping]:
    """The journal entries about a person, oldest first, each with `alone`: whether it is about nobody else."""
    mine, theirs = journal_subjects.alias("mine"), journal_subjects.alias("theirs")
    others = (
        select(theirs.c.entry_id)
        .where(theirs.c.entry_id == mine.c.entry_id)
        .where(or_(theirs.c.kind != PERSON, theirs.c.subject_id != person_id))
    )
    statement = (
        select(journal, (~others.exists()).label("alone"))
        .join(mine, mine.c.entry_id == journal.c.id)
        .where(mine.c.kind == PERSON, mine.c.subject_id == person_id)
        .order_by(journal.c.id)
    )
    return connection.execute(statement).mappings().all()


def journal_rows_about(person_id: int, addresses: Collection[str]) -> Select[Any]:  # Any: all columns
    """A query for the journal's rows that are or may be about a person; who wants to be sure reads them."""
    about = select(journal_subjects.c.entry_id).where(
        journal_subjects.c.kind == PERSON, journal_subjects.c.subject_id == person_id
    )
    conditions: list[ColumnElement[bool]] = [
        and_(journal_rows.c.table_name == people.name, journal_rows.c.row_id == person_id)
    ]
    for name, columns in OF_ONE.items():
        numbers = [f'%"{column}":{person_id}{end}%' for column in columns for end in (",", "}")]
        texts = [column.like(one) for column in (journal_rows.c.before, journal_rows.c.after) for one in numbers]
        # The texts of entries about others need not be looked through.
        conditions.append(and_(journal_rows.c.table_name == name, journal_rows.c.entry_id.in_(about), or_(*texts)))
    conditions.append(and_(journal_rows.c.table_name.in_(OF_THEIRS), journal_rows.c.entry_id.in_(about)))
    conditions += [like_any(column, addresses) for column in (journal_rows.c.before, journal_rows.c.after)]
    return select(journal_rows).where(or_(*conditions))


def is_about(table: str, row: Row | RowMapping | None, person_id: int, identities: Collection[str]) -> bool:
    """Whether a row, as the journal wrote it down, is about a person."""
    if row is None:
        return False
    if table == people.name:
        return bool(row["id"] == person_id)
    if table == answers.name:
        return row["attendee"] in identities
    if table == sponsors.name and identity(row["email"]) in identities:
        return True
    return any(row.get(name) == person_id for name in OF_ONE.get(table, ()))


def entries_among(connection: Connection, person_ids: Collection[int], entry_ids: Collection[int]) -> set[int]:
    """Those of some journal entries that are about one of some people."""
    found = set[int]()
    for part in parts_of(sorted(entry_ids), 2):
        statement = select(journal_subjects.c.entry_id).where(
            journal_subjects.c.kind == PERSON,
            journal_subjects.c.subject_id.in_(sorted(person_ids)),
            journal_subjects.c.entry_id.in_(part),
        )
        found.update(connection.execute(statement).scalars())
    return found


def named_alike(connection: Connection, person_id: int, names: Collection[str]) -> dict[int, str]:
    """The names of others in which one of some names stands, by row id."""
    statement = select(people.c.id, people.c.name).where(people.c.id != person_id)
    return {row_id: name for row_id, name in connection.execute(statement) if any(one in name for one in names)}
