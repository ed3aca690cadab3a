"""How often the database has changed."""

from sqlalchemy import Connection, func, select

from ridealong.storage.schema import journal


def change_count(connection: Connection) -> int:
    """The number of the newest journal entry; 0 where there is none."""
    return int(connection.execute(select(func.coalesce(func.max(journal.c.id), 0))).scalar_one())
