"""Who can take which slot, whatever the others do, and what seniority is usual among those who can take any."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from ridealong.domain.composite_teams import DemandKind
from ridealong.planning.teams.problem import CompositeTeam, TeamPerson, TeamSlot, TeamsProblem
from ridealong.planning.teams.rules import hindrance

TENTHS = 10
"""Seniority counts in tenths of a level."""


class Able:
    """The rules for one person and one slot, asked quickly for many of them."""

    def __init__(self, problem: TeamsProblem) -> None:
        bare = replace(problem, demands=())
        own: dict[str, list[int]] = {}
        for at, demand in enumerate(problem.demands):
            if demand.settled or demand.kind is DemandKind.EXCLUSION:
                own.setdefault(demand.person, []).append(at)
        # Each person is asked about with their own demands alone, since every question looks at all of them.
        self._problems = {
            person: replace(problem, demands=tuple(problem.demands[at] for at in mine)) for person, mine in own.items()
        }
        self._bare = bare

    def __call__(self, person: TeamPerson, team: CompositeTeam, slot: TeamSlot) -> bool:
        """Whether somebody can take a slot."""
        asked = self._problems.get(person.id)
        if person.side is not slot.side or (asked is None and not slot.must <= person.knows):
            return False
        return hindrance(asked or self._bare, person, team.id, slot) is None


def usual_level(problem: TeamsProblem) -> int:
    """The mean seniority of all who can take at least one slot, in tenths of a level; 0 if nobody can."""
    able = Able(problem)
    counted = [
        person.seniority
        for person in problem.people
        if any(able(person, team, slot) for team in problem.teams for slot in team.slots)
    ]
    return round(Fraction(TENTHS * sum(counted), len(counted))) if counted else 0


def lessons(person: TeamPerson, team: CompositeTeam) -> int:
    """How many topics that somebody wants to learn are asked for by slots of the other side in a team."""
    taught = {topic for slot in team.slots if slot.side is not person.side for topic in slot.must | slot.nice}
    return len(person.wants & taught)
