"""Small problems of composite teams drawn at random, with some of every rule and every term of the value."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product
from typing import Any, TypeVar

from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.errors import InvalidValue
from ridealong.domain.people import Side
from ridealong.planning.teams.check import broken
from ridealong.planning.teams.plan import Embed
from ridealong.planning.teams.problem import (
    CompositeTeam,
    TeamDemand,
    TeamPerson,
    TeamSlot,
    TeamsProblem,
    pair_of,
)
from ridealong.planning.teams.rules import hindrance
from ridealong.planning.teams.validate import validate

T = TypeVar("T")

TOPICS = ("a", "b", "c")
HOURS = ((480, 960), (600, 1080), (900, 1380), (-60, 420), None)
SIDES = (Side.IT, Side.MARKETING)


def small(
    seed: int, *, people: int = 10, teams: int = 3, slots: int = 4, weeks: int = 4, clocks: bool = True
) -> TeamsProblem:
    """A valid problem with up to so many people, teams, and slots in a team; `clocks`: who changes by the week."""
    rng = random.Random(f"small {seed} {people} {teams} {slots}")
    some = [_person(rng, number, weeks, clocks=clocks) for number in range(rng.randint(2, people))]
    some = _with_most_teams(random.Random(f"teams at once {seed}"), some, weeks)
    wanted = tuple(_team(rng, f"t{number}", slots, weeks) for number in range(rng.randint(1, teams)))
    pairs = [pair_of(*(one.id for one in rng.sample(some, 2))) for _ in range(rng.randint(0, 6))]
    cover = {home: (rng.choice((40, 60, 100, 150)),) * weeks for home in sorted({one.home for one in some})}
    problem = TeamsProblem(
        weeks=weeks,
        people=tuple(some),
        teams=wanted,
        homes={home: cover[home] for home in sorted(cover) if rng.random() < 0.6},
        apart=frozenset(pairs[::2]),
        met={
            pair_of(one.id, other.id): rng.randint(1, 3)
            for one in some
            for other in some
            if one.side is Side.IT and other.side is Side.MARKETING and rng.random() < 0.4
        },
        overlap=rng.choice((0, 60, 120)),
        may_miss=rng.choice((0, 25, 50)),
        seed=seed % 3,
    )
    return _with_demands(rng, problem)


def _person(rng: random.Random, number: int, weeks: int, *, clocks: bool) -> TeamPerson:
    return TeamPerson(
        id=f"p{number}",
        side=SIDES[number % 2],
        home=f"{SIDES[number % 2]} {rng.randrange(2)}",
        knows=frozenset(rng.sample(TOPICS, rng.randint(1, 3))),
        wants=frozenset(rng.sample(TOPICS, rng.randint(0, 2))),
        seniority=rng.randint(1, 4),
        room=tuple(rng.choice((30, 60, 100, 100)) for _ in range(weeks)),
        away=frozenset(rng.sample(range(weeks), rng.choice((0, 0, 1)))),
        hours=(hours := rng.choice(HOURS)),
        **(_week_by_week(rng, hours, weeks) if clocks else {}),
    )


def _with_most_teams(rng: random.Random, people: list[TeamPerson], weeks: int) -> list[TeamPerson]:
    """In half of all problems some may be in few teams at once; drawn apart, so that all else stays what it is."""
    if rng.random() < 0.5:
        return people
    limits = [rng.choice((None, 1, 2, (0, 1, 1, 2))) for _ in people]
    return [
        replace(one, most_teams=tuple(rng.choice(most) if isinstance(most, tuple) else most for _ in range(weeks)))
        if most is not None
        else one
        for one, most in zip(people, limits, strict=True)
    ]


def _week_by_week(rng: random.Random, hours: tuple[int, int] | None, weeks: int) -> dict[str, Any]:
    """Now and then other working hours from some week on, and a week in which they are not there."""
    found: dict[str, Any] = {"closed": frozenset(rng.sample(range(weeks), rng.choice((0, 0, 0, 0, 1))))}
    later = rng.choice(HOURS)
    if hours is not None and later is not None and weeks > 1 and rng.random() < 0.3:
        found["later_hours"] = ((rng.randrange(1, weeks), *later),)
    return found


def _team(rng: random.Random, name: str, slots: int, weeks: int) -> CompositeTeam:
    size = rng.randint(2, slots)
    return CompositeTeam(
        id=name,
        slots=tuple(_slot(rng, f"{name}.{at}", SIDES[at % 2], weeks) for at in range(size)),
        least=rng.randint(2, size),
    )


def _slot(rng: random.Random, name: str, side: Side, weeks: int) -> TeamSlot:
    first = rng.randrange(weeks)
    return TeamSlot(
        id=name,
        side=side,
        must=frozenset(rng.sample(TOPICS, rng.choice((0, 1, 1)))),
        nice=frozenset(rng.sample(TOPICS, rng.randint(0, 2))),
        share=rng.choice((20, 30, 50, 60, 100)),
        first=first,
        last=rng.randrange(first, weeks),
    )


def _with_demands(rng: random.Random, problem: TeamsProblem) -> TeamsProblem:
    """Some demands, each of which can be kept by itself."""
    targets = [slot.id for team in problem.teams for slot in team.slots] + [team.id for team in problem.teams]
    for _ in range(rng.randint(0, 5)):
        kind = rng.choice((DemandKind.WISH, DemandKind.WISH, DemandKind.EXCLUSION, DemandKind.PIN))
        demand = TeamDemand(kind=kind, person=rng.choice(problem.people).id, target=rng.choice(targets))
        more = replace(problem, demands=(*problem.demands, demand))
        try:
            validate(more)
        except InvalidValue:
            continue
        problem = more
    return problem


def shuffled(problem: TeamsProblem, seed: int) -> TeamsProblem:
    """The same problem with everything listed in another order."""
    rng = random.Random(seed)

    def mixed(some: Iterable[T]) -> list[T]:
        listed = list(some)
        rng.shuffle(listed)
        return listed

    return replace(
        problem,
        people=tuple(mixed(problem.people)),
        teams=tuple(replace(team, slots=tuple(mixed(team.slots))) for team in mixed(problem.teams)),
        homes=dict(mixed(tuple(problem.homes.items()))),
        met=dict(mixed(tuple(problem.met.items()))),
        apart=frozenset(mixed(problem.apart)),
        demands=tuple(mixed(problem.demands)),
    )


def every_legal_plan(problem: TeamsProblem) -> Iterator[tuple[Embed, ...]]:
    """All plans that break no rule: each slot with nobody or with one of those who can take it."""
    slots = [(team, slot) for team in problem.teams for slot in team.slots]
    options: list[list[Embed | None]] = [
        [
            None,
            *(
                Embed(team.id, slot.id, one.id)
                for one in problem.people
                if hindrance(problem, one, team.id, slot) is None
            ),
        ]
        for team, slot in slots
    ]
    for choice in product(*options):
        embeds = tuple(embed for embed in choice if embed is not None)
        if not broken(problem, embeds):
            yield embeds
