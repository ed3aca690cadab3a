"""Chains of moves that give one guest a visit in a finished plan, against plans made with that visit pinned."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from ridealong.domain.errors import RidealongError
from ridealong.planning.chains import Chain, ChainSearch, apply, best_chain
from ridealong.planning.check import check_cells
from ridealong.planning.explain.case import Case
from ridealong.planning.problem import FitMatrix, Guest, Host, Pin, Problem
from ridealong.planning.season import Season
from ridealong.planning.solve import solve
from thorough import thorough_only

from .build import problem, random_problem


def season_of(given: Problem, *visits: tuple[str, str, int]) -> Season:
    """The plan of some visits (guest, host, round), or the planner's where none are given."""
    cells = [(round_, guest, host) for guest, host, round_ in visits]
    made = cells or [(a.round, a.guest, a.host) for a in solve(given).assignments]
    return Case(given, made).season


def asked(given: Problem) -> Iterator[tuple[int, int, int]]:
    """Every guest, host and round, by row."""
    for guest in range(len(given.guests)):
        for host in range(len(given.hosts)):
            for round_ in range(given.rounds):
                yield guest, host, round_


def best_with(given: Problem, season: Season, guest: int, host: int, round_: int) -> int | None:
    """The value of the best plan in which these two are together then."""
    pin = Pin(season.grid.guests[guest].id, season.grid.hosts[host].id, round_)
    try:
        return solve(replace(given, pins=(pin,))).score.value
    except RidealongError:
        return None


def told(season: Season, chain: Chain | None) -> dict[str, tuple[tuple[str, int] | None, tuple[str, int] | None]]:
    """Who moves from whom to whom, as (host, round)."""
    grid = season.grid

    def place(one: tuple[int, int] | None) -> tuple[str, int] | None:
        return None if one is None else (grid.hosts[one[1]].id, one[0])

    assert chain is not None
    return {grid.guests[shift.guest].id: (place(shift.before), place(shift.after)) for shift in chain.shifts}


@pytest.mark.parametrize("extended", [False, pytest.param(True, marks=thorough_only)])
def test_a_chain_makes_a_legal_plan_that_is_worth_what_it_says_and_no_more_than_the_best(*, extended: bool) -> None:
    found = 0
    for seed in range(10):
        given = replace(random_problem(seed, 4, extended=extended), pins=(), level=False)
        season = season_of(given)
        for guest, host, round_ in asked(given):
            if season.host_of[guest, round_] == host:
                continue
            chain = best_chain(season, guest, host=host, rounds=[round_])
            if chain is None:
                continue
            before, trial = season.value(), season.copy()
            apply(trial, chain)
            assert trial.host_of[guest, round_] == host
            assert list(check_cells(given, trial.cells())) == []
            assert trial.value() == before + chain.gain
            best = best_with(given, season, guest, host, round_)
            assert best is not None
            assert trial.value() <= best
            assert season.value() == before
            found += 1
    assert found > 10


def test_in_a_full_round_a_chain_is_as_good_as_planning_afresh() -> None:
    compared = 0
    for seed in range(6):
        rng = random.Random(seed)
        guests = [Guest(f"g{index}", rng.choice("AB")) for index in range(4)]
        hosts = [Host("h0", "C", 2), Host("h1", "C"), Host("h2", "D")]
        fit = [[rng.randint(0, 100) for _ in hosts] for _ in guests]
        given = problem(1, guests, hosts, fit)
        season = season_of(given)
        for guest, host, round_ in asked(given):
            if season.host_of[guest, round_] != host:
                chain = best_chain(season, guest, host=host)
                assert chain is not None
                assert season.value() + chain.gain == best_with(given, season, guest, host, round_)
                compared += 1
    assert compared > 40


def test_a_place_that_is_left_empty_goes_to_who_would_rather_be_there() -> None:
    given = problem(
        1,
        [Guest("ana", "A"), Guest("ben", "A")],
        [Host("mia", "B"), Host("noa", "B"), Host("oto", "B")],
        [[99, 0, 90], [80, 75, 0]],
    )
    chain = best_chain(season_of(given), 0, host=2)
    assert chain is not None
    assert {shift.guest for shift in chain.shifts} == {0, 1}
    assert chain.gain == 90 - 99 + 80 - 75


def test_whoever_makes_way_takes_over_the_place_of_the_next() -> None:
    given = problem(
        1,
        [Guest("ana", "A"), Guest("ben", "A"), Guest("cho", "A")],
        [Host("mia", "B"), Host("noa", "B"), Host("oto", "B")],
        [[90, 40, 10], [80, 85, 10], [0, 80, 85]],
    )
    season = season_of(given)
    chain = best_chain(season, 0, host=1)
    assert told(season, chain) == {"ana": (("mia", 0), ("noa", 0)), "ben": (("noa", 0), ("mia", 0))}
    assert chain is not None
    assert chain.gain == 40 + 80 - 90 - 85


def test_a_guest_without_turns_left_gives_up_a_visit_that_another_takes_over() -> None:
    given = problem(
        3,
        [Guest("ana", "A", max_turns=1), Guest("ben", "A", max_turns=1)],
        [Host("mia", "B", (1, 0, 0)), Host("noa", "B", (0, 0, 1))],
        [[90, 80], [10, 70]],
    )
    season = season_of(given, ("ana", "mia", 0), ("ben", "noa", 2))
    chain = best_chain(season, 0, host=1)
    assert told(season, chain) == {"ana": (("mia", 0), ("noa", 2)), "ben": (("noa", 2), ("mia", 0))}


def test_a_visit_that_rest_forbids_takes_the_turn_of_another_at_the_same_host() -> None:
    given = problem(
        4,
        [Guest("ana", "A", (2, 3), max_turns=1), Guest("ben", "A", max_turns=1)],
        [Host("mia", "B", rest=2), Host("noa", "B")],
        [[90, 5], [80, 70]],
    )
    season = season_of(given, ("ben", "mia", 2))
    chain = best_chain(season, 0, host=0)
    assert told(season, chain) == {"ana": (None, ("mia", 0)), "ben": (("mia", 2), ("noa", 2))}


def test_several_make_way_where_one_is_not_enough() -> None:
    given = problem(
        5,
        [Guest("ana", "A", (0, 1, 3, 4)), Guest("ben", "A", (0, 2, 3, 4)), Guest("cho", "A", (0, 1, 2, 4))],
        [Host("mia", "B", rest=1)],
        [[90], [80], [70]],
    )
    season = season_of(given, ("ben", "mia", 1), ("cho", "mia", 3))
    chain = best_chain(season, 0, host=0)
    assert told(season, chain) == {
        "ana": (None, ("mia", 2)),
        "ben": (("mia", 1), None),
        "cho": (("mia", 3), None),
    }


def test_what_is_pinned_does_not_move() -> None:
    given = problem(1, [Guest("ana", "A"), Guest("ben", "A")], [Host("mia", "B")], [[90], [10]])
    season = season_of(replace(given, pins=(Pin("ben", "mia", 0),)))
    assert best_chain(season, 0, host=0) is None


def test_a_visit_with_a_price_moves_only_where_nothing_else_does() -> None:
    given = problem(
        1,
        [Guest("ana", "A"), Guest("ben", "A"), Guest("cho", "A")],
        [Host("mia", "B", 2), Host("noa", "B"), Host("oto", "B")],
        [[90, None, None], [80, 70, None], [80, None, 30]],
    )
    season = season_of(given, ("ben", "mia", 0), ("cho", "mia", 0))
    keep = np.zeros(season.host_of.shape, dtype=np.bool_)
    keep[1] = True
    freely = told(season, best_chain(season, 0))
    kept = told(season, best_chain(season, 0, keep=keep, keep_worth=5_000_000))
    assert set(freely) == {"ana", "ben"}
    assert set(kept) == {"ana", "cho"}


def test_the_order_of_people_does_not_matter() -> None:
    for seed in range(6):
        given = replace(random_problem(seed, 5), pins=(), level=False)
        rows = list(given.fit.lists())
        turned = replace(
            given,
            guests=given.guests[::-1],
            hosts=given.hosts[::-1],
            fit=FitMatrix.of([row[::-1] for row in rows[::-1]]),
        )
        plan = [(a.round, a.guest, a.host) for a in solve(given).assignments]
        one, other = (Case(each, plan).season for each in (given, turned))
        for guest in range(len(given.guests)):
            assert ChainSearch(one, guest).each() == ChainSearch(other, guest).each()


def test_for_each_host_the_chain_is_the_one_asked_for_alone() -> None:
    given = replace(random_problem(3, 5, extended=True), pins=(), level=False)
    season = season_of(given)
    for guest in range(len(given.guests)):
        together = ChainSearch(season, guest).each()
        for host in range(len(given.hosts)):
            alone = best_chain(season, guest, host=host)
            assert (None if alone is None else alone.gain) == (together[host].gain if host in together else None)
