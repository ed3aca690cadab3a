"""What single teams of a plan add to each term of its value, and what a change of them is worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from ridealong.domain.composite_teams import DemandKind
from ridealong.planning.teams.able import TENTHS, usual_level
from ridealong.planning.teams.plan import Embed
from ridealong.planning.teams.problem import (
    CompositeTeam,
    Pair,
    TeamDemand,
    TeamPerson,
    TeamsProblem,
    TeamWeights,
    pair_of,
)
from ridealong.planning.teams.score import score

TERMS = tuple(one.name for one in fields(TeamWeights))


@dataclass(frozen=True, slots=True)
class Part:
    """What a change does to one term: by how much it is counted more often, and what that is worth."""

    term: str
    count: int
    points: int


class TeamTerms:
    """Counts the terms of a team with some members, as they are counted for a whole plan of the problem."""

    def __init__(self, problem: TeamsProblem) -> None:
        self._problem = replace(problem, homes={}, apart=frozenset(), demands=(), met={})
        self._met = problem.met
        self._level = usual_level(problem)
        self._wishes: dict[str, list[TeamDemand]] = defaultdict(list)
        for one in problem.demands:
            if one.kind is DemandKind.WISH:
                self._wishes[one.person].append(one)

    def of(self, team: CompositeTeam, members: Mapping[str, TeamPerson]) -> dict[str, int]:
        """The terms of a team with these people by slot."""
        people = tuple({one.id: one for one in members.values()}.values())
        alone = replace(
            self._problem,
            teams=(team,),
            people=people,
            met=self._among(people),
            demands=tuple(wish for one in people for wish in self._wishes.get(one.id, ())),
        )
        counted = score(alone, [Embed(team.id, slot, one.id) for slot, one in members.items()])
        found = {term: int(getattr(counted, term)) for term in TERMS}
        # What is usual is so among all, and not among those few.
        found["uneven"] = abs(sum(TENTHS * one.seniority - self._level for one in members.values()))
        return found

    def _among(self, people: Iterable[TeamPerson]) -> dict[Pair, int]:
        some = [one.id for one in people]
        pairs = [pair_of(one, other) for at, one in enumerate(some) for other in some[:at]]
        return {pair: self._met[pair] for pair in pairs if pair in self._met}

    def parts(self, before: Iterable[dict[str, int]], after: Iterable[dict[str, int]]) -> tuple[Part, ...]:
        """The terms that differ between the same teams before and after, the weightiest first."""
        change: dict[str, int] = dict.fromkeys(TERMS, 0)
        for sign, terms in ((-1, before), (1, after)):
            for one in terms:
                for term in TERMS:
                    change[term] += sign * one[term]
        weights = self._problem.weights
        parts = [Part(term, count, count * int(getattr(weights, term))) for term, count in change.items() if count]
        return tuple(sorted(parts, key=lambda one: (-abs(one.points), TERMS.index(one.term))))


def worth(parts: Iterable[Part]) -> int:
    """The points of some parts together."""
    return sum(one.points for one in parts)
