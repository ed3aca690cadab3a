"""A plan whose pairs all have days: who finds none together is planned anew with somebody else."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import RowMapping

from ridealong.planning.plan import Plan
from ridealong.planning.problem import Problem
from ridealong.services.days.day_drafts import without_days
from ridealong.services.days.day_visits import Pair
from ridealong.services.desk import Desk
from ridealong.services.plans.given_up import not_together_in
from ridealong.services.plans.season import Season

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.planning.plan import Assignment

TRIES = 3
"""How often at most a season is planned because pairs found no days: after that, very few more find some."""


def timed_plan(
    desk: Desk, season: Season, before: Mapping[Pair, RowMapping], found: Plan, solve: Callable[[Problem], Plan]
) -> Plan:
    """The plan without the pairs that find no days together, after the planner has looked for others in their place.

    Args:
        before: the drafts that the plan replaces. found: the first plan. solve: the planner, for another one.

    Returns:
        Of the plans tried, the one with the most pairs that have days, with the bound of the first.
    """
    problem, plan = season.problem, found
    best: Sequence[Assignment] = ()
    for number in range(TRIES):
        if number:
            plan = solve(problem)
        wanted = pairs_of(season, plan)
        with desk.reading() as connection:
            without = set(without_days(connection, season, before, {key: one.fit for key, one in wanted.items()}))
        rows = [one for key, one in wanted.items() if key not in without]
        best = rows if len(rows) > len(best) else best
        if not without or len(best) >= found.score.placed:
            break
        for key in sorted(without):
            one = wanted[key]
            problem = not_together_in(_let_go(season, problem, one), one.guest, one.host, one.round)
    if set(best) == set(found.assignments):
        return found
    # NumPy is slow to import, and mostly all pairs have days.
    from ridealong.planning.answer import standing  # noqa: PLC0415 - as above

    return standing(season.problem, sorted(best), found)


def _let_go(season: Season, problem: Problem, one: "Assignment") -> Problem:
    """The problem without the place of a draft that was only held since leads agreed to it."""
    held = () if season.pinned is None else {*problem.pins} - {*season.pinned}
    gone = [pin for pin in held if (pin.guest, pin.host, pin.round) == (one.guest, one.host, one.round)]
    return replace(problem, pins=tuple(pin for pin in problem.pins if pin not in gone)) if gone else problem


def pairs_of(season: Season, plan: Plan) -> "dict[Pair, Assignment]":
    """The pairs of a plan by row ids and round of the program."""
    ids = {person.identity: person_id for person_id, person in season.people.items()}
    return {(ids[one.guest], ids[one.host], season.first + one.round): one for one in plan.assignments}
