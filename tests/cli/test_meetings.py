"""The commands about meetings: listed, moved, skipped and put back."""

from pathlib import Path

import pytest

from .conftest import Run, content, settled


@pytest.fixture
def pals(company: Path, run: Run) -> int:
    """Two buddies, published; returns the number of their check-in, every two weeks on Wednesdays at ten."""
    settings = "--kind buddy --start 2027-01-11 --enrol it0@company.example --enrol marketing0@company.example"
    settled(company.parent, f"program create Pals {settings}", "plan Pals", "publish Pals --yes")
    (row,) = run("meetings list --json").json["meetings"]
    return int(row["id"])


@pytest.fixture
def visits(planned: Path) -> Path:
    settled(planned.parent, "publish Spring --yes")
    return planned


def test_meetings_are_listed_with_when_where_and_who(run: Run, pals: int) -> None:
    (row,) = run("meetings list --json").json["meetings"]
    assert (row["kind"], row["program"], row["guest"], row["host"]) == (
        "check-in",
        "Pals",
        "it0@company.example",
        "marketing0@company.example",
    )
    assert (row["start"], row["time"], row["minutes"], row["every_weeks"]) == ("2027-01-13", "10:00", 30, 2)
    assert [one["day"] for one in row["occurrences"]][:2] == ["2027-01-13", "2027-01-27"]
    assert (row["left_out"], row["skipped"]) == ([], False)
    listed = run("meetings list")
    assert "every 2 weeks, 7 times" in listed.out
    assert listed.err == "1 meeting.\n"
    assert run("meetings list --person it1@company.example --json").json == {"meetings": []}
    assert run("meetings list --program No").code == 1


def test_one_occurrence_moves_is_skipped_and_put_back(run: Run, pals: int) -> None:
    moved = run(f"meetings move {pals} --on 2027-01-27 --to 2027-01-30 --at 15:00 --place 'Room 5' --json")
    assert moved.err == "Note: 2027-01-30 is a Saturday.\n"
    assert moved.json["meeting"]["occurrences"][1] == {
        "day": "2027-01-27",
        "to": "2027-01-30",
        "time": "15:00",
        "minutes": 30,
        "place": "Room 5",
    }
    assert run(f"meetings skip {pals} --on 2027-02-10").code == 0
    assert "not 2027-02-10, 2027-01-27 is on 2027-01-30 at 15:00 in Room 5" in run("meetings list").out
    assert "is back where the rules have it" in run(f"meetings reset {pals} --on 2027-02-10").err
    back = run(f"meetings reset {pals} --json").json["meeting"]
    assert back["occurrences"][1]["to"] == "2027-01-27"
    assert back["left_out"] == []


def test_what_is_changed_about_a_meeting_becomes_due(run: Run, pals: int, here: Path) -> None:
    assert run("invites export --out out").code == 0
    assert run("invites list --json").json["invites"] == []
    assert "`ridealong invites list` shows what is due" in run(f"meetings move {pals} --at 14:30").err
    (due,) = run("invites list --json").json["invites"]
    assert (due["method"], due["sequence"]) == ("REQUEST", 1)


def test_a_visit_lists_all_its_meetings(run: Run, visits: Path) -> None:
    rows = run("meetings list --program Spring --json").json["meetings"]
    kinds = {one["kind"] for one in rows}
    assert kinds == {"prep", "welcome", "visit", "debrief"}
    (visit,) = (one for one in rows if one["pairing"] == rows[0]["pairing"] and one["kind"] == "visit")
    assert (visit["time"], visit["every_weeks"], visit["occurrences"], visit["time_zone"]) == (None, None, [], None)
    ran = run(f"meetings move {visit['id']} --to {visit['end']}")
    assert (ran.code, "A visit moves with its pairing" in ran.err) == (1, True)


@pytest.mark.usefixtures("pals")
@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        ("move 1", 2, "Nothing is to change. Give another day"),
        ("move 1 --to 2027-02-01", 2, "A series has no one day to move"),
        ("move 1 --on 2027-01-27 --minutes 1000", 2, "A meeting cannot last 1000 minutes"),
        ("move 1 --on 27.1.2027 --at 9:00", 2, "'27.1.2027' is not a day"),
        ("move 1 --on 2027-01-20 --at 9:00", 1, "has no occurrence on 2027-01-20. By the rule it has 2027-01-13"),
        ("move 1 --on 2027-01-27 --to 2028-01-27", 1, "2028-01-27 is too far away"),
        ("move 7 --at 9:00", 1, "There is no meeting 7"),
        ("skip 0", 2, "0 is not in the range"),
        ("reset 1", 1, "Nothing was changed by hand"),
        ("list --pairing 9", 1, "There is no pairing 9"),
    ],
)
def test_a_call_that_makes_no_sense_says_so_and_changes_nothing(
    run: Run, company: Path, call: str, code: int, said: str
) -> None:
    before = content(company)
    ran = run("meetings", call)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert content(company) == before


def test_a_visit_is_refused_with_the_command_for_its_pairing(published: Path, run: Run) -> None:
    visits = [one for one in run("meetings list --json").json["meetings"] if one["kind"] == "visit"]
    one = visits[0]
    assert f"Cancel the pairing: `ridealong cancel {one['pairing']}`" in run(f"meetings skip {one['id']}").err
    ran = run(f"meetings move {one['id']} --to {one['end']}")
    assert f"Move the pairing: `ridealong move {one['pairing']} --round N`" in ran.err
