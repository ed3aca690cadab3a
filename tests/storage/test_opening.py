"""Opening a database: what is made, and what is said, with nothing changed, of everything that cannot be used."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, insert, select, text
from sqlalchemy.engine import make_url

from conftest import POSTGRES
from ridealong.domain.errors import StorageError
from ridealong.storage import database as storage
from ridealong.storage import sqlite
from ridealong.storage.database import Store, open_store
from ridealong.storage.schema import REVISIONS, properties


@contextmanager
def opened(where: str | Path, *, read_only: bool = False) -> Iterator[Store]:
    store = open_store(where, read_only=read_only)
    try:
        yield store
    finally:
        store.close()


def refusal(where: str | Path, *, read_only: bool = False) -> StorageError:
    with pytest.raises(StorageError) as caught, opened(where, read_only=read_only):
        pass
    return caught.value


def keep(store: Store, name: str) -> None:
    with store.writing() as connection:
        connection.execute(insert(properties), [{"name": name, "value": "x"}])
        connection.commit()


def kept(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.execute(select(properties.c.name).order_by(properties.c.name)).scalars())


@pytest.fixture
def path(empty_database: Path, tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    path.write_bytes(empty_database.read_bytes())
    return path


def test_a_database_that_is_not_there_is_made(database: str) -> None:
    with opened(database) as store:
        keep(store, "one")
    with opened(database) as store:
        assert kept(store) == ["one"]


def test_a_file_is_written_ahead_and_checks_its_references(path: Path) -> None:
    with opened(path) as store, store.reading() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


@pytest.mark.parametrize("name", ["with blank.db", "größe.db", "100%.db", "what?.db", "a#b.db"])
def test_a_file_may_have_any_name(tmp_path: Path, empty_database: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(empty_database.read_bytes())
    for read_only in (False, True):
        with opened(path, read_only=read_only) as store:
            assert kept(store) == []
    assert {one.name.removesuffix("-wal").removesuffix("-shm") for one in tmp_path.iterdir()} == {name}


def test_a_url_of_sqlite_is_opened_like_a_path(path: Path) -> None:
    with opened(f"sqlite:///{path}") as store:
        keep(store, "one")
    with opened(path) as store:
        assert kept(store) == ["one"]


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("form", ["sqlite:///file:{}?uri=true", "sqlite:///file:{}?mode=rwc&uri=true", "file:{}"])
def test_a_uri_of_sqlite_is_refused_and_makes_nothing(tmp_path: Path, form: str, read_only: bool) -> None:
    found = refusal(form.format(tmp_path / "x.db"), read_only=read_only)
    assert "is a URI of SQLite" in found.problem
    assert found.remedy == f"Give the path alone: --db {tmp_path / 'x.db'}"
    assert found.code == "invalid-value"
    assert refusal(f"sqlite:///{tmp_path / 'x.db'}?uri=true", read_only=read_only).code == "invalid-value"
    assert list(tmp_path.iterdir()) == []


def test_a_database_in_memory_is_no_file() -> None:
    for where in ("sqlite://", "sqlite:///:memory:"):
        with opened(where) as store:
            assert store.file is None


def test_where_no_file_can_be_written_ahead_it_is_refused_with_a_word_on_postgresql(path: Path) -> None:
    # This way of locking shares no memory, as some file systems cannot.
    without = f"{path.as_uri()}?vfs=unix-dotfile"
    engine = create_engine(f"sqlite:///{path}", creator=lambda: sqlite3.connect(without, uri=True))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    sqlite.prepare(engine, read_only=False, busy_seconds=1)
    with pytest.raises(StorageError, match="lacks the shared memory") as caught, engine.connect():
        pass
    assert "PostgreSQL" in caught.value.remedy
    assert "--read-only" in caught.value.remedy
    engine.dispose()


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "touched.db"
    path.touch()
    with opened(path) as store:
        assert kept(store) == []


def test_a_file_of_another_kind_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("email,name\n")
    error = refusal(path)
    assert str(error) == f"{path} is not a database. Name another file with --db; this one was left as it is"
    assert path.read_text() == "email,name\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert str(refusal(tmp_path)) == f"{tmp_path} is a folder, not a database. Name a file in it"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    error = refusal(tmp_path / "no" / "a.db")
    assert str(error) == f"The folder {tmp_path / 'no'} does not exist. Make it, or name another place"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("table", ["albums", "alembic_version"])
def test_the_database_of_another_program_is_left_as_it_is(tmp_path: Path, table: str) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute(f"CREATE TABLE {table} (version_num TEXT)")
        connection.execute(f"INSERT INTO {table} VALUES ('abc123')")
        connection.execute("CREATE TABLE songs (id INTEGER PRIMARY KEY)")
    connection.close()
    path.chmod(0o666)
    before = path.read_bytes()
    error = refusal(path)
    assert str(path) in str(error)
    named = "albums" if table == "albums" else "songs"
    assert f"belongs to another program (it has a table '{named}')" in str(error)
    assert error.code == "storage-foreign"
    assert path.read_bytes() == before
    assert path.stat().st_mode & 0o777 == 0o666
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_no_file_is_not_opened() -> None:
    assert str(refusal("/dev/null")).startswith("/dev/null is not a file")


def test_bytes_that_are_no_text_are_damage(path: Path) -> None:
    with opened(path) as store, store.writing() as connection:
        connection.execute(text("INSERT INTO properties (name, value) VALUES ('a', CAST(x'ff83' AS TEXT))"))
        connection.commit()
    with opened(path) as store, pytest.raises(StorageError) as caught, store.reading() as connection:
        connection.execute(select(properties)).all()
    assert caught.value.code == "storage-damaged"


def test_a_database_of_a_newer_release_is_left_as_it_is(database: str) -> None:
    with opened(database) as store, store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.commit()
    error = refusal(database)
    assert f"was made by a newer ridealong (schema 9999; this one knows {REVISIONS[-1]})" in str(error)
    assert "Install the newer release" in error.remedy


def test_a_damaged_database_is_named(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:8192] = b"\xff" * 8092
    path.write_bytes(content)
    error = refusal(path)
    assert error.problem == f"{path} is not a database, or is damaged"
    assert error.remedy == "Move it aside and put a backup in its place, or name another file with --db"


def test_a_database_that_is_locked_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "BUSY_SECONDS", 0)
    other = sqlite3.connect(path, isolation_level=None)
    with opened(path) as store:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageError) as caught:
            keep(store, "one")
        assert str(caught.value) == (f"{path} is locked by another program. Close it or try again; nothing was changed")
        assert kept(store) == []  # who reads is not kept waiting
        other.execute("ROLLBACK")
        keep(store, "two")
        assert kept(store) == ["two"]
    other.close()


def test_a_database_locked_before_its_first_use_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "BUSY_SECONDS", 0)
    path = tmp_path / "new.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert f"{path} is locked by another program" in str(refusal(path))
    other.execute("ROLLBACK")
    other.close()


def test_what_is_opened_read_only_is_read_and_never_changed(path: Path) -> None:
    with opened(path) as store:
        keep(store, "one")
    before = path.read_bytes()
    with opened(path, read_only=True) as store:
        assert kept(store) == ["one"]
        with pytest.raises(StorageError, match=rf"{path} was opened read-only. Leave out --read-only to change it"):
            keep(store, "two")
        with (
            pytest.raises(StorageError, match=r"cannot be written"),
            store.reading() as connection,
        ):
            connection.execute(insert(properties), [{"name": "three", "value": "x"}])
    assert path.read_bytes() == before


def test_read_only_makes_no_database(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    assert str(refusal(path, read_only=True)) == f"{path} does not exist. Leave out --read-only to make it"
    assert not path.exists()


def test_read_only_upgrades_nothing(tmp_path: Path) -> None:
    path = tmp_path / "touched.db"
    path.touch()
    error = refusal(path, read_only=True)
    assert str(error) == f"{path} needs an upgrade of its schema. Open it once without --read-only"
    assert path.stat().st_size == 0


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write and read every file")
def test_a_file_that_cannot_be_written_or_read_says_so(path: Path) -> None:
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        with pytest.raises(StorageError, match=rf"{path} cannot be"), opened(path) as store:
            keep(store, "one")
        with opened(path, read_only=True) as store:
            assert kept(store) == []
    finally:
        path.parent.chmod(0o700)
    path.chmod(0)
    assert str(refusal(path)) == f"{path} cannot be read: Permission denied. Check who may read it"


def test_a_url_that_is_none_and_a_database_of_another_kind_are_named() -> None:
    assert "is not a database URL" in str(refusal("postgresql+psycopg://[::1"))
    for other in ("nonesuch", "mysql"):
        assert f"'{other}://x/y' is no database that is known here: only SQLite and PostgreSQL are" in str(
            refusal(f"{other}://x/y")
        )


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    pytest.importorskip("psycopg")
    error = refusal("postgresql+psycopg://ana:secret@127.0.0.1:1/x")
    assert "127.0.0.1:1/x cannot be used" in str(error)
    assert "no database server answers there" in str(error)
    assert "secret" not in str(error)
    assert str(error).isprintable()


@pytest.mark.skipif(not POSTGRES, reason="no server to be full")
def test_a_server_that_takes_no_more_connections_says_so() -> None:
    crowded = f"crowded_{uuid4().hex}"
    engine = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    url = make_url(POSTGRES).set(username=crowded).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE ROLE {crowded} LOGIN CONNECTION LIMIT 0"))
        try:
            error = refusal(url)
        finally:
            connection.execute(text(f"DROP ROLE {crowded}"))
    engine.dispose()
    assert "cannot be used: the server takes no more connections. Try again once" in str(error)
    assert error.code == "no-server"


def test_a_view_of_the_data_does_not_change_while_it_is_read(database: str) -> None:
    with opened(database) as store, opened(database) as other, store.reading() as connection:
        before = connection.execute(select(properties.c.name)).scalars().all()
        keep(other, "one")
        assert connection.execute(select(properties.c.name)).scalars().all() == before == []


def test_of_two_who_write_at_once_the_second_waits_and_then_is_told(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "BUSY_SECONDS", 1)
    with opened(database) as store, opened(database) as other, store.writing() as connection:
        connection.execute(insert(properties), [{"name": "one", "value": "x"}])
        with pytest.raises(StorageError, match=r"is locked by another program"):
            keep(other, "two")
        connection.commit()
        assert kept(other) == ["one"]
