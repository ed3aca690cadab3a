"""The commands about the database as a whole, as a shell sees them."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from ridealong.storage.database import open_store
from thorough import thorough_only

from .conftest import Run, Terminal, content


def test_a_backup_is_made_and_restored(run: Run, company: Path, here: Path) -> None:
    made = run("db backup kept.db")
    assert (made.code, made.out) == (0, "")
    assert made.err.startswith("Backed up to kept.db (")
    before = run("people list --json").out
    assert run("people remove it0@company.example").code == 0
    assert run("people list --json").out != before
    done = run("db restore kept.db --yes")
    assert done.code == 0
    assert "people" in done.out
    assert "Restored from kept.db. What was there before is kept in a-before-restore-2026-12-01.db." in done.err
    assert run("people list --json").out == before
    if os.name == "posix":
        kept = [here / "kept.db", here / "a-before-restore-2026-12-01.db"]
        assert [stat.S_IMODE(one.stat().st_mode) for one in kept] == [0o600, 0o600]


def test_where_nobody_can_answer_nothing_is_restored_without_yes(run: Run, company: Path, here: Path) -> None:
    assert run("db backup kept.db").code == 0
    assert run("people remove it0@company.example").code == 0
    before, files = run("people list --json").out, set(here.iterdir())
    done = run("db restore kept.db")
    assert done.code == 1
    assert "nobody is there to say it" in done.err
    assert "--yes" in done.err
    assert '"not-confirmed"' in run("--json db restore kept.db").err
    assert (run("people list --json").out, set(here.iterdir())) == (before, files)


def test_a_restore_says_before_it_that_undo_does_not_take_it_back(
    run: Run, company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("db backup kept.db").code == 0
    said = Terminal()
    monkeypatch.setattr("sys.stdin", Terminal("n\n"))
    monkeypatch.setattr("sys.stderr", said)
    assert run("db restore kept.db").code == 1
    assert "`ridealong undo` does not take it back. [y/N]" in said.getvalue()
    assert "undo" in run("db restore --help").out


def test_scripts_read_what_was_done(run: Run, company: Path) -> None:
    made = run("db backup kept.db --json").json
    assert (made["backup"], made["bytes"]) == ("kept.db", Path("kept.db").stat().st_size)
    restored = run("db restore kept.db --json --yes").json
    assert restored["before"]["people"] == restored["after"]["people"] == 10
    assert restored["backup"] == "a-before-restore-2026-12-01.db"
    assert run("db check --json").json == {"sound": True, "quick": False, "findings": []}
    assert run("db upgrade --json").json["upgraded"] is False
    copied = run("db copy new.db --json").json
    assert copied["copied"] == "new.db"
    assert copied["tables"]["people"]["rows"] == 10
    assert len(copied["tables"]["people"]["sha256"]) == 64


def test_a_backup_replaces_no_file_unless_told_to(run: Run, company: Path) -> None:
    assert run("db backup kept.db").code == 0
    refused = run("db backup kept.db")
    assert refused.code == 1
    assert "kept.db exists already. Name another file, or replace it with --force" in refused.err
    assert run("db backup kept.db --force").code == 0
    assert run("db backup a.db --force").code == 1


def test_findings_are_listed_without_names_and_end_with_three(run: Run, company: Path) -> None:
    with closing(sqlite3.connect(company)) as connection, connection:
        connection.execute("UPDATE people SET role = 'x' WHERE id = 2")
    found = run("db check")
    assert found.code == 3
    assert "it is not as the journal says that it was left" in found.out
    assert "1 finding. `ridealong db restore FILE` brings back a backup." in found.err
    assert "company.example" not in found.out + found.err
    assert run("db check --quick --json").json["findings"] == [
        {
            "rule": "the journal agrees",
            "table": "people",
            "id": 2,
            "problem": "it is not as the journal says that it was left",
        }
    ]


def test_what_was_changed_after_a_plan_needs_no_restore(run: Run, planned: Path) -> None:
    assert run("publish Spring --all --yes").code == 0
    pair = run("history list --json").json["history"][0]
    assert run("apart", pair["it_email"], pair["marketing_email"]).code == 0
    alone = run("db check")
    assert alone.code == 3
    assert "apart" in alone.out
    assert "Nothing is damaged: `ridealong repair PROGRAM` settles pairings" in alone.err
    assert "db restore" not in alone.err
    with closing(sqlite3.connect(planned)) as connection, connection:
        connection.execute("UPDATE people SET role = 'x' WHERE id = 2")
    both = run("db check").err
    assert "`ridealong repair PROGRAM` settles pairings" in both
    assert "For the others, `ridealong db restore FILE`" in both


def test_what_is_no_backup_changes_nothing(run: Run, company: Path) -> None:
    before = content(company)
    Path("text.db").write_text("email,name\n")
    refused = run("db restore text.db")
    assert (refused.code, refused.out) == (1, "")
    assert "text.db is not a database" in refused.err
    assert content(company) == before


def test_a_copy_goes_into_an_empty_database_alone(run: Run, bare: Run, company: Path) -> None:
    done = run("db copy new.db")
    assert done.code == 0
    assert done.err.endswith("the same in both.\n")
    again = run("db copy new.db")
    assert again.code == 1
    assert "new.db is not empty" in again.err
    assert bare("--db new.db people list --json").out == run("people list --json").out


@thorough_only
def test_reading_alone_is_enough_to_check_back_up_and_copy(run: Run, company: Path, here: Path) -> None:
    before = company.read_bytes()
    for words in ("db check", "db backup kept.db", "db copy new.db"):
        assert run("--read-only", words).code == 0
    assert run("--read-only db restore kept.db").code == 1
    assert company.read_bytes() == before


@pytest.mark.parametrize("command", ["db upgrade", "people list"])
def test_an_old_database_is_upgraded_with_a_word_on_the_backup(run: Run, here: Path, command: str) -> None:
    script = Path(__file__).parents[1] / "storage" / "data" / "schema_0001.sql"
    with closing(sqlite3.connect(here / "a.db")) as connection:
        connection.executescript(script.read_text(encoding="utf-8"))
    (here / "a.db").chmod(0o600)
    done = run(command)
    assert done.code == 0
    first, second, *_rest = done.err.splitlines()
    assert first == "Upgrading the database ..."
    assert second.startswith("The database was upgraded from schema 0001 to ")
    assert second.endswith("-2026-12-01.db.")
    assert "upgraded" not in run(command).err


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights in another way")
@pytest.mark.parametrize("mode", [0o644, 0o604, 0o660, 0o664, 0o666])
def test_a_database_that_others_could_read_is_closed_to_them_once_and_it_says_so(
    run: Run, company: Path, mode: int
) -> None:
    company.chmod(mode)
    assert "Others could read a.db; now its owner alone can." in run("people list").err
    assert stat.S_IMODE(company.stat().st_mode) == 0o600
    assert "Others" not in run("people list").err


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights in another way")
def test_what_sqlite_keeps_beside_a_new_database_is_closed_to_others_too(here: Path) -> None:
    mask = os.umask(0)
    try:
        with closing(open_store(here / "new.db")) as store, store.reading():
            found = {one.name: stat.S_IMODE(one.stat().st_mode) for one in here.glob("new.db*")}
    finally:
        os.umask(mask)
    assert found == {"new.db": 0o600, "new.db-wal": 0o600, "new.db-shm": 0o600}


def test_what_is_no_backup_is_refused_in_words_about_backups(company: Path, run: Run, here: Path) -> None:
    (here / "garbage").write_text("no database at all")
    for name, problem in (("nofile", "nofile does not exist"), ("garbage", "garbage is not a database")):
        ran = run("db restore", name, "--yes")
        assert ran.code == 1
        assert f"{problem}. Name the file of a backup; nothing was changed" in ran.err
