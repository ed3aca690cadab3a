"""Which rules a plan of composite teams breaks, looked up by the letter of the rules: for tests and measurements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.people import Side
from ridealong.planning.teams.plan import Embed
from ridealong.planning.teams.problem import (
    CompositeTeam,
    TeamPerson,
    TeamSlot,
    TeamsProblem,
    pair_of,
)
from ridealong.planning.teams.rules import Placed, SharedHours, hindrance, meet

Taken = tuple[CompositeTeam, TeamSlot, TeamPerson]


def broken(problem: TeamsProblem, embeds: Iterable[Embed]) -> list[str]:
    """A sentence for each rule that a plan breaks, none for a legal one; shares no code with the solver."""
    people = {one.id: one for one in problem.people}
    slots = {(team.id, slot.id): (team, slot) for team in problem.teams for slot in team.slots}
    taken: list[Taken] = []
    found: list[str] = []
    for embed in sorted(embeds):
        if embed.person not in people or (embed.team, embed.slot) not in slots:
            found.append(f"{embed} names somebody or something unknown")
            continue
        taken.append((*slots[embed.team, embed.slot], people[embed.person]))
    found += _places(taken)
    found += [
        f"{person.id} cannot take {slot.id}: {why}"
        for team, slot, person in taken
        if (why := hindrance(problem, person, team.id, slot)) is not None
    ]
    found += _teams(problem, taken)
    found += _weeks(problem, taken)
    found += _at_once(problem, taken)
    found += _pins(problem, taken)
    return found


def _places(taken: Sequence[Taken]) -> Iterator[str]:
    for name, times in Counter(slot.id for _team, slot, _person in taken).items():
        if times > 1:
            yield f"{name} is taken {times} times"
    mine: dict[tuple[str, str], list[TeamSlot]] = defaultdict(list)
    for team, slot, person in taken:
        mine[team.id, person.id].append(slot)
    for (name, who), slots in mine.items():
        if any(meet(one, other) for one, other in combinations(slots, 2)):
            yield f"{who} is in {name} twice in one week"


def _teams(problem: TeamsProblem, taken: Sequence[Taken]) -> Iterator[str]:
    inside: dict[str, list[Placed]] = defaultdict(list)
    for team, slot, person in taken:
        inside[team.id].append((person, slot))
    hours = SharedHours(problem)
    for team in problem.teams:
        members = [person for person, _slot in inside[team.id]]
        if members and len(members) < team.least:
            yield f"{team.id} has {len(members)} people, fewer than {team.least}"
        if members and {one.side for one in members} != set(Side):
            yield f"{team.id} has people of one side alone"
        for (one, mine), (other, theirs) in combinations(inside[team.id], 2):
            # By single weeks, which is another way to look than that of the planner.
            if pair_of(one.id, other.id) in problem.apart and not set(mine.weeks).isdisjoint(theirs.weeks):
                yield f"{one.id} and {other.id} are apart, and both in {team.id} in one week"
        if not hours.enough(inside[team.id]):
            yield f"{team.id} has no {problem.overlap} minutes in which all work"


def _weeks(problem: TeamsProblem, taken: Sequence[Taken]) -> Iterator[str]:
    used: Counter[tuple[str, int]] = Counter()
    out: Counter[tuple[str, int]] = Counter()
    for _team, slot, person in taken:
        for week in slot.weeks:
            if week not in person.away:
                used[person.id, week] += slot.share
                out[person.home, week] += slot.share
    for person in problem.people:
        for week in range(problem.weeks):
            if used[person.id, week] > person.room[week]:
                yield f"{person.id} has {used[person.id, week]} % in week {week}, more than {person.room[week]} %"
    for home, cover in problem.homes.items():
        for week in range(problem.weeks):
            if out[home, week] > cover[week]:
                yield f"{home} lacks {out[home, week]} % in week {week}, more than {cover[week]} %"


def _at_once(problem: TeamsProblem, taken: Sequence[Taken]) -> Iterator[str]:
    teams: dict[tuple[str, int], set[str]] = defaultdict(set)
    for team, slot, person in taken:
        for week in slot.weeks:
            teams[person.id, week].add(team.id)
    for person in problem.people:
        for week, most in enumerate(person.most_teams or ()):
            if len(teams[person.id, week]) > most:
                yield f"{person.id} is in {len(teams[person.id, week])} teams in week {week}, more than {most}"


def _pins(problem: TeamsProblem, taken: Sequence[Taken]) -> Iterator[str]:
    there = {(person.id, target) for team, slot, person in taken for target in (team.id, slot.id)}
    for one in problem.demands:
        if one.kind is DemandKind.PIN and (one.person, one.target) not in there:
            yield f"the pin of {one.person} to {one.target} is not kept"
