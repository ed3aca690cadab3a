"""What a mapping may say, and how an HR export is read with one."""

from pathlib import Path

import pytest

from ridealong.domain.errors import InvalidValue, UnreadableFile
from ridealong.domain.people import Side
from ridealong.exchange.mapping import Mapping
from ridealong.exchange.people_csv import read_people, read_people_mapping

TOML = """
[columns]
email = "Work e-mail"
name = ["First name", "Last name"]
Side = "Department"
team = "Cost centre"

[sides]
"Information  Technology" = "IT"
"Brand & Marketing" = "marketing"
"""
EXPORT = (
    "ID;Last name;First name;Work E-Mail;Department;Cost Centre;role\n"
    "1;Lovelace;Ada;ada@x.example;information technology;Platform;Engineer\n"
    "2;Byron;;byron@x.example;Finance;F;x\n"
    "3;Hopper;Grace;not an address;Finance;F;x\n"
    "4;Jones;;bo@x.example;Brand & Marketing;Events;Planner\n"
    "5;X;Y;bad;Brand & Marketing;Events;Planner\n"
    "6;X;Y;xy@x.example;;Events;Planner\n"
)


def mapping(tmp_path: Path, text: str, name: str = "map.toml") -> Mapping:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return read_people_mapping(path)


def test_an_export_is_read_with_its_own_names(tmp_path: Path) -> None:
    export = tmp_path / "export.csv"
    export.write_text(EXPORT)
    parsed = read_people(export, mapping(tmp_path, TOML))
    assert [row.changes for row in parsed.rows] == [
        {"name": "Ada Lovelace", "email": "ada@x.example", "side": Side.IT, "team": "Platform", "role": "Engineer"},
        {"name": "Jones", "email": "bo@x.example", "side": Side.MARKETING, "team": "Events", "role": "Planner"},
    ]
    assert parsed.skipped == 2
    assert parsed.ignored == ("ID",)
    assert [(r.line, r.column, r.value) for r in parsed.rejected] == [(6, "email", "bad"), (7, "side", "")]
    assert parsed.rejected[1].problem.endswith("(column 'Department' of the file)")


def test_toml_and_json_say_the_same(tmp_path: Path) -> None:
    json = (
        '{"columns": {"email": "Work e-mail", "name": ["First name", "Last name"], "side": "Department", '
        '"team": "Cost centre"}, "sides": {"information technology": "it", "Brand & Marketing": "Marketing"}}'
    )
    assert mapping(tmp_path, json, "map.json") == mapping(tmp_path, json, "map.txt") == mapping(tmp_path, TOML)


def test_without_sides_the_column_holds_ours(tmp_path: Path) -> None:
    export = tmp_path / "export.csv"
    export.write_text("Mail,name,side,team\na@x.example,A,IT,T\nb@x.example,B,Finance,T\n")
    parsed = read_people(export, mapping(tmp_path, '[columns]\nemail = "mail"\n'))
    assert (len(parsed.rows), parsed.skipped) == (1, 0)
    assert parsed.rejected[0].column == "side"


def test_a_mapped_column_that_the_export_lacks_is_an_error(tmp_path: Path) -> None:
    export = tmp_path / "export.csv"
    export.write_text("email,name,side,team\n")
    with pytest.raises(UnreadableFile, match=r"the column site \(mapped to 'Office'\) is missing"):
        read_people(export, mapping(tmp_path, '[columns]\nsite = "Office"\n'))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[columns\n", "is not valid TOML"),
        ("{,}", "is not valid JSON"),
        ("{" + '"a":[' * 1, "is not valid JSON"),
        ("[column]\n", "'column' is no part of a mapping"),
        ("columns = 1\n", "'columns' is not a section"),
        ("[columns]\nmail = 'x'\n", "'mail' is none of our columns"),
        ("[columns]\nemail = 1\n", "email is not mapped to the name of a column"),
        ("[columns]\nemail = []\n", "email is not mapped to the name of a column"),
        ("[sides]\nIT = 'sales'\n", "[sides]: 'IT': 'sales' is not a side"),
        ("[sides]\nIT = 1\n", "'IT' has no side"),
        ("[sides]\nIT = 'it'\nit = 'marketing'\n", "'it' is mapped to both sides"),
    ],
)
def test_a_mapping_that_says_something_else(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(InvalidValue) as raised:
        mapping(tmp_path, text)
    assert problem in raised.value.problem
    assert "map.toml" in raised.value.problem
    assert raised.value.remedy


def test_a_mapping_nested_beyond_reason_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidValue):
        mapping(tmp_path, "[" * 100_000, "map.json")


def test_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="does not exist"):
        read_people_mapping(tmp_path / "none.toml")
