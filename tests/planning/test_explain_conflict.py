"""Pins that cannot all be kept: the smallest set of pins and rules that says why."""

from __future__ import annotations

import random
from dataclasses import replace

from ridealong.planning.explain.conflict import clash, conflict, possible
from ridealong.planning.explain.demands import only, pins, rules
from ridealong.planning.problem import Guest, Host, Pin
from thorough import examples

from .build import problem, random_problem


def test_pins_that_can_be_kept_have_no_conflict() -> None:
    given = problem(1, [Guest("ana", "A")], [Host("mia", "B")], [[50]], pins=(Pin("ana", "mia", 0),))
    assert conflict(given) == ()
    assert conflict(replace(given, pins=())) == ()


def test_two_pins_and_one_seat_are_named_and_nothing_else() -> None:
    given = problem(
        2,
        [Guest("ana", "A", (1,)), Guest("ben", "A"), Guest("cho", "A")],
        [Host("mia", "B", away=(1,)), Host("noa", "B")],
        [[50, 50], [50, 50], [50, None]],
        pins=(Pin("ana", "noa"), Pin("ben", "mia"), Pin("cho", None, 0)),
    )
    error = clash(given)
    assert set(error.said.people) == {"ben", "mia", "cho", "noa"}
    assert error.problem == (
        "pins[1], pins[2]: These cannot all hold: ben with mia is pinned, cho in round 0 is pinned, "
        "mia is away in round 1, mia takes 1 at once and noa is kept apart from cho"
    )


def test_none_of_a_conflict_could_be_left_out() -> None:
    found = 0
    for seed in range(examples(24)):
        rng = random.Random(seed)
        given = random_problem(seed, 4, extended=seed % 2 == 1, stays=seed % 3 == 0)
        some = [
            Pin(
                rng.choice(given.guests).id, rng.choice(given.hosts).id, rng.choice([None, rng.randrange(given.rounds)])
            )
            for _ in range(3)
        ]
        given = replace(given, pins=tuple(dict.fromkeys(some)))
        members = conflict(given)
        every = [*pins(given), *rules(given, {guest.id for guest in given.guests})]
        if members:
            assert not possible(only(given, members, every))
            for left in members:
                assert possible(only(given, [one for one in members if one != left], every))
            found += 1
        else:
            assert possible(given)
    assert found > examples(24) // 3
