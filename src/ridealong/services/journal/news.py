"""What others have changed in the same database since somebody looked last."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import RowMapping

from ridealong.domain.errors import StorageError
from ridealong.services.desk import Desk
from ridealong.storage.queries.changes import change_count, entries_after
from ridealong.storage.sqlite import file_of

MOST_TOLD = 50
"""How many changes are looked at one by one."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far somebody has looked: the version of the database, and which file it is in, where it is in one."""

    version: int
    file: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody's change: the number of its journal entry, who made it, and what it was."""

    entry: int
    actor: str
    summary: str


@dataclass(frozen=True, slots=True)
class News:
    """What is new.

    Args:
        mark: how far this looked.
        changes: what was changed at other desks, the newest first; of very many the newest alone.
        everything: whether anything may be another than before: there is another database in this place, or more was
            changed than was looked at.
    """

    mark: Mark
    changes: tuple[Change, ...] = ()
    everything: bool = False


def mark(desk: Desk) -> Mark:
    """Where a database stands now.

    Raises:
        StorageError: it cannot be read, or its file is gone.
    """
    return Mark(desk.version(), _file(desk))


def news(desk: Desk, since: Mark) -> News | None:
    """What was changed at other desks after a mark; None for nothing at any.

    Raises:
        StorageError: the database cannot be read, or its file is gone.
    """
    file = _file(desk)
    if file != since.file:
        desk.store.close()  # connections that are open lead to the file that was there before
        return News(Mark(desk.version(), file), everything=True)
    with desk.reading() as connection:
        version = change_count(connection)
        rows = entries_after(connection, since.version, MOST_TOLD) if version > since.version else []
    if version == since.version:
        return None
    if not rows:
        return News(Mark(version, file), everything=True)
    return News(Mark(rows[0]["id"], file), tuple(_others(desk, rows)), everything=len(rows) == MOST_TOLD)


def _others(desk: Desk, rows: list[RowMapping]) -> Iterator[Change]:
    for row in rows:
        if not desk.wrote(row["id"]):
            yield Change(row["id"], row["actor"], row["summary"])


def _file(desk: Desk) -> tuple[int, int] | None:
    """What tells a file from another one in the same place; None for a server."""
    path = file_of(desk.store.engine.url)
    if path is None:
        return None
    try:
        found = path.stat()
    except OSError as error:
        raise StorageError(
            f"{path} is gone: {os.strerror(error.errno or 0)}",
            "Put it back: until then, what is changed here is lost",
            code="storage-missing",
        ) from error
    return found.st_dev, found.st_ino
