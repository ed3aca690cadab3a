"""Opening a database, on a file or a server, and short transactions on it."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Protocol

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError, SQLAlchemyError

from ridealong.domain.errors import RidealongError, StorageError
from ridealong.storage.schema import REVISIONS

BUSY_SECONDS = 5
_SQLITE_MARK = b"SQLite format 3\x00"


class _Cursor(Protocol):
    def execute(self, statement: str) -> object: ...
    def close(self) -> None: ...


class Store:
    """An open database. It holds no state but the engine, so every thread may use it.

    Args:
        where: the path or URL as the user gave it, for messages.
    """

    def __init__(self, engine: Engine, where: str, *, read_only: bool = False) -> None:
        self.engine = engine
        self.where = where
        self.read_only = read_only

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection on one unchanging view of the data; raises StorageError for what the database says."""
        with self._translated(), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes last only if its transaction is committed by the caller.

        Raises:
            StorageError: the database was opened read-only, is locked by another program, or is full.
        """
        if self.read_only:
            raise StorageError(f"{self.where} was opened read-only", "Leave out --read-only to change it")
        with self._translated(), self.engine.connect().execution_options(writes=True) as connection:
            transaction = connection.begin()
            try:
                yield connection
            finally:
                if transaction.is_active:
                    transaction.rollback()

    def close(self) -> None:
        """Give back the connections."""
        self.engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise _explained(error, self.where) from error


def open_store(where: str | Path, *, read_only: bool = False) -> Store:
    """Open a database, making or upgrading its schema where needed.

    Args:
        where: a path to an SQLite file (made if it does not exist), or an SQLAlchemy URL.

    Raises:
        StorageError: it cannot be opened, is no database of ours, is locked, or is newer than this program.
    """
    url = _url(str(where))
    if path := _file_of(url):
        _check_file(path, read_only=read_only)
        if read_only:
            url = url.set(database=path.absolute().as_uri()).update_query_dict(_read_only_options(path))
    try:
        engine = create_engine(url)
    except (NoSuchModuleError, ImportError) as error:
        raise StorageError(
            f"The driver for {url.drivername} is not installed", "Install ridealong with its extra: ridealong[postgres]"
        ) from error
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine, read_only=read_only)
    elif engine.dialect.name == "postgresql":
        _prepare_postgresql(engine)
    store = Store(engine, _without_password(str(where)), read_only=read_only)
    try:
        _bring_up_to_date(store)
    except BaseException:
        store.close()
        raise
    return store


def _url(where: str) -> URL:
    if "://" not in where:
        return URL.create("sqlite", database=str(Path(where).expanduser()))
    try:
        return make_url(where)
    except (ArgumentError, ValueError) as error:
        raise StorageError(f"'{_without_password(where)}' is not a database URL", "Give a path or a URL") from error


def _read_only_options(path: Path) -> dict[str, str]:
    options = {"mode": "ro", "uri": "true"}
    # Beside a file SQLite keeps two helpers even to read; where it cannot, nobody else can be writing either.
    if not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists():
        options["immutable"] = "1"
    return options


def _without_password(where: str) -> str:
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", where)


def _file_of(url: URL) -> Path | None:
    """The file of an SQLite database, or None for one on a server or in memory."""
    plain = url.get_backend_name() == "sqlite" and url.database and not url.database.startswith((":", "file:"))
    return Path(str(url.database)) if plain else None


def _check_file(path: Path, *, read_only: bool) -> None:
    if path.is_dir():
        raise StorageError(f"{path} is a folder, not a database", "Name a file in it")
    if not path.exists():
        if read_only:
            raise StorageError(f"{path} does not exist", "Leave out --read-only to make it")
        if not path.parent.is_dir():
            raise StorageError(f"The folder {path.parent} does not exist", "Make it, or name another place")
        return
    try:
        with path.open("rb") as file:
            mark = file.read(len(_SQLITE_MARK))
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {error.strerror}", "Check who may read it") from error
    if mark and mark != _SQLITE_MARK:
        raise StorageError(f"{path} is not a database", "Name another file with --db; this one was left as it is")


def _prepare_sqlite(engine: Engine, *, read_only: bool) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: SqliteConnection, _record: object) -> None:
        # Python's own transaction handling begins too late for a consistent view; ours is in `begins`.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        cursor.execute("PRAGMA foreign_keys = ON")
        if not read_only:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begins(connection: Connection) -> None:
        # A writer takes its lock at once: two writers that read first could otherwise never both go on.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare_postgresql(engine: Engine) -> None:
    @event.listens_for(engine, "begin")
    def begins(connection: Connection) -> None:
        # One writer at a time, as with SQLite: what a step has read is still so when it writes.
        if connection.get_execution_options().get("writes"):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('ridealong ' || current_schema()))")


def _bring_up_to_date(store: Store) -> None:
    with store.reading() as connection:
        revision = _revision(connection, store.where)
    if revision == REVISIONS[-1]:
        return
    if revision is not None and revision not in REVISIONS:
        raise StorageError(
            f"{store.where} was made by a newer ridealong (schema {revision}; this one knows {REVISIONS[-1]})",
            "Install the newer release; the database was left as it is",
        )
    if store.read_only:
        raise StorageError(f"{store.where} needs an upgrade of its schema", "Open it once without --read-only")
    from ridealong.storage.migrate import upgrade  # noqa: PLC0415 - Alembic costs half a second, and only once

    with store.writing() as connection:
        upgrade(connection)
        connection.commit()


def _revision(connection: Connection, where: str) -> str | None:
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if found is not None:
            return str(found)
        tables.remove("alembic_version")
    if tables:
        raise StorageError(
            f"{where} belongs to another program (it has a table '{tables[0]}')",
            "Name another one with --db; this one was left as it is",
        )
    return None


def _explained(error: SQLAlchemyError, where: str) -> RidealongError:
    """What the database said, for people; matched on its words, since SQLite gives most troubles one error class."""
    # Drivers say some things in several indented lines.
    said = " ".join((str(error.orig) if isinstance(error, DatabaseError) else str(error)).split()).rstrip(".?")
    for pattern, problem, remedy in _TROUBLES:
        if re.search(pattern, said, re.IGNORECASE):
            return StorageError(problem.format(where=where), remedy)
    if isinstance(error, OperationalError):
        return StorageError(f"{where} cannot be used: {said}", "Nothing was changed")
    return StorageError(f"{where}: {said}", "Nothing was changed; please report this")


_TROUBLES = (
    ("locked|lock timeout", "{where} is locked by another program", "Close it or try again; nothing was changed"),
    ("not a database|malformed", "{where} is not a database, or is damaged", "Name another file with --db"),
    ("readonly|read-only", "{where} cannot be written", "Check who may write it and its folder; nothing was changed"),
    ("disk is full|no space", "The disk is full", "Make room and try again; nothing was changed"),
    (
        "connection refused|failed to resolve|could not translate host|timeout expired",
        "{where} cannot be used: no database server answers there",
        "Check its name and port, and that it is running; nothing was changed",
    ),
    ("unable to open", "{where} cannot be opened", "Check the path and who may use its folder"),
)
