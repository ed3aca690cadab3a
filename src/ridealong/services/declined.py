"""Pairings that one of the two has declined."""

from datetime import date

from sqlalchemy import Connection

from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.programs import Kind
from ridealong.services.invited import Invited
from ridealong.storage.queries.answers import declined_rows, pairings_of_meetings


def declined_by(connection: Connection, today: date) -> dict[int, tuple[str, ...]]:
    """By number of a published pairing that is not over: the names of those who declined it as it was last sent.

    A pairing is declined with its visit, or between buddies with their check-ins; who cannot come to a preparation or
    a debrief still takes part.
    """
    rows = declined_rows(connection, today)
    uids = {row["uid"] for row in rows}
    pairings, invited = pairings_of_meetings(connection, uids), Invited(connection, uids)
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        sent, who = invited.sent(row["uid"]), invited.attendee(row["uid"], row["attendee"])
        pairing = pairings[row["uid"]]
        if sent is None or who is None or row["sequence"] < sent.sequence:
            continue
        buddies = pairing["program_kind"] == Kind.BUDDY
        if sent.last.meeting.kind is (MeetingKind.CHECK_IN if buddies else MeetingKind.VISIT):
            number = pairing["pairing_id"]
            found[number] = (*found.get(number, ()), who.name or who.email)
    return found
