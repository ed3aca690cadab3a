"""The commands that change composite teams: what is said of them, who is in them, and how they end."""

import shutil
from pathlib import Path

import pytest

from thorough import thorough_only

from .conftest import Run, content
from .teams_made import small_running, small_teams

__all__ = ["small_running", "small_teams"]

SQL, OTHER = "it0@company.example", "it1@company.example"
PLANNER = "marketing0@company.example"
TEAM = "Embeds 'Loyalty app'"


@pytest.fixture
def teams(small_teams: Path, here: Path) -> Path:
    return Path(shutil.copy(small_teams, here / "a.db"))


@pytest.fixture
def running(small_running: Path, here: Path) -> Path:
    return Path(shutil.copy(small_running, here / "a.db"))


def test_what_is_said_of_a_team_is_changed(run: Run, teams: Path) -> None:
    ran = run(f"teams change {TEAM} --name Loyalty --purpose '' --focus IoT --place Attic --least 3 --meets 'Mon 9:30'")
    assert (ran.code, "Loyalty changed." in ran.err) == (0, True)
    [team] = run("teams show Embeds Loyalty --json").json["teams"]
    assert (team["purpose"], team["focus"], team["place"], team["least"]) == ("", "IoT", "Attic", 3)
    assert team["meets"] == {"weekday": 0, "time": "09:30", "minutes": 30}
    run("teams change Embeds Loyalty --until 2027-03-05")
    assert run("teams show Embeds Loyalty --json").json["teams"][0]["end"] == "2027-03-05"
    run("teams form Embeds")
    ran = run("teams change Embeds Loyalty --until 2027-03-19")
    assert (ran.code, "has people by now" in ran.err) == (1, True)


@pytest.mark.parametrize("nothing", ["none", "''"])
def test_the_hour_of_a_team_is_cleared(run: Run, teams: Path, nothing: str) -> None:
    run(f"teams change {TEAM} --meets {nothing} --place Attic")
    [team] = run(f"teams show {TEAM} --json").json["teams"]
    assert (team["meets"], team["place"]) == (None, "Attic")


def test_slots_are_added_changed_and_taken_out(run: Run, teams: Path) -> None:
    added = run(f"teams change {TEAM} --add-slot 'side=marketing, name=Designer, from=2027-01-18' --json").json["team"]
    assert (added["slots"][3]["number"], added["slots"][3]["start"], added["slots"][3]["end"]) == (
        4,
        "2027-01-18",
        "2027-02-05",
    )
    changed = run(f"teams change {TEAM} --edit-slot 1 'share=20, nice=' --json").json["team"]["slots"][0]
    assert (changed["name"], changed["must"], changed["nice"], changed["share"]) == ("Data engineer", ["sql"], [], 20)
    assert len(run(f"teams change {TEAM} --remove-slot 4 --json").json["team"]["slots"]) == 3
    assert run(f"teams change {TEAM} --remove-slot 2").code == 2
    assert run(f"teams change {TEAM} --edit-slot 9 'share=20'").code == 1
    assert run(f"teams change {TEAM} --edit-slot 1 'share=no'").code == 2
    assert run("teams change Embeds Nix --add-slot 'side=it, name=x'").code == 1


def test_a_topic_that_nobody_knows_is_noticed_and_taken(run: Run, teams: Path) -> None:
    added = run(f"teams change {TEAM} --add-slot 'side=it, name=Coder, must=SQLL;Astrology, nice=cloud'")
    assert added.code == 0
    assert "Nobody knows 'SQLL'; did you mean 'sql'?" in added.err
    assert "Nobody knows 'Astrology'." in added.err
    assert "cloud" not in added.err
    assert run(f"teams show {TEAM} --json").json["teams"][0]["slots"][3]["must"] == ["SQLL", "Astrology"]
    # What was said before is not said again.
    assert "Nobody knows" not in run(f"teams change {TEAM} --edit-slot 4 share=20").err
    assert "'crmm'; did you mean 'crm'?" in run(f"teams change {TEAM} --edit-slot 4 nice=crmm").err
    made = run("teams add Embeds Other --slot 'side=it, name=A, must=clouds' --slot 'side=marketing, name=B' --json")
    assert "Nobody knows 'clouds'; did you mean 'cloud'?" in made.err


def test_tasks_are_added_changed_and_taken_out(run: Run, teams: Path) -> None:
    def tasks(options: str) -> dict[str, int]:
        found = run(f"teams change {TEAM} {options} --json").json["team"]["tasks"]
        return {one["name"]: len(one["parts"]) for one in found}

    assert tasks("--task 'ask customers: A=1 R=2' --task 'Write it down'") == {
        "Choose a vendor": 4,
        "ask customers": 2,
        "Write it down": 0,
    }
    assert tasks("--remove-task 'choose a vendor' --remove-task 'Write it down'") == {"ask customers": 2}
    missing = run(f"teams change {TEAM} --remove-task Nothing")
    assert (missing.code, "has no task 'Nothing'" in missing.err) == (1, True)
    assert run(f"teams change {TEAM} --tasks-from technology-purchase").code == 2
    assert len(tasks("--add-slot 'side=marketing, name=Insight'")) == 1
    assert "Try it with one campaign" in tasks("--tasks-from campaign-platform")


def test_what_is_asked_for_somebody_is_kept_to(run: Run, teams: Path) -> None:
    run(f"teams change {TEAM} --pin {OTHER}:3")
    run(f"teams change {TEAM} --exclude {PLANNER}")
    run(f"teams change {TEAM} --wish marketing2@company.example:2")
    formed = run("teams form Embeds")
    assert "1 of 1 wish met" in formed.out
    [team] = run(f"teams show {TEAM} --json").json["teams"]
    assert [slot["embeds"][0]["email"] for slot in team["slots"]] == [SQL, "marketing2@company.example", OTHER]
    assert team["demands"] == [
        {"kind": "pin", "email": OTHER, "slot": 3},
        {"kind": "exclusion", "email": PLANNER, "slot": None},
        {"kind": "wish", "email": "marketing2@company.example", "slot": 2},
    ]
    shown = run(f"teams show {TEAM}").out
    assert f"{OTHER} is pinned to slot 3 (Analyst)" in shown
    assert f"{PLANNER} is kept out of the team" in shown
    assert len(run(f"teams change {TEAM} --withdraw {PLANNER} --json").json["team"]["demands"]) == 2
    assert run(f"teams change {TEAM} --withdraw {PLANNER}").code == 1
    assert run(f"teams change {TEAM} --pin {OTHER}:2").code == 1


@thorough_only
def test_a_draft_that_no_longer_fits_its_slot_is_told_before_it_is_published(run: Run, teams: Path) -> None:
    run("teams form Embeds")
    run(f"teams change {TEAM} --edit-slot 1 must=sql;cobol")
    shown = run(f"teams show {TEAM}")
    assert "does not know cobol, which slot 1 (Data engineer) asks for" in shown.out
    assert shown.code == 3
    assert "does not know cobol" in run("today").out
    assert "does not know cobol" in run("publish Embeds --yes --without-agreement pilot").err
    run(f"teams change {TEAM} --edit-slot 1 must=sql")
    assert run(f"teams show {TEAM}").code == 0


def test_drafts_are_put_moved_and_set_aside(run: Run, teams: Path) -> None:
    tried = run(f"teams change {TEAM} --put {OTHER}:3 --dry-run --json").json
    assert (tried["email"], tried["published"], tried["changed"]) == (OTHER, False, False)
    put = run(f"teams change {TEAM} --put {OTHER}:3")
    assert "it is a draft, and pinned" in put.out
    run(f"teams change {TEAM} --set-aside {OTHER}")
    assert run(f"teams show {TEAM} --json").json["teams"][0]["slots"][2]["embeds"] == []
    run(f"teams change {TEAM} --put {SQL}:3")
    moved = run(f"teams change {TEAM} --move {SQL}:1 --json").json
    assert (moved["slot"], moved["start"]) == (1, "2027-01-11")
    refused = run(f"teams change {TEAM} --put {PLANNER}:3")
    assert refused.code == 1


def test_somebody_leaves_a_team_that_runs_and_hands_over(run: Run, running: Path) -> None:
    gone = f"teams change {TEAM} --leave {PLANNER} --on 2027-01-22 --why 'a quarrel'"
    before = content(running)
    tried = run(gone, "--instead marketing1@company.example --dry-run --json")
    assert (tried.code, content(running)) == (0, before)
    done = run(gone, "--instead marketing1@company.example --json").json
    assert done | {"changed": False, "team": None} == tried.json | {"team": None}
    assert (done["leaves"], done["on"]) == (PLANNER, "2027-01-22")
    assert (done["successor"], done["start"], done["end"]) == ("marketing1@company.example", "2027-01-18", "2027-02-05")
    assert done["together"] == {"start": "2027-01-18", "end": "2027-01-22"}
    assert done["back"] == {"email": PLANNER, "last": "2027-01-22", "day": "2027-01-25", "share": 40}
    assert {one["email"] for one in done["told"]} >= {PLANNER, "marketing1@company.example", SQL}
    assert "quarrel" not in run(f"teams show {TEAM}").out + run(f"teams show {TEAM} --json").out


@thorough_only
def test_who_would_be_told_is_null_where_nothing_may_be_written_and_nobody_where_it_is_a_draft(
    run: Run, running: Path
) -> None:
    for changed in (
        f"teams change {TEAM} --leave {PLANNER} --on 2027-01-22",
        f"teams change {TEAM} --until 2027-03-05",
        f"teams end {TEAM} --on 2027-01-22",
    ):
        tried = run(f"--read-only {changed} --dry-run --json")
        assert (tried.json["told"], "where something may be written" in tried.err) == (None, True)
        assert run(f"{changed} --dry-run --json").json["told"]
    run("teams add Embeds Shop --until 2027-02-05 --slot 'side=it, name=QA, share=20' --slot 'side=marketing, name=B'")
    drafted = f"teams change Embeds Shop --put {OTHER}:1 --dry-run --json"
    assert run(f"--read-only {drafted}").json["told"] == run(drafted).json["told"] == []


def test_a_slot_that_somebody_leaves_open_needs_attention_until_it_is_filled(run: Run, running: Path) -> None:
    ran = run(f"teams change {TEAM} --leave {PLANNER} --on 2027-01-22")
    assert (ran.code, "Nobody is in it from 2027-01-25 to 2027-02-05." in ran.out) == (3, True)
    assert "is back with Brand on 2027-01-25: 40 % of the week comes free." in ran.out
    assert "Next: ridealong invites export" in ran.err
    assert run(f"teams show {TEAM}").code == 3
    candidates = run(f"teams candidates {TEAM} 2 --json").json["candidates"]
    best = next(one["email"] for one in candidates if one["openness"] == "free")
    filled = run(f"teams change {TEAM} --put {best}:2 --from 2027-01-27")
    assert filled.code == 0
    assert "from 2027-01-27 to 2027-02-05" in filled.out


def test_a_team_goes_on_and_ends_early(run: Run, running: Path) -> None:
    tried = run(f"teams change {TEAM} --until 2027-03-05 --dry-run")
    assert (tried.code, "A dry run" in tried.err) == (0, True)
    on = run(f"teams change {TEAM} --until 2027-03-05 --json").json
    assert (on["end"], on["changed"]) == ("2027-03-05", True)
    assert {one["email"] for one in on["goes_on"]} >= {SQL, PLANNER}
    alone = run(f"teams change {TEAM} --extend-person {SQL} --until 2027-03-12")
    # The other slot is open in that week.
    assert alone.code == 3
    assert run(f"teams change {TEAM} --until 2027-04-02 --purpose New").code == 2
    assert run(f"teams change {TEAM} --from 2027-01-18").code == 1
    ended = run(f"teams end {TEAM} --on 2027-02-12 --why 'a quarrel' --json").json
    assert (ended["on"], {one["share"] for one in ended["back"]}) == ("2027-02-12", {50, 40})
    shown = run(f"teams show {TEAM}")
    assert "quarrel" not in shown.out
    assert "1 reason kept private" in shown.err
    assert "Why it ended: a quarrel" in run(f"teams show {TEAM} --reasons").out
    days = ("2027-02-12", "2027-02-15")
    states = [run(f"--today {day} teams show {TEAM} --json").json["teams"][0]["state"] for day in days]
    assert states == ["published", "ended"]
    run("undo")
    called_off = run(f"teams end {TEAM} --on 2027-01-08 --dry-run")
    assert "'Loyalty app' does not take place." in called_off.out


def test_how_it_went_is_noted_once_it_is_over(run: Run, running: Path) -> None:
    assert run(f"teams mark {TEAM} held").code == 1
    later = "--today 2027-02-08"
    assert run(f"{later} teams mark {TEAM} cancelled").code == 2
    marked = run(f"{later} teams mark {TEAM} missed {PLANNER} --reason 'a quarrel' --json").json["team"]
    assert marked["slots"][1]["embeds"][0]["state"] == "missed"
    assert "all that is over: held" in run(f"{later} teams mark {TEAM} held").err
    [team] = run(f"{later} teams show {TEAM} --json").json["teams"]
    assert [slot["embeds"][0]["state"] for slot in team["slots"]] == ["held", "missed", "held"]


@pytest.mark.parametrize("options", ["--from 2027-01-25 --until 2027-01-18", "--until 2027-01-08"])
def test_a_team_that_would_end_before_it_begins_is_told_so_whatever_its_state(
    run: Run, running: Path, options: str
) -> None:
    first = "2027-01-25" if "--from" in options else "2027-01-11"
    said = f"{options[-10:]} lies before {first}. A team cannot end before it begins"
    run("teams add Embeds Shop --from 2027-01-11 --slot 'side=it, name=QA, share=20' --slot 'side=marketing, name=B'")
    for team in (TEAM, "Embeds Shop"):
        before = content(running)
        ran = run(f"teams change {team}", options)
        assert (ran.code, said in ran.err) == (2, True), ran.err
        assert content(running) == before
    assert run(f"teams change Embeds Shop --put {OTHER}:1").code == 0
    assert said in run("teams change Embeds Shop", options).err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("", "Say what is to change"),
        (f"--pin {SQL} --wish {OTHER}", "changes of their own"),
        (f"--pin {SQL}:1 --exclude {SQL}:1", "--pin and --exclude are changes of their own: make one call for each"),
        (f"--pin {SQL}:1 --pin {SQL}:3", "--pin is given 2 times: make one call for each"),
        (f"--put {SQL}:1 --put {OTHER}:1", "--put is given 2 times: make one call for each"),
        ("--edit-slot 1 share=40 --edit-slot 2 share=40", "--edit-slot is given 2 times: make one call for each"),
        (f"--purpose New --leave {SQL} --on 2027-01-22", "changes of their own"),
        (f"--leave {SQL}", "--leave needs --on as well"),
        (f"--extend-person {SQL}", "--extend-person needs --until as well"),
        ("--on 2027-01-22", "--on: say who with --leave"),
        (f"--put {SQL}", "names no slot"),
        (f"--pin {SQL}:x", "'x' is not the number of a slot"),
        ("--pin somebody", "is not an e-mail address"),
        ("--purpose New --dry-run", "--dry-run is for --leave"),
        ("--until 2027-03-05 --dry-run", "nobody was told"),
        ("--least 1", "2<=x<=20"),
    ],
)
def test_one_kind_of_change_is_made_in_each_call(run: Run, teams: Path, options: str, said: str) -> None:
    before = content(teams)
    ran = run(f"teams change {TEAM}", options)
    assert (ran.code, said in ran.err) == (2, True), ran.err
    assert content(teams) == before
