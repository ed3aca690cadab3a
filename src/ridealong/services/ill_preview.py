"""The invites that become due by what is decided about somebody's absence, before anything is written."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from ridealong.calendars.mail import recipients
from ridealong.calendars.outbox import due
from ridealong.domain.meeting_times import meeting_kinds
from ridealong.domain.meetings import Due, Method
from ridealong.domain.pairings import IN_CALENDARS
from ridealong.services.desk import Desk
from ridealong.services.ill_outcomes import Outcome
from ridealong.services.ill_touched import Away
from ridealong.services.ill_views import DueInvite
from ridealong.services.kept_answers import answers_that_count
from ridealong.services.meeting_facts import Supposed
from ridealong.services.meetings import meetings_supposed
from ridealong.services.outbox import organizer_of
from ridealong.services.sent_invites import sent_about
from ridealong.storage.queries.invites import meeting_rows_of

_Row = Mapping[Any, Any]  # Any: what a column holds, only the table knows


def invites_due(
    connection: Connection, desk: Desk, away: Away, outcomes: Sequence[Outcome]
) -> dict[int, tuple[DueInvite, ...]]:
    """By number of the pairing, what is due about it and about what takes its place, in the order in which to send."""
    stored = meeting_rows_of(connection, [one.pairing for one in outcomes])
    changed = {one.pairing: one.cells for one in outcomes}
    rows: list[_Row] = [{**row, **changed[row["pairing_id"]]} for row in stored]
    rows = [row for row in rows if row["state"] in IN_CALENDARS]
    new = [row for number, one in enumerate(outcomes, 1) for row in _new_rows(one, number)]
    of_pairing = {row["uid"]: row["pairing_id"] for row in stored}
    of_pairing |= {row["uid"]: outcomes[-row["pairing_id"] - 1].pairing for row in new}
    sent = sent_about(connection, {row["uid"] for row in stored})
    organizers = {uid: one.last.meeting.organizer for uid, one in sent.items()}
    supposed = Supposed(
        away=[away.absence], changes={number: some for one in outcomes for number, some in one.changes.items()}
    )
    planned = meetings_supposed(connection, organizer_of(desk), organizers, [*rows, *new], supposed)
    items = due(
        [one.meeting for one in planned if one.meeting is not None],
        sent,
        desk.clock.now(),
        today=desk.clock.today(),
        answers=answers_that_count(connection, sent),
    )
    found: dict[int, tuple[DueInvite, ...]] = {one.pairing: () for one in outcomes}
    for item in items:
        number = of_pairing[item.invite.meeting.uid]
        found[number] = (*found[number], _view(item))
    return found


def _new_rows(one: Outcome, number: int) -> list[_Row]:
    """The meetings of the pairing of a stand-in, under numbers and UIDs that nothing stored has."""
    if one.new is None:
        return []
    return [
        {**one.new, "id": -100 * number - at, "uid": f"new {number} {kind}", "kind": str(kind), "pairing_id": -number}
        for at, kind in enumerate(meeting_kinds(one.spoiled.program))
    ]


def _view(one: Due) -> DueInvite:
    meeting, cancels = one.invite.meeting, one.invite.method is Method.CANCEL
    return DueInvite(
        what="cancel" if cancels else "update" if one.update else "request",
        kind=meeting.kind,
        summary=meeting.summary,
        start=meeting.when.days.first,
        to=tuple(person.name or person.email for person in recipients(one.invite)),
    )
