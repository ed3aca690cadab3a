"""Direct moves for a seat: what moves up into the place that is left, looked up in tables or tried one by one."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from ridealong.planning.chains import Chain, ChainSearch, apply
from ridealong.planning.check import check_cells, keeps
from ridealong.planning.explain.candidates import SEARCHED, candidates, seat_candidates
from ridealong.planning.explain.case import Case
from ridealong.planning.explain.direct import direct_chain
from ridealong.planning.explain.moving_up import MovingUp
from ridealong.planning.problem import Cover, Guest, Host, Pin, Problem
from ridealong.planning.season import Season
from ridealong.planning.validate import validate
from thorough import few, thorough_only

from .build import problem, random_problem


class OneByOne(MovingUp):
    """No tables, so that everybody is tried in place."""

    @property
    def able(self) -> bool:
        return False


def loose(seed: int, size: int) -> Problem:
    """A problem with every rule but those about whole rounds."""
    given = random_problem(seed, size, extended=True)
    given = replace(given, cover=Cover(), trios=False, wish_gap=0, pins=(), level=False)
    validate(given)
    return given


def anyhow(given: Problem, seed: int) -> Case:
    """A legal plan in which people sit where they do not fit best, so that others move up when somebody leaves."""
    rng, season = random.Random(seed), Case(given, []).season
    places = [
        (guest, host, round_)
        for guest in range(len(given.guests))
        for host in range(len(given.hosts))
        for round_ in range(given.rounds)
    ]
    rng.shuffle(places)
    for guest, host, round_ in places:
        if season.fits(guest, host, round_) and rng.random() < 0.8:
            season.place(guest, host, round_)
    return Case(given, season.cells())


def pinned(case: Case, seed: int) -> Case:
    """The same plan, with some people pinned with whomever in rounds in which they visit somebody."""
    rng, cells = random.Random(seed), case.season.cells()
    pins = tuple(Pin(guest, None, round_) for round_, guest, _ in cells if rng.random() < 0.4)
    given = replace(case.problem, pins=pins)
    validate(given)
    return Case(given, cells)


def value_after(season: Season, chain: Chain) -> int:
    after, problem = season.copy(), season.grid.problem
    apply(after, chain)
    assert not list(check_cells(problem, after.cells()))
    assert all(any(keeps(pin, cell) for cell in after.cells()) for pin in problem.pins)
    return after.value()


@pytest.mark.parametrize("with_pins", [False, True])
@pytest.mark.parametrize("seed", few(range(25), 8))
def test_tables_find_what_trying_everybody_finds_and_the_gain_is_that_of_the_whole_plan(
    seed: int, *, with_pins: bool
) -> None:
    case = anyhow(loose(seed, 9), seed)
    case = pinned(case, seed) if with_pins else case
    season, found = case.season, 0
    value, tables = season.value(), MovingUp(season)
    for guest in range(len(case.grid.guests)):
        for host in range(len(case.grid.hosts)):
            for round_ in range(case.grid.rounds):
                if season.host_of[guest, round_] == host:
                    continue
                chain = direct_chain(case, guest, host, [round_], tables)
                assert chain == direct_chain(case, guest, host, [round_], OneByOne(season))
                if chain is not None:
                    assert value_after(season, chain) == value + chain.gain
                    found += 1
    assert season.value() == value
    assert found or not season.placed()


def crowd(seed: int) -> Case:
    """More people on both sides than chains are searched for, with too few seats in some rounds."""
    rng, many = random.Random(seed), SEARCHED + 10
    guests = [Guest(f"g{number:02}", rng.choice("AB"), max_turns=rng.choice([1, 1, 2])) for number in range(many)]
    hosts = [Host(f"h{number:02}", rng.choice("CD"), rest=number % 2, max_visits=1) for number in range(many)]
    fit = [[None if rng.random() < 0.1 else rng.randint(0, 100) for _ in hosts] for _ in guests]
    return anyhow(problem(2, guests, hosts, fit, repeat_gap=1), seed)


@thorough_only
@pytest.mark.parametrize("seed", [0, 1])
def test_no_chain_is_better_than_what_is_said_to_be_searched(seed: int) -> None:
    case, exact = crowd(seed), 0
    grid = case.grid
    for row in range(0, len(grid.guests), 8):
        search = ChainSearch(case.season, row)
        for one in candidates(case, grid.guests[row].id, 0):
            chain = search.best([grid.host_at[one.id]], [0]) if one.searched and not one.rounds else None
            if one.gain is not None:
                exact += chain is not None
            assert chain is None or (one.gain is not None and one.gain >= chain.gain)
    for column in range(0, len(grid.hosts), 8):
        for one in seat_candidates(case, grid.hosts[column].id, 0):
            search = ChainSearch(case.season, grid.guest_at[one.id])
            chain = search.best([column], [0]) if one.searched and not one.rounds else None
            assert chain is None or (one.gain is not None and one.gain >= chain.gain)
    assert exact
