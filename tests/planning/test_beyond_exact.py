"""Seasons with rest or half pins that are too large for the exact model."""

from __future__ import annotations

import random

import pytest

from ridealong.planning.check import check
from ridealong.planning.problem import Guest, Host, Pin
from ridealong.planning.solve import solve
from thorough import thorough_only

from .build import problem


@pytest.mark.parametrize("rest", [1, pytest.param(2, marks=thorough_only)])
def test_every_place_that_resting_hosts_leave_is_filled(rest: int) -> None:
    rng = random.Random(rest)
    rounds = 9
    guests = [Guest(f"g{n:02}", f"T{n % 6}", tuple(sorted(rng.sample(range(rounds), 1)))) for n in range(60)]
    hosts = [
        Host(f"h{n:02}", f"X{n % 5}", rng.choice([1, 1, 2]), tuple(sorted(rng.sample(range(rounds), 1))), rest=rest)
        for n in range(40)
    ]
    given = problem(rounds, guests, hosts, [[rng.randrange(101) for _ in hosts] for _ in guests])

    plan = solve(given)

    assert check(given, plan.assignments) == []
    assert plan.score.placed == plan.bound.placed


def test_half_pins_are_kept_in_a_season_that_is_proved_to_be_the_best() -> None:
    rng = random.Random(5)
    guests = [Guest(f"g{n:02}", f"T{n % 6}") for n in range(50)]
    hosts = [Host(f"h{n:02}", f"X{n % 5}") for n in range(50)]
    pins = (*(Pin(f"g{n:02}", f"h{n:02}") for n in range(8)), Pin("g20", None, 3))
    given = problem(8, guests, hosts, [[rng.randrange(101) for _ in hosts] for _ in guests], pins=pins)

    plan = solve(given)

    assert check(given, plan.assignments) == []
    assert plan.proved
