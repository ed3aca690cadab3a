"""Which teams have met: how often, and who it was the last time."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, not_, or_, select

from ridealong.storage.queries.pairing_words import every_value
from ridealong.storage.queries.people_conditions import stands_in
from ridealong.storage.schema import pairings, people

_TEAMS_AT_ONCE = 60
"""How many pairs of teams one statement names: six values each, below the number that any database allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetings:
    """Which pairings count.

    Args:
        states: those in which two people have met.
        program_id: only of one program. since: only what began on this day or later.
    """

    states: Collection[str]
    program_id: int | None = None
    since: date | None = None

    @property
    def condition(self) -> ColumnElement[bool]:
        """The condition on pairings."""
        found: list[ColumnElement[bool]] = [pairings.c.state.in_(self.states)]
        if self.program_id is not None:
            found.append(pairings.c.program_id == self.program_id)
        if self.since is not None:
            found.append(pairings.c.first_day >= self.since)
        return and_(*found)

    @property
    def narrow(self) -> bool:
        """Whether only some pairings count."""
        return self.program_id is not None or self.since is not None


@dataclass(frozen=True, slots=True)
class TeamMeeting:
    """A pairing, as the meeting of two teams; the ids are those of the people."""

    it_team: str
    marketing_team: str
    it_id: int
    marketing_id: int
    first: date
    last: date


def times_met(connection: Connection, wanted: Meetings) -> dict[tuple[str, str], int]:
    """How often people of two teams have met, by (IT team, marketing team)."""
    guest, host, side = pairings.c.guest_team, pairings.c.host_team, pairings.c.guest_side
    statement = select(guest, host, side, func.count()).where(wanted.condition).group_by(guest, host, side)
    if wanted.narrow:
        # Of something worked out as well, or SQLite goes through the whole past in the order of the teams.
        statement = statement.group_by(None).group_by(func.coalesce(guest, guest), guest, host, side)
    found: dict[tuple[str, str], int] = {}
    for guest_team, host_team, guest_side, number in connection.execute(statement):
        teams = (guest_team, host_team) if guest_side == "it" else (host_team, guest_team)
        found[teams] = found.get(teams, 0) + number
    return found


def last_day(connection: Connection) -> date | None:
    """The day on which the last pairing of all ends."""
    return connection.execute(select(func.max(pairings.c.last_day))).scalar()


def newest_meetings(connection: Connection, wanted: Meetings, since: date) -> Iterator[TeamMeeting]:
    """What was not over before some day, the last to end first; whoever has seen enough may stop."""
    statement = _meetings().where(wanted.condition, pairings.c.last_day >= since)
    statement = statement.order_by(pairings.c.last_day.desc(), pairings.c.id.desc())
    yield from map(_meeting, connection.execute(statement))


def last_meetings(
    connection: Connection, wanted: Meetings, teams: Sequence[tuple[str, str]], before: date
) -> Iterator[TeamMeeting]:
    """The last to end of what was over before some day, of some IT and marketing teams: one each way."""
    way = (pairings.c.guest_team, pairings.c.host_team, pairings.c.guest_side)
    newest = func.row_number().over(partition_by=way, order_by=(pairings.c.last_day.desc(), pairings.c.id.desc()))
    for start in range(0, len(teams), _TEAMS_AT_ONCE):
        some = teams[start : start + _TEAMS_AT_ONCE]
        named = [_way(*one) for one in some] + [_way(*one, turned=True) for one in some]
        counted = (
            _meetings()
            .add_columns(newest.label("place"))
            # Not by the day, or SQLite goes through the whole past in that order.
            .where(or_(*named), wanted.condition, func.coalesce(pairings.c.last_day, before) < before)
            .subquery()
        )
        columns = [one for one in counted.c if one.name != "place"]
        yield from map(_meeting, connection.execute(select(*columns).where(counted.c.place == 1)))


def _way(it_team: str, marketing_team: str, *, turned: bool = False) -> ColumnElement[bool]:
    guest, host = (marketing_team, it_team) if turned else (it_team, marketing_team)
    return and_(
        pairings.c.guest_team == guest,
        pairings.c.host_team == host,
        pairings.c.guest_side == ("marketing" if turned else "it"),
    )


def _meetings() -> Select[Any]:  # Any: the columns that `_meeting` reads
    return select(
        pairings.c.guest_team,
        pairings.c.host_team,
        pairings.c.guest_side,
        pairings.c.guest_id,
        pairings.c.host_id,
        pairings.c.first_day,
        pairings.c.last_day,
    )


def _meeting(row: Sequence[Any]) -> TeamMeeting:  # Any: as above
    guest_team, host_team, guest_side, guest, host, first, last = row
    if guest_side == "it":
        return TeamMeeting(guest_team, host_team, guest, host, first, last)
    return TeamMeeting(host_team, guest_team, host, guest, first, last)


def team_sizes(connection: Connection, today: date, program_id: int | None = None) -> list[tuple[str, str, int]]:
    """Side, team and number of people of the teams of today; of those in a program, where one is named."""
    statement = (
        select(people.c.side, people.c.team, func.count())
        .where(not_(people.c.removed), or_(people.c.last_day.is_(None), people.c.last_day >= today))
        .group_by(people.c.side, people.c.team)
        .order_by(people.c.side, people.c.team)
    )
    if program_id is not None:
        statement = statement.where(stands_in(program_id))
    return [(side, team, number) for side, team, number in connection.execute(statement)]


def team_spellings(connection: Connection) -> set[str]:
    """Every name that a team has, or had in a pairing."""
    found = set(connection.execute(select(people.c.team).distinct()).scalars())
    for column in (pairings.c.guest_team, pairings.c.host_team):
        names = every_value(column)
        found.update(connection.execute(select(names.c.name).where(names.c.name.is_not(None))).scalars())
    return found
