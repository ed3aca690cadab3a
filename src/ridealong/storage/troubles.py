"""What a database said, turned into an error for people."""

import re
from pathlib import Path

from sqlalchemy.exc import DatabaseError, OperationalError

from ridealong.domain.errors import InvalidValue, RidealongError, StorageError
from ridealong.storage.disk import is_full, is_read_only

_FULL = "disk is full|no space|disk quota|file too large"
_READ_ONLY = "readonly|read-only"
_STILL_READS = "--read-only still reads it"


def explained(error: Exception, where: str) -> RidealongError:
    """What the database said, for people; matched on its words, since SQLite gives most troubles one error class.

    Args:
        error: of SQLAlchemy, or of a driver.
        where: the path or URL, without a password.
    """
    # Drivers say some things in several indented lines.
    said = " ".join(str(error.orig if isinstance(error, DatabaseError) else error).split()).rstrip(".?")
    if "cannot contain NUL" in said:
        return InvalidValue("A text contains the NUL character U+0000, which cannot be kept", "Remove it")
    if "index row" in said:
        return InvalidValue("A name is longer than the database server can look up", "Give one of 500 characters")
    if trouble := _of_disk(said, where):
        return trouble
    for pattern, problem, remedy, code in _TROUBLES:
        if re.search(pattern, said, re.IGNORECASE):
            return StorageError(problem.format(where=where), remedy, code=code)
    if isinstance(error, OperationalError):
        return StorageError(f"{where} cannot be used: {said}", "Nothing was changed")
    return StorageError(f"{where}: {said}", "Nothing was changed; please report this")


def _of_disk(said: str, where: str) -> StorageError | None:
    """What was said where the disk of a file is the cause, which SQLite does not always know."""
    file = _file(where)
    if file is None:
        return None
    if re.search(_FULL, said, re.IGNORECASE) or ("disk i/o error" in said.casefold() and is_full(file)):
        return StorageError(
            f"The disk is full that {where} is on",
            f"Make room and try again; nothing was changed. Until then, {_STILL_READS}",
            code="disk-full",
        )
    if re.search(_READ_ONLY, said, re.IGNORECASE) and is_read_only(file):
        return StorageError(
            f"{where} cannot be written: its file system is read-only",
            f"Mount it to be written, or use a copy elsewhere; nothing was changed. {_STILL_READS}",
            code="storage-read-only",
        )
    return None


def _file(where: str) -> Path | None:
    """The file of a database, or None for one on a server."""
    plain = re.sub("^sqlite:/{2,3}", "", where)
    return None if "://" in plain else Path(plain).expanduser()


def without_password(where: str) -> str:
    """A path or URL as it may be shown."""
    hidden = re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", where)
    return re.sub(r"([?&](?:password|sslpassword)=)[^&]*", r"\1***", hidden)


_TROUBLES = (
    (
        "locked|lock timeout",
        "{where} is locked by another program",
        "Close it or try again; nothing was changed",
        "storage-locked",
    ),
    (
        "not a database|malformed|could not decode",
        "{where} is not a database, or is damaged",
        "Move it aside and put a backup in its place, or name another file with --db",
        "storage-damaged",
    ),
    (
        _READ_ONLY,
        "{where} cannot be written",
        "Check who may write it and its folder; nothing was changed",
        "storage-read-only",
    ),
    (
        _FULL,
        "The disk is full",
        "Make room and try again; nothing was changed",
        "disk-full",
    ),
    (
        "disk i/o error",
        "{where} cannot be read or written: the disk is full, or fails",
        "Make room, look after the disk, and try again; nothing was changed",
        "storage-unusable",
    ),
    (
        "password authentication failed|no password supplied",
        "{where}: the server does not take this user and password",
        "Put the password into the file ~/.pgpass or the variable PGPASSWORD",
        "login-refused",
    ),
    (
        "no pg_hba.conf entry",
        "{where}: the server lets nobody in from here with this user",
        "Ask who runs the server for an entry in pg_hba.conf, perhaps with TLS: ?sslmode=require at the end of the URL",
        "login-refused",
    ),
    (
        "role .* does not exist",
        "{where}: the server knows no such user",
        "Create the role, or name another one in the URL",
        "login-refused",
    ),
    (
        "database .* does not exist",
        "{where}: there is no such database on the server",
        "Make it with `createdb`, or name another one in the URL",
        "no-database",
    ),
    (
        "permission denied|must be owner|no schema has been selected",
        "{where}: the user may not do that in this database",
        "Let it own the database, or GRANT ALL ON SCHEMA public to it; nothing was changed",
        "storage-not-allowed",
    ),
    (
        "certificate|SSL|TLS",
        "{where}: no safe connection could be made to the server",
        "Look at sslmode and sslrootcert in the URL, and at the certificate of the server",
        "no-server",
    ),
    (
        "terminating connection|server closed the connection|connection (?:was|is|has been)? ?(?:lost|closed|reset)"
        "|broken pipe|shutting down|starting up|consuming input failed|not accepting connections",
        "{where}: the connection to the server was lost",
        "Try again once it is back; what was under way was not kept",
        "connection-lost",
    ),
    (
        "too many (?:clients|connections)|remaining connection slots",
        "{where} cannot be used: the server takes no more connections",
        "Try again once others have closed theirs, or ask who runs the server for more; nothing was changed",
        "no-server",
    ),
    (
        "connection refused|failed to resolve|could not translate host|timeout expired|connection to server",
        "{where} cannot be used: no database server answers there",
        "Check its name and port, and that it is running; nothing was changed",
        "no-server",
    ),
    ("unable to open", "{where} cannot be opened", "Check the path and who may use its folder", "storage-unusable"),
)
