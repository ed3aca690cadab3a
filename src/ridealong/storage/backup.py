"""Backups: the whole database as one SQLite file, made while others go on working."""

import filecmp
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from sqlalchemy import Connection

from ridealong.config import database_path
from ridealong.domain.errors import StorageError, code_of_trouble
from ridealong.exchange.whole_files import flush, flush_folder, make_folder
from ridealong.paths import expanded
from ridealong.storage.copy import copy_rows, tables_at
from ridealong.storage.database import Store, connect
from ridealong.storage.private_files import OWNER_ALONE, aside, make_private
from ridealong.storage.progress import Told, nobody, stoppable
from ridealong.storage.revisions import revision_of
from ridealong.storage.troubles import explained

_PAGES = 2_000
"""Pages in one step of a copy: a few megabytes, so that progress is told several times a second."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made.

    Args:
        revision: of its schema. size: in bytes.
    """

    path: Path
    revision: str
    size: int


def back_up(store: Store, path: Path, *, force: bool = False, told: Told = nobody) -> Backup:
    """Write the database as it is at this moment into a file; one that is not finished has another name.

    Args:
        force: replace a file that is there.

    Raises:
        StorageError: the file is there already or is the database itself, it cannot be written, or the database
            cannot be read.
    """
    path = expanded(path, StorageError)
    _check_target(store, path, force=force)
    with _made(store, path.parent, told) as made:
        if path.exists() and not force:
            raise _exists(path)
        made.replace(path)
        flush_folder(path.parent)
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        return Backup(path, _revision_in(connection), path.stat().st_size)


def automatic_backup(store: Store, before: str, today: date, told: Told = nobody) -> Path:
    """Make a backup on our own account, before something that replaces much.

    It lies beside the database, or in the user's data folder where that is on a server. One of the same day and
    content is not made twice.

    Args:
        before: what comes after it, as its name says it: a revision, or `restore`.

    Returns:
        The file.

    Raises:
        StorageError: it cannot be made.
    """
    folder, stem = _place_of_automatic(store)
    with _translated(store.where, folder):
        make_folder(folder)
    with _made(store, folder, told) as made:
        for number in range(1, 10_000):
            again = "" if number == 1 else f"-{number}"
            path = folder / f"{stem}-before-{before}-{today.isoformat()}{again}.db"
            if path.exists() and filecmp.cmp(path, made, shallow=False):
                return path
            if not path.exists():
                break
        made.replace(path)
        flush_folder(folder)
    return path


def automatic_backups(store: Store) -> list[Path]:
    """The backups of a database that were made on our own account and are still where they were put, by name."""
    folder, stem = _place_of_automatic(store)
    try:
        return sorted(one for one in folder.iterdir() if one.name.startswith(f"{stem}-before-") and one.suffix == ".db")
    except OSError:
        return []


def _place_of_automatic(store: Store) -> tuple[Path, str]:
    """The folder of such backups, and what their names begin with."""
    if store.file:
        return store.file.parent, store.file.stem
    return database_path().parent, Path(str(store.engine.url.database or "ridealong")).name


def copy_file(connection: Connection, path: Path, told: Told = nobody) -> None:
    """Copy the view that a connection has of an SQLite database into a new file, page by page."""
    raw = cast(sqlite3.Connection, connection.connection.driver_connection)

    def tell(_status: int, left: int, total: int) -> None:
        told("Copying the database:", total - left, total)

    make_private(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as target:
        target.execute("PRAGMA synchronous = OFF")
        # The connection is within its transaction, so that no change by others begins the copy anew.
        raw.backup(target, pages=_PAGES, progress=tell)
        # One file, with nothing beside it.
        target.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def _made(store: Store, folder: Path, told: Told) -> Iterator[Path]:
    """A finished and checked backup under another name; what is left of it at the end is removed."""
    with _translated(store.where, folder), aside(folder) as place:
        made = place / "backup.db"
        with store.reading() as connection:
            revision = revision_of(connection, store.where)
            if revision is None:
                raise StorageError(f"{store.where} is empty", "There is nothing to back up")
            if connection.dialect.name == "sqlite":
                copy_file(connection, made, told)
            else:
                _copy_rows(connection, made, revision, told)
        told("Checking the backup", 0, 1)
        _check(made, revision)
        flush([made])
        made.chmod(OWNER_ALONE)
        yield made


def _copy_rows(connection: Connection, path: Path, revision: str, told: Told) -> None:
    from ridealong.storage.migrate import upgrade  # noqa: PLC0415 - Alembic costs half a second

    with closing(connect(path)) as target:
        with target.writing() as into:
            upgrade(into, revision)
            copy_rows(connection, into, tables_at(into, revision), told)
            into.commit()
        with target.engine.connect() as last:
            # Any pending transaction would keep SQLite from leaving its log.
            raw = cast(sqlite3.Connection, last.connection.driver_connection)
            raw.execute("PRAGMA journal_mode = DELETE")


def _check(path: Path, revision: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection, stoppable(connection):
        said = [str(row[0]) for row in connection.execute("PRAGMA quick_check(5)")]
        if said != ["ok"] or _revision_in(connection) != revision:
            raise StorageError(
                "The database is damaged, so that a backup of it would be, too",
                f"`ridealong db check` says more. SQLite says: {'; '.join(said)}",
                code="storage-damaged",
            )


def _revision_in(connection: sqlite3.Connection) -> str:
    return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def _check_target(store: Store, path: Path, *, force: bool) -> None:
    source = store.file
    if path.is_dir():
        raise StorageError(f"{path} is a folder", "Name a file in it", code="unwritable-file")
    if source and path.exists() and source.exists() and path.samefile(source):
        raise StorageError(f"{path} is the database itself", "Name another file", code="file-exists")
    if path.exists() and not force:
        raise _exists(path)
    if path.exists() and not path.is_file():
        raise StorageError(f"{path} is not a file", "Name another place", code="unwritable-file")
    if not path.parent.is_dir():
        raise StorageError(
            f"The folder {path.parent} does not exist", "Make it, or name another place", code="unwritable-file"
        )


def _exists(path: Path) -> StorageError:
    return StorageError(f"{path} exists already", "Name another file, or replace it with --force", code="file-exists")


@contextmanager
def _translated(where: str, folder: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise explained(error, where) from error
    except OSError as error:
        raise StorageError(
            f"No backup can be written into {folder}: {error.strerror or error}",
            "Make room, or see who may write there; nothing was changed",
            code=code_of_trouble(error),
        ) from error
