"""Composite teams from a CSV file, and written into one."""

import shutil
from pathlib import Path

import pytest

from .conftest import Run, content
from .teams_made import PROGRAM, small_running, small_teams

__all__ = ["small_running", "small_teams"]

HEADER = "team,purpose,first_day,last_day,least,slot,side,must,share,task,responsible,accountable"
FILE = f"""\
{HEADER}
Checkout,Fewer carts left behind,2027-02-08,2027-04-02,2,Engineer,it,cloud; sql,60,,,
Checkout,,,,,Engineer,it,,40,,,
checkout,,,,,Brand manager,marketing,,50%,,,
Checkout,,,,,,,,,Measure it,1;Brand manager,Brand manager
Checkout,,,,,,,,,Build it,1;2,3
"""


@pytest.fixture
def teams(small_teams: Path, here: Path) -> Path:
    return Path(shutil.copy(small_teams, here / "a.db"))


@pytest.fixture
def running(small_running: Path, here: Path) -> Path:
    return Path(shutil.copy(small_running, here / "a.db"))


def test_teams_are_added_with_slots_and_tasks(run: Run, teams: Path) -> None:
    Path("t.csv").write_text(FILE)
    before = content(teams)
    tried = run("teams import Embeds t.csv --dry-run --json")
    assert (tried.code, content(teams)) == (0, before)
    done = run("teams import Embeds t.csv --json")
    assert done.json == tried.json
    assert (done.json["added_rows"], done.json["rejected"]) == (["Checkout"], [])
    made = run("teams show Embeds Checkout --json").json["teams"][0]
    assert (made["purpose"], made["start"], made["end"]) == ("Fewer carts left behind", "2027-02-08", "2027-04-02")
    assert [(one["name"], one["side"], one["must"], one["share"]) for one in made["slots"]] == [
        ("Engineer", "it", ["cloud", "sql"], 60),
        ("Engineer", "it", [], 40),
        ("Brand manager", "marketing", [], 50),
    ]
    measure, build = made["tasks"]
    assert [(one["slot"], one["part"]) for one in measure["parts"]] == [
        (1, "responsible"),
        (3, "accountable"),
        (3, "responsible"),
    ]
    assert [one["slot"] for one in build["parts"]] == [1, 2, 3]
    again = run("teams import Embeds t.csv --json").json
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 1)
    assert "1 added, 0 changed" in run("journal").out
    run("undo")
    run("undo")
    assert run("teams show Embeds Checkout").code == 1


def test_what_is_written_is_read_back_unchanged_also_into_another_program(run: Run, teams: Path) -> None:
    Path("t.csv").write_text(FILE)
    run("teams import Embeds t.csv")
    run("teams add Embeds '=Sum' --purpose '-1' --slot 'side=it, name=3' --slot 'side=marketing, name=a;b'")
    run("teams change Embeds '=Sum' --task 'T: A=1 R=2'")
    written = run("teams export Embeds --out all.csv")
    assert (written.code, "3 teams written to all.csv" in written.err) == (0, True)
    again = run("teams import Embeds all.csv --json").json
    assert (again["unchanged"], again["added"], again["changed"], again["rejected"]) == (3, 0, 0, [])
    run(PROGRAM.replace("Embeds", "Others"))
    run("teams import Others all.csv")
    for name in ("Loyalty app", "Checkout", "=Sum"):
        [one], [other] = (run(f"teams show {each} '{name}' --json").json["teams"] for each in ("Embeds", "Others"))
        assert one | {"program": ""} == other | {"program": ""}
    assert run("teams export Others").out == Path("all.csv").read_text()


def test_a_file_changes_what_it_names_and_leaves_the_rest(run: Run, teams: Path) -> None:
    Path("t.csv").write_text(
        "team,purpose,focus,slot,side,must,share,task,accountable\n"
        "Loyalty app,Happier customers,,Data engineer,it,,20,,\n"
        "Loyalty app,,,Designer,marketing,video,,,\n"
        "Loyalty app,,,,,,,Ask customers,Designer\n"
    )
    done = run("teams import Embeds t.csv")
    assert done.code == 0
    assert (
        "changed    Loyalty app: purpose, focus, slot 1 (Data engineer), slot 4 (Designer), task Ask customers"
        in done.out
    )
    [found] = run("teams show Embeds 'Loyalty app' --json").json["teams"]
    assert (found["purpose"], found["focus"], found["meets"]["minutes"]) == ("Happier customers", "", 45)
    assert [(one["name"], one["must"], one["share"]) for one in found["slots"]] == [
        ("Data engineer", [], 20),
        ("Campaign planner", [], 40),
        ("Analyst", [], 30),
        ("Designer", ["video"], 100),
    ]
    assert found["slots"][0]["nice"] == ["cloud", "privacy"]
    assert found["slots"][2]["start"] == "2027-01-18"
    assert {one["name"]: len(one["parts"]) for one in found["tasks"]} == {"Choose a vendor": 4, "Ask customers": 1}


A, B = "X,,,,,A,it,,,,,", "X,,,,,B,marketing,,,,,"


@pytest.mark.parametrize(
    ("rows", "where", "said"),
    [
        (["X,,,,,Engineer,sales,,,,,"], (2, "side"), "'sales' is not a side"),
        (["X,,,,,Engineer,,,,,,"], (2, "side"), "The slot has no side"),
        (["X,,,,,Engineer,it,,200,,,"], (2, "share"), "1 to 100"),
        (["X,,2027-13-01,,,Engineer,it,,,,,"], (2, "first_day"), "is not a day"),
        (["X,,,,,Engineer,it,,,T,,"], (2, "task"), "about a slot and about a task"),
        (["X,,,,,,,,,,1,"], (2, "responsible"), "names no task"),
        (["X,,,,,,it,,,,,"], (2, "side"), "names none"),
        ([",,,,,Engineer,it,,,,,"], (2, "team"), "The team is empty"),
        (["X,,,,,Engineer,it,,,,,"], (2, "side"), "All slots are for IT"),
        (["X,,,,5,A,it,,,,,", B], (2, "least"), "at least 5 people, and it has 2 slots"),
        (["X,,,,1,A,it,,,,,", B], (2, "least"), "Give 2 to 20"),
        (["X,,2028-02-01,2028-03-01,,A,it,,,,,"], (2, "last_day"), "is not within 'Embeds'"),
        (["X,,2027-03-01,2027-02-01,,A,it,,,,,"], (2, "last_day"), "lies before"),
        (["X,a,,,,A,it,,,,,", "X,b,,,,B,marketing,,,,,", "X,,,,,C,marketing,,,,,"], (3, "purpose"), "Line 2 says a"),
        ([A, B, "X,,,,,,,,,T,C,"], (4, "responsible"), "has no slot 'C'"),
        ([A, B, "X,,,,,,,,,T,3,"], (4, "responsible"), "no slot 3"),
        ([A, B, "X,,,,,,,,,T,,", "X,,,,,,,,,t,,"], (5, "task"), "in line 4 already"),
        ([A, A, B, "X,,,,,,,,,T,A,"], (5, "responsible"), "2 slots are called 'A'"),
    ],
)
def test_what_cannot_be_taken_is_said_by_line_and_column(
    run: Run, teams: Path, rows: list[str], where: tuple[int, str], said: str
) -> None:
    good = ["Good,,,,,A,it,,,,,", "Good,,,,,B,marketing,,,,,"]
    Path("t.csv").write_text("\n".join([HEADER, *rows, *good]) + "\n")
    tried = run("teams import Embeds t.csv --dry-run --json")
    done = run("teams import Embeds t.csv --json")
    assert (tried.code, done.code, tried.json) == (3, 3, done.json)
    [bad] = done.json["rejected"]
    assert (bad["line"], bad["column"]) == where
    assert said in bad["problem"]
    added = ["Good"] if len(rows) < 3 else ["X", "Good"]
    assert done.json["added_rows"] == added


def test_slots_told_by_number_are_not_guessed_where_a_row_before_is_wrong(run: Run, teams: Path) -> None:
    rows = ["X,,,,,A,sales,,,,,", "X,,,,,B,marketing,,,,,", "X,,,,,C,it,,,,,", "X,,,,,,,,,T,1,C"]
    Path("t.csv").write_text("\n".join([HEADER, *rows]) + "\n")
    done = run("teams import Embeds t.csv --json").json
    assert [(one["line"], one["column"]) for one in done["rejected"]] == [(2, "side"), (5, "responsible")]
    assert "a row before could not be taken" in done["rejected"][1]["problem"]


@pytest.mark.parametrize(
    "rows",
    [
        ["X,,,,,,,,,T,1,"],
        ["X,,,,,,,,,T,Engineer,"],
        ["X,Better,,,,,,,,T,Engineer,"],
        ["X,,,,,,,,,T,Engineer,", "X,,,,,,,,,U,Engineer,"],
    ],
)
def test_a_team_of_which_no_row_can_be_taken_is_not_added(run: Run, teams: Path, rows: list[str]) -> None:
    Path("t.csv").write_text("\n".join([HEADER, *rows]) + "\n")
    done = run("teams import Embeds t.csv --json")
    assert (done.code, done.json["added_rows"], len(done.json["rejected"])) == (3, [], len(rows))
    assert run("teams show Embeds X").code == 1


def test_a_task_for_a_slot_of_a_team_without_slots_says_that_there_are_none(run: Run, teams: Path) -> None:
    Path("t.csv").write_text(f"{HEADER}\nX,Better,,,,,,,,,,\nX,,,,,,,,,T,Engineer,\n")
    [bad] = run("teams import Embeds t.csv --json").json["rejected"]
    assert (bad["line"], "'X' has no slot 'Engineer'. It has no slots yet" in bad["problem"]) == (3, True)


@pytest.mark.parametrize(
    ("rows", "where", "said"),
    [
        (["X,,,,,A,it,,200,,,", B], (3, "side"), "'X' cannot be taken once line 2 is left out: All slots are for"),
        (["X,,,,,A,sales,,,,,", "X,,x,,,A,it,,,,,", B], (4, "side"), "once lines 2 and 3 are left out"),
        (["X,,,,,A", B], (3, "side"), "once line 2 is left out: All slots are for Marketing"),
        (["X,,,,3,A,it,,,,,", "X,,,,,C,it,,200,,,", B], (2, "least"), "once line 3 is left out: The team is to have"),
        (["X,,,,,A,,,,,,", "X,Better,,,,,,,,,,"], (3, "slot"), "once line 2 is left out: it has no slots then"),
        (["X,,,,,A,it,,200,,,", A, B, "X,,,,,C,it,,200,,,", "X,,,,,,,,,T,C,"], (6, "responsible"), "no slot 'C' once"),
    ],
)
def test_what_follows_from_a_row_that_is_left_out_is_said_to_follow_from_it(
    run: Run, teams: Path, rows: list[str], where: tuple[int, str], said: str
) -> None:
    Path("t.csv").write_text("\n".join([HEADER, *rows]) + "\n")
    done = run("teams import Embeds t.csv --json").json
    found = {(one["line"], one["column"]): one["problem"] for one in done["rejected"]}
    assert said in found[where]
    assert "Correct what is left out first" in found[where]


def test_a_bad_row_of_one_team_is_no_trouble_of_another(run: Run, teams: Path) -> None:
    rows = ["Y,,,,,A,it,,200,,,", A, B, "X,,,,,,,,,T,1,2", "Z,,,,,A,it,,,,,", "W,Alone,,,,,,,,,,"]
    Path("t.csv").write_text("\n".join([HEADER, *rows]) + "\n")
    done = run("teams import Embeds t.csv --json").json
    assert done["added_rows"] == ["X", "W"]
    assert [(one["line"], "once" in one["problem"]) for one in done["rejected"]] == [(2, False), (6, False)]


def test_days_of_a_slot_are_measured_by_those_that_a_lost_row_said_only_with_that_row(run: Run, teams: Path) -> None:
    head = "team,first_day,last_day,slot,side,share,slot_first_day,slot_last_day"
    rows = ["X,2027-03-01,2027-05-28,A,it,200,,", "X,,,B,marketing,,2027-05-03,2027-05-28", "X,,,C,it,,,"]
    Path("t.csv").write_text("\n".join([head, *rows]) + "\n")
    bad = run("teams import Embeds t.csv --json").json["rejected"]
    assert [(one["line"], one["column"]) for one in bad[:2]] == [(2, "share"), (3, "slot_first_day")]
    assert "once line 2 is left out. Correct what is left out first" in bad[1]["problem"]


def test_a_team_of_which_people_were_told_only_gets_new_slots(run: Run, running: Path) -> None:
    Path("t.csv").write_text(
        "team,purpose,last_day,slot,side,share,task,accountable\n"
        "Loyalty app,Something else,,Data engineer,it,50,,\n"
        "Loyalty app,,2027-03-05,Data engineer,it,50,,\n"
        "Loyalty app,,,Data engineer,it,20,,\n"
        "Loyalty app,,,Designer,marketing,10,,\n"
        "Loyalty app,,,,,,Ask customers,Designer\n"
        "Loyalty app,More repeat orders,2027-02-05,Campaign planner,marketing,40,,\n"
    )
    done = run("teams import Embeds t.csv --json")
    assert done.code == 3
    assert [(one["line"], one["column"]) for one in done.json["rejected"]] == [
        (2, "purpose"),
        (3, "last_day"),
        (4, "slot"),
        (6, "task"),
    ]
    assert all('ridealong teams change "Embeds" "Loyalty app"' in one["problem"] for one in done.json["rejected"])
    assert done.json["changed_rows"] == [{"row": "Loyalty app", "columns": ["slot 4 (Designer)"]}]
    run("teams end Embeds 'Loyalty app' --on 2027-01-05")
    called_off = run("teams import Embeds t.csv --json").json["rejected"]
    assert "was called off" in called_off[0]["problem"]


@pytest.mark.parametrize("purpose", ["More repeat orders", "Something else"])
def test_a_team_that_was_called_off_is_rejected_and_stops_no_other(run: Run, running: Path, purpose: str) -> None:
    run("teams end Embeds 'Loyalty app' --on 2027-01-08")
    rows = ["Good,,,,,A,it,,,,,", "Good,,,,,B,marketing,,,,,"]
    off = [f"Loyalty app,{purpose},,,,Data engineer,it,,,,,", "loyalty app,,,,,Campaign planner,marketing,,,,,"]
    Path("t.csv").write_text("\n".join([HEADER, *rows, *off]) + "\n")
    done = run("teams import Embeds t.csv --json")
    assert (done.code, done.json["added_rows"], done.json["unchanged"]) == (3, ["Good"], 0)
    [bad] = done.json["rejected"]
    assert (bad["line"], bad["column"], bad["value"]) == (4, "team", "Loyalty app")
    assert "was called off" in bad["problem"]


def test_topics_of_a_file_that_nobody_knows_are_noticed(run: Run, teams: Path) -> None:
    Path("t.csv").write_text(FILE.replace("cloud; sql", "cloud; sqll"))
    for call in ("teams import Embeds t.csv --dry-run", "teams import Embeds t.csv"):
        ran = run(call)
        assert (ran.code, "Nobody knows 'sqll'; did you mean 'sql'?" in ran.err) == (0, True)
    assert "Nobody knows" not in run("teams import Embeds t.csv").err


def test_drafts_keep_the_days_and_shares_of_their_slots(run: Run, teams: Path) -> None:
    run("teams form Embeds")
    Path("t.csv").write_text(
        "team,purpose,last_day,slot,side,share\nLoyalty app,New,,Data engineer,it,20\nLoyalty app,,,Analyst,it,30\n"
    )
    done = run("teams import Embeds t.csv --json")
    [bad] = done.json["rejected"]
    assert (done.code, bad["line"], bad["column"], "is in slot 1" in bad["problem"]) == (3, 2, "slot", True)
    assert done.json["changed_rows"] == [{"row": "Loyalty app", "columns": ["purpose"]}]
    Path("t.csv").write_text("team,last_day\nLoyalty app,2027-03-05\n")
    [bad] = run("teams import Embeds t.csv --json").json["rejected"]
    assert (bad["column"], bad["value"], "has people by now" in bad["problem"]) == ("last_day", "2027-03-05", True)


def test_a_file_that_is_none_of_teams_is_refused(run: Run, teams: Path) -> None:
    Path("t.csv").write_text("name,slot\nX,Y\n")
    ran = run("teams import Embeds t.csv")
    assert (ran.code, "the column team is missing" in ran.err) == (1, True)
    assert run("teams import Embeds none.csv").code == 1
    assert run("teams import None t.csv").code == 1
