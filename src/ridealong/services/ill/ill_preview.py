"""The invites that become due by what is decided about somebody's absence, before anything is written."""

from collections.abc import Sequence

from sqlalchemy import Connection

from ridealong.calendars.mail import recipients
from ridealong.domain.meetings import Due, Method
from ridealong.services.desk import Desk
from ridealong.services.ill.ill_outcomes import Outcome
from ridealong.services.ill.ill_touched import Away
from ridealong.services.ill.ill_views import DueInvite
from ridealong.services.invites.due_if import due_if
from ridealong.services.invites.meeting_facts import Supposed


def invites_due(
    connection: Connection, desk: Desk, away: Away, outcomes: Sequence[Outcome]
) -> dict[int, tuple[DueInvite, ...]]:
    """By number of the pairing, what is due about it and about what takes its place, in the order in which to send."""
    supposed = Supposed(
        away=[away.absence], changes={number: some for one in outcomes for number, some in one.changes.items()}
    )
    changed = {one.pairing: one.cells for one in outcomes}
    new = {-at: (one.spoiled.program, one.new) for at, one in enumerate(outcomes, 1) if one.new is not None}
    found = due_if(connection, desk, changed, new, supposed)
    return {
        one.pairing: tuple(due_view(each) for number in (one.pairing, -at) for each in found.get(number, ()))
        for at, one in enumerate(outcomes, 1)
    }


def due_view(one: Due) -> DueInvite:
    """An invite that becomes due, as it is shown."""
    meeting, cancels = one.invite.meeting, one.invite.method is Method.CANCEL
    people = recipients(one.invite)
    return DueInvite(
        what="cancel" if cancels else "update" if one.update else "request",
        kind=meeting.kind,
        summary=meeting.summary,
        start=meeting.when.days.first,
        to=tuple(person.name or person.email for person in people),
        addresses=tuple(person.email for person in people),
        team=meeting.of_team,
    )
