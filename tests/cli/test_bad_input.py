"""What cannot be read or done: one clear message, the right exit code, and nothing changed."""

import os
import sqlite3
from pathlib import Path

import pytest

from ridealong.storage import database

from .conftest import Run, content
from .samples import PEOPLE_HEADER

ROW = "new@company.example,New,it,Data,,,,,,,"


def refused(run: Run, company: Path, *arguments: str, code: int = 1) -> str:
    """The message of a call that fails and changes nothing."""
    before = content(company)
    ran = run(*arguments)
    assert ran.code == code
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert content(company) == before
    return ran.err


@pytest.mark.parametrize("what", ["people", "history", "absences"])
def test_a_missing_file_is_named(run: Run, company: Path, what: str) -> None:
    assert refused(run, company, what, "import", "none.csv").startswith("ridealong: none.csv does not exist")


def test_a_folder_is_no_file(run: Run, company: Path, here: Path) -> None:
    (here / "folder.csv").mkdir()
    assert "folder.csv is a folder" in refused(run, company, "people", "import", "folder.csv")


NOWHERE = "~no-such-user/a.db"


@pytest.mark.parametrize(
    "call",
    [
        ("db", "backup", NOWHERE),
        ("db", "restore", NOWHERE),
        ("--db", NOWHERE, "demo", "--no-screens"),
        ("--db", NOWHERE, "today"),
    ],
)
def test_a_home_folder_that_nobody_has_is_named(run: Run, company: Path, call: tuple[str, ...]) -> None:
    said = refused(run, company, "--yes", *call)
    assert said.startswith(f"ridealong: {NOWHERE} is nowhere: there is no user 'no-such-user'")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_file_is_named(run: Run, company: Path, here: Path) -> None:
    (here / "people.csv").write_text(PEOPLE_HEADER)
    (here / "people.csv").chmod(0)
    assert "permission denied" in refused(run, company, "people", "import", "people.csv")


def test_an_empty_file_is_no_roster(run: Run, company: Path, here: Path) -> None:
    (here / "people.csv").write_text("")
    assert "people.csv is empty" in refused(run, company, "people", "import", "people.csv")


def test_a_binary_file_is_no_roster(run: Run, company: Path, here: Path) -> None:
    (here / "people.csv").write_bytes(b"PK\x03\x04" + bytes(range(256)))
    assert "not a CSV file" in refused(run, company, "people", "import", "people.csv")
    (here / "people.csv").write_bytes(bytes(range(256)) * 10)
    assert "people.csv is not a text file" in refused(run, company, "people", "import", "people.csv")


def test_a_huge_file_is_not_read(run: Run, company: Path, here: Path) -> None:
    with (here / "people.csv").open("wb") as file:
        file.truncate(201 * 2**20)
    assert "people.csv is larger than 200 MB" in refused(run, company, "people", "import", "people.csv")


def test_a_header_without_email_is_named(run: Run, company: Path, here: Path) -> None:
    (here / "people.csv").write_text("name,side,team\nA,it,Data\n")
    said = refused(run, company, "people", "import", "people.csv")
    assert "people.csv" in said
    assert "email" in said


@pytest.mark.parametrize(
    ("rows", "column", "value"),
    [
        ((ROW, ROW.replace("New", "Other").replace("new@", "NEW@")), "email", "NEW@company.example"),
        (("new@company.example,New,sales,Data,,,,,,,",), "side", "sales"),
        (("new@company.example,New,it,Data,,,Mars/Base,,,,",), "time_zone", "Mars/Base"),
        (("new@company.example,New,it,Data,,,,17:00-09:00,,,",), "hours", "17:00-09:00"),
    ],
)
def test_a_bad_row_is_explained_and_stops_no_other(
    run: Run, company: Path, *, rows: tuple[str, ...], column: str, value: str
) -> None:
    (company.parent / "people.csv").write_text(
        "\n".join((PEOPLE_HEADER, "good@company.example,Good,it,Data,,,,,,,", *rows))
    )
    ran = run("people", "import", "people.csv", "--json")
    assert ran.code == 3
    [bad] = ran.json["rejected"]
    assert (bad["line"], bad["column"], bad["value"]) == (len(rows) + 2, column, value)
    assert bad["problem"]
    assert ran.json["added"] == len(rows)


def test_an_unknown_day_and_an_end_before_its_start_are_explained(run: Run, company: Path, here: Path) -> None:
    lines = (
        "email,first_day,last_day,reason",
        "it0@company.example,2027-02-30,2027-03-01,",
        "it0@company.example,2027-03-05,2027-03-01,",
        "who@company.example,2027-03-05,2027-03-06,",
    )
    (here / "absences.csv").write_text("\n".join(lines))
    before = content(company)
    ran = run("absences", "import", "absences.csv", "--json")
    assert ran.code == 3
    where = [(one["line"], one["column"], one["value"]) for one in ran.json["rejected"]]
    assert where == [
        (2, "first_day", "2027-02-30"),
        (3, "last_day", "2027-03-01"),
        (4, "email", "who@company.example"),
    ]
    assert content(company) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("absences add it0@company.example 2027-03-05 2027-03-01", "2027-03-01 lies before 2027-03-05"),
        ("absences add it0@company.example 05.03.2027 2027-03-06", "'05.03.2027' is not a day"),
        ("freeze it 2027-03-05 2027-03-01 launch", "2027-03-01 lies before 2027-03-05"),
        ("program create X --kind ride-along --start 2027-13-01", "'2027-13-01' is not a day"),
        ("program create X --kind holiday --start 2027-01-11", "'holiday' is not a kind"),
        ("program create X --kind buddy --start 2027-01-11 --rounds 0", "0 is not a number of rounds"),
        ("people add --email x --name X --side it --team Data", "'x' is not an e-mail address"),
        ("people add --email x@y.example --name X --side hr --team Data", "'hr' is not a side"),
        ("people edit it0@company.example --time-zone Mars/Base", "'Mars/Base' is not a time zone"),
        ("people edit it0@company.example", "nothing to change"),
        ("people list --today yesterday", "'yesterday' is not a day"),
        ("peolpe list", "Did you mean 'people'?"),
        ("history mark 1 proposed", "held, missed, ended"),
        ("enrol Spring all it0@company.example", "'all' already is everybody"),
        ("plan Spring --rounds 0", "0"),
        ("plan", "Missing argument 'PROGRAM'"),
    ],
)
def test_a_wrong_call_is_told_what_would_be_right(run: Run, company: Path, arguments: str, said: str) -> None:
    assert said in refused(run, company, arguments, code=2)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("people show it9@company.example", "nobody with the address"),
        ("people edit it9@company.example --team Web", "nobody with the address"),
        ("people add --email IT0@company.example --name X --side it --team Data", "already the address of"),
        ("apart it0@company.example IT0@company.example", "cannot be kept apart from themselves"),
        ("freeze Nowhere 2027-03-01 2027-03-02 launch", "neither a side nor a team"),
        ("plan Nothing", "There is no program 'Nothing'"),
        ("publish Nothing", "There is no program 'Nothing'"),
        ("pin 99", "There is no pairing 99"),
        ("enrol Nothing all", "There is no program 'Nothing'"),
    ],
)
def test_what_does_not_exist_or_is_forbidden_is_named(run: Run, company: Path, arguments: str, said: str) -> None:
    assert said in refused(run, company, arguments)


def test_a_program_with_nobody_on_one_side_cannot_be_planned(run: Run, company: Path) -> None:
    made = run("program create Lone --kind ride-along --start 2027-01-11 --enrol it0@company.example")
    assert made.code == 0
    said = refused(run, company, "plan", "Lone")
    assert "Nobody on the Marketing side" in said
    assert "ridealong enrol" in said


def test_a_file_that_is_no_database_is_left_alone(bare: Run, here: Path) -> None:
    (here / "notes.txt").write_text("hello, I am no database at all")
    ran = bare("--db", "notes.txt", "people", "list")
    assert ran.code == 1
    assert "notes.txt is not a database" in ran.err
    assert (here / "notes.txt").read_text() == "hello, I am no database at all"


def test_the_database_of_another_program_is_left_alone(bare: Run, here: Path) -> None:
    with sqlite3.connect(here / "other.db") as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    ran = bare("--db", "other.db", "people", "list")
    assert ran.code == 1
    assert "another program" in ran.err


def test_a_newer_database_is_left_alone(run: Run, company: Path) -> None:
    with sqlite3.connect(company) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "newer ridealong" in refused(run, company, "people", "list")


def test_a_locked_database_is_named(run: Run, company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0)
    lock = sqlite3.connect(company, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    try:
        ran = run("absences add it0@company.example 2027-03-01 2027-03-05")
    finally:
        lock.execute("ROLLBACK")
        lock.close()
    assert ran.code == 1
    assert "locked by another program" in ran.err


def test_a_read_only_database_is_read_and_not_changed(run: Run, company: Path) -> None:
    assert run("people", "list", "--read-only").code == 0
    assert "read-only" in refused(run, company, "people", "remove", "it0@company.example", "--read-only")
    assert run("--read-only", "--db", "none.db", "people", "list").code == 1
    assert not (company.parent / "none.db").exists()


def test_a_wrong_config_file_is_named_with_its_line_and_stops_what_needs_it(
    run: Run, company: Path, here: Path
) -> None:
    (here / "config.toml").write_text("organizer = 3\n[[")
    listed = run("people", "list")
    assert listed.code == 0
    assert listed.err.startswith(f"ridealong: warning: {here / 'config.toml'}, line 2, column 3: this is not TOML")
    assert "config.toml, line 2" in refused(run, company, "people", "remove", "it0@company.example")


@pytest.mark.parametrize("call", ["cancel", "end", "pin", "history mark", "move --round 2"])
@pytest.mark.parametrize("number", ["abc", "0", "1.5"])
def test_what_is_no_number_of_a_pairing_says_where_the_numbers_stand(
    run: Run, company: Path, call: str, number: str
) -> None:
    rest = "held" if call == "history mark" else ""
    said = refused(run, company, call, number, rest, code=2)
    assert f"'{number}' is not the number of a pairing. `ridealong history list` shows them" in said


def test_a_long_usage_stands_on_lines_of_its_own(run: Run, company: Path) -> None:
    said = refused(run, company, "invites answer", code=2)
    assert "\\n" not in said
    assert said.splitlines()[0].endswith("MEETING|UID EMAIL")
    assert said.splitlines()[1].strip() == "accepted|declined|tentative|none"
