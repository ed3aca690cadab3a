"""The next meetings of a person: when each takes place for them, with whom, where, and who has answered what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import AllDay, Moved
from ridealong.domain.pairings import State
from ridealong.domain.people import identity
from ridealong.domain.replies import Answer
from ridealong.domain.values import zone
from ridealong.domain.wording import listed
from ridealong.services.desk import Desk
from ridealong.services.found import person_named
from ridealong.services.groups.group_meetings import meetings_of_person
from ridealong.services.invites.meeting_rows import occurrences_of
from ridealong.services.invites.meetings import PlannedMeeting, meetings_of
from ridealong.services.invites.outbox import organizer_of
from ridealong.services.replies.kept_answers import kept_answers
from ridealong.services.teams.team_meetings import team_meetings_of_person
from ridealong.storage.queries.answers import invited_uids
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import Known

MOST = 20
"""How many meetings are looked at: those that come first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMeeting:
    """A meeting still to come, or one of a series.

    Args:
        meeting, pairing: their numbers; 0 for that of a group, which has a number of its own, `group`.
        team: the name of the composite team in which the person is embedded, or which meets; its numbers are 0, too.
        on: the day by which one of a series is known; None for one by itself.
        start, end: as the clock shows it where the person works; None for one that lasts whole days.
        at: when it begins in the zone of the meeting. zone: that one; empty for one that lasts whole days.
        other, other_name: whom the person meets; of a group or team no address, and the names of all others.
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
    group: int | None = None
    team: str = ""


def next_meetings(desk: Desk, email: str, most: int = MOST) -> tuple[NextMeeting, ...]:
    """The meetings of somebody that are not over, by day and hour, at most so many; raises NotFound."""
    today = desk.clock.today()
    with desk.reading() as connection:
        known = person_named(connection, email)
        wanted = PairingSearch(person_id=known.id, states=(State.PUBLISHED,))
        rows = [row["id"] for row in find_pairings(connection, wanted)]
        planned = meetings_of(connection, organizer_of(desk), rows) if rows else ()
        place = known.person.time_zone or desk.zone
        found = [(one.uid, each) for one in planned for each in _coming(one, known, place, today)]
        found += _in_groups(connection, desk, known, place, today)
        found += _in_teams(connection, desk, known, place, today)
        found.sort(key=lambda each: (each[1].first_day, each[1].start.isoformat() if each[1].start else "", each[0]))
        return _with_answers(connection, found[:most], known)


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
    repeats = bool(meeting.when.repeats)
    every = (_shown(plain, each, meeting.when.zone, place, repeats=repeats) for each in occurrences_of(meeting.when))
    return [each for each in every if each.first_day >= today]


def _shown(plain: NextMeeting, each: Moved, clock: str, place: str, *, repeats: bool) -> NextMeeting:
    """An occurrence by the clock of a zone, as the clock shows it at a place."""
    begins = datetime.combine(each.to, each.at, zone(clock))
    start = begins.astimezone(zone(place))
    return replace(
        plain,
        first_day=start.date(),
        last_day=start.date(),
        on=each.day if repeats else None,
        start=start,
        end=start + timedelta(minutes=each.minutes),
        at=begins,
        zone=clock,
        place=each.place or plain.place,
    )


def _in_groups(
    connection: Connection, desk: Desk, known: Known, place: str, today: date
) -> Iterator[tuple[str, NextMeeting]]:
    """What somebody comes to with a group, or as a sponsor, each with its UID."""
    for one in meetings_of_person(connection, desk, known, today):
        others = [each.name for each in one.people if identity(each.email) != known.person.identity]
        plain = NextMeeting(
            meeting=0,
            pairing=0,
            program=one.program,
            kind=MeetingKind.CHECK_IN,
            first_day=one.first_day,
            last_day=one.last_day,
            other="",
            other_name=listed(others),
            place=one.place,
            group=one.group,
        )
        for each in one.occurrences:
            shown = _shown(plain, each, one.time_zone, place, repeats=one.every_weeks is not None)
            if shown.first_day >= today:
                yield one.uid, shown


def _in_teams(
    connection: Connection, desk: Desk, known: Known, place: str, today: date
) -> Iterator[tuple[str, NextMeeting]]:
    """Where somebody is embedded, and what they come to with that team, each with its UID."""
    for one in team_meetings_of_person(connection, desk, known, today):
        met = [each.name for each in one.people if identity(each.email) != known.person.identity]
        others = list(one.others) if one.embed else met
        plain = NextMeeting(
            meeting=0,
            pairing=0,
            program=one.program,
            kind=one.kind,
            first_day=one.first_day,
            last_day=one.last_day,
            other="",
            other_name=listed(others) if others else "",
            place=one.place,
            team=one.team,
        )
        if one.embed:
            yield one.uid, plain
        for each in one.occurrences:
            shown = _shown(plain, each, one.time_zone, place, repeats=one.every_weeks is not None)
            if shown.first_day >= today:
                yield one.uid, shown


def _with_answers(
    connection: Connection, found: Sequence[tuple[str, NextMeeting]], known: Known
) -> tuple[NextMeeting, ...]:
    wanted = {uid for uid, _one in found}
    sent = invited_uids(connection, wanted)
    answers = {(one.uid, one.attendee, one.occurrence): one.answer for one in kept_answers(connection, wanted)}

    def answer(uid: str, one: NextMeeting, who: str) -> Answer | None:
        return answers.get((uid, who, one.on)) or answers.get((uid, who, None))

    return tuple(
        replace(
            one,
            sent=uid in sent,
            mine=answer(uid, one, known.person.identity),
            theirs=answer(uid, one, identity(one.other)) if one.other else None,
        )
        for uid, one in found
    )
