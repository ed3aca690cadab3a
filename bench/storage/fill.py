"""Databases filled in bulk, and copied for each measurement, so that nothing measured changes the next one."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL, make_url

from ridealong.storage.database import open_store
from ridealong.storage.schema import metadata

from .company import company
from .content import Content, recipe
from .points import Point


@contextmanager
def sqlite_copy(point: Point, cache: Path) -> Iterator[str]:
    """The path of a database of a size that may be changed: a copy of the one in the cache."""
    filled = cache / f"filled-{point.name}-{recipe()}.db"
    if not filled.exists():
        with _told(f"filling {filled.name}"):
            new = filled.with_suffix(".new")
            new.unlink(missing_ok=True)
            _fill_sqlite(new, Content(company(point, cache), point))
            new.rename(filled)
    work = cache / f"work-{point.name}.db"
    # A run that was killed has left its log, which belongs to another copy.
    _remove(work)
    shutil.copyfile(filled, work)
    try:
        yield str(work)
    finally:
        _remove(work)


def _remove(database: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{database}{suffix}").unlink(missing_ok=True)


@contextmanager
def postgres_copy(point: Point, cache: Path, server: str) -> Iterator[str]:
    """The URL of a database of a size that may be changed: a copy of one that is kept on the server.

    Args:
        server: a URL of a database on a server on which databases may be made.
    """
    filled, work = (f"ridealong_bench_{point.name}_{what}" for what in (recipe(), "work"))
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if not _exists(connection, filled):
            with _told(f"filling {filled} on the server"):
                new = f"{filled}_new"
                _make(connection, new)
                _fill_postgres(_on(server, new), Content(company(point, cache), point))
                connection.execute(text(f"ALTER DATABASE {new} RENAME TO {filled}"))
        _make(connection, work, f"TEMPLATE {filled} STRATEGY FILE_COPY")
        try:
            yield _on(server, work).render_as_string(hide_password=False)
        finally:
            connection.execute(text(f"DROP DATABASE IF EXISTS {work} WITH (FORCE)"))
    engine.dispose()


def _exists(connection: Connection, name: str) -> bool:
    return connection.execute(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name}).scalar() == 1


def _make(connection: Connection, name: str, how: str = "") -> None:
    connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    connection.execute(text(f"CREATE DATABASE {name} {how}"))


def _on(server: str, name: str) -> URL:
    return make_url(server).set(database=name)


def _fill_sqlite(path: Path, content: Content) -> None:
    open_store(path).close()
    with closing(sqlite3.connect(path)) as connection:
        # Nobody else looks at this file, and it is made again if this stops: without a net, in a gigabyte of memory.
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000"):
            connection.execute(f"PRAGMA {setting}")
        indexes = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> ''"
        ).fetchall()
        for name, _sql in indexes:
            connection.execute(f"DROP INDEX {name}")
        for table in metadata.sorted_tables:
            names = ",".join(f'"{column.name}"' for column in table.columns)
            marks = ",".join("?" * len(table.columns))
            statement = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"
            connection.executemany(statement, content.rows(table))
        for name, highest in content.highest().items():
            connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
            connection.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (name, highest))
        for _name, sql in indexes:
            connection.execute(sql)
        connection.commit()
        connection.execute("PRAGMA journal_mode = WAL")


def _fill_postgres(url: URL, content: Content) -> None:
    open_store(url.render_as_string(hide_password=False)).close()
    engine = create_engine(url)
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        for table in metadata.sorted_tables:
            names = ",".join(f'"{column.name}"' for column in table.columns)
            with cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
                for row in content.rows(table):
                    copy.write_row(row)
        for name, highest in content.highest().items():
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", (name, max(1, highest)))
        connection.commit()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # What a server does by itself once it has time.
        connection.execute(text("VACUUM ANALYZE"))
    engine.dispose()


@contextmanager
def _told(what: str) -> Iterator[None]:
    start = time.perf_counter()
    print(f"{what} ...", end=" ", file=sys.stderr, flush=True)
    yield
    print(f"{time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
