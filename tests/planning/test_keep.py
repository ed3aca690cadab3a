"""Keeping a plan that was made before: only a better one takes its place."""

from dataclasses import replace

import pytest

from ridealong.planning.check import check
from ridealong.planning.keep import better_of
from ridealong.planning.plan import Plan
from ridealong.planning.plan_json import plan_document
from ridealong.planning.problem import Problem
from ridealong.planning.solve import solve
from thorough import thorough_only

from .build import cells, random_problem
from .test_contract import hard_season


def said(plan: Plan) -> dict[str, object]:
    return {**plan_document(plan), "seconds": 0}


def without_a_visit(plan: Plan) -> Plan:
    """Another plan of the same problem that is worth less, and was stopped: the first guest stays at home."""
    guest = plan.assignments[0].guest
    rest = tuple(one for one in plan.assignments if one.guest != guest)
    missing = len(plan.assignments) - len(rest)
    worse = replace(plan.score, value=plan.score.value - missing, placed=len(rest))
    return replace(plan, assignments=rest, score=worse, proved=False, stopped="seconds")


@pytest.mark.parametrize("seed", [*range(12), *(pytest.param(n, marks=thorough_only) for n in range(12, 24))])
def test_a_plan_that_is_as_good_stays_with_all_that_is_said_of_it(seed: int) -> None:
    given = random_problem(seed, 6, extended=seed % 2 == 1, stays=seed % 3 == 0)
    before, found = solve(replace(given, seed=5)), solve(given)
    kept = better_of(given, before.assignments, found)
    assert cells(kept) == cells(before if before.score.value >= found.score.value else found)
    assert (kept.bound, kept.score.value) == (found.bound, max(before.score.value, found.score.value))
    if before.score == found.score and before.bound == found.bound:
        assert said(kept) == said(before)


def test_of_two_plans_of_one_value_it_is_the_new_one_where_another_is_asked_for() -> None:
    given, before, found = two_of_the_best()
    assert cells(better_of(given, before.assignments, found)) == cells(before)
    assert better_of(given, before.assignments, found, another=True) is found


def two_of_the_best() -> tuple[Problem, Plan, Plan]:
    for seed in range(100):
        given = random_problem(seed, 6)
        before, found = solve(replace(given, seed=5)), solve(given)
        if before.score.value == found.score.value and cells(before) != cells(found):
            return given, before, found
    raise AssertionError("no problem has two best plans")


@thorough_only
def test_a_plan_that_was_stopped_early_does_not_take_the_place_of_a_better_one() -> None:
    given = hard_season()
    before = solve(given)
    for another in (False, True):
        kept = better_of(given, before.assignments, without_a_visit(before), another=another)
        assert (cells(kept), kept.score, kept.bound) == (cells(before), before.score, before.bound)
        assert (kept.proved, kept.gap_percent) == (before.proved, before.gap_percent)


@thorough_only
def test_a_plan_that_breaks_a_rule_by_now_gives_way_to_a_worse_one() -> None:
    given = hard_season()
    before = solve(given)
    first = before.assignments[0]
    guests = tuple(replace(one, away=(*one.away, 0)) if one.id == first.guest else one for one in given.guests)
    given = replace(given, guests=guests)
    assert first.round == 0
    assert check(given, before.assignments)
    found = solve(given)
    assert better_of(given, before.assignments, found) is found
