"""Tiny made-up problems of composite teams, and by the letter of the rules what each way to fill them breaks."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import combinations, product
from typing import Any

from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.people import Side
from ridealong.planning.teams.problem import (
    CompositeTeam,
    TeamDemand,
    TeamPerson,
    TeamSlot,
    TeamsProblem,
    pair_of,
)

Name = tuple[str, tuple[str, ...]]
"""A demand by its kind and whom it is about."""
HOURS = ((480, 960), (600, 1080), (900, 1380), None)


def tiny(seed: int, *, weeks: int = 3) -> TeamsProblem:
    """Up to six people and two teams of two or three slots, with some of every rule."""
    rng = random.Random(f"tiny {seed}")
    sides = [Side.IT, Side.MARKETING]
    people = tuple(_person(rng, number, sides[number % 2], weeks) for number in range(rng.randint(3, 6)))
    people = _with_most_teams(random.Random(f"teams at once {seed}"), people, weeks)
    teams = tuple(_team(rng, f"t{number}", weeks) for number in range(rng.randint(1, 2)))
    ids = [person.id for person in people]
    targets = [slot.id for team in teams for slot in team.slots] + [team.id for team in teams]
    asked = {
        (rng.choice([DemandKind.PIN, DemandKind.EXCLUSION]), rng.choice(ids), rng.choice(targets))
        for _ in range(rng.randint(0, 4))
    }
    return TeamsProblem(
        weeks=weeks,
        people=people,
        teams=teams,
        homes={
            home: tuple(rng.choice([50, 100, 150]) for _ in range(weeks))
            for home in sorted({one.home for one in people})
            if rng.random() < 0.5
        },
        apart=frozenset(pair_of(*rng.sample(ids, 2)) for _ in range(rng.randint(0, 2))),
        demands=tuple(
            TeamDemand(kind=kind, person=person, target=target, settled=kind is DemandKind.PIN and rng.random() < 0.3)
            for kind, person, target in sorted(asked)
        ),
        overlap=rng.choice([0, 120]),
    )


def _person(rng: random.Random, number: int, side: Side, weeks: int) -> TeamPerson:
    return TeamPerson(
        id=f"p{number}",
        side=side,
        home=f"{side} {rng.randrange(2)}",
        knows=frozenset(rng.sample("AB", rng.randint(0, 2))),
        room=tuple(rng.choice([50, 100, 100]) for _ in range(weeks)),
        away=frozenset(week for week in range(weeks) if rng.random() < 0.2),
        closed=frozenset(week for week in range(weeks) if rng.random() < 0.07),
        **_hours(rng, weeks),
    )


def _with_most_teams(rng: random.Random, people: tuple[TeamPerson, ...], weeks: int) -> tuple[TeamPerson, ...]:
    """In half of all problems some may be in few teams at once; drawn apart, so that all else stays what it is."""
    if rng.random() < 0.5:
        return people
    most = [tuple(rng.choice((0, 1, 1, 1)) for _ in range(weeks)) if rng.random() < 0.6 else None for _ in people]
    return tuple(replace(one, most_teams=few) for one, few in zip(people, most, strict=True))


def _hours(rng: random.Random, weeks: int) -> dict[str, Any]:
    """Working hours, now and then others from some week on."""
    hours = rng.choice(HOURS)
    later = rng.choice(HOURS)
    if hours is None or later is None or weeks < 2 or rng.random() < 0.7:
        return {"hours": hours}
    return {"hours": hours, "later_hours": ((rng.randrange(1, weeks), *later),)}


def _team(rng: random.Random, name: str, weeks: int) -> CompositeTeam:
    sides = [Side.IT, Side.MARKETING, rng.choice([Side.IT, Side.MARKETING])][: rng.randint(2, 3)]
    slots = []
    for number, side in enumerate(sides):
        first = rng.randrange(weeks)
        slots.append(
            TeamSlot(
                id=f"{name}.{number}",
                side=side,
                must=frozenset(rng.sample("AB", rng.choice([0, 1, 1, 2]))),
                nice=frozenset(rng.sample("ABC", 1)),
                share=rng.choice([50, 80, 100]),
                first=first,
                last=rng.randrange(first, weeks),
            )
        )
    return CompositeTeam(id=name, slots=tuple(slots), least=rng.randint(2, len(slots)))


Taken = list[tuple[CompositeTeam, TeamSlot, TeamPerson]]


def ways(problem: TeamsProblem) -> Iterator[Taken]:
    """Every way to fill the slots with people of their sides, who have one slot of a team in a week at most."""
    slots = [(team, slot) for team in problem.teams for slot in team.slots]
    takers = [[None, *(one for one in problem.people if one.side is slot.side)] for _team, slot in slots]
    for row in product(*takers):
        taken = [(team, slot, one) for (team, slot), one in zip(slots, row, strict=True) if one is not None]
        if not any(_twice(first, second) for first, second in combinations(taken, 2)):
            yield taken


def _twice(one: tuple[CompositeTeam, TeamSlot, TeamPerson], other: tuple[CompositeTeam, TeamSlot, TeamPerson]) -> bool:
    return one[0] is other[0] and one[2] is other[2] and not set(one[1].weeks).isdisjoint(other[1].weeks)


def broken_sets(problem: TeamsProblem, must_fill: Collection[str]) -> list[frozenset[Name]]:
    """For each way to fill the slots, the demands that it breaks; none that break all that another one breaks."""
    found = {frozenset(_broken(problem, must_fill, taken)) for taken in ways(problem)}
    return [one for one in found if not any(other < one for other in found)]


def can_be(problem: TeamsProblem) -> set[tuple[str, str]]:
    """Who can be in which slot: all pairs of a person and a slot in any way that breaks nothing."""
    legal = (taken for taken in ways(problem) if next(_broken(problem, (), taken), None) is None)
    return {(one.id, slot.id) for taken in legal for _team, slot, one in taken}


def _broken(problem: TeamsProblem, must_fill: Collection[str], taken: Taken) -> Iterator[Name]:
    filled = {slot.id for _team, slot, _one in taken}
    yield from (("fill", (name,)) for name in must_fill if name not in filled)
    there = {(one.id, target) for team, slot, one in taken for target in (team.id, slot.id)}
    for demand in problem.demands:
        about = (demand.person, demand.target)
        if demand.kind is DemandKind.PIN and about not in there:
            yield ("settled" if demand.settled else "pin"), about
    standing = {(demand.person, demand.target) for demand in problem.demands if demand.settled}
    for demand in problem.demands:
        about = (demand.person, demand.target)
        slots = {
            slot.id for team, slot, one in taken if one.id == demand.person and demand.target in (team.id, slot.id)
        }
        if demand.kind is DemandKind.EXCLUSION and any((demand.person, name) not in standing for name in slots):
            yield "exclusion", about
    for _team, slot, one in taken:
        if (one.id, slot.id) in standing:
            continue
        if any(week in one.closed for week in slot.weeks):
            yield "closed", (one.id, slot.id)
        yield from (("topic", (slot.id, topic)) for topic in slot.must if topic not in one.knows)
        missed = [week for week in range(slot.first, slot.last + 1) if week in one.away]
        if 100 * len(missed) > problem.may_miss * (slot.last - slot.first + 1):
            yield "away", (one.id, slot.id)
    yield from _limits(problem, taken)
    for team in problem.teams:
        yield from _of_team(problem, team, [(slot, one) for other, slot, one in taken if other is team])


def _limits(problem: TeamsProblem, taken: Taken) -> Iterator[Name]:
    for week in range(problem.weeks):
        out = [(slot, one) for _team, slot, one in taken if slot.first <= week <= slot.last and week not in one.away]
        for person in problem.people:
            if sum(slot.share for slot, one in out if one is person) > person.room[week]:
                yield "room", (person.id,)
            mine = {team.id for team, slot, one in taken if one is person and slot.first <= week <= slot.last}
            if person.most_teams is not None and len(mine) > person.most_teams[week]:
                yield "teams", (person.id,)
        for home, most in problem.homes.items():
            if sum(slot.share for slot, one in out if one.home == home) > most[week]:
                yield "cover", (home,)


def _of_team(problem: TeamsProblem, team: CompositeTeam, taken: list[tuple[TeamSlot, TeamPerson]]) -> Iterator[Name]:
    people = [one for _slot, one in taken]
    if not people:
        return
    for (mine, one), (theirs, other) in combinations(sorted(taken, key=lambda part: part[1].id), 2):
        if (one.id, other.id) in problem.apart and not set(mine.weeks).isdisjoint(theirs.weeks):
            yield "apart", (one.id, other.id)
    if len(people) < team.least:
        yield "least", (team.id,)
    if len({one.side for one in people}) < 2:
        yield "sides", (team.id,)
    changes = {week for one in problem.people for week, _begins, _ends in one.later_hours}
    for first in {0, *changes}:
        last = min([week for week in changes if week > first], default=problem.weeks) - 1
        there = [_hours_from(one, first) for slot, one in taken if slot.first <= last and first <= slot.last]
        if problem.overlap and not any(_all_there(there, minute, problem.overlap) for minute in range(0, 1440, 30)):
            yield "hours", (team.id,)


def _hours_from(one: TeamPerson, week: int) -> tuple[int, int] | None:
    return next((later[1:] for later in reversed(one.later_hours) if later[0] <= week), one.hours)


def _all_there(hours: list[tuple[int, int] | None], begins: int, minutes: int) -> bool:
    return all(
        one is None or any(one[0] <= begins + day and begins + day + minutes <= one[1] for day in (-1440, 0, 1440))
        for one in hours
    )


def fewest(sets: list[frozenset[Name]]) -> int:
    """How many demands it takes at least for every way to fill the slots to break one; 0 where a way breaks none."""
    if frozenset() in sets:
        return 0
    names = sorted(frozenset[Name]().union(*sets))
    bit = {name: 1 << at for at, name in enumerate(names)}
    masks = [sum(bit[name] for name in one) for one in sets]
    for size in range(1, len(names) + 1):
        for some in combinations(names, size):
            mask = sum(bit[name] for name in some)
            if all(mask & one for one in masks):
                return size
    raise ArithmeticError("all demands together break every way")
