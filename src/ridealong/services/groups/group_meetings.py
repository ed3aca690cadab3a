"""The meetings of published groups, over coffee and of sponsors: one by one, or all that somebody comes to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import Connection

from ridealong.domain.meetings import Address, Meeting, Moved, Series
from ridealong.domain.pairings import IN_CALENDARS, State
from ridealong.domain.people import identity
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.found import person_named, program_named
from ridealong.services.groups.gathering_facts import GatheringFacts
from ridealong.services.invites.meeting_rows import occurrences_of
from ridealong.services.invites.outbox import organizer_of
from ridealong.storage.queries import gatherings as queries
from ridealong.storage.queries.gatherings import Stored
from ridealong.storage.queries.people import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMeeting:
    """When and where a group meets, and who comes.

    Args:
        group: its number. kind: of its program.
        at, minutes, time_zone: when on each of its days, by which clock.
        every_weeks: of a series; None for what takes place once.
        occurrences: those that take place. left_out: the days of a series on which it does not.
    """

    group: int
    uid: str
    program: str
    kind: Kind
    people: tuple[Address, ...]
    first_day: date
    last_day: date
    at: time
    minutes: int
    time_zone: str
    every_weeks: int | None = None
    occurrences: tuple[Moved, ...] = ()
    left_out: tuple[date, ...] = ()
    place: str = ""


def list_group_meetings(
    desk: Desk, *, person: str = "", program: str = "", over: bool = False
) -> tuple[GroupMeeting, ...]:
    """Meetings of published groups by first day, hour and number; raises NotFound for what was named and is not.

    Args:
        person: an address; only what they come to, as one of a group or as a sponsor. program: a name.
        over: those that are over, too.
    """
    today = desk.clock.today()
    with desk.reading() as connection:
        known = person_named(connection, person) if person else None
        wanted = program_named(connection, program) if program else None
        if known is not None:
            found = meetings_of_person(connection, desk, known, today, over=over)
        else:
            found = group_meetings(connection, desk, _stored(connection, today, over=over))
    found = tuple(one for one in found if wanted is None or one.program == wanted.name)
    return tuple(one for one in found if over or one.last_day >= today)


def meetings_of_person(
    connection: Connection, desk: Desk, known: Known, today: date, *, over: bool = False
) -> tuple[GroupMeeting, ...]:
    """What somebody comes to as one of a group or as a sponsor, by day; those that are over where that is asked for."""
    states, since = (IN_CALENDARS, None) if over else ((State.PUBLISHED,), today)
    mine = queries.of_person(connection, known.id, states, since=since)
    # Whom the charter names is in no group by row.
    stored = [*mine, *queries.in_states(connection, states, str(Kind.SPONSORS))]
    found = group_meetings(connection, desk, stored)
    return tuple(one for one in found if any(identity(each.email) == known.person.identity for each in one.people))


def group_meetings(connection: Connection, desk: Desk, some: Sequence[Stored]) -> tuple[GroupMeeting, ...]:
    """The meetings of groups that were read already, of those to which at least two come; by day, hour and number."""
    found = _each(connection, organizer_of(desk), some) if some else ()
    return tuple(sorted(found, key=lambda one: (one.first_day, one.at, one.group)))


def _stored(connection: Connection, today: date, *, over: bool) -> list[Stored]:
    if not over:
        return queries.coming(connection, (State.PUBLISHED,), today)
    return [one for kind in Kind if kind.gathers for one in queries.in_states(connection, IN_CALENDARS, str(kind))]


def _each(connection: Connection, organizer: Address, some: Sequence[Stored]) -> Iterator[GroupMeeting]:
    facts = GatheringFacts(connection, some)
    for one in some:
        meeting = facts.meeting(one, organizer)
        if meeting is not None and isinstance(meeting.when, Series):
            yield _view(one, meeting, meeting.when)


def _view(one: Stored, meeting: Meeting, when: Series) -> GroupMeeting:
    takes_place = tuple(occurrences_of(when))
    there, shown = {each.day for each in takes_place}, when.trimmed()
    return GroupMeeting(
        group=one.id,
        uid=meeting.uid,
        program=one.row["program"],
        kind=Kind(one.row["kind"]),
        people=meeting.attendees,
        first_day=shown.first,
        last_day=shown.last,
        at=when.at,
        minutes=when.minutes,
        time_zone=when.zone,
        every_weeks=when.every_weeks if when.repeats else None,
        occurrences=takes_place,
        left_out=tuple(day for day in when.rule_days() if day not in there) if when.repeats else (),
        place=meeting.place,
    )
