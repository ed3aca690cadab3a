"""What is read from the exports of forms: who answered, when, and what."""

from datetime import date
from pathlib import Path

import pytest

from exchange.form_exports import GOOGLE, GOOGLE_SHEET, MICROSOFT, MICROSOFT_GERMAN
from ridealong.domain.errors import InvalidValue
from ridealong.exchange.columns import MissingColumns
from ridealong.exchange.form_days import DayOrder, order_of, read_stamp
from ridealong.exchange.forms import Form, is_form, read_form, read_form_table
from ridealong.exchange.table import read_table

TODAY = date(2027, 2, 1)
FRIDAY, MONDAY = date(2027, 1, 22), date(2027, 1, 25)


def form(folder: Path, text: str, **more: object) -> Form:
    path = folder / "answers.csv"
    path.write_text(text, "utf-8")
    return read_form(read_form_table(path), today=TODAY, **more)  # type: ignore[arg-type]  # options of read_form by name


@pytest.mark.parametrize("text", [MICROSOFT, GOOGLE], ids=["microsoft", "google"])
def test_who_answered_and_when_is_read(tmp_path: Path, text: str) -> None:
    read = form(tmp_path, text)
    assert [(row.email.casefold(), row.day) for row in read.rows] == [
        ("ana@x.example", FRIDAY),
        ("mia@x.example", MONDAY),
    ]
    assert read.rejected == ()


def test_what_a_form_adds_by_itself_is_no_question(tmp_path: Path) -> None:
    assert form(tmp_path, MICROSOFT).questions[:2] == ("Whom did you visit or host?", "What is one thing you learned?")
    assert form(tmp_path, GOOGLE).questions[:2] == ("What did you learn?", "What did you learn?")


def test_a_form_without_names_tells_them_by_the_address_it_asks_for(tmp_path: Path) -> None:
    read = form(tmp_path, MICROSOFT_GERMAN)
    assert [(row.email, row.day, row.line) for row in read.rows] == [("ana@x.example", FRIDAY, 2)]
    (bad,) = read.rejected
    assert (bad.line, bad.column) == (4, "email")
    assert "Nobody knows who answered this. Write the address of whoever did" in bad.problem


def test_a_file_in_which_nobody_is_named_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingColumns, match="no column says who answered; there are 'Timestamp', 'What\\?'"):
        form(tmp_path, "Timestamp,What?\n2027-01-22,x\n")
    assert form(tmp_path, "Timestamp,What?\n2027-01-22,x\n", anonymous=True).rows[0].email == ""


def test_a_language_that_is_not_known_is_told_by_what_stands_in_its_columns(tmp_path: Path) -> None:
    header = "ID;Ora di inizio;Ora di completamento;Posta elettronica;Nome;Cosa hai imparato?"
    read = form(tmp_path, f"{header}\n1;21/01/2027 23:58:00;22/01/2027 00:04:00;ana@x.example;Ana;Tanto\n")
    assert [(row.email, row.day) for row in read.rows] == [("ana@x.example", FRIDAY)]


def test_the_column_with_the_address_can_be_named(tmp_path: Path) -> None:
    text = "Timestamp,Email Address,Delegate\n2027-01-22,a@x.example,b@x.example\n"
    assert form(tmp_path, text, names={"email": ["delegate"]}).rows[0].email == "b@x.example"
    with pytest.raises(MissingColumns, match="there is no column 'Who'; there are 'Timestamp'"):
        form(tmp_path, text, names={"email": ["Who"]})


def test_a_row_that_says_no_day_or_no_address_is_rejected_and_others_are_not(tmp_path: Path) -> None:
    rows = "soon,a@x.example,x\n2027-01-22,nobody,x\n2027-01-22,a@x.example,x\n2028-01-22,a@x.example,x\n"
    read = form(tmp_path, f"Timestamp,Email Address,What?\n{rows}")
    assert [row.line for row in read.rows] == [4]
    assert [(one.line, one.column, one.value) for one in read.rejected] == [
        (2, "day", "soon"),
        (3, "email", "nobody"),
        (5, "day", "2028-01-22"),
    ]
    assert "(column 'Timestamp' of the file)" in read.rejected[0].problem
    assert "still to come" in read.rejected[2].problem


def test_a_plain_list_is_no_form() -> None:
    assert not is_form(read_table("email,name\na@x.example,A\n", "a.csv"))
    assert is_form(read_table(GOOGLE_SHEET, "a.csv"))


@pytest.mark.parametrize(
    ("stamp", "order", "day"),
    [
        ("2027/01/22 10:04:05 AM GMT+1", None, FRIDAY),
        ("2027-01-22T10:04:05Z", None, FRIDAY),
        ("2027-01-22", None, FRIDAY),
        ("2027. 1. 22 오후 3:04:05", None, FRIDAY),
        ("22.01.2027 10:04", None, FRIDAY),
        ("02.01.27 10:04:05", None, date(2027, 1, 2)),
        ("1/22/27 10:04:05", None, FRIDAY),
        ("22/01/2027 10:04:05", None, FRIDAY),
        ("2/2/2027", None, date(2027, 2, 2)),
        ("2/1/2027", DayOrder.DAY_FIRST, date(2027, 1, 2)),
        ("2/1/2027 9:00:00 PM", DayOrder.MONTH_FIRST, date(2027, 2, 1)),
        ("25-1-2027", None, MONDAY),
    ],
)
def test_a_time_stamp_is_read_as_it_is_written(stamp: str, order: DayOrder | None, day: date) -> None:
    assert read_stamp(stamp, order) == day


@pytest.mark.parametrize(
    "stamp", ["", "soon", "2027", "22/22/2027", "31.02.2027", "0/1/2027", "1/2/3/2027", "2027-1", "45000.5"]
)
def test_what_is_no_time_stamp_is_refused(stamp: str) -> None:
    with pytest.raises(InvalidValue, match="is not a day"):
        read_stamp(stamp)


def test_a_day_that_can_be_read_in_two_ways_is_refused_with_both() -> None:
    with pytest.raises(InvalidValue, match="may be 2027-01-02 or 2027-02-01") as raised:
        read_stamp("2/1/2027 10:00")
    assert "--dates day-first" in raised.value.for_commands


def test_the_other_days_of_a_file_tell_how_one_is_meant() -> None:
    assert order_of(["2/1/2027", "1/22/27 10:04:05"]) is DayOrder.MONTH_FIRST
    assert order_of(["2/1/2027", "22/1/2027"]) is DayOrder.DAY_FIRST
    assert order_of(["2/1/2027", "22/1/2027", "1/22/2027"]) is None
    assert order_of(["2/1/2027", "22.1.2027", "", "x"]) is None


def test_what_would_be_still_to_come_is_not_meant() -> None:
    assert order_of(["4/1/2027"], date(2027, 2, 1)) is DayOrder.DAY_FIRST
    assert order_of(["2/1/2027"], date(2027, 2, 1)) is None
