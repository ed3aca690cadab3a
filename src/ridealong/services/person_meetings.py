"""The next meetings of a person: when each takes place for them, with whom, where, and who has answered what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import AllDay
from ridealong.domain.pairings import State
from ridealong.domain.people import identity
from ridealong.domain.replies import Answer
from ridealong.domain.values import zone
from ridealong.services.desk import Desk
from ridealong.services.found import person_named
from ridealong.services.kept_answers import kept_answers
from ridealong.services.meeting_rows import occurrences_of
from ridealong.services.meetings import PlannedMeeting, meetings_of
from ridealong.services.outbox import organizer_of
from ridealong.storage.queries.answers import invited_uids
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import Known

MOST = 20
"""How many meetings are looked at: those that come first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMeeting:
    """A meeting still to come, or one of a series.

    Args:
        meeting, pairing: their numbers. on: the day by which one of a series is known; None for one by itself.
        start, end: as the clock shows it where the person works; None for one that lasts whole days.
        at: when it begins in the zone of the meeting. zone: that one; empty for one that lasts whole days.
        other, other_name: whom the person meets.
        sent: whether an invite has gone out. mine, theirs: what the person and the other have answered to it last.
    """

    meeting: int
    pairing: int
    program: str
    kind: MeetingKind
    first_day: date
    last_day: date
    on: date | None = None
    start: datetime | None = None
    end: datetime | None = None
    at: datetime | None = None
    zone: str = ""
    other: str
    other_name: str
    place: str = ""
    sent: bool = False
    mine: Answer | None = None
    theirs: Answer | None = None


def next_meetings(desk: Desk, email: str, most: int = MOST) -> tuple[NextMeeting, ...]:
    """The meetings of somebody that are not over, by day and hour, at most so many; raises NotFound."""
    today = desk.clock.today()
    with desk.reading() as connection:
        known = person_named(connection, email)
        wanted = PairingSearch(person_id=known.id, states=(State.PUBLISHED,))
        rows = [row["id"] for row in find_pairings(connection, wanted)]
        planned = meetings_of(connection, organizer_of(desk), rows) if rows else ()
        place = known.person.time_zone or desk.zone
        found = [each for one in planned for each in _coming(one, known, place, today)]
        found.sort(key=lambda one: (one.first_day, one.start.isoformat() if one.start else "", one.meeting))
        return _with_answers(connection, found[:most], {one.id: one.uid for one in planned}, known)


def _coming(one: PlannedMeeting, known: Known, place: str, today: date) -> list[NextMeeting]:
    meeting = one.meeting
    if meeting is None or meeting.when.days.last < today:
        return []
    guest, host = meeting.attendees[0], meeting.attendees[1]
    other = host if identity(guest.email) == known.person.identity else guest
    plain = NextMeeting(
        meeting=one.id,
        pairing=one.pairing_id,
        program=one.program,
        kind=one.kind,
        first_day=meeting.when.days.first,
        last_day=meeting.when.days.last,
        other=other.email,
        other_name=other.name,
        place=meeting.place,
    )
    if isinstance(meeting.when, AllDay):
        return [plain]
    return _timed(one, plain, place, today)


def _timed(one: PlannedMeeting, plain: NextMeeting, place: str, today: date) -> list[NextMeeting]:
    """The occurrences of a meeting with an hour that are not over, as the clock shows them at a place."""
    meeting = one.meeting
    if meeting is None or isinstance(meeting.when, AllDay):
        return []
    found = []
    for each in occurrences_of(meeting.when):
        begins = datetime.combine(each.to, each.at, zone(meeting.when.zone))
        start = begins.astimezone(zone(place))
        if start.date() < today:
            continue
        found.append(
            replace(
                plain,
                first_day=start.date(),
                last_day=start.date(),
                on=each.day if meeting.when.repeats else None,
                start=start,
                end=start + timedelta(minutes=each.minutes),
                at=begins,
                zone=meeting.when.zone,
                place=each.place or plain.place,
            )
        )
    return found


def _with_answers(
    connection: Connection, found: Sequence[NextMeeting], uids: Mapping[int, str], known: Known
) -> tuple[NextMeeting, ...]:
    wanted = {uids[one.meeting] for one in found}
    sent = invited_uids(connection, wanted)
    answers = {(one.uid, one.attendee, one.occurrence): one.answer for one in kept_answers(connection, wanted)}

    def answer(one: NextMeeting, who: str) -> Answer | None:
        uid = uids[one.meeting]
        return answers.get((uid, who, one.on)) or answers.get((uid, who, None))

    return tuple(
        replace(
            one,
            sent=uids[one.meeting] in sent,
            mine=answer(one, known.person.identity),
            theirs=answer(one, identity(one.other)),
        )
        for one in found
    )
