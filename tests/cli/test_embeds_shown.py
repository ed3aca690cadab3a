"""Composite teams in the commands that watch over the exchange: today, board and ill."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from thorough import thorough_only

from .conftest import Run
from .teams_made import small_running, small_teams

__all__ = ["small_running", "small_teams"]
BEGUN, OVER = "2027-01-11", "2027-03-01"
WHY_NOBODY = "something is in the way of each, which the candidates for the slot show"


@pytest.fixture
def running(small_running: Path, here: Path) -> Path:
    """A composite program with a published team of four weeks."""
    return Path(shutil.copy(small_running, here / "a.db"))


@pytest.fixture
def drafted(small_teams: Path, here: Path, run: Run) -> Path:
    """The same with drafts that nobody published."""
    found = Path(shutil.copy(small_teams, here / "a.db"))
    assert run("teams form Embeds").code in {0, 3}
    return found


def today(run: Run, *kinds: str, on: str = BEGUN) -> list[dict[str, Any]]:  # Any: as JSON has it
    wanted = " ".join(f"--kind {kind}" for kind in kinds)
    items: list[dict[str, Any]] = run(f"--json --today {on} today {wanted}").json["items"]  # Any: see above
    return items


def embedded(run: Run) -> list[tuple[dict[str, Any], dict[str, Any]]]:  # Any: as JSON has it
    """Who is embedded, each with what the board says of it."""
    rows = run(f"board --from {BEGUN} --weeks 4 --json").json["board"]
    return [(row, item) for row in rows for item in row["items"] if item.get("embed")]


def test_today_names_the_team_and_a_command_that_can_be_run(run: Run, running: Path) -> None:
    (ending,) = today(run, "ending", on="2027-02-01")
    assert (ending["team"], ending["program"], ending["day"]) == ("Loyalty app", "Embeds", "2027-02-05")
    (task,) = today(run, "tasks")
    assert task["detail"].startswith("Ask customers: nobody is accountable")
    (over,) = today(run, "teams-over", on=OVER)
    ran = run(f"--today {OVER}", over["remedy"].removeprefix("ridealong "))
    assert (ran.code, today(run, "teams-over", on=OVER)) == (0, [])


def test_drafts_are_published_by_the_command_that_today_names(run: Run, drafted: Path) -> None:
    (due,) = today(run, "drafts", on="2026-12-21")
    assert (due["team"], due["detail"], due["remedy"]) == (None, "Loyalty app", 'ridealong publish "Embeds"')
    command = due["remedy"].removeprefix("ridealong ")
    assert run(command, "--yes --without-agreement pilot").code == 0
    assert today(run, "drafts", on="2026-12-21") == []


def test_the_board_carries_embeds_and_counts_them_by_team(run: Run, running: Path) -> None:
    found = embedded(run)
    assert {(one["slot"], one["slot_name"]) for _row, one in found} >= {(1, "Data engineer"), (2, "Campaign planner")}
    row, one = next(each for each in found if each[1]["start"] == BEGUN)
    assert (one["sign"], one["team"], one["program"], one["state"]) == ("embed", "Loyalty app", "Embeds", "published")
    assert one.keys() >= {"share", "hand_over", "clash", "start", "end"}
    shown = run(f"board --from {BEGUN} --weeks 1")
    assert f"embedded {one['share']} %" in shown.out
    teams = run(f"board --by teams --from {BEGUN} --weeks 1 --json").json["board"]
    mine = next(each for each in teams if each["team"] == row["team"] and each["side"] == row["side"])
    assert mine["weeks"][0]["embedded"] >= 1
    assert mine["weeks"][0]["percent"] > 0


@thorough_only
def test_who_is_ill_for_long_leaves_a_team_only_where_that_is_chosen(run: Run, running: Path) -> None:
    row, one = next(each for each in embedded(run) if each[1]["slot"] == 1)
    short = run(f"--today {BEGUN} ill {row['email']} --dry-run --json").json["embeds"]
    assert [(each["id"], each["choices"], each["missed"]) for each in short] == [(one["embed"], [], 1)]
    until = f"--today {BEGUN} ill {row['email']} --until 2027-01-29 --yes"
    looked = run(until, "--dry-run")
    assert f"Embed {one['embed']}: Loyalty app, slot 1 (Data engineer)" in looked.out
    assert "Away for 3 of 4 weeks, which is more than the program allows." in looked.out
    kept = run(until)
    assert kept.code == 3
    assert run("undo").code == 0
    left = run(until, f"--choose e{one['embed']}=leave --json")
    assert left.code == 0
    (chosen,) = [each for each in left.json["embeds"][0]["choices"] if each["chosen"]]
    assert chosen["choice"] == "leave"
    assert not [each for each in embedded(run) if each[1]["embed"] == one["embed"]]
    wrong = run(until, "--choose e99=leave")
    assert (wrong.code, "nothing to choose about embed 99" in wrong.err) == (1, True)
    assert run(until, "--choose x9=leave").code == 2


def test_who_is_ill_is_shown_the_invites_of_the_team_that_become_due(run: Run, running: Path, tmp_path: Path) -> None:
    row, one = next(each for each in embedded(run) if each[1]["slot"] == 1)
    assert run(f"--today {BEGUN} invites export --out {tmp_path / 'out'}").code == 0
    until = f"--today {BEGUN} ill {row['email']} --until 2027-01-29 --dry-run --choose e{one['embed']}=leave"
    found = run(f"{until} --json").json["embeds"][0]
    assert (found["slot"], found["slot_name"], found["no_back_fill"]) == (1, "Data engineer", WHY_NOBODY)
    assert f"Nobody can take over: {WHY_NOBODY}." in run(until).out
    invites = found["invites"]
    assert {who for each in invites for who in each["to"]} <= {
        one["email"] for one in run("people list --json").json["people"]
    }
    assert invites
    assert {each["invite"] for each in invites} <= {"update", "cancel"}
    table = [line.split() for line in run(until).out.splitlines() if line.startswith(f"e{one['embed']}")]
    assert [line[1] for line in table] == [each["invite"] for each in invites]


def test_the_summary_of_the_history_counts_embeds_in_weeks_of_work(run: Run, running: Path) -> None:
    found = run("history summary --json").json["summary"]["embeds"]
    assert found[0].keys() == {"week", "people", "weeks"}
    lines = run("history summary").out.splitlines()
    at = next(number for number, line in enumerate(lines) if "of work" in line)
    titles, first = lines[at : at + 2]
    assert titles.split() == ["Week", "of", "Embedded", "Weeks", "of", "work"]
    assert first.split()[0] == found[0]["week"] == BEGUN
