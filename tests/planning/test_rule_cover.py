"""Cover at home: at most so many people of a team are taken by visits in one round."""

from __future__ import annotations

from collections import Counter

import pytest

from ridealong.domain.errors import InvalidValue
from ridealong.planning.check import check
from ridealong.planning.plan import Assignment
from ridealong.planning.problem import Cover, Guest, Host, Pin
from ridealong.planning.solve import solve
from thorough import thorough_only

from .build import cells, problem, reasons

GUESTS = [Guest("a", "Platform"), Guest("b", "Platform"), Guest("c", "Data")]
HOSTS = [Host("x", "Brand", 2), Host("y", "Brand", 2), Host("z", "CRM", 2)]
FIT = [[90, 10, 10], [10, 90, 10], [10, 10, 90]]


def test_no_more_guests_of_a_team_are_out_than_its_cover_allows() -> None:
    plan = solve(problem(2, GUESTS, HOSTS, FIT, cover=Cover(guests={"Platform": 1})))
    out = Counter((round_, guest in {"a", "b"}) for guest, _, round_ in cells(plan))
    assert out == {(0, True): 1, (1, True): 1, (0, False): 1, (1, False): 1}
    assert {guest for guest, _, _ in cells(plan)} == {"a", "b", "c"}
    assert set(reasons(plan).values()) == {"enough of Platform are out already"}
    assert {one.causes for one in plan.open} == {(("", "cover"),)}
    assert (plan.proved, plan.bound.placed) == (True, 4)


def test_no_more_hosts_of_a_team_have_guests_than_its_cover_allows() -> None:
    plan = solve(
        problem(1, GUESTS, HOSTS, [[90, 10, None], [10, 90, None], [90, 10, None]], cover=Cover({}, {"Brand": 1}))
    )
    assert Counter(host for _, host, _ in cells(plan)) == {"x": 2}
    assert list(reasons(plan).values()) == [f"x is full, y has to cover for Brand and z is kept apart from {'b'}"]
    assert plan.open[0].causes == (("x", "full"), ("y", "cover"), ("z", "apart"))
    assert not plan.open[0].only_away
    assert plan.proved


def test_cover_may_differ_from_round_to_round() -> None:
    plan = solve(problem(3, GUESTS[:2], HOSTS, FIT[:2], cover=Cover({"Platform": (0, 1, 2)}, {"Brand": (2, 2, 1)})))
    assert Counter(round_ for _, _, round_ in cells(plan)) == {1: 1, 2: 2}
    assert len({host for _, host, round_ in cells(plan) if round_ == 2 and host != "z"}) <= 1


def test_a_stay_counts_for_the_cover_in_all_its_rounds() -> None:
    guests = [Guest("a", "T", stay=2, max_turns=2), Guest("b", "T", stay=2, max_turns=2)]
    plan = solve(problem(4, guests, [Host("x", "M", 2)], [[50], [50]], cover=Cover({"T": 1})))
    assert plan.score.placed == 4
    assert max(Counter(round_ for _, _, round_ in cells(plan)).values()) == 1


def test_pins_that_break_the_cover_name_it() -> None:
    pins = (Pin("a", "x", 0), Pin("b", "y", 0))
    for cover, text in (
        (Cover({"Platform": 1}), "only 1 of Platform may be out in round 0"),
        (Cover({}, {"Brand": 1}), "only 1 of Brand may have guests in round 0"),
    ):
        with pytest.raises(InvalidValue, match=rf"pins\[1\]: b with y in round 0 breaks a rule: {text} \(cover\)"):
            solve(problem(1, GUESTS, HOSTS, FIT, pins=pins, cover=cover))


def test_a_broken_cover_names_everybody_who_is_taken() -> None:
    given = problem(1, GUESTS, HOSTS, FIT, cover=Cover({"Platform": 1}, {"Brand": 1}))
    plan = [Assignment(0, "a", "x", 90, 0), Assignment(0, "b", "y", 90, 0)]
    assert [(one.rule, one.people, one.rounds) for one in check(given, plan)] == [
        ("cover_guests", ("a", "b"), (0,)),
        ("cover_hosts", ("x", "y"), (0,)),
    ]


@thorough_only
def test_cover_holds_in_plans_too_large_for_the_exact_model() -> None:
    guests = [Guest(f"g{i:02}", f"T{i % 3}") for i in range(40)]
    hosts = [Host(f"h{i:02}", f"M{i % 3}", 1 + i % 2) for i in range(35)]
    fit = [[(7 * i + 11 * j) % 101 for j in range(35)] for i in range(40)]
    given = problem(12, guests, hosts, fit, cover=Cover({"T0": 5}, {"M0": 4}))
    plan = solve(given)
    assert check(given, plan.assignments) == []
    turns = Counter(guest for guest, _, _ in cells(plan))
    # 14 guests share 5 places in each of 12 rounds.
    assert {turns[guest.id] for guest in guests if guest.team == "T0"} == {4, 5}
    assert plan.score.placed == plan.bound.placed
