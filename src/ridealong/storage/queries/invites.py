"""Meetings that have a UID, and the invites that were sent about them."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Connection, RowMapping, or_, select

from ridealong.storage.schema import invites, meetings, pairings, properties


def meeting_rows(connection: Connection, states: Collection[str], today: date) -> Sequence[RowMapping]:
    """Meetings of pairings in certain states that are not over: `uid`, `kind` and `pairing_id`, by pairing."""
    statement = (
        select(meetings.c.uid, meetings.c.kind, meetings.c.pairing_id)
        .join(pairings, pairings.c.id == meetings.c.pairing_id)
        .where(pairings.c.state.in_(states), pairings.c.last_day >= today)
        .order_by(meetings.c.pairing_id, meetings.c.id)
    )
    return connection.execute(statement).mappings().all()


def invite_rows(connection: Connection, today: date) -> Sequence[RowMapping]:
    """All invites, oldest first, about meetings that were not over when anything was last sent about them."""
    current = select(invites.c.uid).where(invites.c.meeting_ends >= today)
    wanted = select(meetings.c.uid).join(pairings, pairings.c.id == meetings.c.pairing_id)
    wanted = wanted.where(pairings.c.last_day >= today)
    statement = select(invites).where(or_(invites.c.uid.in_(current), invites.c.uid.in_(wanted))).order_by(invites.c.id)
    return connection.execute(statement).mappings().all()


def pairings_with_meetings(connection: Connection, pairing_ids: Sequence[int]) -> dict[int, set[str]]:
    """The kinds of meetings that pairings have, by pairing."""
    found: dict[int, set[str]] = {}
    for start in range(0, len(pairing_ids), 500):
        part = pairing_ids[start : start + 500]
        statement = select(meetings.c.pairing_id, meetings.c.kind).where(meetings.c.pairing_id.in_(part))
        for pairing_id, kind in connection.execute(statement):
            found.setdefault(pairing_id, set()).add(kind)
    return found


def property_value(connection: Connection, name: str) -> str | None:
    """A property of the database as a whole, or None."""
    return connection.execute(select(properties.c.value).where(properties.c.name == name)).scalar()
