"""In how many teams somebody is at once, as commands say it: the setting, candidates' load, and what is refused."""

import shutil
from pathlib import Path

import pytest

from .conftest import Run
from .teams_made import PROGRAM, small_running, small_teams

__all__ = ["small_running", "small_teams"]

SECOND = (
    "teams add Embeds Churn --until 2027-02-05 --meets 'Wed 10:00 45' "
    "--slot 'side=it, name=Tester, share=20' --slot 'side=marketing, name=Writer, share=20'"
)


@pytest.fixture
def running(small_running: Path, here: Path) -> Path:
    """The small company with a team formed and published."""
    return Path(shutil.copy(small_running, here / "a.db"))


def setting(run: Run, program: str) -> object:
    return run(f"program show {program} --json").json["program"]["teams_at_once"]


def test_the_setting_is_given_changed_and_printed(run: Run, running: Path) -> None:
    assert setting(run, "Embeds") == 3
    assert run("program edit Embeds --teams-at-once 2").code == 0
    assert setting(run, "Embeds") == 2
    assert run(f"{PROGRAM.replace('Embeds', 'More')} --teams-at-once 1").code == 0
    assert setting(run, "More") == 1
    for number in ("0", "11"):
        ran = run(f"program edit Embeds --teams-at-once {number}")
        assert ran.code == 2
        assert "teams at once" in ran.err
    assert setting(run, "Embeds") == 2


def test_candidates_come_with_their_load_and_one_team_too_many_is_refused(run: Run, running: Path) -> None:
    assert run(SECOND).code == 0
    engineer = run("teams show Embeds 'Loyalty app' --json").json["teams"][0]["slots"][0]["embeds"][0]["email"]
    ranked = run("teams candidates Embeds Churn 1 --json").json["candidates"]
    (mine,) = [one for one in ranked if one["email"] == engineer]
    assert (mine["load_percent"], mine["load_teams"]) == (50, 1)
    assert "50 % in 1 team" in run("teams candidates Embeds Churn 1").out
    assert run("program edit Embeds --teams-at-once 1").code == 0
    refused = run(f"teams change Embeds Churn --put {engineer}:1")
    assert refused.code == 1
    assert "is in 1 team already in the weeks of 2027-01-11" in refused.err
    assert 'ridealong program edit "Embeds" --teams-at-once N' in refused.err
    assert run("program edit Embeds --teams-at-once 2").code == 0
    assert run(f"teams change Embeds Churn --put {engineer}:1").code in (0, 3)
    assert run("teams change Embeds Churn --put marketing0@company.example:2").code in (0, 3)
    assert "Loyalty app, which both meet Wednesdays at 10:00" in run("teams show Embeds Churn").out
