"""Reading an SQLite file without changing a byte of it, of the files beside it, or of its folder.

A database that is written ahead has a log and an index beside it (`-wal`, `-shm`) while somebody uses it. Then it is
read through these, and the index is only looked at. Where there are none, SQLite would make them even to read: it is
told instead that the file does not change, and at the end of each transaction we see that it has not. Where there is
a log without an index, as after a copy, a new index is unavoidable: both are copied into a folder of our own.
"""

import shutil
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from ridealong.domain.errors import StorageError

_TRIES = 5
_WRITTEN_AHEAD = b"\x02\x02"
_WHERE_MODE_STANDS = 18

_Seen = tuple[int, int, int]


_SEEN = "seen"
"""What a connection knows of how its file looked, where that must not change while it is read."""


class _Reader(sqlite3.Connection):
    seen: _Seen | None = None


def read_only_engine(path: Path, busy_seconds: int) -> Engine:
    """An engine that reads a file; each connection looks anew at what stands beside it."""
    source = _Source(path, busy_seconds)
    engine = create_engine(URL.create("sqlite", database=str(path)), creator=source.connection, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def begun(reader: _Reader, record: ConnectionPoolEntry) -> None:
        record.info[_SEEN] = reader.seen

    @event.listens_for(engine, "commit")
    def ends(connection: Connection) -> None:
        seen: _Seen | None = connection.info.get(_SEEN)
        if seen and seen != _look(path):
            raise StorageError(
                f"{path} was changed by another program while it was read", "Try again", code="storage-locked"
            )

    return engine


class _Source:
    def __init__(self, path: Path, busy_seconds: int) -> None:
        self._path = path.absolute()
        self._busy_seconds = busy_seconds
        self._copy: TemporaryDirectory[str] | None = None
        self._copied: tuple[_Seen | None, _Seen | None] | None = None

    def connection(self) -> _Reader:
        """A connection that can be read from; raises what sqlite3 raises."""
        for attempt in range(_TRIES):
            seen = _look(self._path)
            reader = self._opened()
            try:
                # Only now are log and index opened; somebody may have taken them away meanwhile.
                reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except sqlite3.Error as error:
                reader.close()
                if attempt == _TRIES - 1 or "unable to open" not in str(error):
                    raise
                continue
            if reader.seen is not None:
                reader.seen = seen
            return reader
        raise sqlite3.OperationalError("unable to open database file")

    def _opened(self) -> _Reader:
        log, index = (self._path.with_name(self._path.name + end) for end in ("-wal", "-shm"))
        if not is_written_ahead(self._path):
            return self._open(self._path, "mode=ro")
        if log.exists() and index.exists():
            return self._open(self._path, "mode=ro&readonly_shm=1")
        if not log.exists() or not log.stat().st_size:
            reader = self._open(self._path, "mode=ro&immutable=1")
            reader.seen = (0, 0, 0)
            return reader
        return self._open(self._copy_with(log), "mode=rw")

    def _open(self, path: Path, options: str) -> _Reader:
        where = f"{path.as_uri()}?{options}"
        wait = float(self._busy_seconds)
        return sqlite3.connect(where, wait, uri=True, check_same_thread=False, isolation_level=None, factory=_Reader)

    def _copy_with(self, log: Path) -> Path:
        seen = (_look(self._path), _look(log))
        if self._copy is None or self._copied != seen:
            self._copy = TemporaryDirectory(prefix="ridealong-", ignore_cleanup_errors=True)
            shutil.copyfile(self._path, Path(self._copy.name) / "copy.db")
            shutil.copyfile(log, Path(self._copy.name) / "copy.db-wal")
            self._copied = seen
        return Path(self._copy.name) / "copy.db"


def _look(path: Path) -> _Seen | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return (found.st_ino, found.st_size, found.st_mtime_ns)


def is_written_ahead(path: Path) -> bool:
    """Whether SQLite keeps a log beside a file while it is used; raises OSError where it cannot be read."""
    with path.open("rb") as file:
        file.seek(_WHERE_MODE_STANDS)
        return file.read(2) == _WRITTEN_AHEAD
