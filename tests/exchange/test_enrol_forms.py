"""Answers to whether people take part, read from files as forms export them."""

from datetime import date
from pathlib import Path

import pytest

from ridealong.domain.consent import Answer, Said, Word
from ridealong.domain.errors import UnreadableFile
from ridealong.exchange.enrol_forms import AnswerRow, holds_answers, read_answers
from ridealong.exchange.forms import read_form_table
from ridealong.exchange.results import Parsed

YES = Said(Answer.YES)


def read(folder: Path, *lines: str, encoding: str = "utf-8", **more: object) -> Parsed[AnswerRow]:
    path = folder / "form.csv"
    path.write_bytes("\r\n".join((*lines, "")).encode(encoding))
    return read_answers(read_form_table(path), **more)  # type: ignore[arg-type]  # options by name


@pytest.mark.parametrize(
    "question",
    [
        "Would you like to take part?",
        "Do you want to join the exchange?",
        "I agree to take part in the ride-alongs",
        "Are you in?",
        "answer",
        "Your answer",
        "Möchten Sie teilnehmen?",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_question_is_told_by_its_words(tmp_path: Path, question: str, encoding: str) -> None:
    found = read(
        tmp_path, f"Timestamp;Email Address;{question}", "2027/01/03 9:00:00;ana@x.example;Yes", encoding=encoding
    )
    assert found.rows == (AnswerRow(line=2, email="ana@x.example", day=date(2027, 1, 3), said=YES),)


def test_who_the_manager_is_is_another_question(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Timestamp,Email Address,Who is your manager?,Does your manager agree?,Will you join?",
        "2027/01/03 9:00:00,ana@x.example,Zoe,yes,yes",
        "2027/01/03 9:00:00,ben@x.example,Zoe,No.,yes",
        "2027/01/03 9:00:00,cho@x.example,,Not yet,yes",
    )
    assert [one.manager for one in found.rows] == [Word.AGREED, Word.REFUSED, None]
    assert found.ignored == ("Who is your manager?",)


def test_a_roster_with_managers_is_no_file_of_answers(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("email,name,side,team,manager\nana@x.example,Ana,it,Data,zoe@x.example\n")
    assert not holds_answers(read_form_table(path))


@pytest.mark.parametrize(
    ("answer", "until", "day"),
    [("Paused", "2027-02-01", date(2027, 2, 1)), ("Later", "13/2/2027", date(2027, 2, 13)), ("Yes", "", None)],
)
def test_the_last_day_of_a_pause_may_stand_beside_it(tmp_path: Path, answer: str, until: str, day: date | None) -> None:
    found = read(tmp_path, "email,answer,until", f"ana@x.example,{answer},{until}")
    assert [one.said.until for one in found.rows] == [day]


def test_rows_that_cannot_be_taken_say_what_would_be_right(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "email,answer,until,manager,reason",
        "ana@x.example,,,,",
        "ana@x.example,Yes if paid,,,",
        "ana@x.example,paused,soon,,",
        "ana@x.example,paused,,,",
        "ana@x.example,yes,,perhaps,",
        "nobody,yes,,,",
        "ana@x.example,no,,,\x00a private matter",
    )
    assert found.rows == ()
    assert [(one.line, one.column, one.value) for one in found.rejected] == [
        (2, "answer", ""),
        (3, "answer", "Yes if paid"),
        (4, "until", "soon"),
        (5, "answer", "paused"),
        (6, "manager", "perhaps"),
        (7, "email", "nobody"),
        (8, "reason", ""),
    ]
    assert "private matter" not in str(found.rejected)


@pytest.mark.parametrize(
    "question",
    [
        "If no why not?",
        "If not: why?",
        "If not - why",
        "If no: why?",
        "If you can't, what keeps you?",
        "Falls nicht: warum?",
    ],
)
def test_a_reason_is_kept_of_who_does_not_take_part(tmp_path: Path, question: str) -> None:
    header = f'email,Will you take part?,"{question}"'
    found = read(tmp_path, header, "ana@x.example,no,time", "ben@x.example,yes,fun")
    assert [one.reason for one in found.rows] == ["time", None]
    assert found.ignored == ()


def test_a_question_with_a_condition_in_it_asks_for_no_reason(tmp_path: Path) -> None:
    found = read(tmp_path, "email,Will you take part if not ill?", "ana@x.example,no")
    assert [(str(one.said.answer), one.reason) for one in found.rows] == [("no", None)]


@pytest.mark.parametrize("header", ["Timestamp,Email Address,Your favourite colour", "Timestamp,Will you join?"])
def test_a_file_that_does_not_say_who_or_what_is_refused(tmp_path: Path, header: str) -> None:
    with pytest.raises(UnreadableFile, match=r"form\.csv, line 1: no (question|column)"):
        read(tmp_path, header, "2027/01/03,a,b")
