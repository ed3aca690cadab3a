"""What is written beside the journal, since nobody can take it back: invites sent, and properties of the database."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, insert

from ridealong.storage.schema import invites, properties


def add_invites(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """Keep invites as sent, in the order in which they were."""
    if rows:
        connection.execute(insert(invites), [dict(row) for row in rows])


def add_property(connection: Connection, name: str, value: str) -> None:
    """Give the database as a whole a property that it does not have."""
    connection.execute(insert(properties), [{"name": name, "value": value}])


def remove_property(connection: Connection, name: str) -> None:
    """Take a property away; nothing happens where the database does not have it."""
    connection.execute(delete(properties).where(properties.c.name == name))
