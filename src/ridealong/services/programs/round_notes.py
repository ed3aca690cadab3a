"""Public holidays and freezes that lie in the rounds of a program, for those who take part in it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.days import Days, is_workday
from ridealong.domain.pairings import Freeze
from ridealong.domain.people import Person
from ridealong.domain.programs import EnrolmentState, Program
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.people.days_off import holiday_countries, holiday_country
from ridealong.storage.queries.kinds_of_people import one_of_each
from ridealong.storage.queries.people import some_people
from ridealong.storage.queries.rules import freezes

TAKING_PART = (str(EnrolmentState.AGREED), str(EnrolmentState.PAUSED))
"""Whoever pauses will be back in a later round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundNote:
    """Something that lies in a round.

    Args:
        what: the name of a holiday, or whom a freeze is about with its reason.
        days: when. countries: those whose holiday it is; none for a freeze.
    """

    what: str
    days: Days
    countries: tuple[str, ...] = ()


def round_notes(desk: Desk, name: str) -> dict[int, tuple[RoundNote, ...]]:
    """By round of a program, from 0: its holidays from Monday to Friday and its freezes, by day; raises NotFound."""
    with desk.reading() as connection:
        program = program_named(connection, name)
        people = some_people(connection, one_of_each(connection, program.id, TAKING_PART)).values()
        frozen = freezes(connection, program.days)
        holidays = _holidays(connection, program, people)
    sides = {(person.side, person.team) for person in people}
    found: dict[int, tuple[RoundNote, ...]] = {}
    for number in range(program.rounds):
        days = program.round_days(number)
        notes = [
            RoundNote(what=what, days=Days(day, day), countries=tuple(sorted(countries)))
            for (day, what), countries in holidays.items()
            if day in days and is_workday(day)
        ]
        notes += [
            RoundNote(what=_freeze(one), days=one.days)
            for one in frozen
            if one.days.overlaps(days) and any(one.holds_for(*each) for each in sides)
        ]
        if notes:
            found[number] = tuple(sorted(notes, key=lambda note: (note.days.first, note.what)))
    return found


def _freeze(one: Freeze) -> str:
    whom = one.team or (one.side.label if one.side else "")
    return f"freeze{f' of {whom}' if whom else ''}{f': {one.reason}' if one.reason else ''}"


def _holidays(
    connection: Connection, program: Program, people: Iterable[Person]
) -> Mapping[tuple[date, str], set[str]]:
    """The countries of each holiday, by day and name."""
    from ridealong.calendars.public_holidays import public_holidays  # noqa: PLC0415 - what brings holidays is large

    places = holiday_countries(connection)
    alike = {(person.site, person.time_zone): person for person in people}
    years = range(program.days.first.year, program.days.last.year + 1)
    found: dict[tuple[date, str], set[str]] = defaultdict(set)
    for code in {holiday_country(person, program, places) for person in alike.values()} - {""}:
        for day, what in public_holidays(code, years).items():
            found[day, what].add(code)
    return found
