"""Which part of a problem a question looks at: who for which slot, and which teams as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace

from ridealong.domain.composite_teams import DemandKind
from ridealong.planning.teams.problem import (
    CompositeTeam,
    Pair,
    TeamDemand,
    TeamSlot,
    TeamsProblem,
)


class Scope:
    """Everybody for the slots of some teams, and of all other teams those who are pinned there.

    Args:
        whole: the ids of the teams that are looked at as a whole: at least those with slots that have to be filled.
        alike: whether all who do not know what a slot needs are taken to be alike, with nothing else against them:
            fewer to look at, and what contradicts then contradicts in any case.
    """

    def __init__(self, problem: TeamsProblem, whole: Collection[str], *, alike: bool) -> None:
        self.whole = frozenset(whole)
        self._alike = alike
        self._knows = {person.id: person.knows for person in problem.people}
        self._sides = {person.id: person.side for person in problem.people}
        self._of_side = {
            side: sorted(name for name, mine in self._sides.items() if mine is side)
            for side in set(self._sides.values())
        }
        self._pinned: dict[str, set[str]] = defaultdict(set)
        self._out: dict[tuple[str, str], list[TeamDemand]] = defaultdict(list)
        for one in problem.demands:
            if one.kind is DemandKind.PIN:
                self._pinned[one.target].add(one.person)
            elif one.kind is DemandKind.EXCLUSION:
                self._out[one.person, one.target].append(one)
        self._apart = sorted(problem.apart)

    def takers(self, team: CompositeTeam, slot: TeamSlot) -> list[str]:
        """The ids of those who are looked at for a slot, in order: all of its side, or those who are pinned."""
        pinned = self._pinned.get(slot.id, set()) | self._pinned.get(team.id, set())
        everybody = self._of_side.get(slot.side, [])
        if team.id not in self.whole:
            return [name for name in everybody if name in pinned]
        if self._alike:
            return [name for name in everybody if slot.must <= self._knows[name] or name in pinned]
        return everybody

    def lacks(self, team: CompositeTeam, slot: TeamSlot) -> list[frozenset[str]]:
        """The fewest topics that anybody lacks for a slot, where those who lack some are taken to be alike."""
        if team.id not in self.whole or not self._alike:
            return []
        lacking = {slot.must - self._knows[name] for name in self._of_side.get(slot.side, [])}
        return sorted(
            (one for one in lacking if one and not any(other < one for other in lacking if other)), key=sorted
        )

    def exclusions(self, person: str, *targets: str) -> Iterator[TeamDemand]:
        """The exclusions of somebody from a slot or its team."""
        for target in targets:
            yield from self._out.get((person, target), ())

    def apart_in(self, inside: Collection[str]) -> Iterator[Pair]:
        """The pairs among some people who are kept apart, in order."""
        yield from ((one, other) for one, other in self._apart if one in inside and other in inside)


def pins_alone_suffice(problem: TeamsProblem, team: CompositeTeam) -> bool:
    """Whether those who are pinned in a team are enough of both sides, so that nobody else is needed in it."""
    targets = {team.id, *(slot.id for slot in team.slots)}
    pinned = {one.person for one in problem.demands if one.kind is DemandKind.PIN and one.target in targets}
    sides = {person.side for person in problem.people if person.id in pinned}
    return len(pinned) >= team.least and len(sides) == 2


def narrowed(problem: TeamsProblem, must_fill: Collection[str]) -> TeamsProblem:
    """A smaller problem in which the same slots can be filled with all pins kept.

    Teams without a pin and such a slot are emptied, and where the pins alone make a team, nobody else is needed: its
    slots ask for a topic that only those know who are pinned there.
    """
    pinned: dict[str, set[str]] = defaultdict(set)
    for one in problem.demands:
        if one.kind is DemandKind.PIN:
            pinned[one.target].add(one.person)
    teams = []
    taught: dict[str, set[str]] = defaultdict(set)
    for team in problem.teams:
        slots = {slot.id for slot in team.slots}
        if slots.isdisjoint(must_fill) and slots.isdisjoint(pinned) and team.id not in pinned:
            continue
        if not slots.isdisjoint(must_fill) or team.id in pinned or not pins_alone_suffice(problem, team):
            teams.append(team)
            continue
        kept = [slot for slot in team.slots if slot.id in pinned]
        teams.append(replace(team, slots=tuple(replace(slot, must=slot.must | {_only(slot)}) for slot in kept)))
        for slot in kept:
            for name in pinned[slot.id]:
                taught[name].add(_only(slot))
    left = {team.id for team in teams} | {slot.id for team in teams for slot in team.slots}
    return replace(
        problem,
        people=tuple(
            replace(one, knows=one.knows | taught[one.id]) if one.id in taught else one for one in problem.people
        ),
        teams=tuple(teams),
        demands=tuple(one for one in problem.demands if one.target in left),
    )


def _only(slot: TeamSlot) -> str:
    """A topic that nobody names, since no file can hold it."""
    return f"\0pinned in {slot.id}"


def near_to(problem: TeamsProblem, slots: Collection[str]) -> TeamsProblem:
    """The problem with the pins alone of those who know what any of these slots needs, or are pinned in their teams."""
    teams = [team for team in problem.teams if not set(slots).isdisjoint(slot.id for slot in team.slots)]
    wanted = [slot for team in teams for slot in team.slots if slot.id in slots]
    knowing = {
        one.id for one in problem.people if any(one.side is slot.side and slot.must <= one.knows for slot in wanted)
    }
    inside = {team.id for team in teams} | {slot.id for team in teams for slot in team.slots}
    return replace(
        problem,
        demands=tuple(
            one
            for one in problem.demands
            if one.kind is not DemandKind.PIN or one.person in knowing or one.target in inside
        ),
    )


def in_order(problem: TeamsProblem) -> TeamsProblem:
    """The same problem with everything in the order of ids, so that it does not matter how things are listed."""
    return replace(
        problem,
        people=tuple(sorted(problem.people, key=lambda one: one.id)),
        teams=tuple(
            replace(team, slots=tuple(sorted(team.slots, key=lambda slot: slot.id)))
            for team in sorted(problem.teams, key=lambda one: one.id)
        ),
        homes=dict(sorted(problem.homes.items())),
        demands=tuple(sorted(problem.demands, key=lambda one: (one.kind, one.person, one.target))),
    )
