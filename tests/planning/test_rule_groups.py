"""Groups: several people who are visited together, while enough of them are there."""

from __future__ import annotations

import pytest

from ridealong.domain.errors import InvalidValue
from ridealong.planning.check import check
from ridealong.planning.plan import Assignment
from ridealong.planning.problem import Guest, Host, Member, Pin
from ridealong.planning.solve import solve

from .build import cells, problem, reasons

G = Guest("g", "T")


def group(*away: tuple[int, ...], quorum: int | None = None) -> Host:
    return Host("h1", "M", members=tuple(Member(f"m{i}", rounds) for i, rounds in enumerate(away)), quorum=quorum)


def test_a_group_is_visited_only_while_more_than_half_are_there() -> None:
    plan = solve(problem(4, [G], [group((0, 1), (1, 2), (), ())], [[50]]))
    assert {round_ for _, _, round_ in cells(plan)} == {0, 2, 3}
    assert reasons(plan) == {("g", 1): "too few of h1 are there"}
    assert plan.open[0].causes == (("h1", "too_few"),)
    assert plan.open[0].only_away
    assert plan.proved


def test_half_of_a_group_is_not_more_than_half() -> None:
    assert solve(problem(1, [G], [group((0,), ())], [[50]])).score.placed == 0
    assert solve(problem(1, [G], [group((0,), (), ())], [[50]])).score.placed == 1


def test_a_group_may_say_how_many_have_to_be_there() -> None:
    assert solve(problem(1, [G], [group((0,), (0,), (), quorum=1)], [[50]])).score.placed == 1
    assert solve(problem(1, [G], [group((0,), (), (), quorum=3)], [[50]])).score.placed == 0


def test_several_groups_and_other_hosts_are_named_apart() -> None:
    hosts = [group((0,)), Host("h2", "M", members=(Member("n", (0,)),)), Host("h3", "M", away=(0,))]
    plan = solve(problem(1, [G], hosts, [[50, 50, 50]]))
    assert reasons(plan) == {("g", 0): "h3 is away and too few of h1 and h2 are there"}


def test_rounds_without_enough_of_a_group_have_no_seats_for_fair_shares_and_trios() -> None:
    guests = [G, Guest("k", "T")]
    plan = solve(problem(1, guests, [group((0,)), Host("h2", "M")], [[50, 50], [50, 50]], trios=True))
    assert (plan.score.placed, plan.bound.placed) == (2, 2)


def test_a_visit_without_enough_of_a_group_is_named_with_those_who_are_missing() -> None:
    given = problem(1, [G], [group((0,), (0,), ())], [[50]])
    broken = check(given, [Assignment(0, "g", "h1", 50, 0)])
    assert [(one.rule, one.text) for one in broken] == [("quorum", "too few of h1 are there in round 0")]
    assert broken[0].people == ("g", "h1", "m0", "m1")
    with pytest.raises(InvalidValue, match="breaks a rule: too few of h1 are there in round 0"):
        solve(problem(1, [G], [group((0,), (0,), ())], [[50]], pins=(Pin("g", "h1", 0),)))
