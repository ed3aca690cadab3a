"""A database opened to be read: the database itself refuses to be written, and others may go on writing it."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from ridealong.domain.errors import StorageError
from ridealong.storage.database import Store, open_store
from ridealong.storage.rehearsal import rehearsing
from ridealong.storage.schema import programs, properties
from ridealong.storage.work import Step


@contextmanager
def opened(where: str, *, read_only: bool = False) -> Iterator[Store]:
    store = open_store(where, read_only=read_only)
    try:
        yield store
    finally:
        store.close()


def keep(store: Store, name: str) -> None:
    with store.writing() as connection:
        connection.execute(insert(properties), [{"name": name, "value": "x"}])
        connection.commit()


def kept(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.execute(select(properties.c.name).order_by(properties.c.name)).scalars())


def test_the_database_itself_refuses_what_would_change_it(database: str) -> None:
    open_store(database).close()
    with opened(database, read_only=True) as store:
        for change in (
            insert(properties).values(name="one", value="x"),
            text("DELETE FROM alembic_version"),
            text("CREATE TABLE another (id INTEGER)"),
            text("DROP TABLE properties"),
        ):
            with pytest.raises(StorageError) as caught, store.reading() as connection:
                connection.execute(change)
            assert caught.value.code == "storage-read-only"
        assert kept(store) == []


def test_no_change_is_even_begun(database: str) -> None:
    open_store(database).close()
    with opened(database, read_only=True) as store, pytest.raises(StorageError, match="was opened read-only") as caught:
        keep(store, "one")
    assert caught.value.code == "storage-read-only"


def test_who_only_reads_sees_what_others_write_meanwhile(database: str) -> None:
    open_store(database).close()
    with opened(database, read_only=True) as store:
        for number in range(3):
            with opened(database) as other:
                keep(other, str(number))
                assert len(kept(store)) == number + 1
            assert len(kept(store)) == number + 1


def test_a_view_that_others_spoil_is_told_and_the_next_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_store(path).close()
    change = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('DELETE FROM properties'); c.commit()"
    with opened(str(path)) as store:
        keep(store, "one")
    with opened(str(path), read_only=True) as store:
        with (
            pytest.raises(StorageError, match="changed by another program while it was read") as caught,
            store.reading(),
        ):
            subprocess.run([sys.executable, "-c", change, str(path)], check=True)
        assert caught.value.code == "storage-locked"
        assert kept(store) == []


def test_a_file_that_is_not_written_ahead_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    before = path.read_bytes()
    with opened(str(path), read_only=True) as store:
        assert kept(store) == []
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (before, [path])


def note(step: Step, name: str) -> int:
    row = {"name": name, "identity": name, "kind": "buddy", "guest_side": "it", "start": "2027-01-04"}
    return step.work.insert(programs, [row])[0]


def test_a_rehearsal_says_how_rows_would_be_and_leaves_them(database: str) -> None:
    open_store(database).close()
    with opened(database) as store:
        with store.writing() as connection:
            connection.execute(insert(properties), [{"name": "one", "value": "x"}])
            connection.commit()
        with rehearsing(store) as step:
            first, second = note(step, "First"), note(step, "Second")
            assert first < second
            rows = step.connection.execute(select(programs)).mappings().all()
            assert rows == []
            assert [row["name"] for row in step.work.over(programs, rows)] == ["First", "Second"]
            step.done("never")
        assert kept(store) == ["one"]
        with store.reading() as connection:
            assert connection.execute(select(programs)).all() == []
