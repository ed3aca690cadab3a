"""What a people file may say, and what is said of rows that say something else."""

from datetime import date, time
from pathlib import Path

import pytest

from ridealong.domain.errors import UnreadableFile
from ridealong.domain.people import OFFICE_HOURS, Person, Side, WorkingHours
from ridealong.exchange.people_csv import NAMES, PersonRow, read_people
from ridealong.exchange.results import Parsed

ADA = "ada@x.example,Ada,it,Platform"


def people(tmp_path: Path, text: str, encoding: str = "utf-8") -> Parsed[PersonRow]:
    path = tmp_path / "people.csv"
    path.write_bytes(text.encode(encoding))
    return read_people(path)


def test_every_column_becomes_a_field(tmp_path: Path) -> None:
    text = (
        "email,name,side,team,role,manager,time_zone,hours,knows,wants,capacity,first_day,last_day,site,employee_id\n"
        "Ada@X.example,Ada Lovelace,IT,Platform,Engineer,Bo@x.example,europe/berlin,8:30-16:00,"
        "SQL; Python ;sql,;Brand;,2,2020-01-01,2030-12-31,Berlin,00042\n"
    )
    parsed = people(tmp_path, text)
    assert parsed.rejected == ()
    assert parsed.ignored == ()
    assert parsed.columns == NAMES
    (row,) = parsed.rows
    assert row.line == 2
    assert row.identity == "ada@x.example"
    assert Person(**row.changes) == Person(
        email="Ada@X.example",
        name="Ada Lovelace",
        side=Side.IT,
        team="Platform",
        role="Engineer",
        manager="Bo@x.example",
        time_zone="Europe/Berlin",
        hours=WorkingHours(time(8, 30), time(16)),
        knows=("SQL", "Python"),
        wants=("Brand",),
        capacity=2,
        first_day=date(2020, 1, 1),
        last_day=date(2030, 12, 31),
        site="Berlin",
        employee_id="00042",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [["Team", "E-Mail", "NAME", "Side"], ["Größe", "zoe@x.example", "Zoë", "Marketing"]]
    parsed = people(tmp_path, "\r\n".join(separator.join(row) for row in rows), encoding)
    assert [row.changes for row in parsed.rows] == [
        {"team": "Größe", "email": "zoe@x.example", "name": "Zoë", "side": Side.MARKETING}
    ]


def test_an_absent_column_is_absent_and_an_empty_cell_clears(tmp_path: Path) -> None:
    parsed = people(tmp_path, f"email,name,side,team,hours,knows,capacity,last_day\n{ADA},,,,\n")
    assert parsed.rows[0].changes == {
        "email": "ada@x.example",
        "name": "Ada",
        "side": Side.IT,
        "team": "Platform",
        "hours": OFFICE_HOURS,
        "knows": (),
        "capacity": None,
        "last_day": None,
    }


@pytest.mark.parametrize(
    "header", ["First Day", "first-day", "FIRST_DAY", " first\xa0day ", "\ufefffirst_day", "FirstDay"]
)
def test_names_of_columns_are_compared_loosely(tmp_path: Path, header: str) -> None:
    parsed = people(tmp_path, f"email,name,side,team,{header}\n{ADA},2027-01-11\n")
    assert parsed.rows[0].changes["first_day"] == date(2027, 1, 11)
    assert parsed.ignored == ()


def test_unknown_columns_are_named_and_ignored(tmp_path: Path) -> None:
    parsed = people(tmp_path, f"email,name,side,team,Salary,Salary,,Shoe size\n{ADA},1,2,3,4\n")
    assert parsed.ignored == ("Salary", "Salary", "Shoe size")
    assert len(parsed.rows) == 1


def test_blanks_around_values_go_and_those_inside_stay(tmp_path: Path) -> None:
    text = "email,name,side,team\n\u200bada@x.example\xa0,\xa0Ada  de\xa0L \u2003,\tit ,  Platform\u2060\n"
    assert people(tmp_path, text).rows[0].changes == {
        "email": "ada@x.example",
        "name": "Ada  de\xa0L",
        "side": Side.IT,
        "team": "Platform",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_only_the_byte_order_mark_at_the_start_of_a_file_goes(tmp_path: Path, encoding: str) -> None:
    parsed = people(tmp_path, "email,name,side,team\nada@x.example,\ufeffAda,it, Plat\ufeffform\ufeff \n", encoding)
    changes = parsed.rows[0].changes
    assert (changes["name"], changes["team"]) == ("\ufeffAda", "Plat\ufeffform\ufeff")


def test_a_cell_of_marks_alone_is_empty(tmp_path: Path) -> None:
    (rejection,) = people(tmp_path, "email,name,side,team\nada@x.example, \ufeff\u200b,it,Platform\n").rejected
    assert rejection.problem.startswith("The name is empty")


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("email", "ada", "'ada' is not an e-mail address. It looks like name@company.example"),
        ("email", "a@b@c.example", "is not an e-mail address"),
        ("email", "a@x..example", "is not an e-mail address"),
        ("email", "Ada <a@x.example>", "is not an e-mail address"),
        ("email", "a\u200bb@x.example", r"'a\u200bb@x.example' is not an e-mail address"),
        ("email", "", "The email is empty. Every row needs one"),
        ("name", " ", "The name is empty"),
        ("name", "A\x00da", r"'A\x00da' contains the NUL character U+0000, which cannot be kept. Remove it"),
        ("side", "", "The side is empty"),
        ("side", "sales", "'sales' is not a side. A side is 'it' or 'marketing'"),
        ("team", "\u200b", "The team is empty"),
        ("email", "a@x.example\ufeff", r"'a@x.example\ufeff' is not an e-mail address"),
        ("manager", "bo", "'bo' is not an e-mail address"),
        ("time_zone", "Berlin", "'Berlin' is not a time zone. Did you mean Europe/Berlin?"),
        ("time_zone", "Atlantis", "'Atlantis' is not a time zone. Zones are IANA names such as Europe/Berlin"),
        ("hours", "9-17", "'9-17' are not working hours. They are written 09:00-17:00"),
        ("hours", "25:00-26:00", "is not a time of day"),
        ("hours", "17:00-09:00", "17:00-09:00 end before they start"),
        ("capacity", "-1", "'-1' is not a capacity. It is how many guests at once: a whole number from 0 to 50"),
        ("capacity", "1.5", "is not a capacity"),
        ("capacity", "51", "is not a capacity"),
        ("first_day", "11.01.2027", "'11.01.2027' is not a day. Days are written YYYY-MM-DD"),
        ("first_day", "2027-W02-1", "is not a day"),
        ("last_day", "2027-02-30", "'2027-02-30' is not a day"),
    ],
)
def test_a_bad_cell_rejects_its_row(tmp_path: Path, column: str, value: str, problem: str) -> None:
    good = {"email": "ada@x.example", "name": "Ada", "side": "it", "team": "Platform"}
    bad = good | {column: value}
    rest = {"email": "bo@x.example", "name": "Bo", "side": "marketing", "team": "Brand"}
    header = list(bad)
    lines = [header, list(bad.values()), [rest.get(name, "") for name in header]]
    parsed = people(tmp_path, "\n".join(",".join(line) for line in lines))
    (rejection,) = parsed.rejected
    assert (rejection.line, rejection.column, rejection.value) == (2, column, value.strip().strip("\u200b"))
    assert problem in rejection.problem
    assert [row.line for row in parsed.rows] == [3]


def test_the_first_bad_cell_in_the_order_of_the_file_is_named(tmp_path: Path) -> None:
    parsed = people(tmp_path, "team,capacity,side,name,email\nA,x,y,,z\n")
    assert [(r.line, r.column, r.value) for r in parsed.rejected] == [(2, "capacity", "x")]


def test_line_numbers_hold_after_cells_of_several_lines_and_blank_lines(tmp_path: Path) -> None:
    text = f'email,name,side,team\n\n"ada@x.example","Ada\nL",it,"Plat\n\nform"\n,,,\nbad,Bo,it,T\n{ADA}2\n'
    parsed = people(tmp_path, text)
    assert [row.line for row in parsed.rows] == [3]
    assert [(r.line, r.column) for r in parsed.rejected] == [(8, "email"), (9, "email")]


def test_a_second_row_with_the_same_address_is_rejected(tmp_path: Path) -> None:
    parsed = people(tmp_path, f"email,name,side,team\n{ADA}\nADA@x.example,Other,it,T\nbo@x.example,Bo,it,T\n")
    assert [row.line for row in parsed.rows] == [2, 4]
    (rejection,) = parsed.rejected
    assert (rejection.line, rejection.column, rejection.value) == (3, "email", "ADA@x.example")
    assert rejection.problem == "ADA@x.example stands in line 2 already. Keep one row for each e-mail address"


def test_a_rejected_row_does_not_claim_its_address(tmp_path: Path) -> None:
    parsed = people(tmp_path, f"email,name,side,team\nada@x.example,Ada,sales,T\n{ADA}\n")
    assert [row.line for row in parsed.rows] == [3]
    assert [r.line for r in parsed.rejected] == [2]


def test_nobody_is_their_own_manager(tmp_path: Path) -> None:
    parsed = people(tmp_path, f"email,name,side,team,manager\n{ADA},ADA@x.example\n")
    (rejection,) = parsed.rejected
    assert (rejection.column, rejection.value) == ("manager", "ADA@x.example")
    assert "their own manager" in rejection.problem


def test_the_last_day_comes_not_before_the_first(tmp_path: Path) -> None:
    parsed = people(tmp_path, f"last_day,first_day,email,name,side,team\n2026-01-01,2027-01-01,{ADA}\n")
    (rejection,) = parsed.rejected
    assert (rejection.column, rejection.value) == ("last_day", "2026-01-01")
    assert "The last day 2026-01-01 lies before the first day 2027-01-01" in rejection.problem


def test_missing_columns_are_named_with_those_found(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as raised:
        people(tmp_path, "E-Mail,Full name,Department\na@x.example,A,IT\n")
    assert raised.value.problem == (
        f"{tmp_path / 'people.csv'}, line 1: the columns name, side and team are missing; "
        "the columns found are 'E-Mail', 'Full name', 'Department'"
    )
    assert "mapping file" in raised.value.remedy


def test_a_column_twice_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="line 1: the column 'email' stands in the header 2 times"):
        people(tmp_path, "email,E-Mail,name,side,team\n")


def test_a_header_alone_is_a_file_without_people(tmp_path: Path) -> None:
    parsed = people(tmp_path, "email,name,side,team\n")
    assert (parsed.rows, parsed.rejected) == ((), ())


def test_short_rows_clear_and_long_rows_are_rejected(tmp_path: Path) -> None:
    parsed = people(tmp_path, f"email,name,side,team,role\n{ADA}\nb@x.example,B,it\nc@x.example,C,it,T,,x\n")
    assert [(row.line, row.changes["role"]) for row in parsed.rows] == [(2, "")]
    assert [(r.line, r.column) for r in parsed.rejected] == [(3, "team"), (4, "")]


def test_long_values_are_taken_and_shortened_in_messages(tmp_path: Path) -> None:
    long = "x" * 10_000
    parsed = people(tmp_path, f"email,name,side,team\na@x.example,{long},it,T\n{long},B,it,T\n")
    assert parsed.rows[0].changes["name"] == long
    assert len(parsed.rejected[0].value) == 200
    assert len(parsed.rejected[0].problem) < 200


def test_the_guard_against_formulas_comes_off(tmp_path: Path) -> None:
    parsed = people(tmp_path, "email,name,side,team\na@x.example,'=1+1,it,'Quoted\nb@x.example,''-x,it,'\n")
    assert [(row.changes["name"], row.changes["team"]) for row in parsed.rows] == [("=1+1", "'Quoted"), ("'-x", "'")]
