"""What rules are called and what they say, as data that others can put into words of their own."""

from __future__ import annotations

import json
import pickle

import pytest

from ridealong.planning.broken_pin import BrokenPin
from ridealong.planning.check import check
from ridealong.planning.plan import Assignment
from ridealong.planning.problem import Guest, Host, Met, Pin
from ridealong.planning.problem_json import parse_problem, problem_to_json
from ridealong.planning.rules.registry import CAUSES, RULES
from ridealong.planning.solve import solve

from .build import problem

NAMES = {"g": "Anna", "h": "Ben", "k": "Cem"}


def day(rounds: tuple[int, ...]) -> str:
    return "the week of " + " and ".join(f"{1 + 7 * round_} March" for round_ in rounds)


def test_every_rule_has_a_code_and_a_name_of_its_own() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.name and "_" not in rule.name for rule in RULES)


def test_every_cause_has_words_for_one_and_for_several() -> None:
    assert all(cause.code == code and cause.one and cause.several for code, cause in CAUSES.items())


def test_a_broken_rule_can_be_told_with_names_and_dates() -> None:
    given = problem(3, [Guest("g", "T"), Guest("k", "T")], [Host("h", "M", away=(1,), rest=1)], [[1], [1]])
    plan = [Assignment(1, "g", "h", 1, 0), Assignment(2, "k", "h", 1, 0)]
    away, rest = check(given, plan)
    assert away.text == "h is away in round 1"
    assert away.said.told(NAMES.__getitem__, day) == "Ben is away in the week of 8 March"
    assert rest.text == "h has visits in rounds 1 and 2, and needs 1 round of rest between (rest)"
    assert (rest.people, rest.rounds) == (("h", "g", "k"), (1, 2))
    assert (
        rest.said.told(NAMES.__getitem__, day)
        == "Ben has visits in the week of 8 March and 15 March, and needs 1 round of rest between"
    )


def test_a_full_host_is_told_with_all_its_guests() -> None:
    given = problem(1, [Guest("g", "T"), Guest("k", "T")], [Host("h", "M")], [[1], [1]])
    (full,) = check(given, [Assignment(0, "g", "h", 1, 0), Assignment(0, "k", "h", 1, 0)])
    assert (full.rule, full.people, full.rounds) == ("capacity", ("h", "g", "k"), (0,))


def test_a_pin_that_cannot_be_kept_can_be_told_with_names_and_dates() -> None:
    given = problem(2, [Guest("g", "T", away=(1,))], [Host("h", "M")], [[1]], pins=(Pin("g", "h", 1),))
    with pytest.raises(BrokenPin) as caught:
        solve(given)
    error = caught.value
    assert str(error) == "pins[0]: g with h in round 1 breaks a rule: g is away in round 1"
    told = "Anna with Ben in the week of 8 March breaks a rule: Anna is away in the week of 8 March"
    assert error.said.told(NAMES.__getitem__, day) == told
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.said) == (str(error), error.said)


def test_the_first_round_to_meet_again_can_be_told_as_a_day() -> None:
    met = (Met("g", "h", 1, not_before=2),)
    given = problem(3, [Guest("g", "T")], [Host("h", "M")], [[1]], met=met)
    (broken,) = check(given, [Assignment(1, "g", "h", 1, 1)])
    assert (broken.text, broken.rounds) == ("g may not meet h again before round 2", (1, 2))
    told = broken.said.told(NAMES.__getitem__, day, lambda round_: f"Monday, {1 + 7 * round_} March")
    assert told == "Anna may not meet Ben again before Monday, 15 March"


def test_where_a_lead_does_not_agree_that_is_said_and_not_that_the_two_met() -> None:
    met = (Met("g", "h", not_before=1, refused=True),)
    given = problem(1, [Guest("g", "T")], [Host("h", "M")], [[1]], met=met)
    (place,) = solve(given).open
    assert (place.reason, place.causes) == ("a lead does not agree to h", (("h", "refused"),))
    (broken,) = check(given, [Assignment(0, "g", "h", 1, 0)])
    assert (broken.rule, broken.text) == ("not_before", "a lead does not agree to g with h")
    assert parse_problem(json.loads(problem_to_json(given))).met == met


def test_so_many_rounds_can_be_told_as_weeks() -> None:
    given = problem(3, [Guest("g", "T")], [Host("h", "M")], [[1]], repeat_gap=2)
    (broken,) = check(given, [Assignment(0, "g", "h", 1, 0), Assignment(1, "g", "h", 1, 1)])
    assert broken.text == "g meets h again within 2 rounds (repeat_gap)"
    told = broken.said.told(NAMES.__getitem__, day, span=lambda rounds: f"{2 * rounds} weeks")
    assert told == "Anna meets Ben again within 4 weeks"


def test_a_closed_round_whose_reason_names_the_host_is_told_by_the_reason_alone() -> None:
    hosts = [Host("h", "M", closed={0: "Ben pauses"}), Host("k", "M", closed={0: "Brand is busy"})]
    (place,) = solve(problem(1, [Guest("g", "T")], hosts, [[1, 1]])).open
    assert place.reason == "h is closed (Ben pauses) and k is closed (Brand is busy)"
    assert place.said.told(NAMES.__getitem__, day) == "Ben pauses and Cem is closed (Brand is busy)"


def test_the_reason_of_an_open_place_can_be_told_with_names() -> None:
    met = (Met("g", "h", 1, not_before=1),)
    plan = solve(problem(1, [Guest("g", "T")], [Host("h", "M"), Host("k", "M", away=(0,))], [[1, 1]], met=met))
    (place,) = plan.open
    assert place.reason == "k is away and h met g too recently"
    assert place.said.text == place.reason
    assert place.said.told(NAMES.__getitem__, day) == "Cem is away and Ben met Anna too recently"
    assert place.said.people == ("k", "h", "g")
