"""Meetings that have a UID, and the invites that were sent about them."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, RowMapping, or_, select

from ridealong.storage.parts import parts_of
from ridealong.storage.queries import gatherings as of_groups
from ridealong.storage.queries import team_uids as of_teams
from ridealong.storage.schema import gatherings, invites, meeting_changes, meetings, pairings, properties

_KEPT = timedelta(days=31)
"""How long after a pairing its meetings may still be to come: a debrief waits for holidays to end."""


def meeting_rows(connection: Connection, states: Collection[str], today: date) -> Sequence[RowMapping]:
    """Meetings, to come or over not long ago, of pairings in certain states, by pairing.

    Returns:
        Rows with `id`, `uid`, `kind` and `pairing_id`, and of the pairing `program_id`, `guest_id`, `host_id`,
        `first_day`, `last_day` and `state`.
    """
    return _meetings_where(connection, pairings.c.state.in_(states), _looked_at(today))


def meeting_rows_of(connection: Connection, pairing_ids: Collection[int]) -> Sequence[RowMapping]:
    """All meetings of some pairings, as `meeting_rows` gives them."""
    return [
        row for part in parts_of(sorted(pairing_ids)) for row in _meetings_where(connection, pairings.c.id.in_(part))
    ]


def _meetings_where(connection: Connection, *conditions: ColumnElement[bool]) -> Sequence[RowMapping]:
    of_pairing = ("program_id", "guest_id", "host_id", "first_day", "last_day", "state")
    statement = (
        select(meetings.c.id, meetings.c.uid, meetings.c.kind, meetings.c.pairing_id)
        .add_columns(*(pairings.c[name] for name in of_pairing))
        .join(pairings, pairings.c.id == meetings.c.pairing_id)
        .where(*conditions)
        .order_by(meetings.c.pairing_id, meetings.c.id)
    )
    return connection.execute(statement).mappings().all()


def invite_rows(connection: Connection, today: date) -> Sequence[RowMapping]:
    """All invites, oldest first, about meetings that `meeting_rows` gives or that were to come when last sent.

    Those about gatherings and composite teams that are to come or were not long ago are among them.
    """
    current = select(invites.c.uid).where(invites.c.meeting_ends >= today)
    looked_at = select(meetings.c.uid).join(pairings, pairings.c.id == meetings.c.pairing_id).where(_looked_at(today))
    gathering = select(gatherings.c.uid).where(of_groups.looked_at(today))
    wanted = or_(*(invites.c.uid.in_(some) for some in (current, looked_at, gathering, *of_teams.looked_at(today))))
    statement = select(invites).where(wanted)
    return connection.execute(statement.order_by(invites.c.id)).mappings().all()


def _looked_at(today: date) -> ColumnElement[bool]:
    """Whether a pairing, as far as its own days tell, may still have a meeting to come."""
    since = max(today, date.min + _KEPT) - _KEPT
    # Coordinators move meetings further away than any rule puts them.
    moved = select(meetings.c.pairing_id).join(meeting_changes, meeting_changes.c.meeting_id == meetings.c.id)
    return or_(pairings.c.last_day >= since, pairings.c.id.in_(moved.where(meeting_changes.c.day >= today)))


def pairings_with_meetings(connection: Connection, pairing_ids: Sequence[int]) -> dict[int, set[str]]:
    """The kinds of meetings that pairings have, by pairing."""
    found: dict[int, set[str]] = {}
    for part in parts_of(pairing_ids):
        statement = select(meetings.c.pairing_id, meetings.c.kind).where(meetings.c.pairing_id.in_(part))
        for pairing_id, kind in connection.execute(statement):
            found.setdefault(pairing_id, set()).add(kind)
    return found


def property_value(connection: Connection, name: str) -> str | None:
    """A property of the database as a whole, or None."""
    return connection.execute(select(properties.c.value).where(properties.c.name == name)).scalar()
