"""What measures were, as forms and tables say it."""

from datetime import date
from pathlib import Path

import pytest

from ridealong.domain.programs import Measure
from ridealong.exchange.columns import MissingColumns
from ridealong.exchange.readings_csv import ReadingRow, read_readings
from ridealong.exchange.results import Parsed

MEASURES = (Measure(name="Time to first page", unit="days"), Measure(name="Time", unit="%"), Measure(name="Calls"))
TODAY = date(2027, 2, 1)


def readings(folder: Path, text: str, **names: list[str]) -> Parsed[ReadingRow]:
    path = folder / "readings.csv"
    path.write_text(text, "utf-8")
    return read_readings(
        path, MEASURES, names={name.replace("_", " "): some for name, some in names.items()}, today=TODAY
    )


def told(read: Parsed[ReadingRow]) -> list[tuple[str, date | None, float]]:
    return [(row.measure, row.day, row.value) for row in read.rows]


def test_a_form_asks_for_each_measure(tmp_path: Path) -> None:
    header = "ID,Start time,Completion time,Email,Name,What was the time to first page this week?,Calls,Mood"
    read = readings(tmp_path, f"{header}\n1,1/22/27 9:58:11,1/22/27 10:04:05,anonymous,,4.5 days,12,good\n")
    day = date(2027, 1, 22)
    assert told(read) == [("Time to first page", day, 4.5), ("Calls", day, 12)]
    assert read.ignored == ("Mood",)


def test_a_table_names_the_measure_in_each_row(tmp_path: Path) -> None:
    read = readings(
        tmp_path, "measure;value;day;note\ncalls;7;2027-01-04;by hand\nTime;12,5 %;2027-01-05;\nX;1;2027-01-05;\n"
    )
    assert told(read) == [("Calls", date(2027, 1, 4), 7), ("Time", date(2027, 1, 5), 12.5)]
    assert read.rows[0].note == "by hand"
    (bad,) = read.rejected
    assert (bad.line, bad.column, bad.value) == (4, "measure", "X")
    assert "There are Time to first page, Time, Calls" in bad.problem


def test_a_mapping_names_the_column_of_a_measure(tmp_path: Path) -> None:
    text = "Timestamp,How many tickets?\n2027-01-22,3\n"
    with pytest.raises(MissingColumns, match="no column is about a measure; the columns are 'How many tickets\\?'"):
        readings(tmp_path, text)
    assert told(readings(tmp_path, text, Calls=["how many tickets?"])) == [("Calls", date(2027, 1, 22), 3)]


@pytest.mark.parametrize(("value", "says"), [("many", "is not a number"), ("1,000", "Write 1000 or 1.000")])
def test_what_is_no_number_is_rejected(tmp_path: Path, value: str, says: str) -> None:
    (bad,) = readings(tmp_path, f'Timestamp,Calls\n2027-01-22,"{value}"\n').rejected
    assert (bad.line, bad.column, bad.value) == (2, "value", value)
    assert says in bad.problem
