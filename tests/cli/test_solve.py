"""The planner alone: a problem in, a plan out."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ridealong.cli.progress import planned
from ridealong.planning.plan_json import read_plan
from ridealong.planning.progress import Progress

from .conftest import Run
from .terminals import PROGRAM, on_a_terminal

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


def large_problem(file: Path) -> None:
    """560 people in eight rounds, more than half of them guests: a few seconds of work."""
    rng = random.Random(1)
    guests, hosts = 336, 224
    document = {
        "format": "ridealong-problem/1",
        "rounds": 8,
        "guests": [{"id": f"g{i}", "team": f"t{i % 9}", "away": [i % 8] if i % 3 else []} for i in range(guests)],
        "hosts": [{"id": f"h{j}", "team": f"m{j % 7}"} for j in range(hosts)],
        "fit": [[rng.randrange(101) for _ in range(hosts)] for _ in range(guests)],
    }
    file.write_text(json.dumps(document))


def hard_problem(file: Path) -> None:
    """Sparse fit and many absences: no plan is proved without a search."""
    rng = random.Random(1)

    def people(letter: str) -> list[dict[str, object]]:
        return [
            {"id": f"{letter}{i}", "team": f"{letter}{i % 3}", "away": [r for r in range(12) if rng.random() < 0.4]}
            for i in range(40)
        ]

    fit = [[rng.randrange(101) if rng.random() < 0.2 else None for _ in range(40)] for _ in range(40)]
    document = {"format": "ridealong-problem/1", "rounds": 12, "guests": people("g"), "hosts": people("h"), "fit": fit}
    file.write_text(json.dumps(document))


def children_of(number: int) -> list[int]:
    found = []
    for children in Path(f"/proc/{number}/task").glob("*/children"):
        found += [int(child) for child in children.read_text().split()]
    return found


def alive(number: int) -> bool:
    try:
        return bool(Path(f"/proc/{number}/cmdline").read_bytes())
    except OSError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="finds the worker in /proc")
def test_ctrl_c_ends_the_work_at_once_and_leaves_no_trace(here: Path) -> None:
    large_problem(here / "problem.json")
    call = [*PROGRAM, "solve", "problem.json", "--out", "plan.json"]
    with subprocess.Popen(call, cwd=here, stderr=subprocess.PIPE, text=True) as running:
        while not children_of(running.pid):
            assert running.poll() is None
        (worker,) = children_of(running.pid)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate()
    assert running.returncode == 130
    assert said.strip() == "ridealong: interrupted. Nothing was changed"
    assert not (here / "plan.json").exists()
    while alive(worker):
        time.sleep(0.02)


def test_a_cap_that_stops_the_work_is_said_in_the_plan(bare: Run, here: Path) -> None:
    hard_problem(here / "problem.json")
    assert bare("solve problem.json --out plan.json --seconds 0.001").code == 3
    plan = read_plan(here / "plan.json")
    assert plan.stopped == "seconds"
    assert 0 < plan.score.value <= plan.bound.value


def test_the_stage_the_places_and_the_quality_are_told() -> None:
    told: list[tuple[str, float]] = []
    tell = planned(lambda words, done: told.append((words, done)))
    assert tell is not None
    tell(Progress("rounds", 0, 0, None, None, 0.1))
    tell(Progress("descending", 25394, 7, 8, 0.0301, 0.5))
    tell(Progress("improving", 25394, 8, 8, 0.0, 0.9))
    assert told == [
        ("rounds: 0 placed", 0.1),
        ("descending: 25,394 placed, 99.96 % of the best possible", 0.5),
        ("improving: 25,394 placed, the best possible", 0.9),
    ]


def test_progress_is_for_terminals_alone(bare: Run, here: Path) -> None:
    (here / "problem.json").write_text(json.dumps(PROBLEM))
    assert bare("solve problem.json --out plan.json").err.startswith("4 places filled")
    _code, drawn = on_a_terminal(["solve", "problem.json", "--out", "plan.json"])
    assert "pins: 1 placed" in drawn
