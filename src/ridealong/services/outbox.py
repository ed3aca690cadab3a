"""The outbox: what is due to be sent, worked out afresh each time."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ridealong.calendars.mail import recipients
from ridealong.calendars.outbox import due
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Address, Due, Method
from ridealong.services.desk import Desk
from ridealong.services.kept_answers import answers_that_count
from ridealong.services.meetings import wanted_meetings
from ridealong.services.sent_invites import sent_by_uid


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """An invite that is due, as lists show it.

    Args:
        why: what makes it due. to: the addresses it goes to, never the organizer's.
        start: the first day of the meeting.
    """

    uid: str
    kind: MeetingKind
    method: Method
    sequence: int
    why: str
    summary: str
    start: date
    to: tuple[str, ...]


def rows(desk: Desk) -> tuple[DueRow, ...]:
    """What is due and not sent, in the order in which to send it."""
    with desk.reading() as connection:
        return tuple(map(row_of, due_now(connection, desk)))


def due_now(connection: Connection, desk: Desk) -> tuple[Due, ...]:
    """The difference between the meetings that should be in calendars and the invites last sent."""
    today = desk.clock.today()
    sent = sent_by_uid(connection, today)
    # Answers go to whom an invite came from: another coordinator at the desk does not take over what was sent.
    organizers = {uid: one.last.meeting.organizer for uid, one in sent.items()}
    wanted = wanted_meetings(connection, organizer_of(desk), today, organizers)
    return due(wanted, sent, desk.clock.now(), today=today, answers=answers_that_count(connection, sent))


def organizer_of(desk: Desk) -> Address:
    """Whom new invites come from; raises InvalidValue where the settings are wrong about that."""
    desk.config.need("organizer")
    return Address(desk.organizer.email, desk.organizer.name)


def row_of(one: Due) -> DueRow:
    """An invite that is due, as lists show it."""
    meeting = one.invite.meeting
    return DueRow(
        uid=meeting.uid,
        kind=meeting.kind,
        method=one.invite.method,
        sequence=one.invite.sequence,
        why=one.why,
        summary=meeting.summary,
        start=meeting.when.days.first,
        to=tuple(person.email for person in recipients(one.invite)),
    )
