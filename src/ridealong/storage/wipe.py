"""Making sure that the file of a database holds no bytes of what was deleted."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from sqlalchemy import Connection

from ridealong.storage.database import Store
from ridealong.storage.progress import Told, nobody, stoppable
from ridealong.storage.troubles import explained


def overwrite_deleted(connection: Connection) -> None:
    """Let this connection overwrite whatever it deletes, where the database is a file."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def wipe(store: Store, told: Told = nobody) -> bool | None:
    """Write the file anew, without what was ever deleted in it, and empty the log beside it.

    Returns:
        Whether nothing is left; False where another program that reads holds the log open. None for a database on a
        server, whose files are its own.

    Raises:
        StorageError: the file cannot be written anew: it is locked, or there is no room for a second one meanwhile.
    """
    if store.engine.dialect.name != "sqlite":
        return None
    told("Writing the file anew", 0, 1)
    with _alone(store) as connection, stoppable(connection):
        connection.execute("PRAGMA secure_delete = ON")
        # What was deleted before may still stand in free parts of pages that are in use.
        connection.execute("VACUUM")
        busy, _in_log, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


@contextmanager
def _alone(store: Store) -> Iterator[sqlite3.Connection]:
    """A connection outside of any transaction, within which none of this can be done."""
    raw = store.engine.raw_connection()
    try:
        yield cast(sqlite3.Connection, raw.driver_connection)
    except sqlite3.Error as error:
        raise explained(error, store.where) from error
    finally:
        raw.close()
