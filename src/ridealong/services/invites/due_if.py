"""The invites that become due if pairings change, worked out before anything is written."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from ridealong.calendars.outbox import due
from ridealong.domain.meeting_times import meeting_kinds
from ridealong.domain.meetings import Due
from ridealong.domain.pairings import IN_CALENDARS
from ridealong.domain.programs import Program
from ridealong.services.desk import Desk
from ridealong.services.invites.meeting_facts import AS_STORED, Supposed
from ridealong.services.invites.meetings import PlannedMeeting, meetings_supposed
from ridealong.services.invites.outbox import organizer_of
from ridealong.services.invites.sent_invites import sent_about
from ridealong.services.replies.kept_answers import answers_that_count
from ridealong.storage.queries.invites import meeting_rows_of

Row = Mapping[Any, Any]  # Any: what a column holds, only the table knows
New = Mapping[int, tuple[Program, Mapping[str, object]]]
"""Pairings that there are not yet, each with its program and the cells of its row: by a number below 0."""


def due_if(
    connection: Connection,
    desk: Desk,
    changed: Mapping[int, Mapping[str, object]],
    new: New | None = None,
    supposed: Supposed = AS_STORED,
) -> dict[int, tuple[Due, ...]]:
    """By number of a pairing, stored or new, what would be due about it, in the order in which to send.

    Args:
        changed: by number of each stored pairing that is looked at, the cells of its row that change.
    """
    new = new or {}
    stored = meeting_rows_of(connection, list(changed))
    rows: list[Row] = [{**row, **changed[row["pairing_id"]]} for row in stored]
    rows = [row for row in rows if row["state"] in IN_CALENDARS] + _new_rows(new)
    of_pairing = {row["uid"]: row["pairing_id"] for row in (*stored, *rows)}
    sent = sent_about(connection, {row["uid"] for row in stored})
    organizers = {uid: one.last.meeting.organizer for uid, one in sent.items()}
    planned = meetings_supposed(connection, organizer_of(desk), organizers, rows, supposed)
    items = due(
        [one.meeting for one in planned if one.meeting is not None],
        sent,
        desk.clock.now(),
        today=desk.clock.today(),
        answers=answers_that_count(connection, sent),
    )
    found: dict[int, tuple[Due, ...]] = dict.fromkeys((*changed, *new), ())
    for item in items:
        number = of_pairing[item.invite.meeting.uid]
        found[number] = (*found[number], item)
    return found


def meetings_of_new(connection: Connection, desk: Desk, new: New, supposed: Supposed) -> tuple[PlannedMeeting, ...]:
    """The meetings that pairings which there are not yet would have."""
    return meetings_supposed(connection, organizer_of(desk), {}, _new_rows(new), supposed)


def new_meeting_id(number: int, at: int) -> int:
    """The number, below 0, that a meeting of a new pairing goes by; `at` counts the meetings that its program has."""
    return 100 * number - at


def _new_rows(new: New) -> list[Row]:
    """The meetings of new pairings, under numbers and UIDs that nothing stored has."""
    return [
        {
            **cells,
            "id": new_meeting_id(number, at),
            "uid": f"new {-number} {kind}",
            "kind": str(kind),
            "pairing_id": number,
        }
        for number, (program, cells) in new.items()
        for at, kind in enumerate(meeting_kinds(program))
    ]
