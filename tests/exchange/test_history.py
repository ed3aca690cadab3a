"""What a history file may say, and what is said of rows that say something else."""

from datetime import date
from pathlib import Path

import pytest

from ridealong.domain.days import Days
from ridealong.domain.errors import UnreadableFile
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.exchange.history_csv import HistoryRow, read_history
from ridealong.exchange.results import Parsed

HEADER = "program,kind,it_email,marketing_email,guest,start,end,state"
GOOD = ["Spring", "ride-along", "a@x.example", "m@x.example", "it", "2026-01-05", "2026-01-09", "held"]


def history(tmp_path: Path, *rows: list[str]) -> Parsed[HistoryRow]:
    path = tmp_path / "history.csv"
    path.write_text("\n".join([HEADER, *(",".join(row) for row in rows)]), "utf-8")
    return read_history(path)


def changed(**cells: str) -> list[str]:
    return list((dict(zip(HEADER.split(","), GOOD, strict=True)) | cells).values())


def test_a_row_is_typed(tmp_path: Path) -> None:
    (row,) = history(tmp_path, changed(kind="Ride_Along", guest="MARKETING", state="Held")).rows
    assert row == HistoryRow(
        line=2,
        program="Spring",
        kind=Kind.RIDE_ALONG,
        it_email="a@x.example",
        marketing_email="m@x.example",
        guest=Side.MARKETING,
        days=Days(date(2026, 1, 5), date(2026, 1, 9)),
        state=State.HELD,
    )


def test_an_empty_guest_is_it_for_buddies_alone(tmp_path: Path) -> None:
    parsed = history(tmp_path, changed(kind="buddy", guest=""), changed(guest=""))
    assert [row.guest for row in parsed.rows] == [Side.IT]
    assert [(r.line, r.column) for r in parsed.rejected] == [(3, "guest")]
    assert "in a ride-along one side visits" in parsed.rejected[0].problem


@pytest.mark.parametrize(
    ("cells", "column", "problem"),
    [
        ({"program": ""}, "program", "The program is empty"),
        ({"kind": "lunch"}, "kind", "'lunch' is not a kind. It is one of buddy, ride-along, rotation, composite"),
        ({"it_email": "a"}, "it_email", "is not an e-mail address"),
        ({"marketing_email": "A@x.example"}, "marketing_email", "is paired with themselves"),
        ({"guest": "host"}, "guest", "is not a side"),
        ({"start": "1/5/26"}, "start", "Days are written YYYY-MM-DD"),
        ({"end": ""}, "end", "The end is empty"),
        ({"end": "2026-01-04"}, "end", "The end 2026-01-04 lies before the start 2026-01-05"),
        ({"state": "proposed"}, "state", "It is one of published, held, missed, ended, cancelled"),
        ({"state": "done"}, "state", "'done' is not a state of a past pairing"),
    ],
)
def test_a_bad_cell_rejects_its_row(tmp_path: Path, cells: dict[str, str], column: str, problem: str) -> None:
    parsed = history(tmp_path, changed(**cells), GOOD)
    assert [row.line for row in parsed.rows] == [3]
    (rejection,) = parsed.rejected
    assert (rejection.line, rejection.column, rejection.value) == (2, column, next(iter(cells.values())))
    assert problem in rejection.problem


def test_the_same_pairing_twice(tmp_path: Path) -> None:
    again = changed(program="SPRING", it_email="A@x.example", state="missed", end="2026-01-06")
    parsed = history(tmp_path, GOOD, again, changed(guest="marketing"), changed(start="2026-01-06"))
    assert [row.line for row in parsed.rows] == [2, 4, 5]
    assert [(r.line, r.column) for r in parsed.rejected] == [(3, "program")]
    assert "line 2" in parsed.rejected[0].problem


def test_every_column_is_required(tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    path.write_text("program,kind,it_email,marketing_email,start,end\n")
    with pytest.raises(UnreadableFile, match=r"line 1: the columns guest and state are missing"):
        read_history(path)


def test_the_same_program_may_be_written_with_other_blanks_and_letters(tmp_path: Path) -> None:
    parsed = history(tmp_path, changed(program="Spring visits"), changed(program="spring  VISITS"))
    assert [(r.line, r.column) for r in parsed.rejected] == [(3, "program")]
    assert "stands in line 2 already" in parsed.rejected[0].problem
