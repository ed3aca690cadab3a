"""The wish for the rounds between two meetings of the same people, next to the gap that must lie between them."""

from __future__ import annotations

import pytest

from ridealong.planning.check import check
from ridealong.planning.plan import Assignment
from ridealong.planning.plan_json import parse_plan, plan_document
from ridealong.planning.problem import FitMatrix, Guest, Host, Met, Pin, Problem, Weights
from ridealong.planning.score import score
from ridealong.planning.solve import solve

from .build import cells, problem, reasons

G, H = Guest("g", "T"), Host("h", "M")


def too_soon(rounds: list[int], **more: object) -> int | None:
    given = problem(9, [G], [H], [[1]], **more)
    return score(given, [Assignment(round_, "g", "h", 1, 0) for round_ in rounds]).too_soon


def test_each_round_that_is_missing_counts_once() -> None:
    assert too_soon([0, 4], wish_gap=3) == 0
    assert too_soon([0, 3], wish_gap=3) == 1
    assert too_soon([0, 1], wish_gap=3) == 3
    assert too_soon([0, 1, 2], wish_gap=3) == 6
    assert too_soon([0, 2, 6], wish_gap=3) == 2
    assert too_soon([0, 1]) is None


def test_the_last_meeting_before_the_plan_counts() -> None:
    met = (Met("g", "h", 1, last=-1),)
    assert too_soon([0], wish_gap=3, met=met) == 3
    assert too_soon([2], wish_gap=3, met=met) == 1
    assert too_soon([3], wish_gap=3, met=met) == 0


def test_meetings_are_put_where_the_wish_is_kept() -> None:
    hosts = [Host("h", "M"), Host("i", "N")]
    plan = solve(problem(4, [G, Guest("k", "T")], hosts, [[50, 50], [50, 50]], wish_gap=1))
    assert plan.score.too_soon == 0
    assert plan.score.placed == 8
    assert plan.proved


def test_a_wish_never_leaves_a_place_open() -> None:
    plan = solve(problem(3, [G], [H], [[50]], wish_gap=2))
    assert (plan.score.placed, plan.score.too_soon) == (3, 4)
    assert plan.score.value == 30_000_000 - 20_000 * 9 - 1000 * 3 + 30 + 150 - 200 * 4


def test_a_wish_yields_to_its_weight() -> None:
    hosts = [Host("h", "M"), Host("i", "M")]
    fit = [[100, 0]]
    plain = Weights(met_before=0, over_share=0, new_teams=0)
    free = Weights(met_before=0, over_share=0, new_teams=0, too_soon=0)
    assert {host for _, host, _ in cells(solve(problem(2, [G], hosts, fit, wish_gap=1, weights=plain)))} == {"h", "i"}
    plan = solve(problem(2, [G], hosts, fit, wish_gap=1, weights=free))
    assert {host for _, host, _ in cells(plan)} == {"h"}
    assert plan.score.too_soon == 1


def test_a_stay_is_one_meeting_whose_last_round_counts() -> None:
    plan = solve(problem(5, [Guest("g", "T", stay=2)], [H], [[50]], wish_gap=1))
    assert {round_ for _, _, round_ in cells(plan)} == {0, 1, 3, 4}
    assert plan.score.too_soon == 0


def test_the_gap_reaches_over_the_start_of_the_plan() -> None:
    given = problem(4, [G], [H], [[50]], repeat_gap=2, met=(Met("g", "h", 1, last=-1),))
    plan = solve(given)
    assert cells(plan) in ({("g", "h", 2)}, {("g", "h", 3)})
    assert reasons(plan)["g", 0] == "h met g too recently"
    broken = check(given, [Assignment(0, "g", "h", 50, 1)])
    assert [(one.rule, one.text) for one in broken] == [("repeat_gap", "g meets h again within 2 rounds (repeat_gap)")]
    assert broken[0].rounds == (-1, 0)


def test_even_rounds_do_not_bring_people_together_too_soon() -> None:
    guests = [Guest(name, "T", max_turns=2) for name in "ab"]
    pins = (Pin("a", "h", 0),)
    given = problem(5, guests, [Host("h", "M", 2)], [[50], [50]], pins=pins, wish_gap=3, level=True)
    plan = solve(given)
    assert {round_ for _, _, round_ in cells(plan)} == {0, 4}
    assert (plan.score.too_soon, plan.proved) == (0, True)
    assert plan.score == score(given, plan.assignments)


def test_the_term_is_written_only_where_there_is_a_wish() -> None:
    plan = solve(problem(2, [G], [H], [[50]], wish_gap=1))
    document = plan_document(plan)
    assert document["score"]["too_soon"] == 1  # type: ignore[index]  # JSON as a user reads it
    assert parse_plan(document).score == plan.score
    assert "too_soon" not in plan_document(solve(problem(2, [G], [H], [[50]])))["score"]  # type: ignore[operator]  # JSON


@pytest.mark.parametrize("pinned", [(), (Pin("g00", "h00", 3),)])
def test_the_wish_counts_in_plans_too_large_for_the_exact_model(pinned: tuple[Pin, ...]) -> None:
    given = Problem(
        10,
        tuple(Guest(f"g{i:02}", f"T{i % 4}") for i in range(40)),
        tuple(Host(f"h{i:02}", f"M{i % 4}") for i in range(36)),
        FitMatrix.of([[(7 * i + 11 * j) % 101 for j in range(36)] for i in range(40)]),
        met=tuple(Met(f"g{i:02}", f"h{i:02}", 1, last=-2) for i in range(36)),
        pins=pinned,
        wish_gap=4,
    )
    plan = solve(given)
    assert check(given, plan.assignments) == []
    assert plan.score == score(given, plan.assignments)
    assert plan.score.value <= plan.bound.value
