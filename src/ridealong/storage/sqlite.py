"""Databases in SQLite files: what is looked at before one is opened, and how connections to it are set up."""

import re
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import Error, connect

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import URL

from ridealong.domain.errors import StorageError, code_of_trouble
from ridealong.storage.network import share_of
from ridealong.storage.plain_letters import give_plain_letters
from ridealong.storage.private_files import make_private, tighten
from ridealong.storage.revisions import foreign_table, refuse_foreign

_IN_MEMORY = ":memory:"
_SQLITE_MARK = b"SQLite format 3\x00"


def file_of(url: URL) -> Path | None:
    """The file of an SQLite database, or None for one on a server or in memory."""
    named = url.get_backend_name() == "sqlite" and url.database and url.database != _IN_MEMORY
    return Path(str(url.database)) if named else None


def check_name(url: URL) -> None:
    """See that a URL names an SQLite file by its path; raises StorageError.

    SQLite's own URIs carry options that open a file in other ways than we do, past --read-only and all checks.
    """
    if url.get_backend_name() != "sqlite" or not url.database:
        return
    if url.database.startswith("file:") or "uri" in url.query:
        path = re.sub("^file:(//[^/]*)?", "", url.database).partition("?")[0]
        raise StorageError(
            f"'{url.database}' is a URI of SQLite, which is not taken here",
            f"Give the path alone: --db {path}" if path.strip(":") not in ("", "memory") else "Give the path of a file",
            code="invalid-value",
        )


def check_file(path: Path, *, read_only: bool) -> None:
    """See that a file can be opened as a database; raises StorageError where it cannot, and changes nothing."""
    if share := share_of(path):
        _check_share(path, share, read_only=read_only)
    if path.is_dir():
        raise StorageError(f"{path} is a folder, not a database", "Name a file in it", code="storage-foreign")
    if not path.exists():
        if read_only:
            raise StorageError(f"{path} does not exist", "Leave out --read-only to make it", code="storage-missing")
        if not path.parent.is_dir():
            raise StorageError(
                f"The folder {path.parent} does not exist", "Make it, or name another place", code="storage-missing"
            )
        return
    if not path.is_file():
        raise StorageError(f"{path} is not a file", "Name a file for the database", code="storage-foreign")
    try:
        with path.open("rb") as file:
            mark = file.read(len(_SQLITE_MARK))
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {error.strerror}", "Check who may read it") from error
    if mark and mark != _SQLITE_MARK:
        raise StorageError(
            f"{path} is not a database",
            "Name another file with --db; this one was left as it is",
            code="storage-foreign",
        )
    if mark and (table := foreign_table(_tables(path))):
        raise refuse_foreign(str(path), table)


def _tables(path: Path) -> list[str]:
    """The tables in a file, read so that not a byte changes; none where that shows nothing, or nothing whole.

    What stands in the log beside it alone is not seen: whoever opens the file in earnest looks again.
    """
    try:
        with closing(connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    except (Error, UnicodeDecodeError):
        return []
    return [name for (name,) in found if not name.startswith("sqlite_")]


def _check_share(path: Path, share: str, *, read_only: bool) -> None:
    # Programs that use a file at once share memory, which machines cannot. A file that nobody uses can be read: then
    # SQLite keeps nothing beside it.
    if read_only and not path.with_name(f"{path.name}-wal").exists():
        return
    raise StorageError(
        f"{path} is on a network share ({share}), where several programs cannot share an SQLite file safely",
        "Use a local folder, or PostgreSQL: once nobody uses the file any more, "
        f"ridealong --read-only --db {path} db copy postgresql+psycopg://... moves everything",
        code="storage-on-share",
    )


def prepare_file(path: Path) -> str:
    """See that a file is there and that its owner alone can read it.

    Returns:
        A sentence about rights that were taken away, or empty.

    Raises:
        StorageError: it cannot be made.
    """
    try:
        make_private(path)
    except OSError as error:
        raise StorageError(
            f"{path} cannot be made: {error.strerror}",
            "Name another place with --db",
            code=code_of_trouble(error, "storage-read-only"),
        ) from error
    return tighten(path)


def prepare(engine: Engine, *, read_only: bool, busy_seconds: int) -> None:
    """Set up every connection of an engine, and begin its transactions as we need them.

    A connection to a file that cannot be written ahead is refused with a StorageError.
    """
    path = file_of(engine.url)

    @event.listens_for(engine, "connect")
    def connected(connection: SqliteConnection, _record: object) -> None:
        # Python's own transaction handling begins too late for a consistent view; ours is in `begins`.
        connection.isolation_level = None
        give_plain_letters(connection)
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {busy_seconds * 1000}")
        cursor.execute("PRAGMA foreign_keys = ON")
        if read_only:
            cursor.execute("PRAGMA query_only = ON")
        else:
            (mode,) = cursor.execute("PRAGMA journal_mode = WAL").fetchone()
            if path and mode != "wal":
                connection.close()
                raise _not_ahead(path)
            # With less than FULL, a loss of power takes back the last changes, and invites that went out would go out
            # again. It costs about a millisecond a change, on a slow disk ten (decision 15).
            cursor.execute("PRAGMA synchronous = FULL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begins(connection: Connection) -> None:
        # A writer takes its lock at once: two writers that read first could otherwise never both go on.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _not_ahead(path: Path) -> StorageError:
    return StorageError(
        f"{path} cannot be used by several programs at once: its file system lacks the shared memory that SQLite needs",
        "Use a folder on a local disk, or PostgreSQL: "
        f"ridealong --read-only --db {path} db copy postgresql+psycopg://... moves everything",
        code="storage-unusable",
    )
