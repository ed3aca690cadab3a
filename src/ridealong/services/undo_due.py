"""How many invites become due by taking an action back, or by doing it again."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping

from ridealong.domain.pairings import IN_CALENDARS
from ridealong.services.desk import Desk
from ridealong.storage.queries.invites import meeting_rows_of
from ridealong.storage.queries.journal import changed_rows
from ridealong.storage.queries.uids import uids_of
from ridealong.storage.schema import meeting_changes, meetings, pairings, people, programs

_TOLD = ("guest_id", "host_id", "first_day", "last_day")
"""The properties of a pairing that its invites follow, beside whether it stands in calendars at all."""


@dataclass(slots=True)
class _Touched:
    """What of the invites an entry is about.

    Args:
        came: pairings that stand in calendars on one side of it alone. stood: those that stand on both, and change.
        uids: of meetings that come or go with it. changed: the row ids of meetings that are changed by hand.
        wide: whether it changes what many meetings say.
    """

    came: set[int] = field(default_factory=set)
    stood: set[int] = field(default_factory=set)
    uids: set[str] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    wide: bool = False

    def __bool__(self) -> bool:
        return bool(self.came or self.stood or self.uids or self.changed or self.wide)


def now_due(desk: Desk, entry_id: int) -> int | None:
    """How many invites are in the outbox because a journal entry was taken back; None where it is about no invites.

    What had never been sent, and was to be sent before just as well, is not counted.

    Args:
        entry_id: the entry that was taken back.
    """
    from ridealong.services.outbox import rows  # noqa: PLC0415 - the calendars, which most undoing does without

    with desk.reading() as connection:
        touched = _touched(changed_rows(connection, entry_id))
        if not touched:
            return None
        came = touched.uids | _uids(connection, touched.came)
        stood = _uids(connection, touched.stood)
        changed = uids_of(connection, touched.changed)
    return sum(
        row.uid in came or ((row.uid in stood or row.uid in changed or touched.wide) and bool(row.sequence))
        for row in rows(desk)
    )


def _uids(connection: Connection, pairing_ids: Collection[int]) -> frozenset[str]:
    return frozenset(row["uid"] for row in meeting_rows_of(connection, pairing_ids))


def _touched(rows: Iterable[RowMapping]) -> _Touched:
    found = _Touched()
    for row in rows:
        both = [json.loads(row[side]) if row[side] is not None else None for side in ("before", "after")]
        there = [one for one in both if one is not None]
        if row["table_name"] == pairings.name:
            _note_pairing(found, row["row_id"], there)
        elif row["table_name"] == meetings.name:
            found.uids |= {one["uid"] for one in there}
        elif row["table_name"] == meeting_changes.name:
            found.changed |= {one["meeting_id"] for one in there}
        elif row["table_name"] == people.name:
            # Of people who come or go with the entry, nobody was ever invited.
            found.wide |= len({one["email"] for one in there}) > 1
        elif row["table_name"] == programs.name:
            found.wide = True
    return found


def _note_pairing(found: _Touched, row_id: int, there: list[dict[str, Any]]) -> None:  # Any: a row of the journal
    # Of drafts, and of what is noted about a pairing alone, nobody is told.
    standing = [one for one in there if one["state"] in IN_CALENDARS]
    if len(standing) == 1:
        found.came.add(row_id)
    elif standing and any(standing[0][name] != standing[1][name] for name in _TOLD):
        found.stood.add(row_id)
