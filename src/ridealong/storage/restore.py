"""Putting the content of a backup into a database that others may have open."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import cast

from sqlalchemy import Connection, create_engine, event, func, select, text
from sqlalchemy.pool import NullPool

from ridealong.config import database_path
from ridealong.domain.errors import StorageError, code_of_trouble
from ridealong.exchange.whole_files import make_folder
from ridealong.paths import expanded
from ridealong.storage import sqlite
from ridealong.storage.backup import automatic_backup, copy_file
from ridealong.storage.copy import copy_rows, empty, first_with_rows, last_ids, row_counts, use_ids_above
from ridealong.storage.database import BUSY_SECONDS, Store, connect
from ridealong.storage.private_files import aside
from ridealong.storage.progress import Told, nobody, stoppable
from ridealong.storage.revisions import check_known, revision_of
from ridealong.storage.schema import REVISIONS, invites, journal, metadata
from ridealong.storage.work import UnitOfWork

_TABLES = metadata.sorted_tables
_TOLD = ("people", "programs", "pairings", "meetings", "invites", "journal")


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a database holds, as somebody wants to know who is about to replace it.

    Args:
        rows: of the tables that say most, how many there are.
        newest: when the last change was made (ISO 8601), or empty.
    """

    rows: dict[str, int]
    newest: str


@contextmanager
def restorable(store: Store, file: Path, told: Told = nobody) -> Iterator[Store]:
    """The content of a backup, in a copy of the newest schema, gone at the end; the backup stays as it is.

    Raises:
        StorageError: it cannot be read, is none of ours, is damaged, or is newer than this program.
    """
    file = expanded(file, StorageError)
    folder = store.file.parent if store.file else database_path().parent
    if store.file and store.file.exists() and file.exists() and file.samefile(store.file):
        raise StorageError(f"{file} is the database itself", "Name a backup of it", code="file-exists")
    try:
        make_folder(folder)
        with closing(_backup(file)) as backup, aside(folder) as place:
            path = place / "restored.db"
            with backup.reading() as connection:
                revision = revision_of(connection, backup.where)
                check_known(revision, backup.where)
                if revision is None:
                    raise StorageError(f"{file} is empty", "Name another file", code="storage-foreign")
                copy_file(connection, path, told)
            with closing(connect(path)) as copied:
                _upgrade(copied, revision, told)
                yield copied
    except OSError as error:
        raise StorageError(
            f"{folder} cannot take a copy of the backup: {error.strerror or error}",
            "Make room, or see who may write there; nothing was changed",
            code=code_of_trouble(error),
        ) from error


def _backup(file: Path) -> Store:
    try:
        return connect(file, read_only=True)
    except StorageError as error:
        if error.code not in ("storage-missing", "storage-foreign"):
            raise
        # What is said of a database otherwise is about the options with which one is named.
        raise StorageError(error.problem, "Name the file of a backup; nothing was changed", code=error.code) from error


def _upgrade(store: Store, revision: str, told: Told) -> None:
    if revision == REVISIONS[-1]:
        return
    from ridealong.storage.migrate import upgrade  # noqa: PLC0415 - Alembic costs half a second

    with store.writing() as connection:
        upgrade(connection, told=told)
        connection.commit()


def inventory(connection: Connection) -> Inventory:
    """What a database holds."""
    rows = row_counts(connection, [metadata.tables[name] for name in _TOLD])
    newest = connection.execute(select(journal.c.at).order_by(journal.c.id.desc()).limit(1)).scalar()
    return Inventory(rows, str(newest or ""))


def sent_since(present: Connection, backup: Connection) -> int:
    """How many invites the present database knows as sent that the backup does not know."""
    known = int(backup.execute(select(func.max(invites.c.id))).scalar() or 0)
    statement = select(func.count()).select_from(invites).where(invites.c.id > known)
    return int(present.execute(statement).scalar_one())


def replace_content(
    store: Store,
    backup: Store,
    *,
    at: datetime,
    actor: str,
    today: date,
    check: Callable[[Connection], None],
    told: Told = nobody,
) -> Path | None:
    """Put the content of `backup` in place of all there is, in one transaction, with a journal entry about it.

    No id is used again that either of the two has used, so that everybody sees that the database has changed.

    Args:
        backup: as `restorable` gives it.
        check: called with the connection once nobody else can write; may refuse by raising.

    Returns:
        The automatic backup of what there was, or None where there was nothing.

    Raises:
        StorageError: somebody else writes, the backup of what there was cannot be made, or there is no room.
    """
    if store.read_only:
        with store.writing():  # which says so
            raise AssertionError("nobody writes here")
    with _replacing(store, backup) as writer, writer.writing() as connection:
        check(connection)
        kept = automatic_backup(store, "restore", today, told) if first_with_rows(connection, _TABLES) else None
        if connection.dialect.name == "postgresql":
            told("Deleting what is there", 0, 1)
            with backup.reading() as source:
                empty(connection, _TABLES)
                copy_rows(source, connection, _TABLES, told, where=store.where)
        else:
            _exchange(connection, told)
        UnitOfWork(connection).write_journal(at, actor, "db restore", "The database was restored", undoable=False)
        connection.commit()
    return kept


@contextmanager
def _replacing(store: Store, backup: Store) -> Iterator[Store]:
    """The store itself, or for a file another one, on whose connections the backup is at hand as `restored`."""
    if store.file is None:
        yield store
        return
    backup.close()
    engine = create_engine(store.engine.url, poolclass=NullPool)
    sqlite.prepare(engine, read_only=False, busy_seconds=BUSY_SECONDS)

    @event.listens_for(engine, "connect")
    def attached(connection: SqliteConnection, _record: object) -> None:
        # All rows come together from a database whose references were checked.
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("ATTACH ? AS restored", (str(backup.file),))

    writer = Store(engine, store.where, file=store.file)
    try:
        yield writer
    finally:
        writer.close()


def _exchange(connection: Connection, told: Told) -> None:
    highest = last_ids(connection, _TABLES)
    statement = text("SELECT name, seq FROM restored.sqlite_sequence")
    for name, last in connection.execute(statement):
        if name in highest:
            highest[name] = max(highest[name], int(last))
    raw = cast(SqliteConnection, connection.connection.driver_connection)
    with stoppable(raw):
        for done, table in enumerate(_TABLES):
            told("Replacing tables:", done, len(_TABLES))
            # The names are those of our own schema. Columns by name: a table may have been made in several steps.
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            alike = _columns(raw, "main", table.name) == _columns(raw, "restored", table.name)
            raw.execute(f'DELETE FROM main."{table.name}"')  # noqa: S608 - names of our own schema, see above
            # A plain `SELECT *` into an empty table is the one form that SQLite copies without taking rows apart.
            into, wanted = ("", "*") if alike else (f"({columns})", columns)
            raw.execute(f'INSERT INTO main."{table.name}" {into} SELECT {wanted} FROM restored."{table.name}"')  # noqa: S608 - names of our own schema, see above
    use_ids_above(connection, highest)


def _columns(raw: SqliteConnection, schema: str, table: str) -> list[str]:
    return [row[1] for row in raw.execute(f'PRAGMA {schema}.table_info("{table}")')]
