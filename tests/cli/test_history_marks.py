"""The command that says how pairings went: one or several at once, and what it says of words that are none."""

from pathlib import Path

from .conftest import Run

LATER = "--today 2027-06-01"


def test_several_are_marked_in_one_step(run: Run, published: Path) -> None:
    one, other = (row["id"] for row in run("history list --json").json["history"][:2])
    done = run(f"{LATER} history mark {one} {other} held --json").json["pairings"]
    assert [(row["id"], row["state"]) for row in done] == [(one, "held"), (other, "held")]
    run(f"{LATER} undo")
    told = run(f"{LATER} history mark {one} {other} missed")
    assert (told.code, told.err.count(": missed.")) == (0, 2)


def test_one_that_cannot_be_marked_keeps_all_as_they_are(run: Run, published: Path) -> None:
    one = run("history list --json").json["history"][0]["id"]
    assert run(f"{LATER} history mark {one} 999 held").code == 1
    assert {row["state"] for row in run("history list --json").json["history"]} == {"published"}


def test_only_what_can_be_said_is_listed(run: Run, published: Path) -> None:
    wrong = run("history mark 34 35")
    assert (wrong.code, "'35' is not a state. It is one of held, missed, ended" in wrong.err) == (2, True)
    assert "It is one of held, missed, ended" in run("history mark 34 proposed").err
