"""Importing absences: known by person and days."""

from pathlib import Path

from ridealong.domain.pairings import Absence
from ridealong.services.desk import Desk
from ridealong.services.people import absences, people
from ridealong.services.people.import_absences import import_absences
from services.conftest import csv

HEADER = "email,first_day,last_day,reason"
ANA = "ANA@x.example,2027-01-11,2027-01-15,dentist"


def away(desk: Desk, email: str) -> tuple[Absence, ...]:
    return people.show(desk, email, reasons=True).absences


def test_absences_are_added_with_where_they_came_from(small: Desk, tmp_path: Path) -> None:
    report = import_absences(small, csv(tmp_path, HEADER, ANA, "mia@x.example,2027-02-01,,"))
    assert len(report.added) == 2
    found = [one for email in ("ana@x.example", "mia@x.example") for one in away(small, email)]
    assert [(one.email, str(one.days), one.reason, one.source) for one in found] == [
        ("ana@x.example", "2027-01-11 to 2027-01-15", "dentist", "CSV"),
        ("mia@x.example", "2027-02-01", "", "CSV"),
    ]


def test_the_same_file_again_changes_and_journals_nothing(small: Desk, tmp_path: Path) -> None:
    path = csv(tmp_path, HEADER, ANA, ANA)
    import_absences(small, path)
    version = small.version()
    report = import_absences(small, path)
    assert (report.added, report.changed, report.unchanged) == ((), (), 2)
    assert small.version() == version


def test_another_reason_for_the_same_days_is_a_change(small: Desk, tmp_path: Path) -> None:
    import_absences(small, csv(tmp_path, HEADER, ANA))
    report = import_absences(small, csv(tmp_path, HEADER, ANA.replace("dentist", "holiday")))
    assert [one.columns for one in report.changed] == [("reason",)]
    assert [one.reason for one in away(small, "ana@x.example")] == ["holiday"]


def test_absences_of_strangers_are_rejected_and_stop_no_others(small: Desk, tmp_path: Path) -> None:
    report = import_absences(small, csv(tmp_path, HEADER, "who@x.example,2027-01-11,,", ANA))
    assert [(one.line, one.column, one.value) for one in report.rejected] == [(2, "email", "who@x.example")]
    assert len(report.added) == 1


def test_a_dry_run_changes_nothing(small: Desk, tmp_path: Path) -> None:
    version = small.version()
    assert len(import_absences(small, csv(tmp_path, HEADER, ANA), dry_run=True).added) == 1
    assert absences.list_absences(small) == ()
    assert small.version() == version
