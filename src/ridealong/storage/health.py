"""How a database is, looked at without changing it or making one, and without what stands in it."""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy.engine import URL

from ridealong.domain.errors import StorageError
from ridealong.domain.wording import many
from ridealong.storage.check import check
from ridealong.storage.database import Store, connect, database_url
from ridealong.storage.network import share_of
from ridealong.storage.read_only import is_written_ahead
from ridealong.storage.revisions import check_known, revision_of
from ridealong.storage.schema import REVISIONS, metadata
from ridealong.storage.sqlite import file_of

SQLITE_LIBRARY = sqlite3.sqlite_version


@dataclass(slots=True)
class Health:
    """What was found out of a database before something went wrong, if something did.

    Args:
        where: its path or URL, without user and password. file: for one in a file.
        size: in bytes. mode: the access rights of the file, such as `600`.
        revision: of the schema, None for an empty one. newest: the one that this release makes.
        rows: how many rows each table has.
        share: the kind of network share that it is on, or empty.
        flaws: what the checks of the database itself found wrong.
    """

    kind: str = ""
    where: str = ""
    file: Path | None = None
    server: str = ""
    size: int | None = None
    mode: str = ""
    share: str = ""
    revision: str | None = None
    newest: str = REVISIONS[-1]
    written_ahead: bool | None = None
    rows: dict[str, int] = field(default_factory=dict)
    flaws: tuple[str, ...] = ()


def place_of(where: str | Path) -> Health:
    """What can be told of a database without opening it; raises StorageError for what is no path and no URL."""
    url = database_url(str(where))
    file = file_of(url)
    found = Health(kind="SQLite" if url.get_backend_name() == "sqlite" else "PostgreSQL", file=file)
    found.where = str(file) if file else _shown(url)
    if file:
        found.share = share_of(file)
        if file.is_file():
            found.size, found.mode = file.stat().st_size, f"{file.stat().st_mode & 0o777:o}"
    return found


def examine(where: str | Path, found: Health) -> None:
    """Open a database to read only, and complete what is known of it.

    Raises:
        StorageError: it cannot be opened, is none of ours, is newer than this program, or is too damaged to be read.
    """
    store = connect(where, read_only=True)
    try:
        with store.reading() as connection:
            _about_itself(store, connection, found)
            found.revision = revision_of(connection, found.where)
            check_known(found.revision, found.where)
            there = set(inspect(connection).get_table_names())
            for table in metadata.sorted_tables:
                if table.name in there:
                    number = connection.execute(select(func.count()).select_from(table)).scalar_one()
                    found.rows[table.name] = int(number)
            if found.revision == found.newest:
                found.flaws = tuple(_flaws(connection))
    finally:
        store.close()


def _about_itself(store: Store, connection: Connection, found: Health) -> None:
    if store.engine.dialect.name != "sqlite":
        found.server = str(connection.execute(text("SHOW server_version")).scalar())
        size = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
        found.size = int(size)
        return
    found.server = SQLITE_LIBRARY
    if found.file:
        found.written_ahead = is_written_ahead(found.file)


def _flaws(connection: Connection) -> Iterator[str]:
    """What a quick check finds, counted: a report needs no row."""
    some = Counter(
        (one.rule, one.table, one.problem if one.row is None else "") for one in check(connection, quick=True)
    )
    for (rule, table, problem), number in some.items():
        yield f"{rule}: {problem or many(number, 'row')}{f' of {table}' if table else ''}"


def without_names(said: str, where: str | Path) -> str:
    """What was said of a database, without the user and the password that its URL names."""
    try:
        url = database_url(str(where))
    except StorageError:
        return re.sub(r"://[^/\s]*@", "://", said)
    said = re.sub(r"://[^/\s]*@", "://", said)
    for secret in (url.password, url.username):
        if secret:
            said = said.replace(str(secret), "***")
    return said


def _shown(url: URL) -> str:
    """A URL without user, password and options."""
    return URL.create(url.drivername, host=url.host, port=url.port, database=url.database).render_as_string()
