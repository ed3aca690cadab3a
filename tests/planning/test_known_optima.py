"""Problems whose best value is known: from theory, or from methods that are older than this planner."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from ridealong.planning.plan import Plan
from ridealong.planning.problem import APART, FitMatrix, Guest, Host, Met, Problem, Weights
from ridealong.planning.solve import solve
from thorough import thorough_only

from .judge import Figures, judge

PLACES_ONLY = Weights(turns_squared=0, met_before=0, over_share=0, new_teams=0, fit=0)


Matrix = NDArray[np.int64] | NDArray[np.uint8]


def season(
    fit: Matrix,
    rounds: int = 1,
    guests: tuple[Guest, ...] | None = None,
    hosts: tuple[Host, ...] | None = None,
    **more: object,
) -> Problem:
    """Guests by hosts as many as `fit` has rows and columns; 255 keeps apart. Everybody is of a team of their own."""
    rows, columns = fit.shape
    guests = guests or tuple(Guest(f"g{i:03}", f"tg{i}") for i in range(rows))
    hosts = hosts or tuple(Host(f"h{j:03}", f"th{j}") for j in range(columns))
    matrix = FitMatrix(rows, columns, fit.astype(np.uint8).tobytes())
    return Problem(rounds, guests, hosts, matrix, **more)  # type: ignore[arg-type]  # as given


def everybody(guests: int, hosts: int) -> Matrix:
    return np.full((guests, hosts), 50, dtype=np.uint8)


def judged(problem: Problem) -> tuple[Plan, Figures]:
    plan = solve(problem)
    return plan, judge(problem, plan)


# One round


@pytest.mark.parametrize("size", [100, 200, pytest.param(300, marks=thorough_only)])
def test_assignment_with_costs_as_in_the_or_library(size: int) -> None:
    """Costs from 1 to 100 for n x n (J. Beasley 1990); the least is known from shortest augmenting paths."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - takes long, and most workers need not

    costs = np.random.default_rng(size).integers(1, 101, (size, size))
    plan, figures = judged(season(100 - costs))
    rows, columns = linear_sum_assignment(costs)
    assert 100 * size - figures.fit == int(costs[rows, columns].sum())
    assert (figures.placed, plan.proved) == (size, True)


@pytest.mark.parametrize("seed", range(4))
def test_assignment_with_people_who_stay_apart(seed: int) -> None:
    """First as many as can be, then the best fit: one exact assignment in which apart costs more than all else."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - takes long, and most workers need not

    rng = np.random.default_rng(seed)
    fit = np.where(rng.random((70, 50)) < 0.9, APART, rng.integers(0, 101, (70, 50)))
    plan, figures = judged(season(fit))
    worth = np.where(fit == APART, 0, fit + 100_000)
    rows, columns = linear_sum_assignment(worth, maximize=True)
    assert 100_000 * figures.placed + figures.fit == int(worth[rows, columns].sum())
    assert plan.proved


@pytest.mark.parametrize("seed", range(4))
def test_transportation_with_seats(seed: int) -> None:
    """Hosts with several seats in one round: a transportation problem, whose linear program has whole optima."""
    from scipy.optimize import linprog  # noqa: PLC0415 - takes long, and most workers need not

    rng = np.random.default_rng(seed)
    guests, hosts = 40, 12
    fit = rng.integers(0, 101, (guests, hosts))
    capacity = rng.integers(0, 6, hosts)
    places = min(guests, int(capacity.sum()))
    people = tuple(Host(f"h{j:03}", f"th{j}", int(seats), share=50) for j, seats in enumerate(capacity))
    plan, figures = judged(season(fit, hosts=people))
    rows = [(np.arange(guests * hosts) // hosts == i).astype(float) for i in range(guests)]
    columns = [(np.arange(guests * hosts) % hosts == j).astype(float) for j in range(hosts)]
    found = linprog(
        -fit.reshape(-1).astype(float),
        A_ub=np.array(rows + columns),
        b_ub=np.append(np.ones(guests), capacity),
        A_eq=np.ones((1, guests * hosts)),
        b_eq=[places],
    )
    assert (figures.placed, figures.fit, plan.proved) == (places, round(-found.fun), True)


@pytest.mark.parametrize("short", [1, 3, 7])
def test_a_group_with_too_few_hosts_leaves_exactly_those_open(short: int) -> None:
    """P. Hall 1935: ten guests who may only see ten - n hosts, beside ten who may see everybody."""
    fit = everybody(20, 20)
    fit[:10, 10 - short :] = APART
    plan, figures = judged(season(fit, 3))
    assert (figures.placed, plan.bound.placed, plan.proved) == (3 * (20 - short), 3 * (20 - short), True)
    assert {row.guest for row in plan.open} <= {f"g{i:03}" for i in range(10)}
    # Turns are shared out evenly among the ten.
    assert figures.turns_min == 3 - -(-3 * short // 10)


# Meetings over many rounds


@pytest.mark.parametrize("size", [10, 25, 40])
def test_a_complete_round_robin_has_no_repeat(size: int) -> None:
    """D. Konig 1916: K(n, n) splits into n rounds; n rounds are used up, so that everybody meets everybody once."""
    plan, figures = judged(season(np.random.default_rng(size).integers(0, 101, (size, size)), size))
    assert (figures.placed, figures.repeats, plan.proved) == (size * size, 0, True)
    assert Counter((a.guest, a.host) for a in plan.assignments).total() == size * size


@pytest.mark.parametrize(("size", "more"), [(6, 1), (9, 4), (12, 12), (7, 20)])
def test_rounds_beyond_a_round_robin_repeat_as_evenly_as_can_be(size: int, more: int) -> None:
    """n guests and hosts in n + m rounds: m x n repeats at least, and pairs that meet q or q + 1 times cost least."""
    plan, figures = judged(season(everybody(size, size), size + more))
    each, rest = divmod(size + more, size)
    cost = size * (size * (each * (each - 1) // 2) + rest * each)
    assert (figures.placed, figures.met_before, plan.proved) == (size * (size + more), cost, True)


@pytest.mark.parametrize("seed", range(3))
def test_a_latin_square_with_holes(seed: int) -> None:
    """Absences cut out of a latin square: the square without these cells is a plan without repeats, so one exists."""
    rng = np.random.default_rng(seed)
    size = 14
    square = (np.arange(size)[:, None] + np.arange(size)) % size
    square = square[rng.permutation(size)][:, rng.permutation(size)]
    # A host may be away in a round only where the guest whom the square gives them is away as well.
    holes = {(int(i), int(square[i, t]), int(t)) for i, t in rng.integers(0, size, (20, 2))}
    guests = tuple(
        Guest(f"g{i:03}", f"tg{i}", away=tuple(sorted(t for g, _, t in holes if g == i))) for i in range(size)
    )
    hosts = tuple(Host(f"h{j:03}", f"th{j}", away=tuple(sorted(t for _, h, t in holes if h == j))) for j in range(size))
    plan, figures = judged(season(everybody(size, size), size, guests=guests, hosts=hosts))
    assert (figures.placed, figures.repeats, plan.proved) == (size * size - len(holes), 0, True)


def test_lessons_of_classes_and_teachers_fit_into_as_many_hours_as_anybody_has() -> None:
    """C. Gotlieb 1962 with D. Konig 1916: a requirement matrix with row and column sums of at most R takes R rounds.

    Only pairs with lessons may meet, repeats cost nothing but pay nothing, and everybody of the regular matrix is busy
    in every round.
    """
    rng = np.random.default_rng(3)
    size, rounds = 12, 15
    need = np.sum([np.eye(size, dtype=int)[rng.permutation(size)] for _ in range(rounds)], axis=0)
    problem = season(np.where(need > 0, 50, APART), rounds)
    plan, figures = judged(problem)
    assert (figures.placed, plan.bound.placed, plan.proved) == (size * rounds, size * rounds, True)
    # The requirement is one of the plans that were possible.
    assert figures.met_before <= int((need * (need - 1) // 2).sum())


@pytest.mark.parametrize(("crews", "boats", "seats", "rounds"), [(24, 6, 4, 6), (21, 7, 3, 7), (29, 13, 3, 6)])
def test_a_progressive_party(crews: int, boats: int, seats: int, rounds: int) -> None:
    """CSPLib 13 (B. Smith 1996) without crews meeting crews: every crew on another boat every time."""
    hosts = tuple(Host(f"h{j:03}", f"th{j}", seats) for j in range(boats))
    plan, figures = judged(season(everybody(crews, boats), rounds, hosts=hosts))
    assert (figures.placed, figures.repeats, figures.over_share, plan.proved) == (crews * rounds, 0, 0, True)


# Limits of turns, and fairness


@pytest.mark.parametrize("seed", range(3))
def test_most_points_with_limits_of_turns(seed: int) -> None:
    """A b-matching: nobody away, at most so many turns for a guest; flows have whole optima (R. Ahuja et al. 1993)."""
    rng = np.random.default_rng(seed)
    guests, hosts, rounds = 18, 10, 6
    fit = rng.integers(0, 101, (guests, hosts))
    limit = rng.integers(0, 5, guests)
    people = tuple(Guest(f"g{i:03}", f"tg{i}", max_turns=int(most)) for i, most in enumerate(limit))
    visited = tuple(Host(f"h{j:03}", f"th{j}", share=50) for j in range(hosts))
    plan, figures = judged(
        season(fit, rounds, guests=people, hosts=visited, weights=Weights(turns_squared=0, met_before=-1000))
    )
    flow = SimpleMinCostFlow()
    source, sink = guests + hosts, guests + hosts + 1
    places = min(int(limit.sum()), hosts * rounds)
    for i, most in enumerate(limit):
        flow.add_arc_with_capacity_and_unit_cost(source, i, int(most), 0)
    for i in range(guests):
        for j in range(hosts):
            # The first meeting has the points and a new team; a second one costs a repeat.
            flow.add_arc_with_capacity_and_unit_cost(i, guests + j, 1, -int(fit[i, j]) - 30)
            for step in range(1, rounds):
                flow.add_arc_with_capacity_and_unit_cost(i, guests + j, 1, -int(fit[i, j]) + 1000 * step)
    for j in range(hosts):
        flow.add_arc_with_capacity_and_unit_cost(guests + j, sink, rounds, 0)
    flow.set_node_supply(source, places)
    flow.set_node_supply(sink, -places)
    assert flow.solve() == flow.OPTIMAL
    assert (figures.value, plan.proved) == (10_000_000 * places - flow.optimal_cost(), True)


@pytest.mark.parametrize("seed", range(4))
def test_turns_are_as_even_as_a_flow_can_make_them(seed: int) -> None:
    """The least-majorised turns (A. Tamir 1995): the sums of the fewest k turns are all as large as they can be."""
    rng = np.random.default_rng(seed)
    guests, hosts, rounds = 12, 5, 6
    fit = np.where(rng.random((guests, hosts)) < 0.6, APART, 50)
    present = rng.random((guests, rounds)) > 0.3
    there = rng.random((hosts, rounds)) > 0.2
    people = tuple(
        Guest(f"g{i:03}", f"tg{i}", tuple(int(t) for t in np.nonzero(~present[i])[0])) for i in range(guests)
    )
    visited = tuple(
        Host(f"h{j:03}", f"th{j}", away=tuple(int(t) for t in np.nonzero(~there[j])[0])) for j in range(hosts)
    )
    plan, figures = judged(season(fit, rounds, guests=people, hosts=visited))
    flow = SimpleMinCostFlow()
    source, sink = 2 * guests * rounds + hosts * rounds, 2 * guests * rounds + hosts * rounds + 1
    for i in range(guests):
        for step in range(rounds):
            flow.add_arc_with_capacity_and_unit_cost(source, i, 1, 2 * step + 1 - 1000)
        for t in np.nonzero(present[i])[0]:
            cell = guests + i * rounds + int(t)
            flow.add_arc_with_capacity_and_unit_cost(i, cell, 1, 0)
            for j in np.nonzero((fit[i] != APART) & there[:, t])[0]:
                flow.add_arc_with_capacity_and_unit_cost(cell, 2 * guests * rounds + int(j) * rounds + int(t), 1, 0)
    for seat in range(2 * guests * rounds, 2 * guests * rounds + hosts * rounds):
        flow.add_arc_with_capacity_and_unit_cost(seat, sink, 1, 0)
    flow.set_node_supply(source, guests * rounds)
    flow.set_node_supply(sink, -guests * rounds)
    assert flow.solve_max_flow_with_min_cost() == flow.OPTIMAL
    assert 1000 * figures.placed - figures.turns_squared == -flow.optimal_cost()
    assert plan.score.turns_squared == figures.turns_squared


# Absence


@pytest.mark.parametrize(
    ("people", "eligible"),
    [(24, 0.2), pytest.param(24, 0.5, marks=thorough_only), pytest.param(40, 0.3, marks=thorough_only)],
)
def test_every_place_that_can_be_filled_is_filled(people: int, eligible: float) -> None:
    """Nearly a third of everybody away at random: places are the largest matchings of the rounds, added up."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - takes long, and most workers need not
    from scipy.sparse.csgraph import maximum_bipartite_matching  # noqa: PLC0415 - takes long, and most workers need not

    rng = np.random.default_rng(people)
    half, rounds = people // 2, 8
    fit = np.where(rng.random((half, half)) < eligible, rng.integers(0, 101, (half, half)), APART)
    present, there = rng.random((half, rounds)) > 0.3, rng.random((half, rounds)) > 0.3
    guests = tuple(
        Guest(f"g{i:03}", f"tg{i % 5}", tuple(int(t) for t in np.nonzero(~present[i])[0])) for i in range(half)
    )
    hosts = tuple(
        Host(f"h{j:03}", f"th{j % 5}", away=tuple(int(t) for t in np.nonzero(~there[j])[0])) for j in range(half)
    )
    plan, figures = judged(season(fit, rounds, guests=guests, hosts=hosts))
    most = 0
    for t in range(rounds):
        allowed = csr_array((fit != APART) & present[:, [t]] & there[:, t])
        most += int((maximum_bipartite_matching(allowed, perm_type="column") >= 0).sum())
    assert (figures.placed, plan.bound.placed) == (most, most)


def test_repeats_are_no_more_than_somebody_who_knows_everybody_must_have() -> None:
    """Guests who met all hosts once must repeat in every turn, everybody else never."""
    size, rounds = 10, 5
    met = tuple(Met(f"g{i:03}", f"h{j:03}", 1) for i in range(3) for j in range(size))
    plan, figures = judged(season(everybody(size, size), rounds, met=met))
    assert (figures.placed, figures.repeats, figures.met_before, plan.proved) == (size * rounds, 15, 15, True)


def test_with_places_alone_every_plan_that_fills_them_is_proved() -> None:
    plan, figures = judged(season(everybody(9, 6), 4, weights=PLACES_ONLY))
    assert (figures.placed, figures.value, plan.proved) == (24, 240_000_000, True)
    assert all(a.host != b.host for a, b in combinations(plan.assignments, 2) if a.round == b.round)
