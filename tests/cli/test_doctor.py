"""What `ridealong doctor` finds, of whom it says nothing, and that it changes nothing."""

import os
import shutil
import sqlite3
from importlib.metadata import version
from pathlib import Path

import pytest

from ridealong import __version__, log
from ridealong.storage import database
from ridealong.storage.schema import REVISIONS

from .conftest import Run, content
from .test_read_only import as_it_is


def test_a_sound_database_is_described_in_numbers(run: Run, planned: Path) -> None:
    planned.chmod(0o600)
    ran = run("doctor --json")
    assert ran.code == 0
    found = ran.json
    assert found["findings"] == []
    assert found["versions"]["ridealong"] == __version__
    assert found["versions"]["sqlalchemy"] == version("sqlalchemy")
    assert found["versions"]["SQLite"] == found["database"]["version"] == sqlite3.sqlite_version
    assert found["database"]["kind"] == "SQLite"
    assert found["database"]["revision"] == found["database"]["newest_revision"] == REVISIONS[-1]
    assert found["database"]["rows"]["people"] == 10
    assert found["database"]["rows"]["journal"] > 0
    assert found["database"]["written_ahead"] is True
    assert found["database"]["mode"] == "600"
    assert found["database"]["size"] == planned.stat().st_size
    assert set(found["parts"]) == {"psycopg", "caldav", "ortools"}
    assert "All is well." in run("doctor").err


def test_it_names_nobody(run: Run, planned: Path) -> None:
    reasons = "absences add it0@company.example 2027-03-01 2027-03-05 surgery"
    assert run(reasons).code == 0
    for said in (run("doctor"), run("doctor --json")):
        for secret in ("Ivo", "company.example", "Spring", "surgery", "Platform", "pat@"):
            assert secret not in said.out + said.err


def test_it_changes_nothing_and_makes_nothing(bare: Run, planned: Path, here: Path) -> None:
    before = as_it_is(here)
    bare("--db a.db doctor")
    assert bare("--db none.db doctor").code == 3
    assert bare("--db none/at/all.db doctor").code == 3
    assert as_it_is(here) == before
    assert sorted(one.name for one in here.iterdir()) == ["a.db"]


def finding(run: Run, *words: str) -> dict[str, str]:
    """The one thing that needs attention."""
    ran = run(*words, "doctor --json")
    assert ran.code == 3
    assert "Traceback" not in ran.err
    (found,) = ran.json["findings"]
    return found


def test_a_missing_database_is_a_finding(run: Run, here: Path) -> None:
    assert finding(run)["code"] == "storage-missing"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "storage-newer"),
        ("DROP TABLE alembic_version", "storage-foreign"),
        ("UPDATE alembic_version SET version_num = '0001'", "storage-old"),
    ],
)
def test_a_schema_that_is_not_ours_is_a_finding(run: Run, company: Path, change: str, code: str) -> None:
    company.chmod(0o600)
    with sqlite3.connect(company) as connection:
        connection.execute(change)
    connection.close()
    assert finding(run)["code"] == code


def test_a_file_that_is_no_database_is_a_finding(run: Run, here: Path) -> None:
    (here / "a.db").write_text("hello, I am no database at all")
    (here / "a.db").chmod(0o600)
    assert finding(run)["code"] == "storage-foreign"


def test_a_damaged_database_is_a_finding(run: Run, company: Path) -> None:
    company.chmod(0o600)
    data = bytearray(company.read_bytes())
    data[100:8192] = b"\xff" * 8092
    company.write_bytes(data)
    assert finding(run)["code"] == "storage-damaged"


def test_references_to_nothing_are_a_finding(run: Run, planned: Path) -> None:
    planned.chmod(0o600)
    with sqlite3.connect(planned) as connection:
        connection.execute("DELETE FROM people WHERE email = 'it0@company.example'")
    connection.close()
    ran = run("doctor --json")
    assert ran.code == 3
    assert any("references: " in one["problem"] for one in ran.json["findings"])


def test_a_locked_database_is_a_finding(run: Run, company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0)
    company.chmod(0o600)
    lock = sqlite3.connect(company, isolation_level=None)
    lock.execute("PRAGMA journal_mode = DELETE")
    lock.execute("BEGIN EXCLUSIVE")
    assert finding(run)["code"] == "storage-locked"
    lock.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other access rights")
def test_a_file_that_others_may_read_is_a_finding(run: Run, company: Path) -> None:
    company.chmod(0o644)
    assert "Others may read the file (mode 644)" in finding(run)["problem"]


def test_a_wrong_config_file_is_a_finding_that_does_not_quote_it(run: Run, company: Path, here: Path) -> None:
    company.chmod(0o600)
    (here / "config.toml").write_text('organizer = "Zoe Quibble"\n')
    found = finding(run)
    assert (found["about"], found["code"]) == ("config", "invalid-value")
    assert "Quibble" not in str(found)


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("folder", "it is a folder"),
        ("file/a.log", "what would have to be its folder is a file"),
        ("~nobody-has-this-name/a.log", "its place cannot be found"),
    ],
)
def test_a_log_that_cannot_be_written_is_a_finding(
    run: Run, company: Path, monkeypatch: pytest.MonkeyPatch, place: str, why: str
) -> None:
    company.chmod(0o600)
    company.with_name("folder").mkdir()
    company.with_name("file").touch()
    monkeypatch.setenv(log.LOG_VARIABLE, place)
    found = finding(run)
    assert (found["about"], found["problem"]) == ("log", f"The log cannot be written: {why}")
    assert log.LOG_VARIABLE in found["remedy"]


def test_a_log_that_can_be_written_is_none(
    run: Run, company: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    company.chmod(0o600)
    monkeypatch.setenv(log.LOG_VARIABLE, str(here / "new" / "a.log"))
    assert run("doctor --json").code == 0  # to be made
    assert run("doctor --json").code == 0  # and made


def test_a_server_is_shown_without_user_and_password(bare: Run, here: Path) -> None:
    pytest.importorskip("psycopg")
    for ran in (
        bare("--db postgresql+psycopg://ana:secret@127.0.0.1:1/x doctor"),
        bare("--db postgresql+psycopg://ana:secret@127.0.0.1:1/x doctor --json"),
        bare("--db nonesuch://ana:secret@127.0.0.1/x doctor"),
        bare("--db postgresql+psycopg://ana:secret@[::1 doctor"),
    ):
        assert ran.code == 3
        assert "ana:" not in ran.out + ran.err
        assert "//ana" not in ran.out + ran.err
        assert "secret" not in ran.out + ran.err
    assert "127.0.0.1:1/x" in bare("--db postgresql+psycopg://ana:secret@127.0.0.1:1/x doctor").out


def test_the_home_folder_is_not_named(bare: Run, company: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(here))
    monkeypatch.setenv("USERPROFILE", str(here))
    monkeypatch.setenv(log.LOG_VARIABLE, str(here / "logs" / "a.log"))
    for call in ("--db a.db doctor --json", f"--db {here}/none.db doctor", f"--db {here}/no/a.db doctor"):
        assert str(here) not in bare(call).out
    assert bare("--db a.db doctor --json").json["paths"] == {
        "config": "~/config.toml",
        "database": "~/a.db",
        "backups": "~",
        "state": "~/logs",
        "log": "~/logs/a.log",
    }


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, {"colours": "16 million"}),
        ({"TERM": "xterm-256color", "COLORTERM": ""}, {"colours": "256"}),
        ({"TERM": "dumb"}, {"colours": "none"}),
        ({"TERM": "xterm", "NO_COLOR": "1"}, {"colours": "none", "NO_COLOR": True}),
        ({"TMUX": "/tmp/tmux-0/default,1,0"}, {"multiplexer": "tmux"}),
        ({"COLUMNS": "132", "LINES": "43"}, {"columns": 132, "rows": 43}),
    ],
)
def test_the_abilities_of_the_terminal_are_told(
    run: Run, company: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], said: dict[str, object]
) -> None:
    for name in ("TERM", "COLORTERM", "TMUX", "STY", "ZELLIJ"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    terminal = run("doctor --json").json["terminal"]
    assert terminal["is_terminal"] is False
    assert said.items() <= terminal.items()


def test_the_database_is_as_it_was(run: Run, planned: Path) -> None:
    before = content(planned)
    run("doctor")
    assert content(planned) == before


def test_a_full_disk_is_found(run: Run, planned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planned.chmod(0o600)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: (3_000_000, 3_000_000, 0))
    found = finding(run)
    assert found["code"] == "disk-full"
    assert "--read-only still reads it" in found["remedy"]
