"""An open database, on a file or a server, and short transactions on it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from ridealong.domain.days import SystemClock
from ridealong.domain.errors import RidealongError, StorageError
from ridealong.domain.values import check_words
from ridealong.exchange.leftovers import sweep
from ridealong.paths import expanded
from ridealong.storage import postgresql, sqlite
from ridealong.storage.progress import Told, nobody
from ridealong.storage.read_only import read_only_engine
from ridealong.storage.troubles import explained, without_password

if TYPE_CHECKING:
    from ridealong.storage.opening import Upgraded

BUSY_SECONDS = 5
"""How long somebody who writes waits for somebody else who does."""

_DRIVER = "postgresql+psycopg"

# What SQLAlchemy would say of a connection that is interrupted while it closes is a traceback on stderr.
logging.getLogger("sqlalchemy").addHandler(logging.NullHandler())


class Store:
    """An open database. It holds no state but the engine and what opening it brought about, so every thread may use it.

    Args:
        where: the path or URL as the user gave it, for messages.
        file: that of an SQLite database.

    Attributes:
        upgraded: the upgrade of the schema that opening it brought about, if it did.
        tightened: what was said of the rights to the file when they were mended, or empty.
    """

    def __init__(self, engine: Engine, where: str, *, read_only: bool = False, file: Path | None = None) -> None:
        self.engine = engine
        self.where = where
        self.read_only = read_only
        self.file = file
        self.upgraded: Upgraded | None = None
        self.tightened = ""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection on one unchanging view of the data; raises StorageError for what the database says."""
        with self._translated(), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with _let_go_if_cut_off(connection), connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes last only if its transaction is committed by the caller.

        Raises:
            StorageError: the database was opened read-only, is locked by another program, or is full.
        """
        if self.read_only:
            raise StorageError(
                f"{self.where} was opened read-only", "Leave out --read-only to change it", code="storage-read-only"
            )
        with self._translated(), self.engine.connect().execution_options(writes=True) as connection:
            transaction = connection.begin()
            try:
                with _let_go_if_cut_off(connection):
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
            raise explained(error, self.where) from error
        except UnicodeEncodeError as error:
            # What was looked for cannot even be sent to the database.
            check_words(str(error.object))
            raise
        except UnicodeDecodeError as error:
            # SQLite hands over what stands in a file as it is.
            raise StorageError(
                f"{self.where} is damaged: what stands in it is no text any more",
                "Move it aside and put a backup in its place",
                code="storage-damaged",
            ) from error


@contextmanager
def _let_go_if_cut_off(connection: Connection) -> Iterator[None]:
    """Give up a connection whose work an interrupt cut off, so that nobody gets it with a transaction still open."""
    try:
        yield
    except (SQLAlchemyError, RidealongError):
        raise
    except BaseException:
        connection.invalidate()
        raise


def open_store(where: str | Path, *, read_only: bool = False, today: date | None = None, told: Told = nobody) -> Store:
    """Open a database, making or upgrading its schema where needed.

    Args:
        where: a path to an SQLite file (made if it does not exist), or an SQLAlchemy URL.
        today: the day after which the backup before an upgrade is named; None for that of the system.
        told: hears how far an upgrade has come.

    Raises:
        StorageError: it cannot be opened, is no database of ours, is locked, or is newer than this program.
    """
    from ridealong.storage.opening import bring_up_to_date  # noqa: PLC0415 - that module builds on this one

    store = connect(where, read_only=read_only)
    try:
        store.upgraded = bring_up_to_date(store, today=today or SystemClock().today(), told=told)
    except BaseException:
        store.close()
        raise
    return store


def connect(where: str | Path, *, read_only: bool = False) -> Store:
    """Open a database as it is, whatever its schema.

    Raises:
        StorageError: it cannot be opened.
    """
    url = database_url(str(where))
    tightened = ""
    if path := sqlite.file_of(url):
        sqlite.check_file(path, read_only=read_only)
        if not read_only:
            sweep(path.parent)
            tightened = sqlite.prepare_file(path)
    try:
        if path:
            engine = read_only_engine(path, BUSY_SECONDS) if read_only else create_engine(url)
        else:
            engine = create_engine(url) if url.get_backend_name() == "sqlite" else postgresql.server_engine(url)
    except (NoSuchModuleError, ImportError) as error:
        raise StorageError(
            f"The driver for {url.drivername} is not installed",
            "Install ridealong with its extra: ridealong[postgres]",
            code="part-missing",
        ) from error
    prepare = {"sqlite": sqlite.prepare, "postgresql": postgresql.prepare}.get(engine.dialect.name)
    if prepare:
        prepare(engine, read_only=read_only, busy_seconds=BUSY_SECONDS)
    store = Store(engine, without_password(str(where)), read_only=read_only, file=path)
    store.tightened = tightened
    return store


def database_url(where: str) -> URL:
    """The SQLAlchemy URL for a path or URL as users give it; raises StorageError."""
    if "://" not in where:
        file = where if where.startswith("file:") else str(expanded(where, StorageError))
        plain = URL.create("sqlite", database=file)
        sqlite.check_name(plain)
        return plain
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        raise StorageError(
            f"'{without_password(where)}' is not a database URL", "Give a path or a URL", code="invalid-value"
        ) from error
    sqlite.check_name(url)
    # The driver that comes with our extra, also for those who write the URL as other programs want it.
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername=_DRIVER)
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise StorageError(
            f"'{without_password(where)}' is no database that is known here: only SQLite and PostgreSQL are",
            "Give a path, or postgresql://USER@SERVER/DATABASE",
            code="invalid-value",
        )
    return url
