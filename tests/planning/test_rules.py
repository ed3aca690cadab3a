"""Each rule and each weight on its own, in problems small enough to see the answer."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from ridealong.domain.errors import InvalidValue
from ridealong.planning.check import check
from ridealong.planning.plan import Assignment
from ridealong.planning.problem import FitMatrix, Guest, Host, Met, Pin, Promise, Weights
from ridealong.planning.problem_json import parse_problem, problem_to_json
from ridealong.planning.score import fair_shares, score
from ridealong.planning.solve import solve

from .build import cells, problem, reasons

G, H = Guest("g", "T"), Host("h", "M")


def test_two_people_meet_again_only_after_the_gap() -> None:
    plan = solve(problem(5, [G], [H], [[50]], repeat_gap=1))
    assert {round_ for _, _, round_ in cells(plan)} == {0, 2, 4}
    assert reasons(plan) == {
        ("g", 1): "h meets g too close to this round",
        ("g", 3): "h meets g too close to this round",
    }


def test_two_people_do_not_meet_before_the_round_that_is_set() -> None:
    plan = solve(problem(3, [G], [H], [[50]], met=(Met("g", "h", 1, not_before=2),)))
    assert cells(plan) == {("g", "h", 2)}
    assert reasons(plan)["g", 0] == "h met g too recently"


def test_a_host_rests_between_visits() -> None:
    plan = solve(problem(6, [G], [Host("h", "M", rest=2)], [[50]]))
    assert plan.score.placed == 2
    assert plan.bound.placed == 2
    assert "h rests after or before a visit" in reasons(plan).values()


def test_visits_from_elsewhere_count_for_the_rest() -> None:
    plan = solve(problem(4, [G], [Host("h", "M", rest=2, visits=(-1,))], [[50]]))
    assert cells(plan) in ({("g", "h", 2)}, {("g", "h", 3)})


def test_a_host_has_no_more_visits_than_allowed_in_a_window() -> None:
    plan = solve(problem(6, [G], [Host("h", "M", max_visits=2, window=3)], [[50]]))
    rounds = sorted(round_ for _, _, round_ in cells(plan))
    assert len(rounds) == 4
    assert all(sum(end - 3 < round_ <= end for round_ in rounds) <= 2 for end in range(6))
    assert plan.proved


def test_without_a_window_visits_are_limited_for_the_whole_plan() -> None:
    plan = solve(problem(6, [G], [Host("h", "M", max_visits=2)], [[50]]))
    assert plan.score.placed == 2
    assert "h has had the most visits allowed" in reasons(plan).values()


def test_every_guest_received_is_a_visit() -> None:
    plan = solve(problem(3, [G, Guest("k", "T")], [Host("h", "M", capacity=2, max_visits=1)], [[50], [50]]))
    assert (plan.score.placed, plan.bound.placed) == (1, 1)
    assert "h has had the most visits allowed" in reasons(plan).values()


def test_two_guests_in_one_round_are_two_visits() -> None:
    guests = [Guest(f"g{i}", "T", max_turns=1) for i in range(8)]
    host = Host("h", "M", capacity=2, max_visits=2, window=13)
    plan = solve(problem(26, guests, [host], [[50]] * 8))
    rounds = [round_ for _, _, round_ in cells(plan)]
    assert plan.score.placed == plan.bound.placed == 4
    assert all(sum(end - 13 < round_ <= end for round_ in rounds) <= 2 for end in range(26))
    both = (Pin("g0", "h", 20), Pin("g1", "h", 20))
    plan = solve(problem(26, guests, [host], [[50]] * 8, pins=both))
    rounds = [round_ for _, _, round_ in cells(plan)]
    assert rounds.count(20) == 2
    assert all(sum(end - 13 < round_ <= end for round_ in rounds) <= 2 for end in range(26))
    assert next(o.causes for o in plan.open if o.round == 15) == (("h", "max_visits"),)
    with pytest.raises(InvalidValue, match="h has 3 visits in 13 rounds, and may have 2"):
        solve(problem(26, guests, [host], [[50]] * 8, pins=(*both, Pin("g2", "h", 10))))


def test_guests_of_one_round_share_the_rest() -> None:
    guests = [Guest(f"g{i}", "T", max_turns=1) for i in range(4)]
    plan = solve(problem(4, guests, [Host("h", "M", capacity=2, rest=2)], [[50]] * 4))
    assert sorted(Counter(round_ for _, _, round_ in cells(plan)).values()) == [2, 2]
    assert (plan.score.placed, plan.bound.placed) == (4, 4)


def test_visits_from_elsewhere_count_once_each() -> None:
    for visits, placed in (((0,), 2), ((0, 0), 1), ((-3, -3, -3), 0), ((-4, -4, -4), 2)):
        host = Host("h", "M", capacity=3, max_visits=3, window=4, visits=visits)
        plan = solve(problem(1, [G, Guest("k", "T")], [host], [[50], [50]]))
        assert (plan.score.placed, plan.bound.placed) == (placed, placed), visits


def test_what_was_promised_for_a_visit_from_elsewhere_holds_around_it_alone() -> None:
    guests = [Guest(f"g{i}", "T", max_turns=1) for i in range(9)]
    host = Host("h", "M", max_visits=6, window=4, visits=(5,), promises=(Promise(5, 2, 3),))
    plan = solve(problem(11, guests, [host], [[50]] * 9))
    rounds = sorted(round_ for _, _, round_ in cells(plan))
    assert plan.score.placed == plan.bound.placed == 8
    assert all(sum(first <= one < first + 3 for one in (*rounds, 5)) <= 2 for first in (3, 4, 5))
    assert (("h", "max_visits"),) in {one.causes for one in plan.open}
    pins = (Pin("g0", "h", 4), Pin("g1", "h", 6))
    with pytest.raises(InvalidValue, match="h has 3 visits in 3 rounds, and may have 2"):
        solve(problem(11, guests, [host], [[50]] * 9, pins=pins))
    apart = problem(11, guests, [host], [[50]] * 9, pins=(Pin("g0", "h", 3), Pin("g1", "h", 7)))
    assert not list(check(apart, solve(apart).assignments))


def test_of_several_promises_to_a_host_each_holds() -> None:
    guests = [Guest(f"g{i}", "T", max_turns=1) for i in range(9)]
    host = Host("h", "M", visits=(0, 8), promises=(Promise(0, 1, 4), Promise(8, 3, 2), Promise(8, 2, 5)))
    given = problem(9, guests, [host], [[50]] * 9)
    plan = solve(given)
    rounds = sorted(round_ for _, _, round_ in cells(plan))
    assert (plan.score.placed, plan.bound.placed) == (1, 1)
    assert rounds[0] >= 4
    assert not list(check(given, plan.assignments))
    assert parse_problem(json.loads(problem_to_json(given))) == given


def test_a_guest_may_join_a_visit_from_elsewhere_but_not_come_too_close_to_another() -> None:
    plan = solve(problem(6, [G], [Host("h", "M", rest=1, visits=(1, 4, 5))], [[50]]))
    assert {round_ for _, _, round_ in cells(plan)} == {1}


def test_a_closed_round_gives_its_own_reason() -> None:
    plan = solve(
        problem(
            2, [Guest("g", "T", closed={0: "quarter end"})], [Host("h", "M", closed={1: "campaign launch"})], [[50]]
        )
    )
    assert reasons(plan) == {("g", 0): "quarter end", ("g", 1): "h is closed (campaign launch)"}
    assert [o.causes for o in plan.open] == [(("", "closed"),), (("h", "closed"),)]


def test_hosts_who_are_closed_for_the_same_reason_are_told_together() -> None:
    hosts = [Host(name, "M", closed={0: "campaign launch"}) for name in ("h", "i")]
    assert reasons(solve(problem(1, [G], hosts, [[50, 50]]))) == {("g", 0): "h and i are closed (campaign launch)"}


def test_a_pin_may_leave_out_the_host() -> None:
    plan = solve(problem(2, [G, Guest("k", "T")], [H], [[0], [100]], pins=(Pin("g", None, 1),)))
    assert ("g", "h", 1) in cells(plan)


def test_a_pin_may_leave_out_the_round() -> None:
    plan = solve(problem(2, [G], [H, Host("i", "N")], [[0, 100]], pins=(Pin("g", "h"),)))
    assert any(host == "h" for _, host, _ in cells(plan))
    assert plan.proved


def test_a_stay_is_one_meeting_with_one_host_in_consecutive_rounds() -> None:
    plan = solve(
        problem(4, [Guest("g", "T", stay=3)], [H, Host("i", "N", away=(1,))], [[10, 100]], met=(Met("g", "h", 2),))
    )
    rounds = sorted(round_ for _, _, round_ in cells(plan))
    assert rounds in ([0, 1, 2], [1, 2, 3])
    assert {host for _, host, _ in cells(plan)} == {"h"}
    assert (plan.score.placed, plan.score.met_before, plan.score.new_teams, plan.score.fit) == (3, 2, 0, 30)
    assert [a.met_before for a in plan.assignments] == [2, 0, 0]
    assert plan.score.turns_squared == 9
    assert "no 3 free rounds in a row" in next(iter(reasons(plan).values()))


def test_a_pin_of_a_stay_is_kept_by_a_stay_that_covers_its_round() -> None:
    plan = solve(problem(5, [Guest("g", "T", stay=2, max_turns=2)], [H], [[10]], pins=(Pin("g", "h", 4),)))
    assert cells(plan) == {("g", "h", 3), ("g", "h", 4)}


def test_a_pin_of_a_stay_that_cannot_fit_is_refused() -> None:
    with pytest.raises(InvalidValue, match=r"pins\[0\]: g with h in round 1 breaks a rule"):
        solve(problem(3, [Guest("g", "T", stay=2, away=(0, 2))], [H], [[10]], pins=(Pin("g", "h", 1),)))


def test_capacity_may_differ_from_round_to_round() -> None:
    plan = solve(problem(3, [G, Guest("k", "T")], [Host("h", "M", (0, 1, 2))], [[10], [20]]))
    assert [round_ for _, _, round_ in sorted(cells(plan), key=lambda cell: cell[2])] == [1, 2, 2]
    assert reasons(plan)["g", 0] == "h takes nobody"


def test_turns_are_even_before_fit_counts() -> None:
    plan = solve(problem(2, [G, Guest("k", "T")], [H], [[0], [100]]))
    assert (plan.score.turns_min, plan.score.turns_max) == (1, 1)


def test_turns_had_before_count() -> None:
    plan = solve(problem(2, [Guest("g", "T", turns=2), Guest("k", "T")], [H], [[100], [0]]))
    assert {guest for guest, _, _ in cells(plan)} == {"k"}


def test_a_share_of_its_own_replaces_the_fair_share() -> None:
    given = problem(4, [G], [Host("h", "M", share=1)], [[50]])
    assert fair_shares(given) == {"h": 1}
    assert solve(given).score.over_share == 1 + 2 + 3


def test_the_fair_share_is_rounded_up_and_0_without_seats() -> None:
    hosts = [Host("h", "M", 1), Host("i", "M", 2), Host("j", "M", 0)]
    assert fair_shares(problem(3, [G], hosts, [[1, 1, 1]])) == {"h": 1, "i": 2, "j": 0}


def test_weights_replace_the_defaults() -> None:
    given = problem(2, [G], [H, Host("i", "N")], [[100, 0]], weights=Weights(met_before=0, new_teams=0, over_share=0))
    assert {host for _, host, _ in cells(solve(given))} == {"h"}


def test_places_that_are_worth_nothing_stay_open() -> None:
    given = problem(2, [G], [H], [[0]], weights=Weights(placed=0))
    plan = solve(given)
    assert plan.score.placed == 0
    assert plan.proved
    assert reasons(plan)["g", 0] == "h has a seat that would lower the value of the plan"
    assert plan.bound.placed == 2


def test_known_teams_are_not_new() -> None:
    plan = solve(problem(1, [Guest("g", "T", known_teams=("M", "elsewhere"))], [H, Host("i", "N")], [[50, 30]]))
    assert cells(plan) == {("g", "i", 0)}


def test_everybody_without_a_seat_reads_that_all_are_taken() -> None:
    guests = [G, Guest("k", "T")]
    plan = solve(problem(1, guests, [H], [[50], [40]]))
    assert reasons(plan) == {("k", 0): "all seats are taken"}


def test_many_hosts_are_counted_instead_of_named() -> None:
    hosts = [Host(f"h{i}", "M", away=(0,)) for i in range(5)] + [Host("x", "M"), Host("y", "M"), Host("z", "M", 0)]
    plan = solve(problem(1, [G], hosts, [[1] * 5 + [None, None, 5]]))
    assert reasons(plan)["g", 0] == "5 hosts are away, z takes nobody and x and y are kept apart from g"
    assert plan.open[0].causes[0] == ("h0", "away")


def test_no_seats_at_all_and_nobody_present_still_make_a_plan() -> None:
    plan = solve(problem(2, [Guest("g", "T", away=(0, 1))], [Host("h", "M", 0)], [[None]]))
    assert (plan.score.value, plan.bound.value, plan.proved) == (0, 0, True)


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ([(0, "x", "h")], "unknown"),
        ([(0, "a", "h")], "away"),
        ([(1, "a", "c")], "closed"),
        ([(1, "a", "k")], "apart"),
        ([(1, "a", "h"), (1, "a", "c")], "one_host"),
        ([(1, "a", "h"), (1, "b", "h")], "capacity"),
        ([(1, "a", "h"), (3, "a", "h")], "max_turns"),
        ([(0, "b", "n")], "not_before"),
        ([(1, "b", "h"), (2, "b", "h")], "repeat_gap"),
        ([(1, "b", "r"), (2, "a", "r")], "rest"),
        ([(0, "b", "r"), (3, "a", "r")], "max_visits"),
        ([], "pin"),
        ([(1, "s", "h")], "stay"),
    ],
)
def test_each_broken_rule_is_named(rows: list[tuple[int, str, str]], rule: str) -> None:
    given = problem(
        4,
        [Guest("a", "T", away=(0,), max_turns=1), Guest("b", "T"), Guest("s", "T", stay=2)],
        [H, Host("k", "M"), Host("c", "M", closed={1: "x"}), Host("n", "M"), Host("r", "M", rest=1, max_visits=1)],
        [[1, None, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1]],
        met=(Met("b", "n", 0, not_before=1),),
        pins=(Pin("b", "k", 3),),
        repeat_gap=1,
    )
    plan = [Assignment(round_, guest, host, 1, 0) for round_, guest, host in rows]
    assert rule in {violation.rule for violation in check(given, plan)}


def test_wrong_figures_in_a_plan_are_found() -> None:
    given = problem(1, [G], [H], [[7]])
    assert [v.rule for v in check(given, [Assignment(0, "g", "h", 8, 0)])] == ["figures"]
    assert check(given, [Assignment(0, "g", "h", 7, 0)]) == []
    assert score(given, [Assignment(0, "g", "h", 8, 3)]).fit == 7


def test_ragged_fit_is_refused() -> None:
    with pytest.raises(InvalidValue, match=r"fit\[1\]: 1 columns, but the row before has 2"):
        FitMatrix.of([[1, 2], [3]])
