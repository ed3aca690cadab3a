"""The commands about steps: the template of a program, and what is done for a visit."""

from pathlib import Path

import pytest

from ridealong.domain.programs import Kind
from ridealong.domain.steps import default_steps

from .conftest import Run, content

DEFAULT = default_steps(Kind.RIDE_ALONG)


def test_a_template_is_listed_changed_and_reset(run: Run, planned: Path) -> None:
    found = run("program steps Spring --json").json
    assert (found["program"], found["own"], len(found["steps"])) == ("Spring", False, len(DEFAULT))
    assert found["steps"][0] == {"number": 1, "phase": "before", "who": "host", "text": DEFAULT[0].text}
    assert "These are the steps of all programs" in run("program steps spring").err
    added = run("program steps Spring --add 'Order a badge' --who guest --json").json
    assert added["own"] is True
    assert added["steps"][4] == {"number": 5, "phase": "before", "who": "guest", "text": "Order a badge"}
    moved = run("program steps Spring --edit 5 --phase during --who both --json").json["steps"]
    assert moved[5] == {"number": 6, "phase": "during", "who": "both", "text": "Order a badge"}
    assert len(run("program steps Spring --remove 6 --json").json["steps"]) == len(DEFAULT)
    shown = run("program steps Spring")
    assert DEFAULT[0].text in shown.out
    assert shown.err == ""
    assert run("program steps Spring --reset --json").json["own"] is False


def test_steps_of_a_visit_are_ticked_off(run: Run, published: Path) -> None:
    found = run("steps 1 --json").json["pairing"]
    assert (found["id"], found["program"], found["state"]) == (1, "Spring", "published")
    assert [one["done"] for one in found["steps"]] == [None] * len(DEFAULT)
    done = run("steps 1 --done 1 --done 3 --json").json["pairing"]["steps"]
    assert [one["done"] for one in done][:4] == ["2026-12-01", None, "2026-12-01", None]
    again = run("steps 1 --done 2 --on 2026-11-30")
    assert "2026-11-30" in again.out
    assert "3 steps to do" in again.err
    assert run("steps 1 --undo 1 --undo 2 --json").json["pairing"]["steps"][1]["done"] is None


def test_what_is_open_before_visits_that_begin_soon_is_listed(run: Run, published: Path) -> None:
    assert run("steps --json").json == {"pairings": []}
    soon = run("--today 2027-01-07 steps --json").json["pairings"]
    assert {one["start"] for one in soon} == {"2027-01-11"}
    first = soon[0]["id"]
    for number in (1, 2, 3, 4):
        assert run(f"--today 2027-01-07 steps {first} --done {number}").code == 0
    left = run("--today 2027-01-07 steps --json").json["pairings"]
    assert [one["id"] for one in left] == [one["id"] for one in soon[1:]]
    assert len(run("steps --days 60 --json").json["pairings"]) > len(left)
    assert DEFAULT[0].text in run("steps --days 60").out


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        ("program steps Nix", 1, "There is no program 'Nix'"),
        ("program steps Spring --add ' '", 2, "A step needs its text"),
        ("program steps Spring --edit 1", 2, "There is nothing to change"),
        ("program steps Spring --edit 9 --who host", 2, "There is no step 9"),
        ("program steps Spring --remove 0", 2, "There is no step 0"),
        ("program steps Spring --who host", 2, "are about a step"),
        ("program steps Spring --add x --text y", 2, "are about a step"),
        ("program steps Spring --remove 1 --reset", 2, "give one of them"),
        ("program steps Spring --add x --phase sometime", 2, "'sometime' is not a time of a step"),
        ("program steps Spring --add x --who nobody", 2, "'nobody' is not a doer of a step"),
        ("steps 99", 1, "There is no pairing 99"),
        ("steps x", 2, "'x' is not the number of a pairing"),
        ("steps 1 --done 9", 2, "There is no step 9"),
        ("steps 1 --done 1 --undo 2", 2, "give one of them"),
        ("steps 1 --done 1 --on 2027-06-01", 2, "is still to come"),
        ("steps 1 --on 2026-06-01", 2, "--on is about --done"),
        ("steps --done 1", 2, "Name the pairing"),
        ("steps 1 --days 5", 2, "leave PAIRING out"),
    ],
)
def test_what_is_wrong_changes_nothing(run: Run, published: Path, call: str, code: int, said: str) -> None:
    before = content(published)
    ran = run(call)
    assert (ran.code, said in ran.err) == (code, True), ran.err
    assert content(published) == before


def test_nobody_ticks_off_a_draft(run: Run, planned: Path) -> None:
    assert run("steps 1").code == 0
    ran = run("steps 1 --done 1")
    assert (ran.code, "is a draft" in ran.err) == (1, True)
