"""What speaks against a meeting on a certain day at a certain hour: absences, holidays, working hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection

from ridealong.domain.availability import Availability
from ridealong.domain.days import Days
from ridealong.domain.people import Person
from ridealong.domain.values import zone
from ridealong.services.desk import Desk
from ridealong.services.invites.coming_meetings import one_meeting
from ridealong.services.invites.meeting_changes import MeetingMove, move
from ridealong.services.people.days_off import DaysOff
from ridealong.storage.queries.invites import meeting_rows_of
from ridealong.storage.queries.meetings import meeting_row
from ridealong.storage.queries.people import some_people
from ridealong.storage.queries.programs import all_programs

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """When a meeting would take place: `at` is the hour in `time_zone`."""

    day: date
    at: time
    minutes: int
    time_zone: str


def look_ahead(desk: Desk, meeting_id: int, on: date | None, slot: Slot) -> tuple[str, ...]:
    """What should be known before a meeting is moved, in sentences without a full stop; nothing is changed.

    Args:
        on: which of a series, by its day in the rule. slot: where the meeting would then stand.

    Raises:
        NotFound, InvalidValue, Refused: as `move` would.
    """
    wanted = MeetingMove(on=on, to=slot.day, at=slot.at, minutes=slot.minutes)
    notes = move(desk, meeting_id, wanted, dry_run=True).notes
    with desk.reading() as connection:
        return (*notes, *conflicts(connection, meeting_id, slot))


def against(desk: Desk, meeting_id: int, wanted: MeetingMove) -> tuple[str, ...]:
    """What speaks against a move, where it says a new day, hour or length; see `look_ahead`."""
    if (wanted.to, wanted.at, wanted.minutes) == (None, None, None):
        return ()
    found = one_meeting(desk, meeting_id, wanted.on)
    if found.at is None or found.minutes is None:
        return ()
    slot = Slot(
        day=wanted.to or found.day,
        at=wanted.at or found.at,
        minutes=wanted.minutes or found.minutes,
        time_zone=found.time_zone,
    )
    with desk.reading() as connection:
        return conflicts(connection, meeting_id, slot)


def conflicts(connection: Connection, meeting_id: int, slot: Slot) -> tuple[str, ...]:
    """Who of the two is away, on holiday or not at work then; never why somebody is away."""
    row = meeting_row(connection, meeting_id)
    if row is None:
        return ()
    pairing = next(one for one in meeting_rows_of(connection, [row["pairing_id"]]) if one["id"] == meeting_id)
    program = next(one for one in all_programs(connection, archived=True) if one.id == pairing["program_id"])
    people = some_people(connection, [pairing["guest_id"], pairing["host_id"]])
    around = Days(slot.day - _DAY, slot.day + _DAY)
    free = DaysOff(connection, people, around)
    return tuple(
        sentence
        for row_id, person in sorted(people.items(), key=lambda one: one[0] != pairing["guest_id"])
        for sentence in _against(person, free.availability(row_id, program), slot)
    )


def _against(person: Person, free: Availability, slot: Slot) -> Iterator[str]:
    begins = datetime.combine(slot.day, slot.at, zone(slot.time_zone)).astimezone(UTC)
    here = begins.astimezone(zone(free.zone))
    ends = (begins + timedelta(minutes=slot.minutes)).astimezone(zone(free.zone))
    day = here.date()
    if any(day in one for one in free.away):
        yield f"{person.name} is away that day"
    elif day in free.holidays:
        yield f"{person.name} has a public holiday that day"
    elif not free.hours.start <= here.time() or ends.date() != day or ends.time() > free.hours.end:
        there = "" if free.zone == slot.time_zone else f" in {free.zone}"
        hours = f"{free.hours.start:%H:%M} to {free.hours.end:%H:%M}"
        yield f"{person.name} works {hours}, and it would be {here:%H:%M} to {ends:%H:%M}{there}"
