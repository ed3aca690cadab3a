"""Commands that note absences say which published pairings they fall into."""

from pathlib import Path

import pytest

from .conftest import Run

CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1@x.example
DTSTART;VALUE=DATE:{0}
DTEND;VALUE=DATE:{1}
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def visit(run: Run, published: Path) -> dict[str, str]:
    """A published pairing of Spring."""
    rows = run("history list --json").json["history"]
    return next(row for row in rows if row["start"] == "2027-01-11")


def test_adding_an_absence_names_the_pairings_and_what_to_do(run: Run, visit: dict[str, str]) -> None:
    ran = run("absences add", visit["it_email"], visit["start"], visit["end"])
    assert ran.code == 0
    assert "1 published pairing of Spring falls into this time away (Ivo " in ran.err
    assert "). Next: ridealong repair" in ran.err
    added = run("absences add --json", visit["marketing_email"], visit["start"], visit["start"])
    assert added.json["clashes"] == [{"program": "Spring", "pairings": [visit["id"]], "drafts": []}]
    assert run("absences add --json", visit["it_email"], "2028-01-03 2028-01-07").json["clashes"] == []


def test_importing_absences_says_so_beside_the_same_report(run: Run, visit: dict[str, str], here: Path) -> None:
    row = f"{visit['it_email']},{visit['start']},{visit['end']}"
    (here / "away.csv").write_text(f"email,first_day,last_day\n{row}\n")
    ran = run("absences import away.csv --json")
    assert (ran.json["added"], ran.json["rejected"]) == (1, [])
    assert ran.json["clashes"] == [{"program": "Spring", "pairings": [visit["id"]], "drafts": []}]
    assert "1 published pairing of Spring falls into this time away" in ran.err
    again = run("absences import away.csv --json")
    assert (again.json["clashes"], "published pairing" in again.err) == ([], False)


def test_other_imports_have_no_clashes(run: Run, published: Path) -> None:
    run("people export --out people.csv")
    assert "clashes" not in run("people import people.csv --json").json


def test_the_absence_that_was_added_is_told_beside_one_of_a_file_on_the_same_days(
    run: Run, company: Path, here: Path
) -> None:
    (here / "away.csv").write_text("email,first_day,last_day\nit0@company.example,2027-03-01,2027-03-05\n")
    assert run("absences import away.csv").code == 0
    added = run("absences add IT0@company.example 2027-03-01 2027-03-05 dentist --json").json["absence"]
    assert (added["email"], added["source"]) == ("it0@company.example", "typed")


def test_importing_a_calendar_says_so_too(run: Run, visit: dict[str, str], here: Path) -> None:
    (here / "busy.ics").write_text(CALENDAR.format("20270111", "20270112"))
    ran = run("absences import busy.ics --person", visit["marketing_email"])
    assert "1 published pairing of Spring falls into this time away" in ran.err
