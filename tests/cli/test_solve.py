"""The planner alone: a problem in, a plan out."""

import json
from pathlib import Path

import pytest

from ridealong.planning.plan_json import read_plan

from .conftest import Run

PROBLEM = {
    "format": "ridealong-problem/1",
    "rounds": 3,
    "seed": 0,
    "guests": [
        {"id": "g1", "team": "Platform", "away": [0], "turns": 2, "max_turns": 2, "known_teams": ["Events"]},
        {"id": "g2", "team": "Data"},
    ],
    "hosts": [
        {"id": "h1", "team": "Brand", "capacity": 1, "away": [2]},
        {"id": "h2", "team": "CRM", "capacity": [1, 2, 1]},
    ],
    "fit": [[73, None], [40, 65]],
    "met": [{"guest": "g1", "host": "h1", "times": 1}],
    "pins": [{"guest": "g2", "host": "h2", "round": 1}],
}


def test_the_example_of_the_design_gets_its_answer(bare: Run, here: Path) -> None:
    (here / "problem.json").write_text(json.dumps(PROBLEM))
    ran = bare("solve", "problem.json", "--out", "plan.json")
    assert ran.code == 3  # g1 is kept apart from the only host who is there in round 2
    assert ran.out == ""
    plan = read_plan(here / "plan.json")
    assert (plan.score.value, plan.score.placed, plan.proved) == (39718303, 4, True)
    assert [(one.guest, one.round) for one in plan.open] == [("g1", 0), ("g1", 2)]
    assert json.loads(bare("solve", "problem.json").out)["score"]["value"] == 39718303


def test_places_that_are_open_because_somebody_is_away_need_no_attention(bare: Run, here: Path) -> None:
    (here / "problem.json").write_text(
        json.dumps(
            {
                **PROBLEM,
                "rounds": 1,
                "fit": [[73, 1], [40, 65]],
                "pins": [],
                "hosts": [{"id": "h1", "team": "Brand"}, {"id": "h2", "team": "CRM"}],
            }
        )
    )
    assert bare("solve", "problem.json", "--out", "plan.json").code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("{", "not JSON"),
        ('{"format": "ridealong-problem/2"}', "ridealong-problem/1"),
        (json.dumps({**PROBLEM, "fit": [[73, 101], [40, 65]]}), "fit[0][1]: 101 is above 100"),
        (json.dumps({**PROBLEM, "pins": [{"guest": "g1", "round": 0}]}), "g1"),
    ],
)
def test_a_problem_that_is_none_leaves_no_plan(bare: Run, here: Path, text: str, said: str) -> None:
    (here / "problem.json").write_text(text)
    (here / "plan.json").write_text("the plan before")
    ran = bare("solve", "problem.json", "--out", "plan.json")
    assert ran.code == 1
    assert said in ran.err
    assert ran.err.startswith("ridealong: ")
    assert (here / "plan.json").read_text() == "the plan before"
    assert bare("solve", "none.json", "--out", "new.json").code == 1
    assert not (here / "new.json").exists()


def test_a_plan_that_cannot_be_written_is_said(bare: Run, here: Path) -> None:
    (here / "problem.json").write_text(json.dumps(PROBLEM))
    ran = bare("solve", "problem.json", "--out", "none/plan.json")
    assert ran.code == 1
    assert "none/plan.json cannot be written" in ran.err


def test_the_problem_that_plan_writes_is_one_that_solve_reads(run: Run, planned: Path, here: Path) -> None:
    plan = run("plan", "Spring", "--problem", "problem.json", "--json")
    assert plan.code == 0
    solved = json.loads(run("solve", "problem.json").out)
    assert solved["score"] == plan.json["score"]
