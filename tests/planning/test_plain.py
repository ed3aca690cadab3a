"""Planning where OR-Tools cannot be imported, in a fresh interpreter: as on a system for which it has no wheel."""

from __future__ import annotations

import json
import os
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ridealong.domain.errors import Refused
from ridealong.planning.check import check
from ridealong.planning.counting import counted_bound
from ridealong.planning.grid import build_grid
from ridealong.planning.plan import Plan
from ridealong.planning.plan_json import read_plan
from ridealong.planning.problem import Guest, Host, Pin, Problem
from ridealong.planning.problem_json import problem_to_json
from ridealong.planning.solve import solve
from thorough import examples, thorough_only

from .build import cells, problem, random_problem

WITHOUT = """\
import sys

class Without:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "ortools":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Without())
"""
MANY = """\
import pickle, sys
from ridealong.domain.errors import Refused
from ridealong.planning.solve import solve

def answered(problem):
    try:
        return solve(problem, worker=False)
    except Refused as error:
        return error

with open(sys.argv[1], "rb") as file:
    problems = pickle.load(file)
with open(sys.argv[1], "wb") as file:
    pickle.dump([answered(one) for one in problems], file)
sys.exit("ortools" in sys.modules)
"""


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a Python that has no OR-Tools, in this process and in those that it starts."""
    folder = tmp_path_factory.mktemp("without")
    (folder / "sitecustomize.py").write_text(WITHOUT)
    return {**os.environ, "PYTHONPATH": str(folder)}


def planned_plainly(problems: list[Problem], folder: Path, env: dict[str, str]) -> list[Plan | Refused]:
    file = folder / "problems"
    file.write_bytes(pickle.dumps(problems))
    done = subprocess.run([sys.executable, "-c", MANY, str(file)], env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    answers: list[Plan | Refused] = pickle.loads(file.read_bytes())
    return answers


def test_no_rule_is_broken_and_no_bound_is_too_low(tmp_path: Path, elsewhere: dict[str, str]) -> None:
    problems = [random_problem(seed, 5, extended=seed % 2 == 0, stays=seed % 3 == 0) for seed in range(examples(48))]
    answers = planned_plainly(problems, tmp_path, elsewhere)
    found = 0
    for given, answer in zip(problems, answers, strict=True):
        if isinstance(answer, Refused):
            continue
        found += 1
        assert check(given, answer.assignments) == []
        best = solve(given)
        assert answer.score.value <= best.score.value or not best.proved
        assert best.score.value <= answer.bound.value
        assert best.score.placed <= answer.bound.placed
    assert found > len(problems) * 5 // 6


def test_a_season_is_filled_evenly_and_is_not_called_proved(tmp_path: Path, elsewhere: dict[str, str]) -> None:
    given = problem(
        6,
        [Guest(f"g{i}", f"t{i % 3}") for i in range(9)],
        [Host(f"h{j}", f"m{j % 2}") for j in range(6)],
        [[(7 * i + 5 * j) % 41 for j in range(6)] for i in range(9)],
    )
    (plan,) = planned_plainly([given], tmp_path, elsewhere)
    assert isinstance(plan, Plan)
    assert (plan.score.placed, plan.score.turns_min, plan.score.turns_max) == (36, 4, 4)
    assert plan.score.repeats == 0
    assert not plan.proved
    assert plan.gap_percent > 0


def test_pins_are_kept_whole_and_half(tmp_path: Path, elsewhere: dict[str, str]) -> None:
    given = problem(
        2,
        [Guest("a", "A"), Guest("b", "B"), Guest("c", "C", stay=2)],
        [Host("x", "X"), Host("y", "Y"), Host("z", "Z")],
        [[1, 90, 90], [90, 1, 90], [90, 90, 1]],
        pins=(Pin("a", "x", 1), Pin("b", "y"), Pin("c", "z", 1)),
    )
    (plan,) = planned_plainly([given], tmp_path, elsewhere)
    assert isinstance(plan, Plan)
    assert {("a", "x", 1), ("c", "z", 0), ("c", "z", 1)} <= cells(plan)
    assert {("b", "y", 0), ("b", "y", 1)} & cells(plan)


def test_pins_for_which_no_place_is_found_are_refused_by_name(tmp_path: Path, elsewhere: dict[str, str]) -> None:
    given = problem(
        1, [Guest("a", "A"), Guest("b", "B")], [Host("x", "X")], [[1], [1]], pins=(Pin("a", "x"), Pin("b", "x"))
    )
    (answer,) = planned_plainly([given], tmp_path, elsewhere)
    assert isinstance(answer, Refused)
    assert re.match("No place was found for the pin [ab] with x beside the others", str(answer))


def test_people_may_be_listed_in_any_order(tmp_path: Path, elsewhere: dict[str, str]) -> None:
    given = random_problem(3, 6, extended=True)
    turned = replace(
        given,
        guests=given.guests[::-1],
        fit=type(given.fit).of(list(given.fit.lists())[::-1]),
    )
    one, other = planned_plainly([given, turned], tmp_path, elsewhere)
    assert isinstance(one, Plan)
    assert isinstance(other, Plan)
    assert replace(one, seconds=0.0) == replace(other, seconds=0.0)


@pytest.mark.parametrize("pairs", [4, pytest.param(44_000, marks=thorough_only)])
def test_the_command_plans_and_says_that_it_is_not_proved(
    pairs: int, tmp_path: Path, elsewhere: dict[str, str]
) -> None:
    guests = max(3, pairs // 200)
    hosts = max(2, pairs // guests)
    given = problem(
        2,
        [Guest(f"g{i}", "A", away=(i % 2,) if i % 5 == 0 else ()) for i in range(guests)],
        [Host(f"h{j}", "X", share=1) for j in range(hosts)],
        [[(i * j + i) % 97 for j in range(hosts)] for i in range(guests)],
    )
    (tmp_path / "problem.json").write_text(problem_to_json(given))
    call = [sys.executable, "-m", "ridealong", "solve", "problem.json", "--out", "plan.json"]
    done = subprocess.run(call, env=elsewhere, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 3}
    assert "not proved" in done.stderr
    plan = read_plan(tmp_path / "plan.json")
    assert check(given, plan.assignments) == []
    assert json.loads((tmp_path / "plan.json").read_text())["proved"] is False


@pytest.mark.parametrize("seed", range(examples(40)))
def test_counting_never_bounds_too_low(seed: int) -> None:
    given = random_problem(seed + 500, 5, extended=seed % 2 == 0, stays=seed % 3 == 0)
    plan = solve(given)
    bound = counted_bound(build_grid(given))
    assert plan.score.value <= bound.value
    assert plan.score.placed <= bound.placed
