"""The commands about the charter of a program: sponsors, measures with readings, copies."""

from pathlib import Path

import pytest

from .conftest import Run, content

IT, MARKETING = "it0@company.example", "marketing0@company.example"


def test_a_program_is_signed_by_its_sponsors(run: Run, planned: Path) -> None:
    named = run(f"program sign spring --side it --sponsor {IT} --json").json
    assert named["sponsor"] | {"name": ""} == {
        "side": "it",
        "name": "",
        "email": IT,
        "named": "2026-12-01",
        "agreed": None,
        "note": "",
    }
    signed = run("program sign Spring --side it --agreed 2026-11-30 --note 'In the board'")
    assert "sponsors Spring for IT and agreed on 2026-11-30" in signed.err
    outside = run("program sign Spring --side marketing --sponsor 'Paula Poe <paula@y.example>' --agreed 2026-12-01")
    assert "Paula Poe sponsors Spring for Marketing" in outside.err
    shown = run("program show Spring --json").json
    assert [(one["side"], one["agreed"], one["note"]) for one in shown["sponsors"]] == [
        ("it", "2026-11-30", "In the board"),
        ("marketing", "2026-12-01", ""),
    ]
    assert "Paula Poe" in run("program show Spring").out
    assert run("program list --json").json["programs"][0]["needs"] == []
    assert run("program list --needs --json").json["programs"] == []
    assert "has not agreed yet" in run("program sign Spring --side it --take-back").err
    assert run("program list --needs --json").json["programs"][0]["needs"] == ["the IT sponsor has not agreed"]
    gone = run("program sign Spring --side marketing --remove --json")
    assert gone.json == {"program": "Spring", "side": "marketing", "sponsor": None}
    run("undo")
    assert len(run("program show Spring --json").json["sponsors"]) == 2


def test_readings_of_a_measure_are_noted_shown_and_taken_back(run: Run, planned: Path) -> None:
    run("program measure Spring 'Time to first page' --unit days --baseline 9 --target 4.5")
    first = run("program measure Spring 'time to first page' --reading 8 --on 2026-11-02 --note 'by hand' --json")
    assert first.json["reading"] == {
        "measure": "time to first page",
        "day": "2026-11-02",
        "value": 8,
        "note": "by hand",
    }
    assert first.json["before"] is None
    run("program measure Spring 'Time to first page' --reading 7")
    again = run("program measure Spring 'Time to first page' --reading 6.75")
    assert "was 6.75 on 2026-12-01. It was 7 before." in again.err
    shown = run("program show Spring --json").json
    assert [(one["day"], one["value"]) for one in shown["readings"]] == [("2026-11-02", 8), ("2026-12-01", 6.75)]
    assert "50% of the way to the target" in run("program show Spring").out
    assert run("program measure Spring 'Time to first page' --remove --on 2026-12-01 --json").json["removed"] is True
    assert len(run("program show Spring --json").json["readings"]) == 1
    run("program measure Spring 'Time to first page' --target none")
    assert run("program show Spring --json").json["measures"][0]["target"] is None


def test_a_program_is_copied_and_renamed(run: Run, planned: Path) -> None:
    run(f"program sign Spring --side it --sponsor {IT} --agreed 2026-12-01")
    run("program edit Spring --objective 'Pages live sooner'")
    made = run("program copy Spring Summer --enrol --json").json
    assert (made["program"]["start"], made["program"]["objective"]) == ("2027-02-08", "Pages live sooner")
    assert [one["agreed"] for one in made["sponsors"]] == [None]
    assert len(made["enrolments"]) == 10
    later = run("program copy Spring Autumn --start 2027-09-01").err
    assert "Autumn: Ride-along, 2027-09-06" in later
    assert "Fall changed" in run("program edit Autumn --name Fall").err
    names = [one["name"] for one in run("program list --sort name --json").json["programs"]]
    assert names == ["Fall", "Spring", "Summer"]
    assert [one["name"] for one in run("program list summer --json").json["programs"]] == ["Summer"]


def test_the_rounds_of_a_program_tell_how_far_they_have_come(run: Run, planned: Path) -> None:
    rounds = run("program show Spring --json").json["rounds"]
    assert [one["round"] for one in rounds] == [0, 1, 2, 3]
    assert sum(one["proposed"] for one in rounds) == 6
    assert "Drafts" in run("program show Spring").out


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        ("sign Spring --side it", 2, "Say who the sponsor is with --sponsor"),
        ("sign Spring --side it --sponsor ' '", 2, "--remove takes the sponsor back"),
        ("sign Spring --side it --agreed 2026-12-01", 1, "'Spring' has no IT sponsor yet"),
        ("sign Spring --side sales --sponsor x", 2, "'sales' is not a side"),
        (f"sign Spring --side it --sponsor {MARKETING}", 1, "is on the Marketing side"),
        (f"sign Spring --side it --sponsor {IT} --agreed 2027-01-01", 2, "2027-01-01 is still to come"),
        (f"sign Spring --side it --sponsor {IT} --agreed 2026-12-01 --take-back", 2, "Leave out one"),
        ("sign Spring --side it --remove --note x", 2, "leave the other options out"),
        ("sign Spring --side it --sponsor nobody@x.example", 1, "There is nobody with the address"),
        ("measure Spring Calls --reading 3", 1, "'Spring' has no measure 'Calls'"),
        ("measure Spring Calls --reading 3 --unit x", 2, "--reading stands for itself"),
        ("measure Spring Calls --on 2026-12-01", 2, "--on and --note are about a --reading"),
        ("measure Spring Calls --reading many", 2, "'many' is not a number"),
        ("copy Spring spring", 1, "There is a program 'Spring' already"),
        ("copy Autumn Winter", 1, "There is no program 'Autumn'"),
        ("edit Spring --name ' '", 2, "A program needs a name"),
        ("list archived:perhaps", 2, "archived:yes"),
    ],
)
def test_what_makes_no_sense_changes_nothing(run: Run, planned: Path, call: str, code: int, said: str) -> None:
    before = content(planned)
    ran = run("program", call)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert content(planned) == before
