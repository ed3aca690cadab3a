"""What a plan of composite teams is worth, counted from who is in which slot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from ridealong.domain.composite_teams import DemandKind
from ridealong.planning.teams.able import TENTHS, lessons, usual_level
from ridealong.planning.teams.plan import Embed, TeamsScore
from ridealong.planning.teams.problem import (
    CompositeTeam,
    TeamPerson,
    TeamSlot,
    TeamsProblem,
    TeamWeights,
    pair_of,
)


def score(problem: TeamsProblem, embeds: Iterable[Embed]) -> TeamsScore:
    """Count every term of the value of a legal plan; shares no code with the solver."""
    people = {one.id: one for one in problem.people}
    level = usual_level(problem)
    inside: dict[str, dict[str, TeamPerson]] = {team.id: {} for team in problem.teams}
    for embed in embeds:
        inside[embed.team][embed.slot] = people[embed.person]
    teams = [(team, inside[team.id]) for team in problem.teams]
    across = [pair for _team, members in teams for pair in _across(list(members.values()))]
    known = sum(problem.met.get(pair_of(one.id, other.id), 0) > 0 for one, other in across)
    counted = {
        "filled": sum(len(members) for _team, members in teams),
        "open_uneven": sum(_steps(len(team.slots) - len(members)) for team, members in teams),
        "wishes": _wishes(problem, inside),
        "known_pairs": known,
        "missing_nice": sum(_steps(_missing(team, members)) for team, members in teams),
        "uneven": sum(abs(sum(TENTHS * one.seniority - level for one in members.values())) for _team, members in teams),
        "wants": sum(lessons(one, team) for team, members in teams for one in members.values()),
    }
    return TeamsScore(value=_worth(problem.weights, counted), new_pairs=len(across) - known, **counted)


def _worth(weights: TeamWeights, counted: dict[str, int]) -> int:
    worth: int = sum(getattr(weights, term) * count for term, count in counted.items())
    return worth


def _steps(count: int) -> int:
    """1 + 2 + ... up to a number."""
    return count * (count + 1) // 2


def _across(members: Sequence[TeamPerson]) -> list[tuple[TeamPerson, TeamPerson]]:
    everybody = {one.id: one for one in members}.values()
    return [(one, other) for one, other in combinations(everybody, 2) if one.side is not other.side]


def _missing(team: CompositeTeam, members: dict[str, TeamPerson]) -> int:
    slots: dict[str, TeamSlot] = {slot.id: slot for slot in team.slots}
    return sum(len(slots[slot].nice - person.knows) for slot, person in members.items())


def _wishes(problem: TeamsProblem, inside: dict[str, dict[str, TeamPerson]]) -> int:
    there = Counter(
        (person.id, target)
        for team, members in inside.items()
        for slot, person in members.items()
        for target in (team, slot)
    )
    return sum(there[one.person, one.target] for one in problem.demands if one.kind is DemandKind.WISH)
