"""What is written is read back unchanged, whatever stands in it, and is harmless in a spreadsheet."""

import csv
import io
import json
import subprocess
import sys
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ridealong.domain.days import Days
from ridealong.domain.errors import UnreadableFile
from ridealong.domain.pairings import PAST, State
from ridealong.domain.people import Person, Side, WorkingHours
from ridealong.domain.programs import Kind
from ridealong.domain.values import strip_blanks
from ridealong.exchange.history_csv import HistoryRow, read_history
from ridealong.exchange.json_out import history_json, person_json, rejection_json
from ridealong.exchange.people_csv import NAMES, read_people
from ridealong.exchange.results import Rejection
from ridealong.exchange.write_csv import history_csv_text, people_csv_text
from thorough import examples

_HOSTILE = st.sampled_from(
    ["=1+1", "@x", "'", "''=", "-", '"', '""', ",", ";", "\n", "\r", "\t", "é", "\u202e", "a b", "☕"]
)
_INSIDE = st.characters(blacklist_categories=("Cs", "Cc"))
_TEXT = st.lists(_HOSTILE | _INSIDE, max_size=8).map("".join).map(strip_blanks)
_NAME = _TEXT.filter(bool)
_TOPICS = (
    st.lists(_NAME.map(lambda topic: " ".join(topic.replace(";", "").split())).filter(strip_blanks), max_size=3)
    .filter(lambda topics: len({topic.casefold() for topic in topics}) == len(topics))
    .filter(lambda topics: all(topic == strip_blanks(topic) for topic in topics))
    .map(tuple)
)
_DAY = st.dates(date(1950, 1, 1), date(2150, 1, 1))
_EMAIL = st.builds("{}{}@x.example".format, st.sampled_from(["", "=", "-", "+", "'", "'="]), st.integers(0, 10**6))


@st.composite
def _people(draw: st.DrawFn) -> Person:
    first = draw(st.none() | _DAY)
    hours = sorted(draw(st.lists(st.integers(0, 1439), min_size=2, max_size=2, unique=True)))
    return Person(
        email=draw(_EMAIL),
        name=draw(_NAME),
        side=draw(st.sampled_from(Side)),
        team=draw(_NAME),
        role=draw(_TEXT),
        site=draw(_TEXT),
        manager=draw(st.sampled_from(["", "-boss@y.example"])),
        time_zone=draw(st.sampled_from(["", "Europe/Berlin"])),
        hours=WorkingHours(*(time(minutes // 60, minutes % 60) for minutes in hours)),
        knows=draw(_TOPICS),
        wants=draw(_TOPICS),
        capacity=draw(st.none() | st.integers(0, 50)),
        first_day=first,
        last_day=draw(st.none() | _DAY.filter(lambda day: first is None or day >= first)),
        employee_id=draw(_TEXT),
    )


@st.composite
def _history(draw: st.DrawFn) -> HistoryRow:
    start = draw(_DAY)
    return HistoryRow(
        program=draw(_NAME),
        kind=draw(st.sampled_from(Kind)),
        it_email=draw(_EMAIL),
        marketing_email="m@x.example",
        guest=draw(st.sampled_from(Side)),
        days=Days(start, start + timedelta(days=draw(st.integers(0, 100)))),
        state=draw(st.sampled_from(PAST)),
    )


_SETTINGS = settings(
    max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@_SETTINGS
@given(people=st.lists(_people(), max_size=4, unique_by=lambda person: person.identity))
def test_people_come_back_as_they_were(tmp_path: Path, people: list[Person]) -> None:
    path = tmp_path / "people.csv"
    text = people_csv_text(people)
    path.write_bytes(text.encode())
    parsed = read_people(path)
    assert parsed.rejected == ()
    assert [Person(**row.changes) for row in parsed.rows] == people
    assert people_csv_text(Person(**row.changes) for row in parsed.rows) == text


@_SETTINGS
@given(rows=st.lists(_history(), max_size=4, unique_by=lambda row: row.key))
def test_history_comes_back_as_it_was(tmp_path: Path, rows: list[HistoryRow]) -> None:
    path = tmp_path / "history.csv"
    path.write_bytes(history_csv_text(rows).encode())
    parsed = read_history(path)
    assert parsed.rejected == ()
    assert history_csv_text(parsed.rows) == history_csv_text(rows)
    assert [row.key for row in parsed.rows] == [row.key for row in rows]


@_SETTINGS
@given(people=st.lists(_people(), max_size=3))
def test_no_cell_is_a_formula(people: list[Person]) -> None:
    for record in csv.reader(io.StringIO(people_csv_text(people), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in record)


@_SETTINGS
@given(data=st.binary(max_size=200))
def test_no_bytes_make_the_reader_fail_in_another_way(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "people.csv"
    for prefix in (b"", b"email,name,side,team,knows\na@x.example,A,it,T,x\n"):
        path.write_bytes(prefix + data)
        try:
            parsed = read_people(path)
        except UnreadableFile as error:
            assert str(path) in str(error)  # noqa: PT017  both outcomes are fine
        else:
            assert parsed.rows or parsed.rejected


def person(**fields: object) -> Person:
    return Person(**({"email": "a@x.example", "name": "Ada", "side": Side.IT, "team": "T"} | fields))  # type: ignore[arg-type]  # fields by name


def test_a_people_file_has_every_column_and_plain_line_ends() -> None:
    assert people_csv_text([person(name="=Ada, L", knows=("SQL", "Go"), capacity=0)]) == (
        ",".join(NAMES) + "\n" + 'a@x.example,"\'=Ada, L",it,T,,,,09:00-17:00,SQL;Go,,0,,,,\n'
    )


def test_a_person_in_json() -> None:
    document = person_json(person(wants=("Brand",), first_day=date(2027, 1, 11)))
    assert document == {
        "email": "a@x.example",
        "name": "Ada",
        "side": "it",
        "team": "T",
        "role": "",
        "site": "",
        "manager": "",
        "time_zone": "",
        "hours": "09:00-17:00",
        "knows": [],
        "wants": ["Brand"],
        "capacity": None,
        "first_day": "2027-01-11",
        "last_day": None,
        "employee_id": "",
    }
    assert json.loads(json.dumps(document)) == document


def test_history_and_rejections_in_json() -> None:
    days = Days(date(2027, 1, 11), date(2027, 1, 15))
    row = HistoryRow(
        program="Zoë",
        kind=Kind.RIDE_ALONG,
        it_email="a@x.example",
        marketing_email="m@x.example",
        guest=Side.MARKETING,
        days=days,
        state=State.HELD,
    )
    assert list(history_json(row).items()) == [
        ("program", "Zoë"),
        ("kind", "ride-along"),
        ("it_email", "a@x.example"),
        ("marketing_email", "m@x.example"),
        ("guest", "marketing"),
        ("start", "2027-01-11"),
        ("end", "2027-01-15"),
        ("state", "held"),
    ]
    assert rejection_json(Rejection(102, "email", "x", "no")) == {
        "line": 102,
        "column": "email",
        "value": "x",
        "problem": "no",
    }


@pytest.mark.parametrize("module", ["charset_normalizer", "sqlalchemy", "importlib.resources"])
def test_reading_imports_nothing_heavy(module: str) -> None:
    code = (
        f"import ridealong.exchange.people_csv, ridealong.exchange.write_csv, sys; sys.exit({module!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
