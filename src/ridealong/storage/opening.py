"""Bringing a database that was just opened to the schema of this release."""

import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, MetaData, select

from ridealong.domain.errors import RidealongError, StorageError
from ridealong.storage.database import Store
from ridealong.storage.progress import Told
from ridealong.storage.revisions import check_known, revision_of
from ridealong.storage.schema import REVISIONS

UPGRADE_SECONDS = 600
"""How long a program waits for another one that is upgrading the same database."""


@dataclass(frozen=True, slots=True)
class Upgraded:
    """An upgrade that was made.

    Args:
        before, after: revisions of the schema.
        backup: what the database was before; None where it held nothing.
    """

    before: str
    after: str
    backup: Path | None


def bring_up_to_date(store: Store, *, today: date, told: Told) -> Upgraded | None:
    """Make the tables, or upgrade them, where that is needed.

    Of two programs that come at once, one upgrades and the other waits. The upgrade is one transaction, after a backup.

    Args:
        today: the day that the backup is named after.

    Returns:
        What was upgraded; None where nothing was to be, or where the database was made.

    Raises:
        StorageError: the database is another program's, or newer than this one; or it could not be upgraded.
    """
    with store.reading() as connection:
        revision = revision_of(connection, store.where)
    if revision == REVISIONS[-1]:
        return None
    check_known(revision, store.where)
    if store.read_only:
        raise StorageError(
            f"{store.where} needs an upgrade of its schema", "Open it once without --read-only", code="storage-old"
        )
    until = time.monotonic() + UPGRADE_SECONDS
    while True:
        try:
            return _upgrade(store, today, told)
        except StorageError as error:
            if error.code != "storage-locked" or revision is None or time.monotonic() > until:
                raise
            told("Waiting for another program that uses the database", 0, 1)


def _upgrade(store: Store, today: date, told: Told) -> Upgraded | None:
    from ridealong.storage.migrate import upgrade  # noqa: PLC0415 - Alembic costs half a second, and only once

    backup: Path | None = None
    before: str | None = None
    try:
        with store.writing() as connection:
            # Somebody else may have done it meanwhile; from here on nobody can.
            before = revision_of(connection, store.where)
            check_known(before, store.where)
            if before == REVISIONS[-1]:
                return None
            if before is not None and _holds_something(connection):
                told("Backing up the database", 0, 1)
                backup = _backup(store, today, told)
            upgrade(connection, told=told)
            connection.commit()
    except Exception as error:
        raise _failed(error, store.where, backup) from error
    except BaseException:
        # The user stopped it: what was to be kept is still the database itself, unless that came too late.
        if backup is not None and _revision_now(store) == before:
            backup.unlink(missing_ok=True)
        raise
    return None if before is None else Upgraded(before, REVISIONS[-1], backup)


def _revision_now(store: Store) -> str | None:
    with store.reading() as connection:
        return revision_of(connection, store.where)


def _backup(store: Store, today: date, told: Told) -> Path:
    from ridealong.storage.backup import automatic_backup  # noqa: PLC0415 - that module opens databases, too

    try:
        return automatic_backup(store, REVISIONS[-1], today, told)
    except StorageError as error:
        raise StorageError(
            f"{store.where} needs an upgrade, and no backup of it can be made: {error.problem}",
            f"{error.remedy}. The database was left as it is",
            code=error.code,
        ) from error


def _failed(error: Exception, where: str, backup: Path | None) -> Exception:
    if backup is None:
        return error
    if isinstance(error, StorageError) and error.code == "storage-locked":
        backup.unlink(missing_ok=True)
        return error
    problem = error.problem if isinstance(error, RidealongError) else f"{type(error).__name__}: {error}"
    return StorageError(
        f"{where} could not be upgraded: {problem}",
        f"It is as it was. There is also a backup of it: {backup}",
        code=error.code if isinstance(error, RidealongError) else "storage-unusable",
    )


def _holds_something(connection: Connection) -> bool:
    found = MetaData()
    found.reflect(connection)
    tables = [one for one in found.sorted_tables if one.name != "alembic_version"]
    return any(connection.execute(select(one).limit(1)).first() for one in tables)
