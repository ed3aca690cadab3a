"""Made-up problems of composite teams, the same for the same size and seed."""

from __future__ import annotations

import random
from collections.abc import Iterable

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

TOPICS = {
    Side.IT: ("SQL", "Python", "APIs", "cloud", "security", "data", "testing", "mobile", "design systems", "networks"),
    Side.MARKETING: ("SEO", "events", "brand", "CRM", "content", "social", "pricing", "research", "print"),
}
ZONES = ((480, 1020), (540, 1080), (780, 1260), (210, 750))
"""Working hours in minutes after midnight UTC: Berlin, Lisbon, New York, Pune."""
WEEKS = 12
COVER = 25
"""How much of a home team may be away in composite teams, in percent of its people."""


def made(people: int, teams: int, seed: int, *, homes: int = 10) -> TeamsProblem:
    """A problem with so many people, on both sides alike, and so many teams of four to eight slots.

    A tenth of all weeks are somebody's absences; musts are one or two topics, shares 20 to 100 %; people met before in
    earlier teams of the same size; hours have to overlap by two hours in four zones.
    """
    rng = random.Random(f"teams {people} {teams} {seed}")
    some = [_person(rng, number, homes) for number in range(people)]
    wanted = tuple(_team(rng, number) for number in range(teams))
    by_home: dict[str, int] = {}
    for one in some:
        by_home[one.home] = by_home.get(one.home, 0) + 1
    demands = {(one.id, rng.choice(wanted).id) for one in rng.sample(some, max(1, people // 20))}
    return TeamsProblem(
        weeks=WEEKS,
        people=tuple(some),
        teams=wanted,
        homes={home: (count * COVER,) * WEEKS for home, count in by_home.items()},
        apart=frozenset(pair_of(*(one.id for one in rng.sample(some, 2))) for _ in range(people // 10)),
        met=_history(rng, some, teams),
        demands=tuple(TeamDemand(kind=DemandKind.WISH, person=person, target=team) for person, team in sorted(demands)),
        overlap=120,
        seed=seed,
    )


def _person(rng: random.Random, number: int, homes: int) -> TeamPerson:
    side = Side.IT if number % 2 else Side.MARKETING
    first = rng.randrange(WEEKS)
    away = range(first, min(WEEKS, first + rng.randint(1, 2))) if rng.random() < 0.8 else ()
    other = rng.choice((0, 0, 0, 20, 50))
    return TeamPerson(
        id=f"p{number:04}",
        side=side,
        home=f"{side} {rng.randrange(max(1, homes // 2))}",
        knows=frozenset(rng.sample(TOPICS[side], rng.randint(2, 5))),
        wants=frozenset(rng.sample(TOPICS[side.other], rng.randint(0, 3))),
        seniority=rng.choice((1, 2, 2, 3, 3, 4)),
        room=tuple(max(0, 100 - other - (30 if rng.random() < 0.05 else 0)) for _ in range(WEEKS)),
        away=frozenset(away),
        hours=rng.choices(ZONES, (4, 3, 2, 1))[0],
    )


def _team(rng: random.Random, number: int) -> CompositeTeam:
    size = rng.randint(4, 8)
    first = rng.randrange(0, WEEKS - 3)
    last = min(WEEKS - 1, first + rng.randint(3, 8))
    slots = tuple(
        _slot(rng, f"t{number:03}.{at}", Side.IT if at % 2 else Side.MARKETING, first, last) for at in range(size)
    )
    return CompositeTeam(id=f"t{number:03}", slots=slots, least=rng.randint(2, size - 1))


def _slot(rng: random.Random, name: str, side: Side, first: int, last: int) -> TeamSlot:
    topics = rng.sample(TOPICS[side], 4)
    must = rng.choice((1, 1, 2))
    return TeamSlot(
        id=name,
        side=side,
        must=frozenset(topics[:must]),
        nice=frozenset(topics[must : must + rng.randint(0, 2)]),
        share=rng.choice((20, 40, 50, 60, 80, 100)),
        first=first,
        last=last,
    )


def _history(rng: random.Random, people: Iterable[TeamPerson], teams: int) -> dict[tuple[str, str], int]:
    """Who was together in earlier teams, two seasons of as many teams as now."""
    met: dict[tuple[str, str], int] = {}
    everybody = sorted(people, key=lambda one: one.id)
    for _ in range(2 * teams):
        members = rng.sample(everybody, min(6, len(everybody)))
        for at, one in enumerate(members):
            for other in members[at + 1 :]:
                if one.side is not other.side:
                    pair = pair_of(one.id, other.id)
                    met[pair] = met.get(pair, 0) + 1
    return met
