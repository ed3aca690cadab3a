"""UIDs by which calendars know our meetings."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from ridealong.storage.queries.people import AT_ONCE
from ridealong.storage.schema import meetings


def our_uids(connection: Connection, uids: Collection[str]) -> frozenset[str]:
    """Those of some UIDs that are of meetings of ours."""
    # PostgreSQL takes no NUL in a text, and no UID of ours has one.
    every = sorted(uid for uid in uids if "\0" not in uid)
    found: set[str] = set()
    for start in range(0, len(every), AT_ONCE):
        wanted = meetings.c.uid.in_(every[start : start + AT_ONCE])
        found.update(connection.execute(select(meetings.c.uid).where(wanted)).scalars())
    return frozenset(found)
