"""The commands about what came out of visits: debriefs, ideas, and what forms say of them."""

from pathlib import Path

import pytest

from exchange.form_exports import GOOGLE, MICROSOFT

from .conftest import Run, content, settled

HEADER = "program,kind,it_email,marketing_email,guest,start,end,state"


@pytest.fixture
def visited(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ana has visited Mia, in a program that is not archived, and Ben Noa in one that is; it is 1 February 2027."""
    people = ("ana@x.example,Ana,it,Data", "ben@x.example,Ben,it,Data", "mia@x.example,Mia,marketing,Brand")
    (here / "people.csv").write_text("\n".join(("email,name,side,team", *people, "noa@x.example,Noa,marketing,CRM")))
    (here / "history.csv").write_text(
        f"{HEADER}\nPast,ride-along,ben@x.example,noa@x.example,it,2026-12-14,2026-12-18,held\n"
    )
    who = "--enrol ana@x.example --enrol mia@x.example"
    settled(
        here,
        "people import people.csv",
        "history import history.csv",
        f"program create Spring --kind ride-along --start 2027-01-11 --rounds 1 {who}",
        "plan Spring",
        "publish Spring --yes --all --without-agreement pilot",
        today="2027-01-04",
    )
    monkeypatch.setenv("RIDEALONG_TODAY", "2027-02-01")
    return here / "a.db"


def test_what_came_out_of_a_visit_is_noted_shown_corrected_and_taken_back(run: Run, visited: Path) -> None:
    added = run(
        "debrief add 2 --learned 'Briefs first' --side it --rating-it 4 --idea 'One calendar' --note 'by phone'"
    )
    assert "Ana and Mia, 2027-01-11 to 2027-01-15: 1 thing learned, 1 idea; overdue for 3 days." in added.err
    noted = run("debrief add 2 --learned 'Thursdays' --side marketing --rating-marketing 5 --json").json["debrief"]
    assert [(one["side"], one["text"]) for one in noted["learned"]] == [
        ("it", "Briefs first"),
        ("marketing", "Thursdays"),
    ]
    assert (noted["guest"], noted["it_rating"], noted["complete"]) == ("ana@x.example", 4, True)
    assert (noted["start"], noted["due"], noted["overdue_days"]) == ("2027-01-11", "2027-01-29", 0)
    assert [one["text"] for one in noted["ideas"]] == ["One calendar"]
    shown = run("debrief show 2").out
    assert "Ratings: IT 4, Marketing 5" in shown
    assert "One calendar" in shown
    number = noted["learned"][0]["number"]
    edited = run(f"debrief edit 2 --learned {number} 'A brief first' --rating-it none --json").json["debrief"]
    assert (edited["learned"][0]["text"], edited["it_rating"]) == ("A brief first", None)
    assert run("debrief remove 2 --json").json["removed"] is True
    assert run("debrief show 2 --json").json["debrief"]["learned"] == []
    assert run("undo").code == 0
    assert len(run("debrief show 2 --json").json["debrief"]["learned"]) == 2


def test_a_note_is_told_to_those_alone_who_ask_for_it(run: Run, visited: Path) -> None:
    said = [run("debrief add 2 --learned x --note xyzzy --json"), run("debrief edit 2 --rating-it 1 --json")]
    said += [run("debrief show 2"), run("debrief show 2 --json"), run("debrief list"), run("journal --entry 6")]
    assert not any("xyzzy" in ran.out + ran.err for ran in said)
    assert "Note: xyzzy" in run("debrief show 2 --notes").out
    assert run("debrief show 2 --notes --json").json["debrief"]["note"] == "xyzzy"


def test_debriefs_are_listed_and_the_overdue_ones_stand_on_today(run: Run, visited: Path) -> None:
    (listed,) = run("debrief list --overdue --json").json["debriefs"]
    assert (listed["pairing"], listed["overdue_days"], listed["learned"]) == (2, 3, 0)
    assert "1 visit, 1 of them with a debrief overdue." in run("debrief list").err
    assert [one["pairing"] for one in run("debrief list --program past --json").json["debriefs"]] == [1]
    assert run("debrief list mia --json").json["debriefs"] == [listed]
    assert run("debrief list zoe --json").json["debriefs"] == []
    (item,) = run("today --kind debriefs --json").json["items"]
    assert (item["text"], item["pairing"]) == ("Ana visited Mia", 2)
    assert item["remedy"] == "ridealong debrief add 2 --learned TEXT --learned TEXT"
    run("debrief add 2 --learned This --learned That")
    assert run("today --kind debriefs --json").json["items"] == []
    assert run("debrief list --open --json").json["debriefs"] == []


@pytest.mark.parametrize(
    ("call", "code", "says"),
    [
        ("add 2", 2, "Say what came out of it"),
        ("add 2 --rating-it 6", 2, "'6' is not a rating"),
        ("add 2 --learned ''", 2, "What was learned is empty"),
        ("add 2 --learned x --owner ana@x.example", 2, "--owner is about an --idea"),
        ("add two --learned x", 2, "is not the number of a pairing"),
        ("add 9 --learned x", 1, "There is no pairing 9"),
        ("add 2 --idea x --owner z@x.example", 1, "nobody with the address"),
        ("edit 2", 2, "Say what is different"),
        ("edit 2 --note x", 1, "Nothing is noted yet of pairing 2"),
        ("remove 2", 1, "Nothing is noted yet"),
        ("list --program Nowhere", 1, "There is no program 'Nowhere'"),
        ("import none.csv", 1, "none.csv does not exist"),
        ("import people.csv --dates someday", 2, "It is one of day-first, month-first"),
        ("import people.csv", 1, "no question asks what was learned"),
    ],
)
def test_a_wrong_call_about_a_debrief_changes_nothing(
    run: Run, visited: Path, *, call: str, code: int, says: str
) -> None:
    before = content(visited)
    ran = run("debrief", call)
    assert (ran.code, content(visited)) == (code, before)
    assert says in ran.err


@pytest.mark.parametrize("form", [MICROSOFT, GOOGLE], ids=["microsoft", "google"])
def test_nobody_types_what_a_form_has_asked(run: Run, visited: Path, here: Path, form: str) -> None:
    (here / "answers.csv").write_text(form, "utf-8")
    before = content(visited)
    dry = run("debrief import answers.csv --dry-run --json")
    assert (dry.code, content(visited)) == (0, before)
    done = run("debrief import answers.csv --json")
    assert done.out == dry.out
    assert (done.json["added"], done.json["changed"], done.json["rejected"]) == (2, 0, [])
    assert done.json["added_rows"] == ["Spring: pairing 2, Ana", "Spring: pairing 2, Mia"]
    noted = run("debrief show 2 --json").json["debrief"]
    assert (noted["it_rating"], noted["marketing_rating"], noted["complete"]) == (4, 5, True)
    again = run("debrief import answers.csv --json").json
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 2)


def test_rows_of_a_form_that_cannot_be_taken_stop_no_others(run: Run, visited: Path, here: Path) -> None:
    rows = "2027-01-25,ana@x.example,This\n2027-01-25,zoe@x.example,That\nsoon,mia@x.example,More\n"
    (here / "answers.csv").write_text(f"Timestamp;Email;Q1\n{rows}".replace(",", ";"))
    (here / "map.toml").write_text('[columns]\nlearned = "Q1"\n')
    ran = run("debrief import answers.csv --map map.toml")
    assert ran.code == 3
    assert "rejected   line 3, email: Nobody has the address 'zoe@x.example'" in ran.out
    assert "rejected   line 4, day: 'soon' is not a day. Write it as 2027-01-11" in ran.out
    assert "answers.csv: 1 added, 0 changed, 0 unchanged, 2 rejected" in ran.out


def test_ideas_go_from_spark_to_project(run: Run, visited: Path) -> None:
    run("debrief add 2 --idea 'One calendar' --owner ana@x.example")
    added = run("ideas add 'A glossary' --program spring --note 'for both' --json").json["idea"]
    assert added == {
        "id": 2,
        "text": "A glossary",
        "state": "open",
        "program": "Spring",
        "pairing": None,
        "owner": None,
        "named": False,
        "noted": "2027-02-01",
        "changed": "2027-02-01",
        "note": "for both",
    }
    taken = run("ideas edit 2 --state 'taken up' --owner mia@x.example --named")
    assert "Idea 2 is taken up; owner: Mia, named in reports." in taken.err
    # Outside of commands it is called what people call it; both are understood.
    assert run("ideas show 2 --json").json["idea"]["state"] == "taken up"
    assert [one["id"] for one in run("ideas list --state taken-up --json").json["ideas"]] == [2]
    assert run("ideas edit 2 --state project --json").json["idea"]["state"] == "project"
    assert [one["id"] for one in run("ideas list --json").json["ideas"]] == [2, 1]
    assert [one["id"] for one in run("ideas list --state open --owner ana@x.example --json").json["ideas"]] == [1]
    assert [one["id"] for one in run("ideas list state:project glossary --json").json["ideas"]] == [2]
    assert run("ideas list --unowned --json").json["ideas"] == []
    assert run("ideas edit 2 --owner none --state done --json").json["idea"]["owner"] is None
    shown = run("ideas show 2").out
    assert "Owner: nobody yet" in shown
    assert "From: Spring" in shown
    assert run("ideas show 1 --json").json["idea"]["pairing"] == 2
    assert run("ideas remove 2 --json").json["removed"] is True
    assert "1 idea." in run("ideas list").err


@pytest.mark.parametrize(
    ("call", "code", "says"),
    [
        ("add ''", 2, "An idea needs a text"),
        ("add x --state won", 2, "is not a state of an idea"),
        ("add x --state project", 1, "A project needs an owner. Say who sees to it: --owner EMAIL"),
        ("add x --program Nowhere", 1, "There is no program"),
        ("edit 1 --text x", 1, "There is no idea 1. `ridealong ideas list` shows them"),
        ("edit one --text x", 2, "is not the number of an idea"),
        ("edit 1", 2, "Say what is different"),
        ("list state:won", 2, "'won' is no state"),
        ("list --unowned --owner ana@x.example", 2, "leave out one of the two"),
        ("remove 1", 1, "There is no idea 1"),
    ],
)
def test_a_wrong_call_about_an_idea_changes_nothing(
    run: Run, visited: Path, *, call: str, code: int, says: str
) -> None:
    before = content(visited)
    ran = run("ideas", call)
    assert (ran.code, content(visited)) == (code, before)
    assert says in ran.err


def test_readings_of_measures_come_from_a_form(run: Run, visited: Path, here: Path) -> None:
    run("program measure Spring 'Time to first page' --unit days")
    run("program measure Spring Calls")
    header = "ID,Start time,Completion time,Email,Name,What was the time to first page?,Calls"
    answers = (
        "1,1/25/27 9:00:00,1/25/27 9:01:00,anonymous,,9 days,12\n2,1/26/27 9:00:00,1/26/27 9:01:00,anonymous,,8,\n"
    )
    (here / "readings.csv").write_text(f"{header}\n{answers}3,1/26/27 9:30:00,1/26/27 9:31:00,anonymous,,7,\n")
    dry = run("program measure Spring --import readings.csv --dry-run --json")
    assert run("program show Spring --json").json["readings"] == []
    done = run("program measure Spring --import readings.csv --json")
    assert (done.code, done.out) == (3, dry.out)
    assert (done.json["added"], done.json["rejected"][0]["line"]) == (3, 4)
    assert run("program measure Spring --import readings.csv --mean --json").json["changed"] == 1
    readings = [
        (one["measure"], one["day"], one["value"]) for one in run("program show Spring --json").json["readings"]
    ]
    assert sorted(readings) == [
        ("Calls", "2027-01-25", 12),
        ("Time to first page", "2027-01-25", 9),
        ("Time to first page", "2027-01-26", 7.5),
    ]


@pytest.mark.parametrize(
    ("call", "code", "says"),
    [
        ("Spring", 2, "Say which MEASURE, or read a file with --import"),
        ("Spring Calls --import people.csv", 2, "leave MEASURE and its options out"),
        ("Spring Calls --mean --target 3", 2, "are about a file: name it with --import"),
        ("Spring --import people.csv --on 2027-03-01", 2, "2027-03-01 is still to come"),
        ("Spring --import people.csv", 1, "no column is about a measure"),
        ("Nowhere --import people.csv", 1, "There is no program 'Nowhere'"),
    ],
)
def test_a_wrong_call_about_readings_changes_nothing(
    run: Run, visited: Path, *, call: str, code: int, says: str
) -> None:
    before = content(visited)
    ran = run("program measure", call)
    assert (ran.code, content(visited)) == (code, before)
    assert says in ran.err
