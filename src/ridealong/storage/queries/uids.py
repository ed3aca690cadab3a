"""UIDs by which calendars know our meetings."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from ridealong.storage.parts import parts_of
from ridealong.storage.schema import meetings


def our_uids(connection: Connection, uids: Collection[str]) -> frozenset[str]:
    """Those of some UIDs that are of meetings of ours."""
    # PostgreSQL takes no NUL in a text, and no UID of ours has one.
    every = sorted(uid for uid in uids if "\0" not in uid)
    found: set[str] = set()
    for part in parts_of(every):
        found.update(connection.execute(select(meetings.c.uid).where(meetings.c.uid.in_(part))).scalars())
    return frozenset(found)


def uids_of(connection: Connection, meeting_ids: Collection[int]) -> frozenset[str]:
    """The UIDs of some meetings by row id."""
    found: set[str] = set()
    for part in parts_of(sorted(meeting_ids)):
        found.update(connection.execute(select(meetings.c.uid).where(meetings.c.id.in_(part))).scalars())
    return frozenset(found)
