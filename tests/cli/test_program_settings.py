"""The commands that change the settings and the measures of a program."""

from pathlib import Path

import pytest

from .conftest import Run, content

START = "--kind ride-along --start 2027-01-11 --rounds 2"


def test_a_program_says_which_meetings_it_has(run: Run, company: Path) -> None:
    settings = "--meetings visit,DEBRIEF --visit-busy --prepare 'Bring a badge' --country us-ca"
    made = run("program create Visits", START, settings, "--json").json["program"]
    assert (made["meetings"], made["check_in"], made["visit_busy"]) == (["visit", "debrief"], None, True)
    assert (made["prepare"], made["country"]) == ("Bring a badge", "US-CA")
    default = run("program create Usual", START, "--json").json["program"]
    assert default["meetings"] == ["prep", "welcome", "visit", "debrief"]
    long = run("program create Long", START, "--weeks 2 --json").json["program"]
    assert long["meetings"] == ["prep", "welcome", "visit", "check-in", "debrief"]
    assert long["check_in"] == {"weekday": 2, "time": "10:00", "minutes": 30, "every_weeks": 1}
    shown = run("program show Visits").out
    assert "visit, debrief" in shown
    assert "Bring a badge" in shown


def test_only_what_a_kind_uses_is_printed_of_its_settings(run: Run, company: Path) -> None:
    run("program create Embeds --kind composite --start 2027-01-11 --visit-busy")
    shown = run("program show Embeds")
    titles = {line.partition(":")[0] for line in shown.out.splitlines()}
    assert {"cover percent", "overlap minutes", "may miss", "hand over weeks", "visit busy", "rounds"} <= titles
    assert not {"guests", "visits per guest", "host rest weeks", "repeat days", "group size", "prepare"} & titles
    assert "meetings:           visit, check-in" in shown.out
    assert run("program show Embeds --json").json["program"]["group_size"] == 4


def test_settings_are_edited_and_published_pairings_follow(run: Run, planned: Path) -> None:
    assert run("publish Spring --yes").code == 0
    before = len(run("invites list --json").json["invites"])
    edited = run("program edit spring --check-in-time 15:00 --check-in-weekday Fri --visit-busy --country '' --json")
    assert edited.json["program"]["check_in"] == {"weekday": 4, "time": "15:00", "minutes": 30, "every_weeks": 1}
    assert (edited.json["program"]["visit_busy"], edited.json["added_meetings"]) == (True, before // 4)
    assert len(run("invites list --json").json["invites"]) == before + before // 4
    ran = run("program edit Spring --no-check-ins --visit-free --place 'Room 1'")
    assert "Spring changed." in ran.err
    program = run("program show Spring --json").json["program"]
    assert (program["check_in"], program["visit_busy"], program["place"]) == (None, False, "Room 1")
    assert len(run("invites list --json").json["invites"]) == before


LIMITS = {
    "visits_per_guest": 2,
    "host_visits": 3,
    "host_rest_weeks": 1,
    "repeat_days": 60,
    "publish_weeks": 2,
    "visit_days": 4,
    "return_weeks": 5,
    "cover_percent": 35,
}


def test_what_planning_keeps_to_is_said_and_edited(run: Run, company: Path) -> None:
    said = " ".join(f"--{name.replace('_', '-')} {value}" for name, value in LIMITS.items())
    made = run("program create Visits", START, said, "--leads-agree --form-link https://x.example/f --json").json[
        "program"
    ]
    assert {name: made[name] for name in LIMITS} == LIMITS
    assert (made["leads_agree"], made["form_link"]) == (True, "https://x.example/f")
    usual = run("program create Usual", START, "--json").json["program"]
    assert (usual["return_weeks"], usual["cover_percent"], usual["leads_agree"], usual["form_link"]) == (
        6,
        20,
        False,
        "",
    )
    edited = run("program edit Usual", said, "--leads-agree --form-link https://x.example/f --json").json["program"]
    assert {name: edited[name] for name in LIMITS} == LIMITS
    none = run("program edit Usual --host-visits 0 --visit-days 0 --no-leads-agree --form-link '' --json").json[
        "program"
    ]
    assert (none["host_visits"], none["visit_days"], none["leads_agree"], none["form_link"]) == (None, None, False, "")
    shown = run("program show Visits").out
    assert "cover percent:      35" in shown
    assert "form link:          https://x.example/f" in shown


def test_measures_are_agreed_shown_and_taken_back(run: Run, planned: Path) -> None:
    made = run("program measure Spring 'Time to first page' --unit days --baseline 9 --target 4.5 --json")
    assert made.json == {"measure": {"name": "Time to first page", "unit": "days", "baseline": 9, "target": 4.5}}
    assert run("program measure Spring Calls").code == 0
    assert run("program show Spring --json").json["measures"] == [
        made.json["measure"],
        {"name": "Calls", "unit": "", "baseline": None, "target": None},
    ]
    assert "Time to first page" in run("program show Spring").out
    assert run("program measure Spring calls --remove --json").json["removed"] is True
    assert len(run("program show Spring --json").json["measures"]) == 1


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        ("edit Spring", 2, "Name what is to change, such as --place"),
        ("edit Spring --rounds 9", 2, "--rounds of a program stays as it is: create another program"),
        ("edit Spring --kind buddy", 2, "--kind of a program stays as it is: create another program"),
        ("edit Spring --start 2027-02-01", 2, "move single pairings with `ridealong move`"),
        ("edit Spring --meetings visit,lunch", 2, "'lunch' is not a meeting. It is one of prep, welcome, visit"),
        ("edit Spring --no-check-ins --check-in-every 2", 2, "Check-ins are asked for, and none at the same time"),
        ("edit Spring --country Atlantis", 2, "'Atlantis' is not a country"),
        ("edit Spring --form-link ftp://x.example", 2, "'ftp://x.example' is not a link. It begins with https://"),
        ("edit Spring --cover-percent 0", 2, "0 is not a number of percent of a team"),
        ("edit Spring --visit-days 9", 2, "9 is not a number of working days of a visit"),
        (
            "create A --kind rotation --start 2027-01-11 --return-weeks 99",
            2,
            "99 is not a number of weeks until the return",
        ),
        ("edit Summer --place X", 1, "There is no program 'Summer'"),
        ("measure Spring ' '", 2, "A measure needs a name"),
        ("measure Spring Calls --baseline many", 2, "'many' is not a number to measure with"),
        ("measure Spring Calls --target nan", 2, "'nan' is not a number to measure with"),
        ("measure Spring Calls --remove", 1, "'Spring' has no measure 'Calls'"),
        ("measure Spring Calls --remove --unit x", 2, "leave the other options out"),
        ("create A --kind buddy --start 2027-01-11 --meetings prep", 2, "Buddies have no prep"),
    ],
)
def test_a_setting_that_makes_no_sense_changes_nothing(
    run: Run, planned: Path, call: str, code: int, said: str
) -> None:
    before = content(planned)
    ran = run("program", call)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert content(planned) == before
