"""Meetings as lists show them: when each takes place, where, and who meets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from sqlalchemy import Connection, RowMapping

from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Address, AllDay, Moved, Series, When
from ridealong.domain.pairings import IN_CALENDARS
from ridealong.services.desk import Desk
from ridealong.services.found import pairing_row, person_named, program_named
from ridealong.services.invites.meetings import PlannedMeeting, meetings_of, planned_meetings
from ridealong.services.invites.outbox import organizer_of
from ridealong.storage.parts import parts_of
from ridealong.storage.queries.pairings import PairingSearch, find_pairings


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingQuery:
    """Which meetings are wanted.

    Args:
        pairing: only those of one pairing, by its number. person, program: empty for all.
        over: those that are over, too.
    """

    pairing: int | None = None
    person: str = ""
    program: str = ""
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """A meeting of a pairing.

    Args:
        first_day, last_day: from the first occurrence to the last.
        at, minutes, time_zone: None and empty for one that lasts whole days.
        every_weeks: None for one that takes place once.
        occurrences: those that take place, in the order of the rule; empty for one that lasts whole days.
        left_out: the days by the rule of those that do not take place.
        skipped: whether all of it was skipped by hand; the rest then says when it would be.
    """

    id: int
    uid: str
    pairing: int
    program: str
    kind: MeetingKind
    guest: Address
    host: Address
    first_day: date
    last_day: date
    at: time | None = None
    minutes: int | None = None
    time_zone: str = ""
    every_weeks: int | None = None
    occurrences: tuple[Moved, ...] = field(default=())
    left_out: tuple[date, ...] = ()
    place: str = ""
    skipped: bool = False


def list_meetings(desk: Desk, query: MeetingQuery) -> tuple[MeetingRow, ...]:
    """Meetings of published pairings by first day, hour and number; raises NotFound for what was named and is not."""
    today = desk.clock.today()
    with desk.reading() as connection:
        found = _found(connection, desk, query)
        rows = shown_rows(connection, found)
    wanted = (one for one in rows if query.over or one.last_day >= today)
    return tuple(sorted(wanted, key=lambda one: (one.first_day, one.at or time(), one.id)))


def _found(connection: Connection, desk: Desk, query: MeetingQuery) -> Sequence[PlannedMeeting]:
    if query.pairing is not None:
        pairing_row(connection, query.pairing)
    person = person_named(connection, query.person).id if query.person else None
    program = program_named(connection, query.program) if query.program else None
    if query.pairing is None and person is None and not query.over:
        coming = planned_meetings(connection, organizer_of(desk), desk.clock.today(), {})
        return [one for one in coming if program is None or one.program == program.name]
    search = PairingSearch(
        states=IN_CALENDARS,
        ids=None if query.pairing is None else (query.pairing,),
        person_id=person,
        program_id=program.id if program else None,
    )
    return meetings_of(connection, organizer_of(desk), [row["id"] for row in find_pairings(connection, search)])


def shown_rows(connection: Connection, found: Sequence[PlannedMeeting]) -> list[MeetingRow]:
    """Meetings as lists show them, in the order given."""
    ids = sorted({one.pairing_id for one in found})
    pairings = {row["id"]: row for part in parts_of(ids) for row in find_pairings(connection, PairingSearch(ids=part))}
    return [_row(one, pairings) for one in found]


def _row(one: PlannedMeeting, pairings: Mapping[int, RowMapping]) -> MeetingRow:
    pairing = pairings[one.pairing_id]
    when = one.rule if one.meeting is None else one.meeting.when
    series = when if isinstance(when, Series) else None
    return MeetingRow(
        id=one.id,
        uid=one.uid,
        pairing=one.pairing_id,
        program=one.program,
        kind=one.kind,
        guest=Address(pairing["guest"], pairing["guest_name"]),
        host=Address(pairing["host"], pairing["host_name"]),
        first_day=when.days.first,
        last_day=when.days.last,
        at=series.at if series else None,
        minutes=series.minutes if series else None,
        time_zone=series.zone if series else "",
        every_weeks=series.every_weeks if series and series.repeats else None,
        occurrences=tuple(occurrences_of(when)),
        left_out=tuple(_left_out(one.rule, when)),
        place=one.meeting.place if one.meeting else "",
        skipped=one.meeting is None,
    )


def _left_out(rule: When, when: When) -> Iterable[date]:
    """The days of a series that repeats by its rule on which it does not take place."""
    if isinstance(rule, Series) and rule.repeats:
        stands = {one.day for one in occurrences_of(when)}
        yield from (day for day in rule.rule_days() if day not in stands)


def occurrences_of(when: When) -> Iterable[Moved]:
    """The occurrences that take place, in the order of the rule; none for a meeting that lasts whole days."""
    return () if isinstance(when, AllDay) else when.taking_place()
