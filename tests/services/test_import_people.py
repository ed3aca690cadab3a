"""Importing people: an upsert by e-mail, the same in a dry run, and never half done."""

from pathlib import Path

import pytest

from ridealong.domain.errors import UnreadableFile
from ridealong.domain.people import OFFICE_HOURS, Side
from ridealong.services.desk import Desk
from ridealong.services.people import people
from ridealong.services.people.import_people import import_people
from ridealong.services.plans import plans
from services.conftest import csv, emails, employ, it, marketing, ride_alongs
from thorough import thorough_only

HEADER = "email,name,side,team,role,time_zone,knows,capacity,last_day"
ANA = "Ana@x.example,Ana,it,Platform,Engineer,Europe/Berlin,SQL;Cloud,2,2027-12-31"
MIA = "mia@x.example,Mia,marketing,Brand,,,,,"


def test_new_people_are_added(desk: Desk, tmp_path: Path) -> None:
    report = import_people(desk, csv(tmp_path, HEADER, ANA, MIA))
    assert (report.added, report.changed, report.unchanged, report.rejected) == (
        ("Ana@x.example", "mia@x.example"),
        (),
        0,
        (),
    )
    ana, mia = people.everyone(desk)
    assert (ana.email, ana.knows, ana.capacity, ana.time_zone) == (
        "Ana@x.example",
        ("SQL", "Cloud"),
        2,
        "Europe/Berlin",
    )
    assert (mia.hours, mia.capacity, mia.last_day, mia.side) == (OFFICE_HOURS, None, None, Side.MARKETING)


def test_the_same_file_again_changes_and_journals_nothing(desk: Desk, tmp_path: Path) -> None:
    path = csv(tmp_path, HEADER, ANA, MIA)
    import_people(desk, path)
    version = desk.version()
    report = import_people(desk, path)
    assert (report.added, report.changed, report.unchanged) == ((), (), 2)
    assert desk.version() == version


def test_a_dry_run_says_what_the_import_then_does_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    employ(desk, it("Ana"), it("Ben"), it("Zoe"))
    people.remove(desk, "zoe@x.example")
    before, version = people.everyone(desk), desk.version()
    path = csv(
        tmp_path,
        "email,name,side,team",
        "ana@x.example,Ana,it,Data",
        "ben@x.example,Ben,it,Platform",
        "new@x.example,New,it,Data",
        "zoe@x.example,Zoe,it,Platform",
        "bad,Bad,it,Data",
    )
    dry = import_people(desk, path, dry_run=True, full=True)
    assert (people.everyone(desk), desk.version()) == (before, version)
    real = import_people(desk, path, full=True)
    assert dry.dry_run
    assert not real.dry_run
    assert (dry.added, dry.changed, dry.unchanged, dry.rejected, dry.missing) == (
        real.added,
        real.changed,
        real.unchanged,
        real.rejected,
        real.missing,
    )
    assert [(one.key, one.columns) for one in real.changed] == [("ana@x.example", ("team",))]
    assert (real.added, real.unchanged) == (("new@x.example", "zoe@x.example"), 1)


def test_a_column_that_is_absent_leaves_values_and_an_empty_cell_clears_them(desk: Desk, tmp_path: Path) -> None:
    import_people(desk, csv(tmp_path, HEADER, ANA))
    import_people(desk, csv(tmp_path, "email,name,side,team,knows,capacity", "ana@x.example,Ana,it,Platform,,"))
    (ana,) = people.everyone(desk)
    assert (ana.knows, ana.capacity) == ((), None)
    assert (ana.role, ana.time_zone, str(ana.last_day)) == ("Engineer", "Europe/Berlin", "2027-12-31")


def test_an_address_in_other_letter_case_is_the_same_person(desk: Desk, tmp_path: Path) -> None:
    import_people(desk, csv(tmp_path, HEADER, ANA))
    report = import_people(desk, csv(tmp_path, "email,name,side,team", "ANA@X.EXAMPLE,Ana,it,Platform"))
    assert (report.added, report.changed, report.unchanged) == ((), (), 1)
    assert emails(people.everyone(desk)) == ["Ana@x.example"]


def test_somebody_who_was_removed_comes_back_with_what_was_known(desk: Desk, tmp_path: Path) -> None:
    employ(desk, it("Ana", role="Engineer"))
    people.remove(desk, "ana@x.example")
    assert len(people.everyone(desk)) == 0
    report = import_people(desk, csv(tmp_path, "email,name,side,team", "ana@x.example,Ana,it,Data"))
    assert report.added == ("ana@x.example",)
    (ana,) = people.everyone(desk)
    assert (ana.team, ana.role) == ("Data", "Engineer")


def test_rows_that_cannot_be_taken_are_explained_and_stop_no_others(desk: Desk, tmp_path: Path) -> None:
    path = csv(
        tmp_path,
        "email,name,side,team,time_zone",
        "ana@x.example,Ana,it,Platform,Mars/Olympus",
        "ben@x.example,Ben,sales,Platform,UTC",
        "cho@x.example,Cho,it,Data,UTC",
        "CHO@x.example,Cho,it,Data,UTC",
    )
    report = import_people(desk, path)
    assert emails(people.everyone(desk)) == ["cho@x.example"]
    assert [(one.line, one.column, one.value) for one in report.rejected] == [
        (2, "time_zone", "Mars/Olympus"),
        (3, "side", "sales"),
        (5, "email", "CHO@x.example"),
    ]
    assert "Zones are IANA names such as Europe/Berlin" in report.rejected[0].problem


def test_a_last_day_before_the_stored_first_day_is_rejected_with_its_column(desk: Desk, tmp_path: Path) -> None:
    import_people(desk, csv(tmp_path, "email,name,side,team,first_day", "ana@x.example,Ana,it,Platform,2027-06-01"))
    report = import_people(desk, csv(tmp_path, "email,name,side,team,last_day", "ana@x.example,Ana,it,Data,2027-05-01"))
    (rejected,) = report.rejected
    assert (rejected.line, rejected.column, rejected.value) == (2, "last_day", "2027-05-01")
    assert "lies before the first day 2027-06-01" in rejected.problem
    assert people.everyone(desk)[0].team == "Platform"
    import_people(desk, csv(tmp_path, "email,name,side,team,last_day", "ben@x.example,Ben,it,Data,2027-05-01"))
    report = import_people(
        desk, csv(tmp_path, "email,name,side,team,first_day", "ben@x.example,Ben,it,Data,2027-06-01")
    )
    assert (report.rejected[0].column, report.rejected[0].value) == ("first_day", "2027-06-01")


def test_a_full_export_tells_who_has_disappeared(desk: Desk, tmp_path: Path) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"))
    people.remove(desk, "ben@x.example")
    path = csv(tmp_path, "email,name,side,team", "MIA@x.example,Mia,marketing,Brand")
    assert import_people(desk, path, full=True).missing == ("ana@x.example",)
    assert import_people(desk, path).missing == ()
    assert len(people.everyone(desk)) == 2


def test_an_export_of_another_program_is_fitted_by_a_mapping(desk: Desk, tmp_path: Path) -> None:
    mapping = csv(
        tmp_path,
        "[columns]",
        'email = "Work mail"',
        'side = "Department"',
        "[sides]",
        'Technology = "it"',
        '"Brand & Growth" = "marketing"',
        name="hr.toml",
    )
    path = csv(
        tmp_path,
        "Work mail,Name,Department,Team",
        "ana@x.example,Ana,Technology,Platform",
        "lee@x.example,Lee,Legal,Contracts",
    )
    report = import_people(desk, path, mapping=mapping)
    assert (report.added, report.skipped, report.rejected) == (("ana@x.example",), 1, ())


def test_a_file_that_cannot_be_read_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", csv(tmp_path, "name,side,team", "Ana,it,Platform"), tmp_path):
        with pytest.raises(UnreadableFile, match=str(path)):
            import_people(desk, path)
    assert desk.version() == 0


@thorough_only
def test_progress_is_told_to_the_end(desk: Desk, tmp_path: Path) -> None:
    rows = [f"p{number}@x.example,P{number},it,Platform" for number in range(2500)]
    told: list[tuple[int, int]] = []
    import_people(
        desk,
        csv(tmp_path, "email,name,side,team", *rows),
        progress=lambda done, total: told.append((done, total)),
    )
    assert told[0] == (0, 2500)
    assert told[-1] == (2500, 2500)
    assert len(people.everyone(desk)) == 2500


def test_another_side_for_somebody_in_a_draft_rejects_the_row(small: Desk, tmp_path: Path) -> None:
    plans.plan(small, ride_alongs(small, rounds=1))
    rows = ("ana@x.example,Ana,marketing,Platform", "mia@x.example,Mia,marketing,Design")
    report = import_people(small, csv(tmp_path, "email,name,side,team", *rows))
    (rejection,) = report.rejected
    assert (rejection.line, rejection.column, rejection.value) == (2, "side", "marketing")
    assert "Ana stands in 1 draft" in rejection.problem
    assert rejection.problem.endswith("First set the drafts aside")
    assert rejection.for_commands.endswith("First set the drafts aside: `ridealong cancel ID`, for each number")
    assert [one.key for one in report.changed] == ["mia@x.example"]
    assert people.show(small, "ana@x.example").person.side is Side.IT
