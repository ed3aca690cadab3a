"""What a history comes to in numbers: visits by week, who has met anybody, how often pairs have met."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, exists, func, not_, or_, select, union

from ridealong.domain.days import Days
from ridealong.storage.queries.people_conditions import stands_in
from ridealong.storage.queries.people_numbers import has_met_in_team, has_met_over_coffee, have_met
from ridealong.storage.schema import pairings, people, programs


def visits_by_day(
    connection: Connection, kinds: Collection[str], days: Days, program_id: int | None = None
) -> list[tuple[date, date, str, int]]:
    """First and last day, state and number of the pairings that begin in some days, of programs of some kinds."""
    counted = select(programs.c.id).where(programs.c.kind.in_(kinds))
    if program_id is not None:
        counted = counted.where(programs.c.id == program_id)
    day, last, state = pairings.c.first_day, pairings.c.last_day, pairings.c.state
    statement = (
        select(day, last, state, func.count())
        .where(day >= days.first, day <= days.last, _plain(pairings.c.program_id).in_(counted))
        .group_by(day, last, state)
    )
    return [(one, until, named, number) for one, until, named, number in connection.execute(statement)]


def reached(
    connection: Connection, today: date, program_id: int | None = None, later: Collection[int] = ()
) -> list[tuple[str, str, int, int]]:
    """Side, team, number of people, and how many of them have met anybody by now, of the teams of today.

    Args:
        program_id: only people who are enrolled in a program, and whom they have met in it.
        later: as `over_coffee` takes it.
    """
    columns = (pairings.c.guest_id, pairings.c.host_id)
    ways: list[ColumnElement[bool]]
    if program_id is None:
        ways = [exists(select(pairings.c.id).where(mine == people.c.id, have_met(today))) for mine in columns]
    else:
        there = and_(pairings.c.program_id == program_id, have_met(today))
        ways = [people.c.id.in_(union(*(select(mine).where(there) for mine in columns)))]
    ways += [has_met_over_coffee(today, later, program_id), has_met_in_team(today, program_id)]
    statement = (
        select(people.c.side, people.c.team, func.count(), func.sum(case((or_(*ways), 1), else_=0)))
        .where(not_(people.c.removed), or_(people.c.last_day.is_(None), people.c.last_day >= today))
        .group_by(people.c.side, people.c.team)
        .order_by(people.c.side, people.c.team)
    )
    if program_id is not None:
        statement = statement.where(stands_in(program_id))
    return [(side, team, number, int(met)) for side, team, number, met in connection.execute(statement)]


def pairs_by_times(
    connection: Connection, states: Collection[str], since: date, program_id: int | None = None
) -> list[tuple[int, int]]:
    """How often pairs have met since a day, whichever of the two visited, and how many pairs have met so often."""
    there = pairings.c.guest_side == "it"
    it_id = case((there, pairings.c.guest_id), else_=pairings.c.host_id)
    marketing_id = case((there, pairings.c.host_id), else_=pairings.c.guest_id)
    pairs = (
        select(func.count().label("times"))
        .where(pairings.c.first_day >= since, pairings.c.state.in_(states))
        .group_by(it_id, marketing_id)
    )
    if program_id is not None:
        pairs = pairs.where(pairings.c.program_id == program_id)
    counted = pairs.subquery()
    statement = select(counted.c.times, func.count()).group_by(counted.c.times).order_by(counted.c.times)
    return [(times, number) for times, number in connection.execute(statement)]


def _plain(column: ColumnElement[Any]) -> ColumnElement[Any]:  # Any: whatever it holds
    """A column that SQLite uses no index for: the days narrow it down better."""
    return func.coalesce(column, column)
