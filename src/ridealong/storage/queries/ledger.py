"""The visits between two people whose number in the two directions may not be even."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    RowMapping,
    Subquery,
    and_,
    case,
    column,
    func,
    not_,
    or_,
    select,
    text,
)

from ridealong.storage.schema import pairings, people, programs

FEW = 4000
"""Up to how many pairs an index finds their visits sooner than a look at all visits."""
_AT_ONCE = 400
"""How many pairs one statement names."""

LegRow = tuple[int, int, int, int, str, date, date, str, int]
"""Pairing id, program id, guest id, host id, guest side, first day, last day, state, weeks until the return is due."""


def uneven_legs(
    connection: Connection, kinds: Collection[str], states: Collection[str], today: date
) -> Iterator[LegRow]:
    """The visits of every pair of whom one may owe the other a visit; none of people who are gone.

    Left out are pairs with as many visits one way as the other, unless one of these is still to come or to be marked;
    and visits back whose own visit was missed or cancelled: they return nothing, and nobody owes anything for them.

    Args:
        kinds: of programs. states: of pairings.
    """
    owing = list(connection.execute(select(programs.c.id).where(programs.c.kind.in_(kinds))).scalars())
    if not owing:
        return
    alone = _backs_alone(owing, ("missed", "cancelled"), states)
    counted = and_(
        pairings.c.program_id.in_(owing),
        pairings.c.state.in_(states),
        pairings.c.id.not_in(select(alone.c.id).correlate(None)),
    )
    uneven = _uneven_pairs(connection, counted)
    if uneven:
        here = _here(connection, today)
        for row in _legs(connection, counted, uneven):
            if row[2] in here and row[3] in here:
                yield row


def backs_without_visit(connection: Connection, kinds: Collection[str], today: date) -> list[RowMapping]:
    """Visits back, published and not over, of which the visit was missed, by day.

    Rows with `id` and `missed`, the number of that visit.

    Args:
        kinds: of programs.
    """
    owing = list(connection.execute(select(programs.c.id).where(programs.c.kind.in_(kinds))).scalars())
    alone = _backs_alone(owing, ("missed",), ("published", "held", "ended"))
    statement = (
        select(pairings.c.id, alone.c.missed)
        .join(alone, alone.c.id == pairings.c.id)
        .where(pairings.c.state == "published", pairings.c.last_day >= today)
        .order_by(pairings.c.first_day, pairings.c.id)
    )
    return list(connection.execute(statement).mappings()) if owing else []


def _backs_alone(owing: Collection[int], lost: Collection[str], standing: Collection[str]) -> Subquery:
    """Visits back, by `id`, of which the visit of the same round is in a state of `lost`, and none is in `standing`.

    Args:
        owing: the programs that are looked at.
    """
    back, lead, other = (pairings.alias(name) for name in ("back", "lead", "other"))
    of_it = [
        and_(
            one.c.program_id == back.c.program_id,
            one.c.round == back.c.round,
            one.c.guest_id == back.c.host_id,
            one.c.host_id == back.c.guest_id,
        )
        for one in (lead, other)
    ]
    stands = select(other.c.id).where(of_it[1], other.c.state.in_(standing)).correlate(back)
    return (
        select(back.c.id, func.max(lead.c.id).label("missed"))
        .join(programs, programs.c.id == back.c.program_id)
        .join(lead, of_it[0])
        .where(back.c.program_id.in_(owing), back.c.guest_side != programs.c.guest_side)
        .where(lead.c.state.in_(lost), lead.c.guest_side == programs.c.guest_side, not_(stands.exists()))
        .group_by(back.c.id)
        .subquery("alone")
    )


def _here(connection: Connection, today: date) -> set[int]:
    statement = select(people.c.id).where(
        not_(people.c.removed), or_(people.c.last_day.is_(None), people.c.last_day >= today)
    )
    return set(connection.execute(statement).scalars())


def _uneven_pairs(connection: Connection, counted: ColumnElement[bool]) -> set[tuple[int, int]]:
    """The ids of both, that of the person in IT first."""
    there = pairings.c.guest_side == "it"
    it_id = case((there, pairings.c.guest_id), else_=pairings.c.host_id)
    marketing_id = case((there, pairings.c.host_id), else_=pairings.c.guest_id)
    balance = func.sum(case((there, 1), else_=-1))
    to_come = func.sum(case((pairings.c.state == "published", 1), else_=0))
    statement = (
        select(it_id, marketing_id).where(counted).group_by(it_id, marketing_id).having(or_(balance != 0, to_come > 0))
    )
    return {(one, other) for one, other in connection.execute(statement).all()}


def _legs(connection: Connection, counted: ColumnElement[bool], pairs: set[tuple[int, int]]) -> Iterator[LegRow]:
    statement = select(
        pairings.c.id,
        pairings.c.program_id,
        pairings.c.guest_id,
        pairings.c.host_id,
        pairings.c.guest_side,
        pairings.c.first_day,
        pairings.c.last_day,
        pairings.c.state,
        programs.c.return_weeks,
    )
    statement = statement.join(programs, programs.c.id == pairings.c.program_id).where(counted)
    both_ways = pairs | {(other, one) for one, other in pairs}
    if len(pairs) > FEW:
        yield from (row for row in _rows(connection.execute(statement)) if (row[2], row[3]) in both_ways)
        return
    ordered = sorted(both_ways)
    for start in range(0, len(ordered), _AT_ONCE):
        listed = ", ".join(f"({guest:d}, {host:d})" for guest, host in ordered[start : start + _AT_ONCE])
        listed = f"SELECT column1 AS guest_id, column2 AS host_id FROM (VALUES {listed}) AS listed"  # noqa: S608 - numbers
        named = text(listed).columns(column("guest_id", Integer), column("host_id", Integer)).cte("named")
        joined = statement.join(
            named, and_(named.c.guest_id == pairings.c.guest_id, named.c.host_id == pairings.c.host_id)
        )
        yield from _rows(connection.execute(joined))


def _rows(found: Iterable[Any]) -> Iterator[LegRow]:  # Any: rows of the columns above
    yield from found
