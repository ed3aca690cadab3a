"""Short meetings of the exchange that take some of people's weeks: those of buddies, and of small groups."""

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import Connection, Select, select

from ridealong.domain.days import Days
from ridealong.storage.schema import gathering_people, gatherings, pairings, programs

MeetingRow = tuple[int, date, date, int]
"""A person by row id, from when until when they meet, and for how many minutes each time."""


def short_meetings(
    connection: Connection, states: Collection[str], days: Days, kinds: Collection[str]
) -> Iterator[MeetingRow]:
    """The short meetings of some days, one row for each person in them.

    Args:
        states: of pairings and groups. kinds: of the programs of pairings.
    """
    minutes = programs.c.check_in_minutes
    for who in (pairings.c.guest_id, pairings.c.host_id):
        yield from _rows(
            connection,
            select(who, pairings.c.first_day, pairings.c.last_day, minutes)
            .join(programs, programs.c.id == pairings.c.program_id)
            .where(
                programs.c.kind.in_(kinds),
                minutes.is_not(None),
                pairings.c.state.in_(states),
                pairings.c.first_day <= days.last,
                pairings.c.last_day >= days.first,
            ),
        )
    yield from _rows(
        connection,
        select(gathering_people.c.person_id, gatherings.c.first_day, gatherings.c.last_day, minutes)
        .join(gatherings, gatherings.c.id == gathering_people.c.gathering_id)
        .join(programs, programs.c.id == gatherings.c.program_id)
        .where(
            minutes.is_not(None),
            gatherings.c.state.in_(states),
            gatherings.c.first_day <= days.last,
            gatherings.c.last_day >= days.first,
        ),
    )


def _rows(connection: Connection, statement: Select[int, date, date, int]) -> list[MeetingRow]:
    return [(person, first, last, minutes) for person, first, last, minutes in connection.execute(statement)]
