"""The outbox: what is due to be sent, worked out afresh each time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from ridealong.calendars.mail import recipients
from ridealong.calendars.outbox import due
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Address, Due, Method, Sent, Series
from ridealong.domain.pairings import IN_CALENDARS
from ridealong.planning.garbage import without_collection
from ridealong.services.desk import Desk
from ridealong.services.groups.gathering_meetings import wanted_gathering
from ridealong.services.invites.due_reasons import Cause, Reason, reasons
from ridealong.services.invites.meeting_facts import AS_STORED
from ridealong.services.invites.meetings import meetings_supposed
from ridealong.services.invites.sent_invites import sent_about, sent_by_uid
from ridealong.services.invites.wanted import wanted_now
from ridealong.services.replies.kept_answers import answers_that_count
from ridealong.services.teams.embed_meetings import wanted_embed
from ridealong.storage.queries.answers import pairings_of_meetings
from ridealong.storage.queries.invites import meeting_rows_of

SOON_DAYS = 7
"""How many days before a meeting everybody should have been told of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """An invite that is due, as lists show it.

    Args:
        why: what makes it due. to: the addresses it goes to, never the organizer's.
        start: the first day of the meeting. every_weeks: how often one of a series takes place; 0 for a single meeting.
        next: the day of a series, which has begun, that comes next; None where none does.
        update: whether something about it was sent before.
        reason: what has changed since the last invite, where that was looked up.
        soon: whether it begins, or has begun, so that people should have been told already.
        team: whether it is of a composite team.
    """

    uid: str
    kind: MeetingKind
    method: Method
    sequence: int
    why: str
    summary: str
    start: date
    to: tuple[str, ...]
    update: bool
    reason: Reason | None = None
    soon: bool = False
    every_weeks: int = 0
    next: date | None = None
    team: bool = False

    @property
    def day(self) -> date:
        """The day that matters now: of a series that has begun, the next of its days."""
        return self.next or self.start

    @property
    def pressing(self) -> bool:
        """Whether it corrects what people believe, or tells them of something that is near."""
        known = self.reason is not None and self.reason.cause not in (Cause.NEW, Cause.WORDS)
        return known or self.soon


def rows(desk: Desk) -> tuple[DueRow, ...]:
    """What is due and not sent, in the order in which to send it."""
    with desk.reading() as connection:
        return desk.remembered(connection, ("due", organizer_of(desk)), lambda: _rows(due_now(connection, desk), desk))


def rows_with_reasons(desk: Desk) -> tuple[DueRow, ...]:
    """As `rows`, each with its reason, and whether it is soon."""
    with desk.reading() as connection:
        key = "due with reasons", organizer_of(desk)
        return desk.remembered(connection, key, lambda: _with_reasons(connection, desk))


def _rows(items: Iterable[Due], desk: Desk) -> tuple[DueRow, ...]:
    today = desk.clock.today()
    return tuple(row_of(one, today) for one in items)


def _with_reasons(connection: Connection, desk: Desk) -> tuple[DueRow, ...]:
    soon = desk.clock.today().toordinal() + SOON_DAYS
    items, sent = _worked_out(connection, desk)
    why = reasons(connection, items, sent)
    return tuple(
        replace(row, reason=reason, soon=row.start.toordinal() <= soon)
        for row, reason in zip(_rows(items, desk), why, strict=True)
    )


def due_now(connection: Connection, desk: Desk) -> tuple[Due, ...]:
    """The difference between the meetings that should be in calendars and the invites last sent."""
    return _worked_out(connection, desk)[0]


def _worked_out(connection: Connection, desk: Desk) -> tuple[tuple[Due, ...], dict[str, Sent]]:
    today = desk.clock.today()
    sent = sent_by_uid(connection, today)
    # Answers go to whom an invite came from: another coordinator at the desk does not take over what was sent.
    organizers = {uid: one.last.meeting.organizer for uid, one in sent.items()}
    with without_collection():
        wanted = wanted_now(connection, organizer_of(desk), today, organizers)
    found = due(wanted, sent, desk.clock.now(), today=today, answers=answers_that_count(connection, sent))
    return found, sent


def due_about(connection: Connection, desk: Desk, uid: str) -> tuple[Due, ...]:
    """As `due_now`, about one meeting alone: quick, however many there are."""
    sent = sent_about(connection, [uid])
    organizers = {uid: one.last.meeting.organizer for uid, one in sent.items()}
    row = pairings_of_meetings(connection, [uid]).get(uid)
    rows = meeting_rows_of(connection, [row["pairing_id"]]) if row else []
    mine = [one for one in rows if one["uid"] == uid and one["state"] in IN_CALENDARS]
    planned = meetings_supposed(connection, organizer_of(desk), organizers, mine, AS_STORED)
    wanted = [one.meeting for one in planned if one.meeting is not None]
    wanted += wanted_gathering(connection, organizer_of(desk), organizers, uid)
    wanted += wanted_embed(connection, organizer_of(desk), organizers, uid)
    answers = answers_that_count(connection, sent)
    return due(wanted, sent, desk.clock.now(), today=desk.clock.today(), answers=answers)


def organizer_of(desk: Desk) -> Address:
    """Whom new invites come from; raises InvalidValue where the settings are wrong about that."""
    desk.config.need("organizer")
    return Address(desk.organizer.email, desk.organizer.name)


def row_of(one: Due, today: date | None = None) -> DueRow:
    """An invite that is due, as lists show it; with the next day of a series where it is said what day it is."""
    meeting = one.invite.meeting
    series = meeting.when if isinstance(meeting.when, Series) and meeting.when.repeats else None
    return DueRow(
        uid=meeting.uid,
        kind=meeting.kind,
        method=one.invite.method,
        sequence=one.invite.sequence,
        why=one.why,
        summary=meeting.summary,
        start=meeting.when.days.first,
        to=tuple(person.email for person in recipients(one.invite)),
        update=one.update,
        every_weeks=series.every_weeks if series else 0,
        next=_next(series, today) if series and today else None,
        team=meeting.of_team,
    )


def _next(series: Series, today: date) -> date | None:
    if series.days.first >= today:
        return None
    return min((one.to for one in series.taking_place() if one.to >= today), default=None)
