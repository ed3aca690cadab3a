"""What absence and address files may say."""

from datetime import date
from pathlib import Path

import pytest

from ridealong.domain.days import Days
from ridealong.domain.errors import UnreadableFile
from ridealong.exchange.absences_csv import AbsenceRow, read_absences
from ridealong.exchange.addresses_csv import AddressRow, read_addresses
from ridealong.exchange.results import Rejection


def test_absences(tmp_path: Path) -> None:
    path = tmp_path / "absences.csv"
    path.write_text(
        "email,first_day,last_day,reason\na@x.example,2026-01-05,2026-01-09,Leave\nb@x.example,2026-01-05,,\n"
        "c@x.example,2026-01-05,2026-01-04,\nd@x.example,,2026-01-04,\n"
    )
    parsed = read_absences(path)
    assert parsed.rows == (
        AbsenceRow(line=2, email="a@x.example", days=Days(date(2026, 1, 5), date(2026, 1, 9)), reason="Leave"),
        AbsenceRow(line=3, email="b@x.example", days=Days(date(2026, 1, 5), date(2026, 1, 5))),
    )
    assert [(r.line, r.column, r.value) for r in parsed.rejected] == [
        (4, "last_day", "2026-01-04"),
        (5, "first_day", ""),
    ]


def test_the_reason_is_optional(tmp_path: Path) -> None:
    path = tmp_path / "absences.csv"
    path.write_text("Last day;First day;Email\n;2026-01-05;a@x.example\n")
    assert read_absences(path).rows[0].reason == ""


def test_the_days_are_not(tmp_path: Path) -> None:
    path = tmp_path / "absences.csv"
    path.write_text("email,from,to\n")
    with pytest.raises(UnreadableFile, match="the columns first_day and last_day are missing"):
        read_absences(path)


def test_addresses_are_taken_from_any_file_that_has_them(tmp_path: Path) -> None:
    path = tmp_path / "some.csv"
    path.write_text("name,E-Mail\nAda,ada@x.example\nBo,bo\n")
    parsed = read_addresses(path)
    assert parsed.rows == (AddressRow(2, "ada@x.example"),)
    assert parsed.rejected == (
        Rejection(3, "email", "bo", "'bo' is not an e-mail address. It looks like name@company.example"),
    )
    assert parsed.ignored == ("name",)
