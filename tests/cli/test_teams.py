"""The commands about composite teams: made, formed, looked at, explained, and what plan and publish do for them."""

import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ridealong.domain.team_templates import TEMPLATES
from thorough import thorough_only

from .at_work import until_planning
from .conftest import Run, content
from .samples import TOPICS, people_csv
from .teams_made import PROGRAM, small_running, small_teams
from .terminals import on_a_terminal

__all__ = ["small_running", "small_teams"]

SQL = "it0@company.example"
"""The only one of IT who knows what the engineer's slot asks for."""
TEAM = "Embeds 'Loyalty app'"


@pytest.fixture
def teams(small_teams: Path, here: Path) -> Path:
    """The small company with a team of three slots, in which nobody is yet."""
    return Path(shutil.copy(small_teams, here / "a.db"))


@pytest.fixture
def running(small_running: Path, here: Path) -> Path:
    """The same with the team formed and published."""
    return Path(shutil.copy(small_running, here / "a.db"))


def test_a_team_is_made_with_slots_and_tasks(run: Run, teams: Path) -> None:
    [team] = run("teams show Embeds 'loyalty  APP' --json").json["teams"]
    assert (team["purpose"], team["focus"], team["state"]) == ("More repeat orders", "Mobile", "proposed")
    assert (team["start"], team["end"]) == ("2027-01-11", "2027-02-05")
    assert team["meets"] == {"weekday": 2, "time": "10:00", "minutes": 45}
    engineer, planner, analyst = team["slots"]
    assert engineer["must"] == ["sql"]
    assert engineer["nice"] == ["cloud", "privacy"]
    assert (engineer["number"], engineer["side"], engineer["share"], engineer["embeds"]) == (1, "it", 50, [])
    assert (planner["name"], planner["side"]) == ("Campaign planner", "marketing")
    assert (analyst["start"], analyst["end"]) == ("2027-01-18", "2027-01-29")
    assert analyst["open"] == {"start": "2027-01-18", "end": "2027-01-29"}
    vendor, customers = team["tasks"]
    assert [(one["slot"], one["part"]) for one in vendor["parts"]] == [
        (1, "responsible"),
        (2, "accountable"),
        (2, "responsible"),
        (3, "consulted"),
    ]
    assert customers["lacks"] == "nobody is accountable and nobody is responsible"


def test_a_team_takes_what_is_not_said_from_a_template_and_its_program(run: Run, company: Path) -> None:
    run(PROGRAM)
    listed = run("teams templates --json").json["templates"]
    assert [one["name"] for one in listed] == list(TEMPLATES)
    assert "Solution architect" in run("teams templates").out
    made = run("teams add Embeds Choice --template technology-purchase --focus CRM --json").json["team"]
    assert (made["start"], made["end"]) == ("2027-01-11", "2027-02-05")
    assert (made["focus"], made["least"], len(made["slots"]), len(made["tasks"])) == ("CRM", 4, 5, 7)
    assert "Next: ridealong teams form" in run("teams add Embeds Two --template campaign-platform").err
    assert "needs slots" in run("teams add Embeds Three").err
    assert "taken out" in run("teams remove Embeds three").err
    assert [one["name"] for one in run("teams show Embeds --json").json["teams"]] == ["Choice", "Two"]
    run("undo")
    assert len(run("teams show Embeds --json").json["teams"]) == 3


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--slot 'name=Engineer'", "The slot has no side"),
        ("--slot 'side=it'", "The slot has no name"),
        ("--slot 'side=sales, name=x'", "'sales' is not a side"),
        ("--slot 'side=it, name=x, colour=red'", "'colour' says nothing of a slot"),
        ("--slot 'Engineer'", "'Engineer' says nothing of a slot"),
        ("--slot 'side=it, name=x, share=0'", "'0' is not a share of a week"),
        ("--slot 'side=it, side=it, name=x'", "two values for side"),
        ("--slot 'side=it, name=x, from=2027-01-11'", "Only one end"),
        ("--slot 'side=it, name=x' --slot 'side=it, name=y'", "All slots are for IT"),
        ("--slot 'side=it, name=x' --slot 'side=marketing, name=y' --least 3", "at least 3 people, and it has 2 slots"),
        ("--slot 'side=it, name=x' --slot 'side=marketing, name=y' --task 'T: A=3'", "the team has no slot 3"),
        ("--task 'T: A=7'", "the team has no slot 7. It has no slots yet: give it slots first"),
        ("--task 'T: X=1'", "'X=1' does not say which slots"),
        ("--task 'A=1'", "does not say what is to be done"),
        ("--meets 'Wed'", "does not say when a team meets"),
        ("--meets 'Wed 10:00 900'", "cannot last 900 minutes"),
        ("--template none", "none"),
        ("--from 2027-02-01 --until 2027-01-15", "lies before"),
        ("--from 2029-02-01", "is not within 'Embeds'"),
        ("--from 2027-01-11 --until 2028-03-01", "more than 52 weeks"),
    ],
)
def test_what_could_be_no_team_is_a_wrong_call(run: Run, teams: Path, options: str, said: str) -> None:
    before = content(teams)
    ran = run("teams add Embeds Other", options)
    assert (ran.code, said in ran.err) == (2, True), ran.err
    assert content(teams) == before


def test_a_program_without_teams_says_so(run: Run, planned: Path) -> None:
    ran = run("teams show Spring")
    assert (ran.code, "program create" in ran.err) == (1, True)
    assert "no program 'None'" in run("teams form None").err or run("teams form None").code == 1
    run(PROGRAM)
    assert 'ridealong teams add "Embeds" NAME' in run("teams form Embeds").err
    assert 'ridealong teams add "Embeds" NAME' in run("teams show Embeds Nix").err


def test_slots_are_filled_all_at_once_and_the_score_is_told(run: Run, teams: Path) -> None:
    before = content(teams)
    tried = run("teams form Embeds --dry-run --json")
    assert (tried.code, content(teams)) == (0, before)
    assert [one["id"] for slot in tried.json["teams"][0]["slots"] for one in slot["embeds"]] == [None] * 3
    formed = run("teams form Embeds --json").json
    assert formed["teams"][0]["slots"][0]["embeds"][0]["email"] == SQL
    assert (formed["score"]["filled"], formed["bound"]["filled"], formed["open"]) == (3, 3, [])
    assert (formed["proved"], formed["gap_percent"], formed["new"], formed["kept"]) == (True, 0.0, 3, 0)
    again = run("teams form Embeds")
    assert again.code == 0
    assert "0 new drafts, 3 as before.\n3 of 3 slots filled, 2 new contacts; no plan can be better." in again.out
    assert "Next: ridealong publish" in again.err
    assert run("teams form Embeds --json").json["kept"] == 3


@pytest.mark.parametrize("command", ["teams form Embeds --dry-run", "plan Embeds --dry-run"])
def test_the_problem_that_forming_writes_is_one_that_solve_reads(run: Run, teams: Path, command: str) -> None:
    formed = run(f"{command} --problem problem.json --json")
    assert "The problem is written to problem.json." in formed.err
    solved = run("solve problem.json").json
    assert (solved["score"], solved["bound"]) == (formed.json["score"], formed.json["bound"])
    assert SQL in {one["person"] for one in solved["embeds"]}


def test_why_slots_stay_open_is_said_and_is_worth_a_look(run: Run, teams: Path) -> None:
    run(f"teams change {TEAM} --edit-slot 1 'must=sql;nobody knows'")
    ran = run("teams form Embeds --json")
    assert ran.code == 3
    [gap] = ran.json["open"]
    assert (gap["team"], gap["slot"], gap["start"]) == ("Loyalty app", 1, "2027-01-11")
    assert "nobody knows" in gap["reason"]
    shown = run("teams form Embeds --team 'loyalty app'")
    assert shown.code == 3
    assert "open: slot 1 (Data engineer) of Loyalty app, 2027-01-11 to 2027-02-05: " in shown.out
    assert "2 of 3 slots filled" in shown.out
    assert run("teams show Embeds").code == 3


def test_pins_that_contradict_each_other_are_refused_with_a_way_out(run: Run, teams: Path) -> None:
    run(f"teams change {TEAM} --pin it1@company.example:1")
    before = content(teams)
    ran = run("teams form Embeds")
    assert (ran.code, "does not know sql" in ran.err) == (1, True)
    assert content(teams) == before


def test_where_no_single_pin_is_enough_it_is_said_that_others_may_contradict(run: Run, teams: Path) -> None:
    slots = "--slot 'side=it, name=A, share=60' --slot 'side=marketing, name=B, share=60' --until 2027-02-05"
    for number in range(4):
        run(f"teams add Embeds T{number} {slots}")
        run(f"teams change Embeds T{number} --pin it{number // 2 + 1}@company.example:1")
    both = run("teams form Embeds")
    assert (both.code, "These cannot all hold" in both.err) == (1, True)
    assert "other pins may contradict each other, too" in both.err
    run("teams change Embeds T3 --withdraw it2@company.example")
    one = run("teams form Embeds")
    assert "It would work if" in one.err
    assert "other pins" not in one.err


def test_in_reasons_people_of_one_name_are_told_apart(run: Run, teams: Path) -> None:
    run("people add --email it20@company.example --name 'Ivo Person 000' --side it --team Platform --knows sql")
    run("enrol Embeds it20@company.example")
    for email in (SQL, "it20@company.example"):
        run(f"teams change {TEAM} --exclude {email}")
    formed = run("teams form Embeds")
    assert "Ivo Person 000 (it0@company.example)" in formed.out
    assert "Ivo Person 000 (it20@company.example)" in formed.out


@thorough_only
def test_at_eighty_columns_nothing_of_a_team_is_cut(run: Run, teams: Path) -> None:
    names = [f"{word} of the customers of a shop" for word in ("Friend", "Guide", "Advocate")]
    wide = " ".join(f"--slot 'side=marketing, name={name}, share=20'" for name in names)
    run(f"teams add Embeds 'A shop that thinks along' {wide} --slot 'side=it, name=Coder' --from 2027-01-18")
    run("teams form Embeds")
    show = ["--no-color", "--db", "a.db", "teams", "show", "Embeds", "A shop that thinks along", "--loads"]
    _code, shown = on_a_terminal(show, columns=80)
    piped = run("teams show Embeds 'A shop that thinks along' --loads").out
    assert set(re.findall(r"\w+", piped)) - set(re.findall(r"\w+", shown)) <= {"From", "To"}
    assert len(re.findall(r"Person \d+", piped)) > 4
    assert "…" not in shown


def test_a_team_is_shown_with_topics_tasks_and_weeks(run: Run, teams: Path) -> None:
    run("teams form Embeds")
    shown = run(f"teams show {TEAM} --loads")
    lines = [" ".join(line.split()) for line in shown.out.splitlines()]
    assert "Loyalty app of Embeds: draft, 2027-01-11 to 2027-02-05, at least 2 people" in lines
    assert "Meets: Wednesday 10:00, 45 minutes" in lines
    assert any(line.startswith("sql must+ ") and line.endswith(" yes") for line in lines)
    assert "Choose a vendor R AR C" in lines
    assert any(line.startswith("2027-01-18 ") and "50 (50)" in line for line in lines)
    assert "! Ask customers: nobody is accountable and nobody is responsible" in lines
    [team] = run(f"teams show {TEAM} --loads --json").json["teams"]
    assert [(one["topic"], one["must"], one["nice"]) for one in team["topics"]] == [
        ("cloud", [], [1]),
        ("privacy", [], [1]),
        ("sql", [1], []),
    ]
    assert 1 in team["topics"][-1]["known_in"]
    assert {one["email"]: one["weeks"][0] for one in team["loads"]}[SQL] == {
        "week": "2027-01-11",
        "percent": 50,
        "here": 50,
    }
    assert run("teams show Embeds --loads").code == 2


def test_teams_are_published_after_they_were_compared(run: Run, teams: Path) -> None:
    assert "no drafts to publish" in run("publish Embeds").err
    run("plan Embeds")
    compared = run("compare Embeds --json").json
    assert (len(compared["publishes"]), compared["people"], compared["wrong"]) == (3, 3, None)
    assert {one["team"] for one in compared["publishes"]} == {"Loyalty app"}
    assert "Publishing adds 3 embeds in 1 team" in run("compare Embeds --team 'Loyalty app'").out
    run(f"program sign Embeds --side it --sponsor {SQL}")
    assert run("compare Embeds").code == 3
    refused = run("publish Embeds")
    assert (refused.code, "--without-agreement" in refused.err) == (1, True)
    done = run("publish Embeds --without-agreement pilot --json").json
    assert done["teams"] == ["Loyalty app"]
    assert (done["program"], done["embeds"], done["open"]) == ("Embeds", 3, 0)
    assert done["invites"] == len(run("invites list --json").json["invites"]) > 3
    assert run("teams show Embeds --json").json["teams"][0]["state"] == "published"


def test_a_draft_that_cannot_be_published_is_told_by_its_id(run: Run, teams: Path) -> None:
    run("plan Embeds")
    draft = next(one for one in run("compare Embeds --json").json["publishes"] if one["email"] == SQL)
    run(f"people edit {SQL} --knows ''")
    ran = run("compare Embeds --json")
    assert (ran.code, ran.json["wrong"]["id"]) == (3, draft["id"])
    other = next(one for one in ran.json["publishes"] if one["slot"] == 2)
    run(f"teams change {TEAM} --set-aside {other['email']}")
    assert run("compare Embeds --json").json["wrong"]["id"] is None


def test_teams_of_a_program_of_pairings_are_a_wrong_call(run: Run, planned: Path) -> None:
    assert run("publish Spring --team 'Loyalty app'").code == 2
    assert run("compare Spring --team 'Loyalty app'").code == 2


@pytest.mark.parametrize("call", ["plan Embeds --rounds 2", "plan Embeds --all-new", "plan Embeds --from 2027-01-18"])
def test_planning_rounds_of_teams_is_a_wrong_call(run: Run, teams: Path, call: str) -> None:
    ran = run(call)
    assert (ran.code, "ridealong teams form --help" in ran.err) == (2, True)


@pytest.mark.parametrize("call", ["repair Embeds", f"candidates {SQL}", f"why {SQL}", "worth Embeds"])
def test_what_is_for_pairings_alone_names_the_commands_for_teams(run: Run, teams: Path, call: str) -> None:
    ran = run(call)
    assert (ran.code, "ridealong teams" in ran.err) == (1, True), ran.err


def test_why_somebody_is_in_a_slot_or_not(run: Run, teams: Path) -> None:
    run("teams form Embeds")
    inside = run(f"teams why {TEAM} {SQL} --json").json
    assert (inside["inside"], inside["slot"], inside["slot_name"]) == (True, 1, "Data engineer")
    assert "knows sql" in " ".join(inside["sentences"])
    assert "What it adds to the plan" in run(f"teams why {TEAM} {SQL}").out
    outside = run(f"teams why {TEAM} it1@company.example --slot 1")
    assert "is not in slot 1 (Data engineer) of Loyalty app." in outside.out
    assert "does not know sql" in outside.out
    document = run("teams candidates embeds 'loyalty APP' 1 --json").json
    assert (document["program"], document["team"], document["slot"]) == ("Embeds", "Loyalty app", 1)
    ranked = document["candidates"]
    assert (ranked[0]["email"], ranked[0]["openness"], ranked[0]["gain"]) == (SQL, "there", None)
    assert {one["openness"] for one in ranked[1:]} == {"hindered"}
    assert {one["side"] for one in ranked} == {"it"}
    printed = run(f"teams candidates {TEAM} 2")
    assert "in it" in printed.out
    assert "free" in printed.out
    assert run(f"teams candidates {TEAM} 9").code == 1
    assert run(f"teams why {TEAM} nobody@company.example").code == 1


def test_of_somebody_who_is_published_it_is_said_why_they_were_chosen(run: Run, running: Path) -> None:
    for call in (f"teams why {TEAM} {SQL}", f"teams why {TEAM} {SQL} --slot 1"):
        told = run(call)
        assert (told.code, told.err) == (0, "")
        assert (
            "takes 50 % of the week in slot 1 (Data engineer), 2027-01-11 to 2027-02-05: people were told so."
            in told.out
        )
        assert "knows sql" in told.out
        assert "What it adds to the plan" in told.out


def test_called_off_teams_are_hidden_and_counted(run: Run, running: Path) -> None:
    assert "hidden" not in run("teams show Embeds").err
    run("teams end Embeds 'Loyalty app' --on 2027-01-08")
    hidden = run("teams show Embeds")
    assert "Loyalty app" not in hidden.out
    assert "1 called-off team is hidden: --all shows it." in hidden.err
    everything = run("teams show Embeds --all")
    assert ("Loyalty app" in everything.out, everything.err) == (True, "")


def crowded(run: Run, here: Path) -> None:
    """Thirty teams that all want the same people: seconds of work."""
    run("people import", people_csv(here / "people.csv", 60, 60))
    run(PROGRAM)
    rows = [
        f"Team {team},slot {slot},{('it', 'marketing')[slot % 2]},{TOPICS[(team + slot) % 7]},60"
        for team in range(30)
        for slot in range(6)
    ]
    (here / "teams.csv").write_text("\n".join(["team,slot,side,must,share", *rows]) + "\n")
    assert run("teams import Embeds teams.csv").code == 0


@thorough_only
def test_a_cap_on_the_time_is_said_with_what_may_be_missing(run: Run, here: Path) -> None:
    crowded(run, here)
    ran = run("teams form Embeds --seconds 0.001 --dry-run")
    assert ran.code == 3
    assert "not proved to be the best: at most " in ran.out


@thorough_only
@pytest.mark.skipif(sys.platform != "linux", reason="sees in /proc when the planner is at work")
def test_ctrl_c_stops_forming_and_nothing_is_changed(run: Run, here: Path) -> None:
    crowded(run, here)
    before = content(here / "a.db")
    call = [sys.executable, "-m", "ridealong", "--db", "a.db", "teams", "form", "Embeds"]
    with subprocess.Popen(call, cwd=here, stderr=subprocess.PIPE, text=True) as running:
        until_planning(running)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate()
    assert running.returncode == 130
    assert said.strip().endswith("Nothing was changed")
    assert content(here / "a.db") == before
