"""Meetings of pairings as they are stored, with what coordinators changed about them by hand."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import Connection, RowMapping, select

from ridealong.storage.parts import parts_of
from ridealong.storage.schema import meeting_changes, meetings


def meeting_change_rows(connection: Connection, meeting_ids: Collection[int] | None = None) -> list[RowMapping]:
    """The rows of `meeting_changes`, of some meetings or of all: by meeting, all of it first, then by occurrence.

    A row's `occurrence` is the day on which the rule has the occurrence, or None for the meeting as a whole; of its
    other columns, None, an empty text and False say that nothing was changed.
    """
    found: list[RowMapping] = []
    for part in _parts(meeting_ids):
        statement = select(meeting_changes)
        if part is not None:
            statement = statement.where(meeting_changes.c.meeting_id.in_(part))
        found += connection.execute(statement).mappings()
    return sorted(found, key=lambda row: (row["meeting_id"], row["occurrence"] is not None, row["occurrence"] or 0))


def _parts(ids: Collection[int] | None) -> Iterator[Sequence[int] | None]:
    return iter([None]) if ids is None else parts_of(sorted(ids))


def meeting_row(connection: Connection, meeting_id: int) -> RowMapping | None:
    """A row of `meetings` by its id, or None."""
    return connection.execute(select(meetings).where(meetings.c.id == meeting_id)).mappings().first()
