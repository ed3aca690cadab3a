"""The made-up company, as the command makes it."""

import sqlite3
from pathlib import Path

import pytest

from ridealong.demo import build
from ridealong.demo.calendar import DEMO_TODAY
from thorough import thorough_only

from .conftest import Run


def test_it_needs_a_terminal_or_a_place(bare: Run, here: Path) -> None:
    assert bare("demo").code == 2
    ran = bare("demo --no-screens")
    assert ran.code == 2
    assert "--db FILE" in ran.err


def test_the_database_of_the_environment_is_no_place_for_it(
    bare: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RIDEALONG_DB", str(here / "mine.db"))
    assert bare("demo --no-screens").code == 2
    assert not (here / "mine.db").exists()


def test_nothing_is_overwritten(bare: Run, here: Path) -> None:
    (here / "mine.db").write_text("dear to me")
    ran = bare("demo --no-screens --db mine.db")
    assert ran.code == 1
    assert "mine.db exists already" in ran.err
    assert (here / "mine.db").read_text() == "dear to me"


def test_a_company_that_is_interrupted_leaves_nothing(bare: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(build, "import_people", interrupted)
    assert bare("demo --no-screens --db new.db").code == 130
    assert not list(here.glob("new.db*"))


def test_the_smallest_company_is_written_where_asked(bare: Run, here: Path) -> None:
    ran = bare("demo --size tiny --no-screens --db new.db --json")
    assert ran.code == 0
    assert ran.json["size"] == "tiny"
    with sqlite3.connect(here / "new.db") as connection:
        assert connection.execute("SELECT count(*) FROM people").fetchone()[0] == 5


@thorough_only
def test_the_story_is_told_on_its_own_day_whatever_day_it_is(bare: Run, here: Path) -> None:
    assert bare("--json --db mine.db demo --size tiny --no-screens").json["today"] == DEMO_TODAY.isoformat()
