"""What commands show of the embeds and meetings of composite teams."""

from datetime import date
from pathlib import Path

import pytest

from conftest import CONFIG
from ridealong.domain.days import FixedClock
from ridealong.services.desk import open_desk
from services.teams.read_back import ANA, CHO, company
from thorough import thorough_only

from .conftest import TODAY, Run

SEND = "invites export --out out --organizer 'Pat <pat@x.example>'"


@pytest.fixture
def team(here: Path) -> Path:
    """A team of three."""
    desk = open_desk(here / "a.db", clock=FixedClock(date.fromisoformat(TODAY)), config=CONFIG)
    company(desk)
    desk.close()
    return here


def test_meetings_list_shows_them_with_numbers_of_their_own(run: Run, team: Path) -> None:
    found = run("meetings list --json").json["meetings"]
    assert [(one["embed"], one["series"], one["team"], one["kind"]) for one in found] == [
        (1, None, "Loyalty app", "visit"),
        (2, None, "Loyalty app", "visit"),
        (3, None, "Loyalty app", "visit"),
        (None, 1, "Loyalty app", "check-in"),
        (None, 2, "Loyalty app", "check-in"),
    ]
    assert (found[0]["people"], found[0]["start"], found[0]["end"]) == ([ANA], "2027-01-11", "2027-03-05")
    assert [one["day"] for one in found[4]["occurrences"]] == ["2027-02-24", "2027-03-03"]
    shown = run("meetings list --person", CHO)
    assert "2 meetings" in shown.err
    assert "t1" in shown.out
    assert "every week, 6 times" in shown.out
    assert "Embeds: Loyalty app" in shown.out


@pytest.mark.parametrize("named", ["e1", "t1", pytest.param("g1", marks=thorough_only)])
@pytest.mark.parametrize("command", ["move --at 09:00", "skip", "reset"])
def test_they_are_not_moved_by_hand(run: Run, team: Path, command: str, named: str) -> None:
    done = run(f"meetings {command} {named}")
    assert done.code == 2
    assert "only meetings of pairings are changed here" in done.err


def test_answers_are_written_down_by_those_numbers(run: Run, team: Path) -> None:
    assert "No invite to meeting e1 was sent" in run(f"invites answer e1 {ANA} accepted").err
    assert run(SEND).code == 0
    assert run(f"invites answer e1 {ANA} accepted").code == 0
    assert run(f"invites answer t1 {CHO} declined --on 2027-01-20").code == 0
    found = [one for one in run("invites answers --json").json["answers"] if one["answer"]]
    assert sorted((one["email"], one["embed"] or 0, one["series"], one["answer"]) for one in found) == [
        (ANA, 1, None, "accepted"),
        (CHO, 0, 1, "declined"),
    ]
    assert {one["meeting"] for one in found} == {None}
    person = run(f"people show {ANA}")
    assert "2027-03-05 embedded in the team Loyalty app with Cho and Mia, Berlin" in person.out
    assert run(f"people show {ANA} --json").json["meetings"][0]["team"] == "Loyalty app"
