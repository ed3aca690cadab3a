"""Debriefs, as they are stored, beside the visits that want one."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, case, func, not_, or_, select

from ridealong.domain.debriefs import LEAST_LEARNED, WANTING_KINDS, WANTING_STATES
from ridealong.domain.pairings import State
from ridealong.storage.parts import parts_of
from ridealong.storage.queries.search import all_words
from ridealong.storage.schema import debriefs, ideas, learned, pairings, people, programs

guests = people.alias("guests")
hosts = people.alias("hosts")

_LEARNED = (
    select(func.count()).select_from(learned).where(learned.c.pairing_id == pairings.c.id).scalar_subquery()
).label("learned")
_IDEAS = (select(func.count()).select_from(ideas).where(ideas.c.pairing_id == pairings.c.id).scalar_subquery()).label(
    "ideas"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DebriefSearch:
    """Which visits are wanted, of those that want a debrief.

    Args:
        today: what is published and over by then counts.
        program_id: one program; None for all that are not archived.
        complete: only those of which enough is known, or not; None for both.
        ended_by: only visits whose last day is no later.
        words: each must stand in the name or address of one of the two, in their teams, or in the program's name.
    """

    today: date
    program_id: int | None = None
    complete: bool | None = None
    ended_by: date | None = None
    words: Sequence[str] = ()


def find_visits(
    connection: Connection, wanted: DebriefSearch, *, newest: bool = False, offset: int = 0, limit: int | None = None
) -> list[RowMapping]:
    """Visits with names and addresses, how much was learned, and what is noted; those that ended first come first.

    Args:
        newest: those that ended last come first.
    """
    page = _visits(select(pairings.c.id), wanted)
    if newest:
        page = page.order_by(pairings.c.last_day.desc(), pairings.c.id.desc())
    else:
        page = page.order_by(pairings.c.last_day, pairings.c.id)
    ids = list(connection.execute(page.offset(offset).limit(limit)).scalars())
    found: dict[int, RowMapping] = {}
    for part in parts_of(ids):
        found |= {row["id"]: row for row in connection.execute(_shown().where(pairings.c.id.in_(part))).mappings()}
    return [found[one] for one in ids]


def count_visits(connection: Connection, wanted: DebriefSearch) -> int:
    """How many visits a search finds."""
    return int(connection.execute(_visits(select(func.count()), wanted)).scalar_one())


def visit_row(connection: Connection, pairing_id: int) -> RowMapping | None:
    """One pairing of any kind and state as `find_visits` has them; None where there is none."""
    return connection.execute(_shown().where(pairings.c.id == pairing_id)).mappings().first()


def counts_by_program(connection: Connection, today: date, ended_by: date) -> Sequence[RowMapping]:
    """By program that is not archived: how many visits want a debrief, have a complete one, and are overdue.

    Args:
        ended_by: an incomplete debrief of a visit that ended by then is overdue.
    """
    known = select(learned.c.pairing_id, func.count().label("things")).group_by(learned.c.pairing_id).subquery()
    things = func.coalesce(known.c.things, 0)
    late = and_(things < LEAST_LEARNED, pairings.c.last_day <= ended_by)
    statement = (
        select(
            programs.c.name.label("program"),
            func.count().label("wanted"),
            func.sum(case((things >= LEAST_LEARNED, 1), else_=0)).label("complete"),
            func.sum(case((late, 1), else_=0)).label("overdue"),
            func.sum(things).label("learned"),
        )
        .select_from(pairings)
        .join(programs, programs.c.id == pairings.c.program_id)
        .join(known, known.c.pairing_id == pairings.c.id, isouter=True)
        .where(_wants(today), not_(programs.c.archived))
        .group_by(programs.c.id, programs.c.name)
    )
    return connection.execute(statement).mappings().all()


def debrief_row(connection: Connection, pairing_id: int) -> RowMapping | None:
    """The row of `debriefs` of a pairing, or None."""
    return debrief_rows(connection, [pairing_id]).get(pairing_id)


def debrief_rows(connection: Connection, pairing_ids: Iterable[int]) -> dict[int, RowMapping]:
    """The rows of `debriefs` of some pairings, by pairing."""
    found: dict[int, RowMapping] = {}
    for part in parts_of(sorted(set(pairing_ids))):
        rows = connection.execute(select(debriefs).where(debriefs.c.pairing_id.in_(part))).mappings()
        found |= {row["pairing_id"]: row for row in rows}
    return found


def learned_rows(connection: Connection, pairing_ids: Iterable[int]) -> dict[int, list[RowMapping]]:
    """The rows of `learned` of some pairings, by pairing, in the order in which they were noted."""
    found: dict[int, list[RowMapping]] = {}
    for part in parts_of(sorted(set(pairing_ids))):
        statement = select(learned).where(learned.c.pairing_id.in_(part)).order_by(learned.c.id)
        for row in connection.execute(statement).mappings():
            found.setdefault(row["pairing_id"], []).append(row)
    return found


def visits_of_people(
    connection: Connection,
    ids: Collection[int],
    states: Collection[str],
    kinds: Collection[str],
    program_id: int | None = None,
) -> list[RowMapping]:
    """Pairings of some people in some states and of some kinds of programs, by their last day."""
    found: dict[int, RowMapping] = {}
    for part in parts_of(sorted(ids), each=2):
        statement = _joined(_columns()).where(
            or_(pairings.c.guest_id.in_(part), pairings.c.host_id.in_(part)),
            pairings.c.state.in_(states),
            programs.c.kind.in_(kinds),
        )
        if program_id is not None:
            statement = statement.where(pairings.c.program_id == program_id)
        found |= {row["id"]: row for row in connection.execute(statement).mappings()}
    return sorted(found.values(), key=lambda row: (row["last_day"], row["id"]))


def _columns() -> tuple[Any, ...]:  # Any: columns of several tables
    return (
        pairings,
        programs.c.name.label("program"),
        programs.c.kind.label("kind"),
        guests.c.email.label("guest"),
        guests.c.name.label("guest_name"),
        hosts.c.email.label("host"),
        hosts.c.name.label("host_name"),
    )


def _shown() -> Select[Any]:  # Any: as above
    noted = (
        debriefs.c.day.label("noted"),
        debriefs.c.it_rating,
        debriefs.c.marketing_rating,
    )
    return _joined((*_columns(), *noted, _LEARNED, _IDEAS)).join(
        debriefs, debriefs.c.pairing_id == pairings.c.id, isouter=True
    )


def _joined(columns: Iterable[Any]) -> Select[Any]:  # Any: as above
    return (
        select(*columns)
        .select_from(pairings)
        .join(programs, programs.c.id == pairings.c.program_id)
        .join(guests, guests.c.id == pairings.c.guest_id)
        .join(hosts, hosts.c.id == pairings.c.host_id)
    )


def _wants(today: date) -> ColumnElement[bool]:
    over = and_(pairings.c.state == State.PUBLISHED, pairings.c.last_day < today)
    return and_(programs.c.kind.in_(WANTING_KINDS), or_(pairings.c.state.in_(WANTING_STATES), over))


def _visits(statement: Select[Any], wanted: DebriefSearch) -> Select[Any]:  # Any: as above
    statement = statement.select_from(pairings).join(programs, programs.c.id == pairings.c.program_id)
    conditions = [_wants(wanted.today)]
    if wanted.program_id is not None:
        conditions.append(pairings.c.program_id == wanted.program_id)
    else:
        conditions.append(not_(programs.c.archived))
    if wanted.complete is not None:
        enough = select(learned.c.pairing_id).group_by(learned.c.pairing_id).having(func.count() >= LEAST_LEARNED)
        known = pairings.c.id.in_(enough)
        conditions.append(known if wanted.complete else not_(known))
    if wanted.ended_by is not None:
        conditions.append(pairings.c.last_day <= wanted.ended_by)
    if wanted.words:
        statement = statement.join(guests, guests.c.id == pairings.c.guest_id)
        statement = statement.join(hosts, hosts.c.id == pairings.c.host_id)
        named = (guests.c.name, guests.c.email, hosts.c.name, hosts.c.email)
        conditions.append(
            all_words(wanted.words, (*named, pairings.c.guest_team, pairings.c.host_team, programs.c.name))
        )
    return statement.where(*conditions)
