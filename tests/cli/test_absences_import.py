"""Absences from the command line: a calendar of one person, or a CSV file of many."""

from pathlib import Path

import pytest

from .conftest import Run, content

WHO = "it0@company.example"
HOLIDAY = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20270111
DTEND;VALUE=DATE:20270116
SUMMARY:Secret holiday
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def holiday(company: Path) -> Path:
    path = company.parent / "busy.ics"
    path.write_text(HOLIDAY)
    return path


def test_a_calendar_becomes_absences(run: Run, holiday: Path) -> None:
    ran = run(f"absences import busy.ics --person {WHO}")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"added      {WHO} 2027-01-11 to 2027-01-15",
        "busy.ics: 1 added, 0 changed, 0 unchanged, 0 removed, 0 rejected",
    ]
    [absence] = run("absences list --json").json["absences"]
    assert (absence["first_day"], absence["last_day"], absence["source"]) == (
        "2027-01-11",
        "2027-01-15",
        ".ics: busy.ics",
    )


def test_reasons_stay_on_the_persons_page(run: Run, holiday: Path) -> None:
    said = run(f"absences import busy.ics --person {WHO} --json")
    assert "Secret" not in said.out + said.err + run("absences list").out + run("absences list --json").out
    assert "Secret" not in run(f"people show {WHO}").out
    assert "Secret" in run(f"people show {WHO} --reasons").out


def test_the_json_report_names_what_is_removed(run: Run, holiday: Path) -> None:
    assert run(f"absences import busy.ics --person {WHO} --json").json["added"] == 1
    holiday.write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    before = content(holiday.parent / "a.db")
    dry = run(f"absences import busy.ics --person {WHO} --dry-run --json")
    assert (dry.json["removed"], dry.json["removed_rows"]) == (1, [f"{WHO} 2027-01-11 to 2027-01-15"])
    assert content(holiday.parent / "a.db") == before
    assert run(f"absences import busy.ics --person {WHO}").out.startswith(f"removed    {WHO} 2027-01-11")
    assert run("absences list --json").json["absences"] == []


def test_rejected_events_are_explained_and_exit_with_3(run: Run, holiday: Path) -> None:
    holiday.write_text(HOLIDAY.replace("SUMMARY:Secret holiday", "RRULE:FREQ=SECONDLY"))
    ran = run(f"absences import busy.ics --person {WHO} --json")
    assert ran.code == 3
    [bad] = ran.json["rejected"]
    assert (bad["line"], bad["column"], bad["value"]) == (5, "RRULE", "FREQ=SECONDLY")
    assert "FREQ is from YEARLY to MINUTELY" in bad["problem"]


@pytest.mark.parametrize("name", ["busy.ics", "busy.csv", "busy"])
def test_a_calendar_needs_its_person_whatever_it_is_called(run: Run, holiday: Path, name: str) -> None:
    holiday.rename(holiday.with_name(name))
    before = content(holiday.parent / "a.db")
    ran = run(f"absences import {name}")
    assert (ran.code, ran.out) == (2, "")
    assert f"{name} is a calendar. Say whose it is with --person EMAIL" in ran.err
    assert content(holiday.parent / "a.db") == before


def test_a_csv_file_names_its_people_itself(run: Run, company: Path, here: Path) -> None:
    (here / "absences.csv").write_text(f"email,first_day,last_day,reason\n{WHO},2027-01-11,,\n")
    ran = run(f"absences import absences.csv --person {WHO}")
    assert ran.code == 2
    assert "leave --person out" in ran.err
    done = run("absences import absences.csv --json")
    assert done.code == 0
    assert "removed" not in done.json


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "busy.ics is empty"),
        (b"hello", "There is no calendar in busy.ics"),
        (HOLIDAY[:-10].encode(), "busy.ics"),
        (b"\x01\x02\x03" * 99, "busy.ics is not a text file"),
        (HOLIDAY.replace("Secret", "\x00").encode(), "NUL character in line 5"),
    ],
)
def test_files_that_are_no_calendars_change_nothing(run: Run, holiday: Path, data: bytes, said: str) -> None:
    holiday.write_bytes(data)
    before = content(holiday.parent / "a.db")
    ran = run(f"absences import busy.ics --person {WHO}")
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert "Export the calendar again" in ran.err
    assert content(holiday.parent / "a.db") == before


def test_missing_files_huge_files_and_strangers_are_named(run: Run, holiday: Path) -> None:
    assert "none.ics does not exist" in run(f"absences import none.ics --person {WHO}").err
    assert "nobody with the address" in run("absences import busy.ics --person who@company.example").err
    with holiday.open("ab") as file:
        file.truncate(51 * 2**20)
    ran = run(f"absences import busy.ics --person {WHO}")
    assert ran.code == 1
    assert "busy.ics is larger than 50 MB" in ran.err
