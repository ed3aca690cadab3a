"""Trios: where more guests are present than there are seats, hosts may take one guest more."""

from __future__ import annotations

from collections import Counter

import pytest

from ridealong.domain.errors import InvalidValue
from ridealong.planning.check import check
from ridealong.planning.plan import Assignment
from ridealong.planning.problem import Guest, Host, Pin
from ridealong.planning.solve import solve

from .build import cells, problem, reasons

GUESTS = [Guest(name, "T") for name in "abc"]


def test_the_odd_one_out_makes_a_trio() -> None:
    plan = solve(problem(1, GUESTS, [Host("x", "M"), Host("y", "M")], [[1, 2]] * 3, trios=True))
    assert sorted(Counter(host for _, host, _ in cells(plan)).values()) == [1, 2]
    assert (plan.score.placed, plan.bound.placed, plan.open, plan.proved) == (3, 3, (), True)


def test_without_trios_the_odd_one_out_stays_without_a_host() -> None:
    assert solve(problem(1, GUESTS, [Host("x", "M"), Host("y", "M")], [[1, 2]] * 3)).score.placed == 2


def test_no_host_takes_two_more_than_it_has_seats() -> None:
    plan = solve(problem(1, GUESTS, [Host("x", "M")], [[1]] * 3, trios=True))
    assert plan.score.placed == 2
    assert list(reasons(plan).values()) == ["all seats are taken"]
    assert plan.open[0].causes == (("x", "trio"),)


def test_there_are_no_more_trios_than_guests_without_a_seat() -> None:
    hosts = [Host("x", "M"), Host("y", "M")]
    plan = solve(problem(1, GUESTS[:2], hosts, [[9, None], [9, None]], trios=True))
    assert plan.score.placed == 1
    assert list(reasons(plan).values()) == ["x is full and y is kept apart from b"]


def test_guests_who_are_away_lack_no_seat() -> None:
    guests = [Guest("a", "T"), Guest("b", "T"), Guest("c", "T", away=(0,), closed={1: "release"})]
    plan = solve(problem(3, guests, [Host("x", "M"), Host("y", "M", 1)], [[5, None]] * 3, trios=True))
    assert Counter(round_ for _, _, round_ in cells(plan)) == {0: 1, 1: 1, 2: 2}


def test_hosts_without_seats_make_no_trios() -> None:
    plan = solve(problem(1, GUESTS, [Host("x", "M", 0), Host("y", "M", 1)], [[90, 1]] * 3, trios=True))
    assert {host for _, host, _ in cells(plan)} == {"y"}


def test_trios_are_shared_out_over_the_hosts() -> None:
    hosts = [Host("x", "M"), Host("y", "M")]
    plan = solve(problem(4, GUESTS, hosts, [[60, 50]] * 3, trios=True))
    assert Counter(host for _, host, _ in cells(plan)) == {"x": 6, "y": 6}


def test_too_many_trios_are_named_with_their_hosts() -> None:
    given = problem(1, [*GUESTS, Guest("d", "T")], [Host("x", "M"), Host("y", "M", 2)], [[1, 1]] * 4, trios=True)
    plan = [Assignment(0, guest, host, 1, 0) for guest, host in (("a", "x"), ("b", "x"), ("c", "y"), ("d", "y"))]
    assert check(given, plan) == []
    five = problem(1, [*GUESTS, Guest("d", "T"), Guest("e", "T")], [Host("x", "M"), Host("y", "M")], [[1, 1]] * 5)
    plan = [Assignment(0, guest, "x", 1, 0) for guest in "abc"]
    assert [(one.rule, one.text) for one in check(five, plan)] == [("capacity", "x takes 1 in round 0, not 3")]


def test_pins_may_need_a_trio_but_no_more_than_are_lacking() -> None:
    hosts = [Host("x", "M"), Host("y", "M")]
    pins = (Pin("a", "x", 0), Pin("b", "x", 0))
    plan = solve(problem(1, GUESTS, hosts, [[5, 5]] * 3, pins=pins, trios=True))
    assert cells(plan) == {("a", "x", 0), ("b", "x", 0), ("c", "y", 0)}
    four = [*GUESTS, Guest("d", "T")]
    pins = (Pin("a", "x", 0), Pin("b", "x", 0), Pin("c", "y", 0), Pin("d", "y", 0))
    with pytest.raises(InvalidValue, match="2 hosts take one guest more in round 0, but 1 seats are lacking"):
        solve(problem(1, four, [*hosts, Host("z", "M")], [[5, 5, 5]] * 4, pins=pins, trios=True))


def test_trios_are_made_in_plans_too_large_for_the_exact_model() -> None:
    guests = [Guest(f"g{i:02}", "T") for i in range(45)]
    hosts = [Host(f"h{i:02}", f"M{i % 3}") for i in range(40)]
    given = problem(10, guests, hosts, [[(7 * i + 11 * j) % 101 for j in range(40)] for i in range(45)], trios=True)
    plan = solve(given)
    assert check(given, plan.assignments) == []
    assert plan.score.placed == plan.bound.placed == 450
