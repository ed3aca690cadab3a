"""Backups and what is restored from them: whole, private, and while others go on working."""

import os
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any  # what JSON may hold

import pytest
from sqlalchemy import func, insert, select

from conftest import CONFIG, TODAY, MakeDesk
from ridealong.domain.days import FixedClock
from ridealong.domain.errors import Refused, StorageError
from ridealong.services import databases
from ridealong.services.desk import Desk, open_desk
from ridealong.services.invites.delivery_lease import claim, lease
from ridealong.services.people import people
from ridealong.storage import database as storage
from ridealong.storage.copy import contents
from ridealong.storage.database import open_store
from ridealong.storage.schema import journal, metadata, properties
from services.conftest import it, marketing
from thorough import thorough_only

TABLES = metadata.sorted_tables


@pytest.fixture(autouse=True)
def _data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is kept of a database on a server stays in the folder of the test."""
    monkeypatch.setattr("ridealong.storage.backup.database_path", lambda: tmp_path / "data" / "ridealong.db")
    monkeypatch.setattr("ridealong.storage.restore.database_path", lambda: tmp_path / "data" / "ridealong.db")


def held(where: object) -> dict[str, Any]:
    """What a database holds, table by table."""
    with closing(open_store(str(where))) as store, store.reading() as connection:
        return contents(connection, TABLES)


def names(where: object) -> list[str]:
    with closing(open_desk(str(where), clock=FixedClock(TODAY), config=CONFIG)) as desk:
        return [one.name for one in people.everyone(desk)]


def restore(desk: Desk, file: Path) -> Path | None:
    with databases.restoring(desk, file) as found:
        return found.restore()


@pytest.fixture
def kept(desk: Desk, tmp_path: Path) -> Path:
    """A backup of a database in which Ana is; since then Mia came."""
    people.add(desk, it("Ana"))
    file = tmp_path / "kept.db"
    databases.backup(desk, file)
    people.add(desk, marketing("Mia"))
    return file


def test_a_backup_holds_everything_in_one_file_for_its_owner_alone(desk: Desk, database: str, tmp_path: Path) -> None:
    people.add(desk, it("Ana"))
    before = set(tmp_path.iterdir())
    file = tmp_path / "kept.db"
    mask = os.umask(0)
    try:
        made = databases.backup(desk, file)
    finally:
        os.umask(mask)
    assert set(tmp_path.iterdir()) - before == {file}
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert made.size == file.stat().st_size
    assert held(file) == held(database)


def test_a_backup_is_made_while_somebody_else_writes(
    desk: Desk, database: str, make_desk: MakeDesk, tmp_path: Path
) -> None:
    people.add(desk, it("Ana"))
    before = held(database)
    with make_desk().store.writing() as connection:
        connection.execute(insert(properties), [{"name": "x", "value": "y"}])
        databases.backup(desk, tmp_path / "kept.db")
        connection.commit()
    assert held(tmp_path / "kept.db") == before


def test_a_file_that_is_there_is_replaced_only_when_that_is_asked_for(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    file.write_text("mine")
    with pytest.raises(StorageError, match="exists already"):
        databases.backup(desk, file)
    assert file.read_text() == "mine"
    databases.backup(desk, file, force=True)
    assert names(file) == []


@pytest.mark.parametrize("force", [False, True])
def test_the_database_is_no_backup_of_itself(desk: Desk, database: str, tmp_path: Path, force: bool) -> None:
    if "://" in database:
        pytest.skip("a server is no file")
    (tmp_path / "link.db").symlink_to(database)
    with pytest.raises(StorageError, match="is the database itself"):
        databases.backup(desk, tmp_path / "link.db", force=force)


def test_a_folder_that_is_not_there_is_named(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="does not exist"):
        databases.backup(desk, tmp_path / "no" / "kept.db")


def test_a_backup_that_the_user_stops_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())

    def stop(*_progress: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        databases.backup(desk, tmp_path / "kept.db", told=stop)
    # What SQLite lays beside an open database may be gone with the connection.
    assert set(tmp_path.iterdir()) <= before


def test_what_is_restored_is_what_was_backed_up_with_a_word_in_the_journal(
    desk: Desk, database: str, kept: Path
) -> None:
    there = held(kept)
    restore(desk, kept)
    here = held(database)
    assert {name for name in here if here[name] != there[name]} == {"journal"}
    assert here["journal"].rows == there["journal"].rows + 1
    with desk.reading() as connection:
        last = connection.execute(select(journal).order_by(journal.c.id.desc())).mappings().first()
    assert last is not None
    assert (last["action"], last["actor"], last["undoable"]) == ("db restore", "pat", False)
    assert databases.check(desk) == []


def test_whoever_has_it_open_goes_on_with_what_was_restored_and_sees_that_it_changed(
    desk: Desk, make_desk: MakeDesk, kept: Path
) -> None:
    other = make_desk()
    before = other.version()
    assert [one.name for one in people.everyone(other)] == ["Ana", "Mia"]
    restore(desk, kept)
    assert other.version() > before
    assert [one.name for one in people.everyone(other)] == ["Ana"]
    people.add(other, marketing("Noa"))
    assert [one.name for one in people.everyone(desk)] == ["Ana", "Noa"]


def test_no_number_is_given_again_that_was_given_before_the_restore(desk: Desk, kept: Path) -> None:
    with desk.reading() as connection:
        taken = connection.execute(select(func.max(metadata.tables["people"].c.id))).scalar_one()
    restore(desk, kept)
    people.add(desk, marketing("Noa"))
    with desk.reading() as connection:
        assert connection.execute(select(func.max(metadata.tables["people"].c.id))).scalar_one() > taken


def test_what_was_there_is_backed_up_first(desk: Desk, database: str, kept: Path) -> None:
    before = held(database)
    backup = restore(desk, kept)
    assert backup is not None
    assert backup.name.endswith("-before-restore-2027-01-04.db")
    assert held(backup) == before
    restore(desk, backup)
    assert [one.name for one in people.everyone(desk)] == ["Ana", "Mia"]


def test_an_empty_database_takes_a_backup_and_keeps_none_of_itself(make_desk: MakeDesk, tmp_path: Path) -> None:
    with closing(open_desk(tmp_path / "other.db", clock=FixedClock(TODAY), config=CONFIG)) as other:
        people.add(other, it("Ana"))
        databases.backup(other, tmp_path / "kept.db")
    desk = make_desk()
    assert restore(desk, tmp_path / "kept.db") is None
    assert [one.name for one in people.everyone(desk)] == ["Ana"]


def test_it_says_what_would_be_replaced_and_does_nothing_by_itself(desk: Desk, database: str, kept: Path) -> None:
    before = held(database)
    with databases.restoring(desk, kept) as found:
        assert (found.now.rows["people"], found.then.rows["people"]) == (2, 1)
        assert found.now.rows["journal"] > found.then.rows["journal"]
        assert found.then.newest == "2027-01-04T12:00:00+00:00"
        assert found.sent_since == 0
    assert held(database) == before


def test_an_older_backup_is_upgraded_on_the_way_and_stays_as_it_is(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    with closing(sqlite3.connect(file)) as connection:
        script = Path(__file__).parent / "data" / "schema_0002.sql"
        connection.executescript(script.read_text(encoding="utf-8"))
    before = file.read_bytes()
    restore(desk, file)
    assert [one.name for one in people.everyone(desk)] == ["Ana", "Ben", "Mia", "Noa"]
    assert databases.check(desk) == []
    assert file.read_bytes() == before


def test_what_is_no_backup_of_ours_is_refused(desk: Desk, database: str, tmp_path: Path) -> None:
    before = held(database)
    other, newer, text, damaged, broken = (tmp_path / f"{name}.db" for name in "abcde")
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("CREATE TABLE albums (id INTEGER PRIMARY KEY)")
    text.write_text("email,name\n")
    for file in (newer, damaged, broken):
        databases.backup(desk, file)
    with closing(sqlite3.connect(newer)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with closing(sqlite3.connect(broken)) as connection, connection:
        connection.execute("INSERT INTO journal (at, actor, action) VALUES ('x', 'x', 'x')")
        connection.execute(
            "INSERT INTO journal_rows (entry_id, table_name, row_id, after) VALUES (1, 'people', 1, '{')"
        )
    content = bytearray(damaged.read_bytes())
    content[4096 * 3 : 4096 * 5] = b"\xff" * 8192
    damaged.write_bytes(content)
    for file, said in (
        (other, "belongs to another program"),
        (newer, "newer ridealong"),
        (text, "is not a database"),
        (damaged, "damaged|not sound"),
        (broken, "not sound"),
        (tmp_path / "none.db", "does not exist"),
    ):
        with pytest.raises(StorageError, match=said):
            restore(desk, file)
    assert held(database) == before


def test_the_database_itself_is_no_backup(desk: Desk, database: str) -> None:
    if "://" in database:
        pytest.skip("a server is no file")
    people.add(desk, it("Ana"))
    with pytest.raises(StorageError, match="is the database itself"):
        restore(desk, Path(database))


def test_whoever_writes_is_waited_for_and_then_named(
    make_desk: MakeDesk, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "BUSY_SECONDS", 1)
    monkeypatch.setattr("ridealong.storage.restore.BUSY_SECONDS", 1)
    desk, other = make_desk(), make_desk()
    with other.store.writing(), pytest.raises(StorageError, match="locked by another program"):
        restore(desk, kept)
    assert [one.name for one in people.everyone(desk)] == ["Ana", "Mia"]


def test_nothing_is_restored_while_somebody_delivers_invites(desk: Desk, make_desk: MakeDesk, kept: Path) -> None:
    other = make_desk()
    with lease(other) as run:
        with other.changing("invites send") as step:
            claim(step.connection, other, run)
            step.done("", undoable=False)
        with pytest.raises(Refused, match="has been delivering invites"):
            restore(desk, kept)
    assert [one.name for one in people.everyone(desk)] == ["Ana", "Mia"]


@thorough_only
def test_a_restore_that_is_killed_leaves_the_old_or_the_new_and_nothing_between(tmp_path: Path) -> None:
    path, small = tmp_path / "a.db", tmp_path / "small.db"
    desk = open_desk(path, clock=FixedClock(TODAY), config=CONFIG)
    databases.backup(desk, small)
    with desk.changing("x") as step:
        people_table = metadata.tables["people"]
        rows = [
            {"email": f"p{n}@x.example", "identity": f"p{n}@x.example", "name": "P", "side": "it", "team": "T"}
            for n in range(5_000)
        ]
        step.work.insert(people_table, rows)
        step.done("many")
    large = tmp_path / "large.db"
    databases.backup(desk, large)
    desk.close()
    restored = {small: 0, large: 5_000}
    for number, file in enumerate((small, large)):
        before = len(names(path))
        # The working copy lies beside the database; from then on the content is replaced at some moment.
        call = [sys.executable, "-m", "ridealong", "--db", str(path), "--yes", "db", "restore", str(file)]
        running = subprocess.Popen(call, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        while running.poll() is None and not list(tmp_path.glob("a-before-restore-*.db"))[number // 2 :]:
            time.sleep(0.001)
        time.sleep(0.03 * number)
        running.kill()
        running.wait()
        assert len(names(path)) in (before, restored[file])
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with closing(open_desk(path, clock=FixedClock(TODAY), config=CONFIG)) as again:
        restore(again, large)
        assert len(people.everyone(again)) == 5_000
    assert list(tmp_path.glob(".*")) == []
