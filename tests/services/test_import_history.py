"""Importing past pairings: known by program, both people, the visiting side and the first day."""

from pathlib import Path

from ridealong.domain.pairings import State
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.outcomes import history
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people import people
from ridealong.services.programs import programs
from services.conftest import csv, ride_alongs

HEADER = "program,kind,it_email,marketing_email,guest,start,end,state"
ANA_MIA = "Autumn,ride-along,ana@x.example,mia@x.example,it,2026-09-07,2026-09-11,held"
BEN_NOA = "Autumn,ride-along,ben@x.example,noa@x.example,marketing,2026-09-14,2026-09-18,missed"


def test_past_pairings_make_their_program_and_put_it_into_the_archive(small: Desk, tmp_path: Path) -> None:
    report = import_history(small, csv(tmp_path, HEADER, ANA_MIA, BEN_NOA))
    assert len(report.added) == 2
    assert programs.list_all(small) == ()
    (autumn,) = programs.list_all(small, archived=True)
    assert (autumn.name, autumn.kind, autumn.held, autumn.archived) == ("Autumn", Kind.RIDE_ALONG, 1, True)
    assert str(autumn.days.first) == "2026-09-07"
    rows = history.page(small, HistoryQuery()).rows
    assert [(row.it_name, row.marketing_name, str(row.guest), row.state) for row in rows] == [
        ("Ben", "Noa", "marketing", State.MISSED),
        ("Ana", "Mia", "it", State.HELD),
    ]


def test_the_same_file_again_changes_and_journals_nothing(small: Desk, tmp_path: Path) -> None:
    path = csv(tmp_path, HEADER, ANA_MIA.replace("Autumn", "Autumn  2026"), BEN_NOA.replace("Autumn", "autumn 2026 "))
    assert len(import_history(small, path).added) == 2
    version = small.version()
    report = import_history(small, path)
    assert (report.added, report.changed, report.unchanged) == ((), (), 2)
    assert small.version() == version
    assert len(programs.list_all(small, archived=True)) == 1


def test_a_dry_run_says_the_same_and_changes_nothing(small: Desk, tmp_path: Path) -> None:
    path, version = csv(tmp_path, HEADER, ANA_MIA, BEN_NOA), small.version()
    dry = import_history(small, path, dry_run=True)
    assert small.version() == version
    assert programs.list_all(small, archived=True) == ()
    assert dry.added == import_history(small, path).added


def test_a_known_pairing_takes_its_state_and_end_from_the_file(small: Desk, tmp_path: Path) -> None:
    import_history(small, csv(tmp_path, HEADER, ANA_MIA))
    changed = ANA_MIA.replace("held", "ENDED").replace("2026-09-11", "2026-09-09").replace("ana@", "ANA@")
    report = import_history(small, csv(tmp_path, HEADER, changed))
    assert [one.columns for one in report.changed] == [("end", "state")]
    (row,) = history.page(small, HistoryQuery()).rows
    assert (row.state, str(row.days.last)) == (State.ENDED, "2026-09-09")


def test_rows_about_strangers_or_the_wrong_side_are_rejected(small: Desk, tmp_path: Path) -> None:
    path = csv(
        tmp_path,
        HEADER,
        ANA_MIA.replace("ana@", "who@"),
        ANA_MIA.replace("ana@x.example,mia@", "mia@x.example,ana@"),
        BEN_NOA,
    )
    report = import_history(small, path)
    assert [(one.line, one.column, one.value) for one in report.rejected] == [
        (2, "it_email", "who@x.example"),
        (3, "it_email", "mia@x.example"),
    ]
    assert "Import people first, or correct the address" in report.rejected[0].problem
    assert "Mia is on the Marketing side. Give an address of the IT side" in report.rejected[1].problem
    assert len(report.added) == 1


def test_a_program_has_one_kind(small: Desk, tmp_path: Path) -> None:
    import_history(small, csv(tmp_path, HEADER, ANA_MIA))
    report = import_history(small, csv(tmp_path, HEADER, BEN_NOA.replace("ride-along", "buddy")))
    (rejected,) = report.rejected
    assert (rejected.column, rejected.value) == ("kind", "buddy")
    assert "'Autumn' is a ride-along program. Write ride-along, or name another program" in rejected.problem


def test_a_new_program_has_the_kind_of_its_first_row(small: Desk, tmp_path: Path) -> None:
    report = import_history(small, csv(tmp_path, HEADER, ANA_MIA, BEN_NOA.replace("ride-along", "buddy")))
    assert [(one.line, one.column) for one in report.rejected] == [(3, "kind")]
    assert len(report.added) == 1


def test_kinds_that_cannot_be_planned_yet_have_a_history_all_the_same(small: Desk, tmp_path: Path) -> None:
    path = csv(tmp_path, HEADER, ANA_MIA.replace("ride-along", "rotation"), BEN_NOA.replace("ride-along", "Rotation"))
    assert len(import_history(small, path).added) == 2


def test_the_history_names_people_who_have_left(small: Desk, tmp_path: Path) -> None:
    people.remove(small, "ana@x.example")
    assert len(import_history(small, csv(tmp_path, HEADER, ANA_MIA)).added) == 1


def test_a_row_may_belong_to_a_program_that_is_running(small: Desk, tmp_path: Path) -> None:
    name = ride_alongs(small)
    import_history(small, csv(tmp_path, HEADER, ANA_MIA.replace("Autumn", name.upper())))
    assert [one.name for one in programs.list_all(small, archived=True)] == [name]
    assert programs.show(small, name).row.held == 1
