"""What measures were, imported from a form's export."""

from datetime import date
from pathlib import Path

import pytest

from conftest import TODAY
from ridealong.domain.charters import Reading
from ridealong.domain.errors import InvalidValue, NotFound
from ridealong.exchange.columns import MissingColumns
from ridealong.services.desk import Desk
from ridealong.services.importing import ImportReport
from ridealong.services.programs import charters, measures
from ridealong.services.programs.import_readings import ReadingImport, import_readings
from ridealong.services.programs.measures import MeasureChange
from services.conftest import SPRING, csv, ride_alongs


@pytest.fixture
def spring(small: Desk) -> Desk:
    ride_alongs(small)
    measures.set_measure(small, SPRING, "Calls", MeasureChange(target=4.5))
    measures.set_measure(small, SPRING, "Time to first page", MeasureChange(unit="days"))
    return small


def take(desk: Desk, folder: Path, *lines: str, **how: object) -> ImportReport:
    path = csv(folder, *lines, name="readings.csv")
    return import_readings(desk, SPRING, path, ReadingImport(**how))  # type: ignore[arg-type]  # fields of a ReadingImport by name


def read(desk: Desk, name: str = "Calls") -> list[tuple[date, float]]:
    (found,) = (one for one in charters.page(desk, SPRING).measures if one.measure.name == name)
    return [(one.day, one.value) for one in found.readings]


def test_each_answer_is_a_reading_of_its_day(spring: Desk, tmp_path: Path) -> None:
    lines = ("Timestamp,Calls,How long was the time to first page?", "2027-01-02,7,9 days", "2027-01-03,6,")
    report = take(spring, tmp_path, *lines)
    assert report.added == (
        "Calls, 2027-01-02: 7",
        "Time to first page, 2027-01-02: 9",
        "Calls, 2027-01-03: 6",
    )
    assert read(spring) == [(date(2027, 1, 2), 7), (date(2027, 1, 3), 6)]
    again = take(spring, tmp_path, *lines)
    assert (again.added, again.changed, again.unchanged) == ((), (), 3)


def test_a_reading_of_a_day_that_has_one_takes_its_place(spring: Desk, tmp_path: Path) -> None:
    measures.add_reading(spring, SPRING, "Calls", Reading(day=TODAY, value=9, note="by hand"))
    report = take(spring, tmp_path, "measure,value", "calls,7")
    assert [(one.key, one.columns) for one in report.changed] == [("Calls, 2027-01-04: 7", ("value",))]
    assert read(spring) == [(TODAY, 7)]


def test_two_values_of_one_day_are_a_contradiction_unless_the_mean_is_wanted(spring: Desk, tmp_path: Path) -> None:
    lines = ("Timestamp,Calls", "2027-01-02,7", "2027-01-02,4", "2027-01-02,7")
    report = take(spring, tmp_path, *lines)
    (bad,) = report.rejected
    assert (bad.line, bad.column, bad.value) == (3, "value", "4")
    assert "Line 2 says 7 for Calls on 2027-01-02, and this row 4" in bad.problem
    assert "--mean" in bad.for_commands
    assert (len(report.added), report.unchanged) == (1, 1)
    take(spring, tmp_path, *lines, mean=True)
    assert read(spring) == [(date(2027, 1, 2), 6)]


def test_rows_without_a_day_have_the_one_that_was_given(spring: Desk, tmp_path: Path) -> None:
    take(spring, tmp_path, "measure,value", "Calls,7", on=date(2027, 1, 1))
    assert read(spring) == [(date(2027, 1, 1), 7)]
    with pytest.raises(InvalidValue, match="still to come"):
        take(spring, tmp_path, "measure,value", "Calls,7", on=date(2027, 1, 5))


def test_a_mapping_says_which_column_is_about_which_measure(spring: Desk, tmp_path: Path) -> None:
    lines = ("Timestamp,How many?", "2027-01-02,7")
    with pytest.raises(MissingColumns):
        take(spring, tmp_path, *lines)
    (tmp_path / "map.toml").write_text('[columns]\ncalls = "How many?"\n')
    take(spring, tmp_path, *lines, mapping=tmp_path / "map.toml")
    assert read(spring) == [(date(2027, 1, 2), 7)]
    (tmp_path / "map.toml").write_text('[columns]\nTickets = "How many?"\n')
    with pytest.raises(InvalidValue, match="'Tickets' is none of our columns"):
        take(spring, tmp_path, *lines, mapping=tmp_path / "map.toml")


def test_a_dry_run_changes_nothing(spring: Desk, tmp_path: Path) -> None:
    path = csv(tmp_path, "Timestamp,Calls", "2027-01-02,7", name="readings.csv")
    before = spring.version()
    dry = import_readings(spring, SPRING, path, dry_run=True)
    assert (dry.added, spring.version()) == (("Calls, 2027-01-02: 7",), before)
    with pytest.raises(NotFound):
        import_readings(spring, "Nowhere", path)
