"""Repairing and comparing from the command line, with a database and without."""

import json
from pathlib import Path

import pytest

from ridealong.planning.plan_json import read_plan

from .conftest import Run, content
from .test_solve import PROBLEM

NOW = {**PROBLEM, "hosts": [{"id": "h1", "team": "Brand", "away": [0, 2]}, PROBLEM["hosts"][1]]}  # type: ignore[index]  # a JSON document


@pytest.fixture
def solved(bare: Run, here: Path) -> Path:
    (here / "problem.json").write_text(json.dumps(PROBLEM))
    (here / "now.json").write_text(json.dumps(NOW))
    assert bare("solve problem.json --out plan.json").code == 3
    return here


def test_a_plan_is_repaired_without_a_database(bare: Run, solved: Path) -> None:
    ran = bare("solve now.json --repair plan.json --out repaired.json")
    assert ran.code == 3
    assert "g2: h1 in round 0 -> h2 in round 0 (h1 is away in round 0)" in ran.err
    assert "3 visits kept, 1 change." in ran.err
    document = json.loads((solved / "repaired.json").read_text())
    assert (document["format"], document["kept"], len(document["changes"])) == ("ridealong-repair/1", 3, 1)
    assert [one.host for one in read_plan(solved / "repaired.json").assignments] == ["h2", "h1", "h2", "h2"]
    again = bare("solve now.json --repair repaired.json")
    assert json.loads(again.out)["changes"] == []


def test_rounds_that_are_over_stay(bare: Run, solved: Path) -> None:
    ran = bare("solve now.json --repair plan.json --held 1")
    assert json.loads(ran.out)["changes"] == []
    ran = bare("solve now.json --repair plan.json --held 9 --out new.json")
    assert ran.code == 1
    assert "9 rounds cannot be over: there are 3" in ran.err
    assert not (solved / "new.json").exists()


def test_rounds_that_are_over_are_those_of_a_plan_to_repair(bare: Run, solved: Path) -> None:
    ran = bare("solve now.json --held 1 --out new.json")
    assert ran.code == 2
    assert "--repair PLAN.json" in ran.err
    assert not (solved / "new.json").exists()


def test_two_plans_are_compared_as_text_and_as_a_document(bare: Run, solved: Path) -> None:
    ran = bare("solve now.json --compare plan.json")
    assert ran.out.startswith("3 visits the same, 0 in another round, 1 gone, 1 new.\n")
    assert "places filled: 4 -> 4 (+0)" in ran.out
    document = bare("--json solve now.json --compare plan.json").json
    assert document["format"] == "ridealong-comparison/1"
    assert document["gone"] == [{"guest": "g2", "host": "h1", "before": 0, "after": None}]
    assert sum(one["worth"] for one in document["terms"]) == document["after"]["value"] - document["before"]["value"]


@pytest.mark.parametrize("option", ["--repair", "--compare"])
def test_a_file_that_is_no_plan_is_named(bare: Run, solved: Path, option: str) -> None:
    ran = bare(f"solve now.json {option} problem.json --out new.json")
    assert (ran.code, ran.out) == (1, "")
    assert "format: this is no ridealong-plan/1" in ran.err
    assert not (solved / "new.json").exists()


@pytest.fixture
def broken(run: Run, published: Path, here: Path) -> Path:
    """The program Spring, published, with a host of a published visit away."""
    first = run("--json plan Spring --dry-run").json["published"][0]
    (here / "absences.csv").write_text(
        f"email,first_day,last_day,reason\n{first['host']},{first['start']},{first['start']},ill\n"
    )
    assert run("absences import absences.csv").code == 0
    return published


def test_a_dry_run_shows_every_change_with_its_reason_and_changes_nothing(run: Run, broken: Path) -> None:
    before = content(broken)
    ran = run("repair Spring --dry-run")
    assert "is away in round" in ran.out
    assert "published" in ran.out
    assert "A dry run: nothing was changed." in ran.err
    assert content(broken) == before


def test_a_repair_replaces_what_fell_away_and_invites_are_due(run: Run, broken: Path) -> None:
    assert run("invites export --out out").code == 0
    would = run("--json repair Spring --dry-run").json
    done = run("--json repair Spring").json
    assert done == would
    [change] = [one for one in done["changes"] if one["kind"] == "broken"]
    assert change["published"]
    assert change["before"]["host"] != (change["after"] or {"host": ""})["host"]
    assert sorted(done["effects"]) == ["people", "terms"]
    due = run("--json invites list").json["invites"]
    assert {one["method"] for one in due} <= {"CANCEL", "REQUEST"}
    assert any(one["method"] == "CANCEL" for one in due)
    again = run("repair Spring")
    assert again.code == 1
    assert "needs repair" in again.err


def test_places_that_stay_open_need_attention(run: Run, broken: Path) -> None:
    done = run("--json repair Spring")
    assert done.code == (3 if any(not one["away"] for one in done.json["open"]) else 0)


def test_drafts_that_cannot_be_published_need_attention_in_a_comparison(run: Run, planned: Path) -> None:
    fine = run("compare Spring --json")
    assert (fine.code, fine.json["wrong"]) == (0, None)
    draft = fine.json["publishes"][0]
    assert run(f"absences add {draft['guest']} {draft['start']} {draft['end']}").code == 0
    ran = run("compare Spring --json")
    assert (ran.code, ran.json["wrong"]["id"]) == (3, draft["id"])
    refused = run("publish Spring")
    assert refused.code == 1
    assert f"{ran.json['wrong']['problem']}. {ran.json['wrong']['remedy']}" in refused.err
    told = run("compare Spring")
    assert told.code == 3
    assert ran.json["wrong"]["remedy"] in told.err


def test_a_comparison_says_what_publishing_adds_and_who_gains(run: Run, planned: Path) -> None:
    document = run("--json compare Spring").json
    terms = {one["term"]: one for one in document["effects"]["terms"]}
    assert terms["placed"]["after"] - terms["placed"]["before"] == len(document["publishes"])
    assert terms["fit"]["after"] == sum(one["fit"] for one in document["publishes"])
    assert {one["email"] for one in document["effects"]["people"] if one["gains"] > 0} >= {
        one["guest"] for one in document["publishes"]
    }
    told = run("compare Spring").out
    average = terms["fit"]["after"] / terms["placed"]["after"]
    assert f"Average fit {round(average)} of 100; " in told
    assert "In all: 6 places more; " in told


def test_a_start_after_all_rounds_is_answered_with_the_option(planned: Path, run: Run) -> None:
    ran = run("plan Spring --from 2029-01-01")
    assert ran.code == 1
    assert "has no round that begins on or after 2029-01-01" in ran.err
    assert "Name an earlier day with --from" in ran.err
