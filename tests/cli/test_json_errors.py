"""With --json every failure ends in one document on stderr, with a word for its kind that stays the same."""

import ast
import importlib
import json
import pkgutil
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

import ridealong
from ridealong.cli.error_codes import CODES, page
from ridealong.domain.errors import RidealongError
from ridealong.services.people import import_people, people
from ridealong.storage import database
from ridealong.storage.troubles import _TROUBLES

from .conftest import Ran, Run, content

ROOT = Path(__file__).parents[2]
SOURCES = Path(ridealong.__file__).parent


def error_of(ran: Ran) -> dict[str, Any]:  # Any: texts, and the number of the exit code
    """The document of a failed call, which is all that stands in the last line of stderr."""
    assert "usage:" not in ran.err.casefold()
    assert "Traceback" not in ran.err
    document = json.loads(ran.err.splitlines()[-1])
    assert list(document) == ["error"]
    found: dict[str, Any] = document["error"]  # Any: as above
    assert list(found)[:4] == ["code", "problem", "remedy", "exit"]
    assert found["exit"] == ran.code
    assert found["problem"]
    return found


def test_the_page_of_all_codes_is_up_to_date() -> None:
    text = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    assert text == page(), "run: python -m ridealong.cli.error_codes > docs/errors.md"


def every_error(kind: type[RidealongError] = RidealongError) -> Iterator[type[RidealongError]]:
    yield kind
    for one in kind.__subclasses__():
        yield from every_error(one)


def test_every_kind_of_error_has_a_code_that_stands_on_the_page() -> None:
    for module in pkgutil.walk_packages(ridealong.__path__, "ridealong."):
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    assert {one.code for one in every_error()} <= CODES.keys()
    assert {code for *_words, code in _TROUBLES} <= CODES.keys()


def test_every_exact_code_in_the_program_stands_on_the_page() -> None:
    said = set()
    for path in SOURCES.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if re.search(r"\bcode\s*=", text) else ():
            if isinstance(node, ast.Call):
                given = [one.value for one in node.keywords if one.arg == "code"]
                said |= {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    assert said
    assert said <= CODES.keys()


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        ("people show it9@company.example", "not-found", 1),
        ("people show it9@company.example --json --no-color", "not-found", 1),
        ("plan Nothing", "not-found", 1),
        ("apart it0@company.example IT0@company.example", "invalid-value", 1),
        ("people import none.csv", "unreadable-file", 1),
        ("people export --out none/at/all.csv", "unwritable-file", 1),
        ("--db none/at/all.db people list", "storage-missing", 1),
        ("--db none.db --read-only people list", "storage-missing", 1),
        ("people remove it0@company.example --read-only", "storage-read-only", 1),
        ("demo --no-screens --db a.db", "file-exists", 1),
        ("people add --email x --name X --side it --team Data", "wrong-call", 2),
        ("people list --today yesterday", "wrong-call", 2),
        ("people list --nonsense", "wrong-call", 2),
        ("peolpe list", "wrong-call", 2),
        ("people", "wrong-call", 2),
        ("plan", "wrong-call", 2),
        ("plan Spring --rounds 0", "wrong-call", 2),
        ("", "wrong-call", 2),
    ],
)
def test_a_failure_is_one_document_with_its_code(
    run: Run, company: Path, arguments: str, code: str, exit_code: int
) -> None:
    before = content(company)
    ran = run("--json", arguments)
    found = error_of(ran)
    assert (found["code"], found["exit"]) == (code, exit_code)
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1
    assert content(company) == before


def test_the_exit_code_is_the_same_with_and_without_a_document(run: Run, company: Path) -> None:
    for arguments in ("people show nobody@company.example", "people list --nonsense", "people"):
        plain = run(arguments)
        assert plain.code == run(arguments, "--json").code
        assert "{" not in plain.err


def test_a_wrong_value_says_what_would_be_right_and_where(run: Run, company: Path) -> None:
    found = error_of(run("--json people list --today yesterday"))
    assert found["problem"].endswith("'yesterday' is not a day")
    assert found["remedy"].startswith("Days are written")
    assert found["parameter"] == "--today"


def test_where_a_config_file_is_wrong_is_told_in_numbers(run: Run, company: Path, here: Path) -> None:
    (here / "config.toml").write_text("coordinator = 3\ntheme = x\n")
    found = error_of(run("--json people remove it0@company.example --yes"))
    assert found["code"] == "unreadable-file"
    assert (found["line"], found["column"]) == (2, 9)


def test_what_a_name_holds_changes_nothing_about_the_document(run: Run, company: Path) -> None:
    hostile = "\x1b[31m\u202e\u2028\x9b[bold]"
    ran = run("--json people show", f"'{hostile}'")
    assert hostile not in ran.err
    assert ran.err.isascii()
    assert hostile in error_of(ran)["problem"]


def test_narration_may_stand_above_the_document(run: Run, planned: Path) -> None:
    assert run("publish Spring --without-agreement 'a trial'").code == 0
    ran = run("--json invites send --server 127.0.0.1:1")
    *narration, _document = ran.err.splitlines()
    assert any("organizer" in line for line in narration)
    assert error_of(ran)["code"] in ("server-unusable", "no-server")
    assert ran.out == ""


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "storage-newer"),
        ("DROP TABLE alembic_version", "storage-foreign"),
    ],
)
def test_a_database_that_cannot_be_used_says_why(run: Run, company: Path, change: str, code: str) -> None:
    with sqlite3.connect(company) as connection:
        connection.execute(change)
    connection.close()
    assert error_of(run("--json people list"))["code"] == code


def test_a_file_that_is_none_of_ours_and_a_damaged_one_are_told_apart(run: Run, company: Path, here: Path) -> None:
    (here / "notes.txt").write_text("hello, I am no database at all")
    assert error_of(run("--json --db notes.txt people list"))["code"] == "storage-foreign"
    data = bytearray(company.read_bytes())
    data[100:8192] = b"\xff" * 8092
    company.write_bytes(data)
    assert error_of(run("--json people list"))["code"] == "storage-damaged"


def test_a_locked_database_says_so(run: Run, company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0)
    lock = sqlite3.connect(company, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    found = error_of(run("--json people remove it0@company.example"))
    lock.close()
    assert found["code"] == "storage-locked"


@pytest.mark.parametrize(
    ("raised", "code", "exit_code"),
    [
        (KeyboardInterrupt(), "interrupted", 130),
        (SystemExit(143), "interrupted", 143),
        (RuntimeError("boom"), "unexpected", 1),
        (MemoryError(), "out-of-memory", 1),
        (OSError(28, "No space left on device", "x.csv"), "disk-full", 1),
        (OSError(5, "Input/output error"), "file-trouble", 1),
        (EOFError(), "not-confirmed", 1),
        (click.Abort(), "interrupted", 130),
    ],
)
def test_what_happens_to_the_process_has_its_code_too(
    run: Run, company: Path, *, monkeypatch: pytest.MonkeyPatch, raised: BaseException, code: str, exit_code: int
) -> None:
    def fails(*_arguments: object, **_named: object) -> None:
        raise raised

    monkeypatch.setattr(people, "everyone", fails)
    found = error_of(run("--json people list"))
    assert (found["code"], found["exit"]) == (code, exit_code)


def test_what_was_completed_before_an_interruption_is_listed(
    run: Run, planned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ridealong.services.plans.plans.plan", interrupted)
    found = error_of(run("--json plan Spring --problem season.json"))
    assert found["kept"] == ["season.json is written, and whole"]


def test_rejected_rows_are_no_failure(run: Run, company: Path, here: Path) -> None:
    (here / "people.csv").write_text("email,name,side,team\nnobody,X,it,Data\n")
    ran = run("--json people import people.csv")
    assert ran.code == 3
    assert ran.json["rejected"][0]["line"] == 2
    assert "error" not in ran.err


def test_debugging_adds_a_traceback_above_the_document(
    run: Run, company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RIDEALONG_DEBUG", "1")
    monkeypatch.setattr(import_people, "_compare", None)
    (company.parent / "people.csv").write_text("email,name,side,team\nnew@company.example,New,it,Data\n")
    err = run("--json people import people.csv").err
    assert err.startswith("Traceback")
    assert json.loads(err.splitlines()[-1])["error"]["code"] == "unexpected"
