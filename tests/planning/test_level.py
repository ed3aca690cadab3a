"""Rounds of even size: reached where the rules allow it, at the same value, and never with a broken rule."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from ridealong.planning.check import check, check_cells
from ridealong.planning.grid import build_grid
from ridealong.planning.level import level
from ridealong.planning.level_small import even_out
from ridealong.planning.plan import Plan
from ridealong.planning.plan_json import plan_document
from ridealong.planning.problem import Cover, FitMatrix, Guest, Host, Met, Pin, Problem
from ridealong.planning.problem_json import parse_problem, problem_to_json
from ridealong.planning.season import Season
from ridealong.planning.solve import solve
from ridealong.planning.stopper import Stopper
from thorough import examples, thorough_only

from .build import cells, problem, random_problem
from .example import ANSWER, PROBLEM


def ride_alongs(guests: int, hosts: int, *, away: float = 0.0, turns: int = 1, capacity: int = 1) -> Problem:
    """A made-up quarter of ride-alongs: 13 weeks, two visits a host, two weeks of rest."""
    rng = random.Random(7)

    def absent() -> tuple[int, ...]:
        return tuple(round_ for round_ in range(13) if rng.random() < away)

    return Problem(
        13,
        tuple(Guest(f"g{i:03}", f"T{i % 11}", absent(), max_turns=turns) for i in range(guests)),
        tuple(Host(f"h{j:03}", f"M{j % 9}", capacity, absent(), rest=2, max_visits=2, window=13) for j in range(hosts)),
        FitMatrix(guests, hosts, bytes(rng.randint(0, 100) for _ in range(guests * hosts))),
        level=True,
    )


def sizes(given: Problem, plan: Plan) -> list[int]:
    count = Counter(a.round for a in plan.assignments)
    return [count[round_] for round_ in range(given.rounds)]


def fullest(given: Problem, plan: Plan) -> int:
    """The most people of one home team, of either side, who take part in the same round."""
    team = {person.id: person.team for person in (*given.guests, *given.hosts)}
    return max(Counter((team[who], a.round) for a in plan.assignments for who in (a.guest, a.host)).values())


@pytest.mark.parametrize(
    ("away", "turns", "capacity", "placed"),
    [(0.0, 1, 1, 165), (0.1, 1, 2, 165), pytest.param(0.2, 2, 1, 264, marks=thorough_only)],
)
def test_a_season_is_spread_over_its_rounds(away: float, turns: int, capacity: int, placed: int) -> None:
    given = ride_alongs(165, 132, away=away, turns=turns, capacity=capacity)
    before, plan = solve(replace(given, level=False)), solve(given)
    assert plan.score == before.score
    assert (plan.bound, plan.proved, plan.score.placed) == (before.bound, before.proved, placed)
    assert check(given, plan.assignments) == []
    assert max(sizes(given, plan)) - min(sizes(given, plan)) <= 1
    assert max(sizes(given, before)) - min(sizes(given, before)) > 20
    assert fullest(given, plan) <= 4 < fullest(given, before)


def test_levelling_keeps_every_rule_and_the_value_whatever_the_problem() -> None:
    for seed in range(examples(24)):
        given = replace(random_problem(seed, 5, extended=True, stays=seed % 2 == 0), level=True)
        before, plan = solve(replace(given, level=False)), solve(given)
        assert check(given, plan.assignments) == [], seed
        assert (plan.score, plan.bound) == (before.score, before.bound), seed
        assert sum(n * n for n in sizes(given, plan)) <= sum(n * n for n in sizes(given, before)), seed


def test_rounds_are_as_even_as_absences_allow() -> None:
    guests = [Guest(f"g{i}", "T", away=(2,), max_turns=1) for i in range(6)]
    hosts = [Host(f"h{i}", "M") for i in range(6)]
    plan = solve(problem(3, guests, hosts, [[50] * 6] * 6, level=True))
    assert sizes(problem(3, guests, hosts, [[50] * 6] * 6), plan) == [3, 3, 0]


def test_a_visit_moves_on_where_another_makes_room() -> None:
    # Nobody of round 0 can go to round 2, and from one round to the next there is no gain.
    guests = [Guest(f"a{i}", "T", away=(2,)) for i in range(3)] + [Guest(f"b{i}", "T", away=(0,)) for i in range(3)]
    hosts = [Host(f"h{i}", "M") for i in range(6)]
    season = Season(build_grid(problem(3, guests, hosts, [[50] * 6] * 6)))
    for person, round_ in enumerate((0, 0, 0, 1, 1, 2)):
        season.place(person, person, round_)
    held = np.zeros((6, 3), dtype=np.bool_)
    level(season, held, Stopper())
    assert (season.host_of >= 0).sum(axis=0).tolist() == [2, 2, 2]
    assert [int(row.max()) for row in season.host_of] == list(range(6))


def test_a_chain_that_cannot_be_finished_changes_nothing() -> None:
    # One of round 0 could join another in round 3; if that one goes to round 2 instead, their host has to rest.
    at = (0, 0, 0, 3, 3, 2)
    ways = {0: (0, 3), 3: (3, 2)}
    guests = [
        Guest(f"g{i}", "T", tuple(r for r in range(4) if r not in ways.get(i, (round_,))))
        for i, round_ in enumerate(at)
    ]
    hosts = [Host("h0", "M", capacity=2, rest=1), *(Host(f"h{i}", "M") for i in range(1, 6))]
    season = Season(build_grid(problem(4, guests, hosts, [[50] * 6] * 6)))
    for person, round_ in enumerate(at):
        season.place(person, 0 if person in ways else person, round_)
    before = season.host_of.copy()
    level(season, np.zeros((6, 4), dtype=np.bool_), Stopper())
    assert (season.host_of == before).all()


def test_pins_stay_where_they_are() -> None:
    guests = [Guest(f"g{i}", "T", max_turns=1) for i in range(6)]
    hosts = [Host(f"h{i}", "M") for i in range(6)]
    pins = (*(Pin(f"g{i}", f"h{i}", 1) for i in range(3)), Pin("g3", None, 1), Pin("g4", "h0"))
    given = problem(3, guests, hosts, [[50] * 6] * 6, level=True, pins=pins)
    plan = solve(given)
    assert check(given, plan.assignments) == []
    assert sizes(given, plan) == [1, 4, 1]
    assert {(f"g{i}", f"h{i}", 1) for i in range(3)} <= cells(plan)


def test_meetings_of_two_people_keep_their_gap_and_first_round() -> None:
    met = tuple(Met(f"g{i}", f"h{i}", 1, not_before=2) for i in range(4))
    fit = [[90 if i == j else None for j in range(4)] for i in range(4)]
    guests, hosts = [Guest(f"g{i}", "T", max_turns=2) for i in range(4)], [Host(f"h{i}", "M") for i in range(4)]
    given = problem(8, guests, hosts, fit, level=True, met=met, repeat_gap=2)
    plan = solve(given)
    assert check(given, plan.assignments) == []
    assert max(sizes(given, plan)[2:]) - min(sizes(given, plan)[2:]) <= 1


def test_a_season_without_a_free_seat_stays_as_it_is() -> None:
    guests, hosts = [Guest(f"g{i}", "T") for i in range(20)], [Host(f"h{i}", "M") for i in range(20)]
    given = problem(6, guests, hosts, [[(i * j) % 101 for j in range(20)] for i in range(20)])
    assert cells(solve(replace(given, level=True))) == cells(solve(given))


def test_the_published_answer_is_the_same_level_or_not() -> None:
    answer = plan_document(solve(replace(parse_problem(json.loads(PROBLEM)), level=True)))
    answer["seconds"] = 0.01
    assert answer == json.loads(ANSWER)


def test_level_is_read_and_written() -> None:
    document = json.loads(PROBLEM)
    assert not parse_problem(document).level
    assert "level" not in problem_to_json(parse_problem(document))
    given = parse_problem({**document, "level": True})
    assert parse_problem(json.loads(problem_to_json(given))) == given


def test_the_same_season_is_levelled_in_the_same_way() -> None:
    given = ride_alongs(40, 30, away=0.1)
    order = random.Random(1).sample(range(40), 40)
    listed_otherwise = replace(
        given,
        guests=tuple(given.guests[row] for row in order),
        fit=FitMatrix.of([[given.fit.points(row, column) for column in range(30)] for row in order]),
    )
    assert solve(given).assignments == solve(given).assignments == solve(listed_otherwise).assignments


def test_a_small_plan_is_even_also_where_visits_stand_in_each_others_way() -> None:
    """Three teams, one of each out at a time, and hosts who rest for two rounds: no single move helps."""
    # The team of the guest, the host, and the round; the last two hosts are there in the last two rounds alone.
    stuck = ("D00", "P10", "P21", "D31", "S42", "S13", "S04", "P24", "D54", "S45", "D35", "P65")
    guests = tuple(Guest(f"g{at:02}", one[0], max_turns=1) for at, one in enumerate(stuck))
    hosts = tuple(Host(f"h{at}", "M", 2, away=(0, 1, 2, 3) if at > 4 else (), rest=2) for at in range(7))
    given = Problem(6, guests, hosts, FitMatrix(12, 7, bytes(84)), cover=Cover(guests=dict.fromkeys("DPS", 1)))
    season = Season(build_grid(given))
    for at, (_team, host, number) in enumerate(stuck):
        season.place(at, int(host), int(number))
    value = season.value()
    level(season, np.zeros((12, 6), dtype=np.bool_), Stopper())
    assert (season.host_of >= 0).sum(axis=0).tolist() == [2] * 6
    assert (season.value(), list(check_cells(given, season.cells()))) == (value, [])


def test_a_small_plan_that_is_as_even_as_closed_rounds_allow_is_not_searched() -> None:
    guests = tuple(Guest(f"g{at:02}", "T", closed={0: "freeze", 1: "freeze"}) for at in range(12))
    hosts = tuple(Host(f"h{at:02}", "M") for at in range(12))
    given = Problem(6, guests, hosts, FitMatrix(12, 12, bytes(144)))
    season = Season(build_grid(given))
    for at in range(12):
        season.place(at, at, 2 + at % 4)
    asked = []
    stopper = Stopper(cancelled=lambda: bool(asked.append(1)))
    assert not even_out(season, np.zeros((12, 6), dtype=np.bool_), stopper)
    assert (season.host_of >= 0).sum(axis=0).tolist() == [0, 0, 3, 3, 3, 3]
    assert not asked
