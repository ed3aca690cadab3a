"""People: looked up, listed and searched."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    and_,
    exists,
    func,
    not_,
    or_,
    select,
)

from ridealong.domain.days import Days
from ridealong.domain.pairings import Absence
from ridealong.domain.people import Person, identity
from ridealong.storage import records
from ridealong.storage.queries.search import all_words, contains
from ridealong.storage.schema import absences, enrolments, pairings, people, programs

AT_ONCE = 900
"""How many values one statement compares with: below the least limit of any database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleSearch:
    """What a list of people is narrowed to.

    Args:
        words: each must stand somewhere in a row.
        fields: (column, text) pairs; each column must contain its text.
        away: days on which the person must be absent.
        side: only people of one side. program_id: only people enrolled in a program, whatever they answered.
    """

    words: Sequence[str] = ()
    fields: Sequence[tuple[str, str]] = ()
    away: Days | None = None
    side: str | None = None
    program_id: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A person as stored, with the row's id and version."""

    id: int
    person: Person
    removed: bool = field(default=False)
    version: int = 1


def ids_of(connection: Connection, identities: Iterable[str]) -> dict[str, int]:
    """The row id of each identity that is known and not removed."""
    wanted = list(identities)
    found: dict[str, int] = {}
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        rows = connection.execute(
            select(people.c.identity, people.c.id).where(people.c.identity.in_(part), not_(people.c.removed))
        )
        found.update((row.identity, row.id) for row in rows)
    return found


def all_people(connection: Connection) -> dict[int, Person]:
    """Everybody there ever was, by row id: the history names people who have been removed."""
    rows = connection.execute(select(people).order_by(people.c.identity)).mappings()
    return {row["id"]: records.person(row) for row in rows}


def stored_cells(connection: Connection) -> dict[str, RowMapping]:
    """Every row of people as it is stored, by identity: what an import compares with."""
    return {row["identity"]: row for row in connection.execute(select(people)).mappings()}


def everybody(connection: Connection) -> dict[int, Person]:
    """All people who have not been removed, by row id."""
    rows = connection.execute(select(people).where(not_(people.c.removed)).order_by(people.c.identity)).mappings()
    return {row["id"]: records.person(row) for row in rows}


def find(connection: Connection, identity: str) -> Known | None:
    """One person by identity, or None."""
    row = connection.execute(select(people).where(people.c.identity == identity)).mappings().first()
    return _known(row)


def find_row(connection: Connection, row_id: int) -> Known | None:
    """One person by row id, whatever the address is by now, or None."""
    return _known(connection.execute(select(people).where(people.c.id == row_id)).mappings().first())


def _known(row: RowMapping | None) -> Known | None:
    return Known(row["id"], records.person(row), row["removed"], row["version"]) if row else None


def some_people(connection: Connection, ids: Sequence[int]) -> dict[int, Person]:
    """People by row id, removed ones included."""
    found: dict[int, Person] = {}
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        for row in connection.execute(select(people).where(people.c.id.in_(part))).mappings():
            found[row["id"]] = records.person(row)
    return found


def like_names(connection: Connection, words: Sequence[str], limit: int = 3) -> list[str]:
    """Addresses whose person's name or address contains the words: what somebody may have meant."""
    columns = (people.c.identity, people.c.name)
    statement = select(people.c.email).where(not_(people.c.removed), all_words(words, columns)).limit(limit)
    return list(connection.execute(statement).scalars())


def count(connection: Connection) -> int:
    """How many people there are."""
    return int(connection.execute(select(func.count()).where(not_(people.c.removed))).scalar_one())


def search(
    connection: Connection,
    wanted: PeopleSearch,
    sort: Sequence[str],
    *,
    descending: bool = False,
    offset: int = 0,
    limit: int | None = None,
) -> tuple[list[RowMapping], int]:
    """A page of people, by some columns, and how many there are in all; ties by name, then by address."""
    condition = _condition(wanted)
    total = connection.execute(select(func.count()).select_from(people).where(condition)).scalar_one()
    order = [func.lower(people.c[name]) for name in sort]
    statement = (
        select(people)
        .where(condition)
        .order_by(
            *(column.desc() if descending else column for column in order), func.lower(people.c.name), people.c.identity
        )
        .offset(offset)
        .limit(limit)
    )
    return list(connection.execute(statement).mappings()), int(total)


def _condition(wanted: PeopleSearch) -> ColumnElement[bool]:
    columns = [people.c[name] for name in ("name", "email", "team", "side", "role", "site", "knows", "wants")]
    conditions = [not_(people.c.removed), all_words(wanted.words, columns)]
    conditions += [contains(people.c[name], text) for name, text in wanted.fields]
    if wanted.away:
        absent = select(absences.c.id).where(
            absences.c.person_id == people.c.id,
            absences.c.first_day <= wanted.away.last,
            absences.c.last_day >= wanted.away.first,
        )
        conditions.append(exists(absent))
    if wanted.side is not None:
        conditions.append(people.c.side == wanted.side)
    if wanted.program_id is not None:
        takes_part = select(enrolments.c.id).where(
            enrolments.c.person_id == people.c.id, enrolments.c.program_id == wanted.program_id
        )
        conditions.append(exists(takes_part))
    return and_(*conditions)


def meeting_counts(connection: Connection, ids: Sequence[int], states: Sequence[str]) -> dict[int, int]:
    """How many different people each has met, by row id."""
    if not ids:
        return {}
    both = (
        select(pairings.c.guest_id.label("one"), pairings.c.host_id.label("other"))
        .where(pairings.c.state.in_(states), pairings.c.guest_id.in_(ids))
        .union(
            select(pairings.c.host_id, pairings.c.guest_id).where(
                pairings.c.state.in_(states), pairings.c.host_id.in_(ids)
            )
        )
    )
    pairs = both.subquery()
    rows = connection.execute(select(pairs.c.one, func.count()).group_by(pairs.c.one))
    return {int(one): int(number) for one, number in rows}


def next_pairings(connection: Connection, ids: Sequence[int], today: date) -> dict[int, tuple[date, str]]:
    """The first day and the partner's name of each person's present or next published pairing, by row id."""
    found: dict[int, tuple[date, str]] = {}
    if not ids:
        return found
    for mine, other in (("guest_id", "host_id"), ("host_id", "guest_id")):
        rows = connection.execute(
            select(pairings.c[mine], pairings.c.first_day, people.c.name)
            .join(people, people.c.id == pairings.c[other])
            .where(pairings.c[mine].in_(ids), pairings.c.state == "published", pairings.c.last_day >= today)
        )
        for person_id, first, name in rows:
            if person_id not in found or (first, name) < found[person_id]:
                found[person_id] = (first, name)
    return found


def absences_of(
    connection: Connection,
    ids: Sequence[int] | None = None,
    days: Days | None = None,
    without: Collection[int] = (),
) -> list[Absence]:
    """Absences by person and day: of some people or of all, on some days or ever, but for some by their ids."""
    statement = (
        select(absences, people.c.email)
        .join(people, people.c.id == absences.c.person_id)
        .order_by(people.c.identity, absences.c.first_day, absences.c.id)
    )
    if ids is not None:
        statement = statement.where(absences.c.person_id.in_(ids))
    if days is not None:
        statement = statement.where(absences.c.first_day <= days.last, absences.c.last_day >= days.first)
    if without:
        statement = statement.where(absences.c.id.not_in(without))
    return [records.absence(row) for row in connection.execute(statement).mappings()]


def absence_rows(connection: Connection, person_id: int | None = None) -> Sequence[RowMapping]:
    """The rows of all absences, or of one person's, as they are stored."""
    statement = select(absences)
    if person_id is not None:
        statement = statement.where(absences.c.person_id == person_id)
    return connection.execute(statement).mappings().all()


def programs_of(connection: Connection, person_id: int) -> list[tuple[str, str]]:
    """The programs a person is enrolled in, with the state of the enrolment."""
    statement = (
        select(programs.c.name, enrolments.c.state)
        .join(enrolments, enrolments.c.program_id == programs.c.id)
        .where(enrolments.c.person_id == person_id)
        .order_by(programs.c.start.desc(), programs.c.name)
    )
    return [(name, state) for name, state in connection.execute(statement)]


def in_open_pairings(connection: Connection, person_id: int) -> int:
    """In how many published pairings, not yet over or marked, somebody stands."""
    mine = or_(pairings.c.guest_id == person_id, pairings.c.host_id == person_id)
    statement = select(func.count()).select_from(pairings).where(mine, pairings.c.state == "published")
    return int(connection.execute(statement).scalar_one())


def managed_by(connection: Connection, manager: str) -> list[int]:
    """The ids of people whose manager has an address, given as it is compared."""
    statement = select(people.c.id, people.c.manager).where(people.c.manager != "").order_by(people.c.id)
    return [row_id for row_id, named in connection.execute(statement) if identity(named) == manager]
