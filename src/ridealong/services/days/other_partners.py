"""Other partners, in a round under way, for guests whose visit of a single day cannot take place in it any more."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.pairings import State
from ridealong.domain.programs import Program
from ridealong.planning.problem import Guest, Problem
from ridealong.planning.repair import repair
from ridealong.services.days.day_visits import DayVisits, Visited
from ridealong.services.days.under_way import left_for
from ridealong.services.plans.given_up import not_together_in, with_less_room
from ridealong.services.plans.season import Season, build_season
from ridealong.services.replies.declined import declines

TRIES = 3
"""How often at most others are looked for because two found no days together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Who receives a guest instead.

    Args:
        host: by row id. fit: the points of the two. visits: the visit with its days, and the one back.
    """

    host: int
    fit: int
    visits: tuple[Visited, ...]


def other_partners(
    connection: Connection,
    program: Program,
    lost: Sequence[RowMapping],
    standing: Iterable[RowMapping],
    days: DayVisits,
    *,
    today: date,
) -> dict[int, Partner]:
    """Other partners for the guests of some visits of the round under way, by number of the visit.

    Those who declined a visit get nobody else, and nobody is given to them.

    Args:
        lost: visits that cannot take place; they count no more. standing: drafts and what is published.
        days: what stands; the days that are found are taken. It has to know everybody who takes part.
    """
    if not lost:
        return {}
    number = lost[0]["round"]
    left = left_for(program, today, [number])
    if left.first != program.round_days(number).first:
        return {}
    without = [row["id"] for row in lost]
    season = build_season(connection, program, left.first, rounds=1, without=without, since=left.since)
    by_guest = {_identity(season, row["guest_id"]): row for row in lost if row["round"] == number}
    problem = _problem(connection, season, lost, standing, today)
    ids = {person.identity: person_id for person_id, person in season.people.items()}
    found: dict[int, Partner] = {}
    for _ in range(TRIES):
        some = {
            (ids[one.guest], ids[one.host], number): one
            for one in repair(problem, ()).plan.assignments
            if one.guest in by_guest
        }
        timed = days.find(some, seed=problem.seed).pairs
        for pair, one in some.items():
            if pair in timed:
                found[by_guest[one.guest]["id"]] = Partner(host=pair[1], fit=one.fit, visits=timed[pair])
                problem = with_less_room(_without(problem, {one.guest}), one.host, 0)
            else:
                problem = not_together_in(problem, one.guest, one.host, 0)
        if len(timed) == len(some):
            break
    return found


def _problem(
    connection: Connection, season: Season, lost: Sequence[RowMapping], standing: Iterable[RowMapping], today: date
) -> Problem:
    """The problem of the round in which only the guests of lost visits are still to get somebody."""
    wanted = {_identity(season, row["guest_id"]) for row in lost}
    others = {one.id for one in season.problem.guests} - wanted
    problem = _without(replace(season.problem, pins=(), trios=False), others)
    declined = declines(connection, today)
    for row in lost:
        guest, host = _identity(season, row["guest_id"]), _identity(season, row["host_id"])
        if row["guest_id"] in season.guests and row["host_id"] in season.hosts:
            problem = not_together_in(problem, guest, host, 0)
        for one in declined.get(row["id"], ()):
            problem = with_less_room(problem, host, 0) if one.hosting else _without(problem, {guest})
    for row in standing:
        if row["state"] == State.PROPOSED and row["round"] == season.first:
            problem = with_less_room(problem, _identity(season, row["host_id"]), 0)
    return problem


def _without(problem: Problem, guests: Collection[str]) -> Problem:
    """The problem in which some guests, by identity, get nobody."""

    def left_out(one: Guest) -> Guest:
        return replace(one, max_turns=0) if one.id in guests else one

    return replace(problem, guests=tuple(map(left_out, problem.guests)))


def _identity(season: Season, person: int) -> str:
    """Who somebody is to the planner; nobody where they are gone."""
    found = season.people.get(person)
    return found.identity if found is not None else ""
