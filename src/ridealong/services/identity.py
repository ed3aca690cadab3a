"""The identity of a database, from which the UIDs of its meetings are made."""

from uuid import UUID, uuid4

from sqlalchemy import Connection

from ridealong.domain.errors import Refused
from ridealong.services.desk import Desk
from ridealong.storage.queries.invites import property_value
from ridealong.storage.unjournaled import add_property

_NAME = "database"


def identity_of(connection: Connection) -> UUID:
    """The identity of a database, made by chance where it has none yet."""
    found = property_value(connection, _NAME)
    return UUID(found) if found else _keep(connection, uuid4())


def set_identity(desk: Desk, identity: UUID) -> None:
    """Give a new database a certain identity, so that what is made from it comes out the same every time.

    Raises:
        Refused: it has one already, which sent invites rely on.
    """
    with desk.changing("identity") as step:
        if property_value(step.connection, _NAME):
            raise Refused("This database has an identity already", "Only a new one can be given another")
        _keep(step.connection, identity)
        step.done("A new database", undoable=False)


def _keep(connection: Connection, identity: UUID) -> UUID:
    add_property(connection, _NAME, str(identity))
    return identity
