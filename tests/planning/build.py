"""Small problems, built in one line each, and the plan as a table that tests can read."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

from ridealong.domain.errors import RidealongError
from ridealong.planning.plan import Plan
from ridealong.planning.problem import Cover, FitMatrix, Guest, Host, Member, Met, Pin, Problem
from ridealong.planning.validate import validate


def problem(
    rounds: int, guests: Iterable[Guest], hosts: Iterable[Host], fit: Iterable[Iterable[int | None]], **more: object
) -> Problem:
    return Problem(rounds, tuple(guests), tuple(hosts), FitMatrix.of(fit), **more)  # type: ignore[arg-type]  # as given


def cells(plan: Plan) -> set[tuple[str, str, int]]:
    return {(a.guest, a.host, a.round) for a in plan.assignments}


def reasons(plan: Plan) -> dict[tuple[str, int], str]:
    return {(o.guest, o.round): o.reason for o in plan.open}


def random_problem(seed: int, size: int, *, extended: bool = False, stays: bool = False) -> Problem:
    """A legal problem with up to `size` guests, hosts and rounds that uses every field of the format."""
    rng = random.Random(seed)
    guests, hosts, rounds = (rng.randint(1, size) for _ in range(3))
    teams = ["A", "B", "C"]
    people = [
        Guest(
            f"g{index}",
            rng.choice(teams),
            tuple(round_ for round_ in range(rounds) if rng.random() < 0.2),
            rng.randint(0, 3),
            rng.choice([None, None, 1, 2]),
            tuple(rng.sample(teams, rng.randint(0, 1))),
            stay=rng.choice([1, 1, 2]) if stays else 1,
        )
        for index in range(guests)
    ]
    visited = [_random_host(rng, f"h{index}", rounds, teams, extended=extended) for index in range(hosts)]
    fit = FitMatrix.of([[None if rng.random() < 0.15 else rng.randint(0, 100) for _ in visited] for _ in people])
    met = tuple(
        Met(guest.id, host.id, rng.randint(0, 3), rng.choice([None, 1, 2]) if extended else None)
        for guest in people
        for host in visited
        if rng.random() < 0.2
    )
    gap = rng.choice([0, 1]) if extended else 0
    pin = Pin(rng.choice(people).id, rng.choice([None, "h0"]), rng.choice([None, rng.randrange(rounds)]))
    given = Problem(
        rounds, tuple(people), tuple(visited), fit, met=met, repeat_gap=gap, level=extended and seed % 3 < 2
    )
    if extended:
        given = _with_round_rules(rng, given)
    pinned = replace(given, pins=(pin,))
    try:
        validate(pinned)
    except RidealongError:
        return given
    return pinned


def _with_round_rules(rng: random.Random, given: Problem) -> Problem:
    """The problem with cover, trios, a wish for the rounds between meetings, and groups, each in some problems."""
    rounds = given.rounds

    def limits(people: Iterable[Guest | Host]) -> dict[str, int | tuple[int, ...]]:
        teams = sorted({person.team for person in people})
        most = [0, 1, 1, 2, tuple(rng.randint(0, 2) for _ in range(rounds))]
        return {team: rng.choice(most) for team in teams if rng.random() < 0.3}

    def group(host: Host) -> Host:
        size = rng.choice([0, 0, 0, 1, 2, 3])
        members = tuple(
            Member(f"{host.id}m{index}", tuple(round_ for round_ in range(rounds) if rng.random() < 0.3))
            for index in range(size)
        )
        return replace(host, members=members, quorum=rng.choice([None, 1]) if size else None)

    return replace(
        given,
        hosts=tuple(group(host) for host in given.hosts),
        met=tuple(replace(met, last=rng.choice([None, -1, -2, -4])) for met in given.met),
        cover=Cover(limits(given.guests), limits(given.hosts)),
        wish_gap=rng.choice([0, 1, 3]),
        trios=rng.random() < 0.5,
    )


def _random_host(rng: random.Random, name: str, rounds: int, teams: list[str], *, extended: bool) -> Host:
    capacity = rng.choice([0, 1, 1, 2, tuple(rng.randint(0, 2) for _ in range(rounds))])
    away = tuple(round_ for round_ in range(rounds) if rng.random() < 0.2)
    host = Host(name, rng.choice(teams), capacity, away, rng.choice([None, None, 0, 1]))
    if not extended:
        return host
    return Host(
        name,
        host.team,
        capacity,
        away,
        host.share,
        rest=rng.choice([0, 1]),
        max_visits=rng.choice([None, 1, 2]),
        window=rng.choice([None, 2]),
        visits=tuple(sorted(rng.choices(range(-2, rounds), k=rng.choice([0, 0, 1, 2])))),
    )
