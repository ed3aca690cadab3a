"""People by command: found, sorted, shown with their load, changed several at once; absences changed."""

from pathlib import Path

import pytest

from .conftest import Run

HEAD = "email,name,side,team,wants\n"
ROSTER = (
    HEAD
    + "ana@x.example,Ana,it,Platform,CRM;Events\nben@x.example,Ben,it,Data,\nmia@x.example,Mia,marketing,Brand,SQL\n"
)


@pytest.fixture
def office(run: Run, here: Path) -> Run:
    (here / "people.csv").write_text(ROSTER, encoding="utf-8")
    assert run("people import people.csv").code == 0
    return run


def test_a_list_is_narrowed_by_terms_and_sorted(office: Run) -> None:
    ran = office("people list met:never --sort team --descending --json")
    assert [one["team"] for one in ran.json["people"]] == ["Platform", "Data", "Brand"]
    assert [line.split()[0] for line in office("people list side:it --sort team").out.splitlines()[1:]] == [
        "Ben",
        "Ana",
    ]
    refused = office("people list met:often")
    assert refused.code == 1
    assert "Write met:never, met:any" in refused.err


def test_several_people_are_changed_in_one_step(office: Run) -> None:
    ran = office('people edit ana@x.example ben@x.example --site Berlin --add-wants "crm;Rust" --take-wants events')
    assert (ran.code, ran.err) == (0, "2 people changed.\n")
    found = {one["name"]: one for one in office("people list side:it --json").json["people"]}
    assert found["Ana"]["wants"] == ["CRM", "Rust"]
    assert found["Ben"]["wants"] == ["crm", "Rust"]
    office("undo")
    assert {one["site"] for one in office("people list --json").json["people"]} == {""}
    refused = office("people edit ana@x.example ben@x.example --name Zoe")
    assert refused.code != 0
    assert "The name of several people cannot be changed at once" in refused.err


def test_a_person_is_shown_with_load_meetings_and_those_they_manage(office: Run) -> None:
    office("people edit ben@x.example --manager ana@x.example")
    shown = office("people show ana@x.example").out
    assert "manages:      Ben <ben@x.example>" in shown
    assert "load:         next 13 weeks: 0 visits, 0 guests, 0 buddies" in shown
    document = office("people show ana@x.example --json").json
    assert document["load"]["ahead"]["visits"] == 0
    assert (document["meetings"], document["reports"]) == ([], [{"email": "ben@x.example", "name": "Ben"}])


def test_an_absence_is_changed_by_its_days(office: Run) -> None:
    office("absences add ana@x.example 2027-01-11 2027-01-12 surgery")
    ran = office("absences edit ana@x.example 2027-01-11 2027-01-12 --to 2027-01-15 --json")
    assert ran.json["absence"]["last_day"] == "2027-01-15"
    assert "surgery" in office("people show ana@x.example --reasons").out
    office('absences edit ana@x.example 2027-01-11 2027-01-15 --why ""')
    assert "surgery" not in office("people show ana@x.example --reasons").out
    assert office("absences edit ana@x.example 2027-01-11 2027-01-15").code == 2
    assert office("absences edit ana@x.example 2027-02-01 2027-02-02 --to 2027-02-03").code == 1


def test_who_stands_in_published_pairings_is_not_removed_and_the_command_that_lists_them_is_named(
    published: Path, run: Run
) -> None:
    (one, *_) = run("meetings list --json").json["meetings"]
    ran = run(f"people remove {one['guest']}")
    assert ran.code == 1
    assert f"Mark or cancel them first: `ridealong history list --person {one['guest']}` shows them" in ran.err
