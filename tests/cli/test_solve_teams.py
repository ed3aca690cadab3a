"""The planner alone, given composite teams: the page about the format, and what a call ends with."""

import copy
import json
import re
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from ridealong.planning.teams.plan_json import read_teams_plan
from ridealong.planning.teams.problem import TeamWeights
from thorough import thorough_only

from .at_work import until_planning
from .conftest import Run
from .terminals import PROGRAM, on_a_terminal

Document = dict[str, Any]  # JSON as a user may have written it
PAGE = Path(__file__).parents[2] / "docs" / "teams-format.md"


def examples_of_the_page() -> tuple[Document, Document]:
    problem, answer = re.findall(r"^```json\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return json.loads(problem), json.loads(answer)


def written(here: Path, document: object) -> str:
    (here / "problem.json").write_text(json.dumps(document), encoding="utf-8")
    return "problem.json"


def test_the_example_of_the_page_gets_its_answer(bare: Run, here: Path) -> None:
    problem, answer = examples_of_the_page()
    ran = bare("solve", written(here, problem))
    assert ran.code == 3
    assert ran.json | {"seconds": 0} == answer | {"seconds": 0}
    assert list(ran.json) == list(answer)


def test_the_page_names_every_term_with_its_weight() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for term, weight in asdict(TeamWeights()).items():
        assert f"| `{term}` | {weight:,} |" in text


def small() -> Document:
    return {
        "format": "ridealong-teams/1",
        "weeks": 3,
        "people": [
            {"id": "ana", "side": "it", "home": "Platform", "knows": ["SQL"]},
            {"id": "dee", "side": "marketing", "home": "Brand"},
        ],
        "teams": [
            {
                "id": "launch",
                "slots": [
                    {"id": "data", "side": "it", "must": ["SQL"]},
                    {"id": "events", "side": "marketing"},
                ],
            }
        ],
    }


def test_a_plan_without_open_slots_is_done(bare: Run, here: Path) -> None:
    ran = bare("solve", written(here, small()), "--out", "plan.json")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "2 slots filled, 0 open; no plan can be better. Written to plan.json.\n"
    plan = read_teams_plan(here / "plan.json")
    assert [(one.slot, one.person) for one in plan.embeds] == [("data", "ana"), ("events", "dee")]


def test_an_open_slot_needs_attention_whatever_the_reason(bare: Run, here: Path) -> None:
    document = small()
    document["people"][0]["away"] = [0, 1]
    ran = bare("solve", written(here, document), "--out", "plan.json")
    assert ran.code == 3
    assert ran.err.startswith("0 slots filled, 2 open; ")
    reasons = [one.reason for one in read_teams_plan(here / "plan.json").open]
    assert reasons == [
        "only ana knows SQL, and ana is away in weeks 0 and 1",
        "launch is not formed: nobody of IT is free for it",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"people": []}, "people: there is nobody to join a team"),
        ({"weeks": "3"}, "weeks: should be a whole number, not a text"),
        ({"pins": [{"person": "dee", "slot": "data"}]}, "pins[0]: dee in data breaks a rule: dee is of marketing"),
        ({"wishes": [{"person": "\ud800", "slot": "data"}]}, "wishes[0].person: holds half of a character"),
        ({"format": "ridealong-teams/2"}, "format: 'ridealong-teams/2' is not"),
    ],
)
def test_a_problem_that_is_wrong_leaves_no_plan(bare: Run, here: Path, change: Document, said: str) -> None:
    (here / "plan.json").write_text("the plan before")
    ran = bare("solve", written(here, small() | change), "--out", "plan.json")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("ridealong: ")
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert (here / "plan.json").read_text() == "the plan before"


def test_pins_that_cannot_all_be_kept_are_refused_with_a_way_out(bare: Run, here: Path) -> None:
    document = small()
    document["teams"].append(copy.deepcopy(document["teams"][0]) | {"id": "churn"})
    for slot in document["teams"][1]["slots"]:
        slot["id"] = f"churn-{slot['id']}"
    document["pins"] = [{"person": "ana", "slot": "data"}, {"person": "ana", "slot": "churn-data"}]
    ran = bare("solve", written(here, document))
    assert ran.code == 1
    assert ran.err == (
        "ridealong: pins[0], pins[1]: These cannot all hold: ana is pinned in churn-data, ana is pinned in data and "
        "ana has 100 % of a week for teams. They could if ana were not pinned in churn-data\n"
    )


@pytest.mark.parametrize(
    "option", ["--repair plan.json", "--compare plan.json", "--held 1 --repair plan.json", "--held 1"]
)
def test_what_is_for_visits_alone_is_a_wrong_call(bare: Run, here: Path, option: str) -> None:
    ran = bare("solve", written(here, small()), option)
    assert (ran.code, ran.out) == (2, "")
    assert "--repair" in ran.err


def large_problem(teams: int = 60) -> Document:
    """Teams that all want the same: sixty are seconds of work."""
    sides = ("it", "marketing")

    def person(number: int) -> Document:
        topics = ["ABCDE"[number % 5], "ABCDE"[number % 3]]
        begins = 60 * (number % 8)
        own = {"home": f"h{number % 7}", "knows": topics, "seniority": 1 + number % 4, "hours": [begins, begins + 480]}
        return {"id": f"p{number}", "side": sides[number % 2], **own}

    def team(number: int) -> Document:
        slots = [
            {"id": f"t{number}.{at}", "side": sides[at % 2], "must": ["ABCDE"[(number + at) % 5]]} for at in range(6)
        ]
        return {"id": f"t{number}", "slots": slots}

    return {
        "format": "ridealong-teams/1",
        "weeks": 4,
        "overlap": 240,
        "people": [person(number) for number in range(400)],
        "teams": [team(number) for number in range(teams)],
        "met": [{"people": [f"p{n}", f"p{n + k}"]} for n in range(397) for k in (1, 3)],
        "homes": {f"h{number}": 2500 for number in range(7)},
    }


@thorough_only
def test_a_cap_that_stops_the_work_is_said_in_the_plan(bare: Run, here: Path) -> None:
    ran = bare("solve", written(here, large_problem(30)), "--out plan.json --seconds 0.001")
    assert ran.code == 3
    plan = read_teams_plan(here / "plan.json")
    assert plan.stopped == "seconds"
    assert 0 < plan.score.value <= plan.bound.value


@thorough_only
@pytest.mark.skipif(sys.platform != "linux", reason="sees in /proc when the planner is at work")
def test_ctrl_c_ends_the_work_and_leaves_no_trace(here: Path) -> None:
    written(here, large_problem())
    call = [*PROGRAM, "solve", "problem.json", "--out", "plan.json"]
    with subprocess.Popen(call, cwd=here, stderr=subprocess.PIPE, text=True) as running:
        until_planning(running)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate()
    assert running.returncode == 130
    assert said.strip().startswith("ridealong: ")
    assert said.strip().endswith("Nothing was changed")
    assert not (here / "plan.json").exists()


@thorough_only
def test_progress_is_for_terminals_alone(bare: Run, here: Path) -> None:
    written(here, small())
    assert bare("solve problem.json --out plan.json").err.startswith("2 slots filled")
    _code, drawn = on_a_terminal(["solve", "problem.json", "--out", "plan.json"])
    assert "%  Getting ready" in drawn
