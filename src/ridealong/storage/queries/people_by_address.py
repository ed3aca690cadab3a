"""People by many addresses at once, removed ones among them."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from ridealong.storage import records
from ridealong.storage.parts import parts_of
from ridealong.storage.queries.people import Known
from ridealong.storage.schema import people


def known_by_identity(connection: Connection, identities: Collection[str]) -> dict[str, Known]:
    """Everybody who has, or had when they were removed, one of those addresses, by its identity."""
    found: dict[str, Known] = {}
    for part in parts_of(sorted(identities)):
        for row in connection.execute(select(people).where(people.c.identity.in_(part))).mappings():
            found[row["identity"]] = Known(row["id"], records.person(row), row["removed"], row["version"])
    return found
