"""The published example, and that neither order nor repetition changes an answer."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ridealong.planning.plan_json import parse_plan, plan_document, plan_to_json, read_plan
from ridealong.planning.problem import FitMatrix, Guest, Host, Pin, Problem
from ridealong.planning.problem_json import parse_problem, problem_to_json, read_problem
from ridealong.planning.progress import Progress
from ridealong.planning.solve import solve
from thorough import examples

from .build import random_problem
from .example import ANSWER, PROBLEM


def shuffled(given: Problem, seed: int) -> Problem:
    rng = random.Random(seed)
    rows = rng.sample(range(len(given.guests)), len(given.guests))
    columns = rng.sample(range(len(given.hosts)), len(given.hosts))
    return replace(
        given,
        guests=tuple(given.guests[row] for row in rows),
        hosts=tuple(given.hosts[column] for column in columns),
        fit=FitMatrix.of([[given.fit.points(row, column) for column in columns] for row in rows]),
        met=tuple(rng.sample(given.met, len(given.met))),
        pins=tuple(rng.sample(given.pins, len(given.pins))),
    )


def answer_text(given: Problem) -> str:
    return plan_to_json(replace(solve(given), seconds=0.0))


def hard_season() -> Problem:
    """Sparse fit and many absences: the first plan is never the best."""
    rng, rounds = random.Random(0), 12

    def away() -> tuple[int, ...]:
        return tuple(round_ for round_ in range(rounds) if rng.random() < 0.4)

    guests = tuple(Guest(f"g{index}", f"T{index % 3}", away()) for index in range(16))
    hosts = tuple(Host(f"h{index}", f"M{index % 3}", 1, away()) for index in range(16))
    fit = [[rng.randrange(101) if rng.random() < 0.3 else None for _ in hosts] for _ in guests]
    return Problem(rounds, guests, hosts, FitMatrix.of(fit))


def test_the_published_problem_has_the_published_answer() -> None:
    answer = plan_document(solve(parse_problem(json.loads(PROBLEM))))
    answer["seconds"] = 0.01
    assert json.dumps(answer) == json.dumps(json.loads(ANSWER))


def test_a_problem_survives_being_written_and_read(tmp_path: Path) -> None:
    for seed in range(20):
        given = random_problem(seed, 4, extended=True, stays=True)
        path = tmp_path / "problem.json"
        path.write_text(problem_to_json(given), encoding="utf-8")
        assert read_problem(path) == given


def test_a_plan_survives_being_written_and_read(tmp_path: Path) -> None:
    plan = solve(parse_problem(json.loads(PROBLEM)))
    path = tmp_path / "plan.json"
    path.write_text(plan_to_json(plan), encoding="utf-8")
    back = read_plan(path)
    assert replace(back, open=()) == replace(plan, open=())
    assert parse_plan(json.loads(ANSWER)).score == back.score


@pytest.mark.parametrize("seed", range(examples(12)))
def test_the_order_in_which_people_are_listed_changes_nothing(seed: int) -> None:
    given = random_problem(seed, 5, extended=seed % 2 == 0, stays=seed % 3 == 0)
    assert answer_text(shuffled(given, seed)) == answer_text(given)


def test_the_same_season_gives_the_same_bytes_twice() -> None:
    given = season(60, 8)
    assert answer_text(given) == answer_text(given)
    assert answer_text(shuffled(given, 1)) == answer_text(given)


def season(people: int, rounds: int) -> Problem:
    rng = random.Random(5)
    base = parse_problem(json.loads(PROBLEM))
    half = people // 2
    return Problem(
        rounds,
        tuple(
            replace(
                base.guests[1], id=f"g{i}", team=f"t{i % 5}", away=tuple(r for r in range(rounds) if rng.random() < 0.1)
            )
            for i in range(half)
        ),
        tuple(replace(base.hosts[0], id=f"h{j}", team=f"m{j % 5}", away=()) for j in range(half - 2)),
        FitMatrix.of([[rng.randint(0, 100) for _ in range(half - 2)] for _ in range(half)]),
    )


def test_nothing_heavy_is_imported_before_something_is_solved() -> None:
    code = (
        "import sys, ridealong.planning, ridealong.planning.problem, ridealong.planning.plan, "
        "ridealong.planning.problem_json, ridealong.planning.plan_json, ridealong.planning.solve, "
        "ridealong.planning.check; sys.exit(bool({'numpy', 'ortools'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_progress_ends_with_what_the_plan_says() -> None:
    heard: list[Progress] = []
    plan = solve(season(30, 5), progress=heard.append)
    assert heard[0].done == 0.0
    assert [step.done for step in heard] == sorted(step.done for step in heard)
    assert all(step.value <= plan.score.value for step in heard)


def test_a_cancelled_plan_says_so_and_is_legal() -> None:
    plan = solve(hard_season(), cancelled=lambda: True)
    assert plan.stopped == "cancelled"
    assert json.loads(plan_to_json(plan))["stopped"] == "cancelled"
    assert plan.score.value <= plan.bound.value


def test_a_cap_in_seconds_that_is_reached_is_reported() -> None:
    plan = solve(hard_season(), seconds=0.0)
    assert plan.stopped == "seconds"
    assert plan.score.value <= plan.bound.value


def test_a_cap_in_seconds_that_is_not_reached_changes_nothing() -> None:
    given = season(30, 5)
    assert plan_to_json(replace(solve(given, seconds=1000), seconds=0.0)) == answer_text(given)


@pytest.mark.parametrize("stop", [{"seconds": 0.0}, {"cancelled": lambda: True}])
def test_a_work_that_is_stopped_at_once_still_leaves_a_whole_plan(
    stop: dict[str, Any],  # Any: arguments of `solve`, of several types
) -> None:
    """Pins alone are no plan: a draft that is replaced by them would be lost."""
    given = season(24, 4)
    pinned = replace(given, pins=(Pin(given.guests[0].id, None, 2), Pin(given.guests[1].id, given.hosts[1].id)))
    assert solve(pinned, **stop).score.placed == solve(pinned).score.placed
