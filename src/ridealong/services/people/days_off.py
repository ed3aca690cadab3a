"""When people can meet: their hours, public holidays, absences and freezes, read once for many meetings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from sqlalchemy import Connection

from ridealong.domain.availability import Availability
from ridealong.domain.days import Days
from ridealong.domain.hours import place_of
from ridealong.domain.pairings import Absence
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import Program, name_identity
from ridealong.storage.parts import AT_ONCE
from ridealong.storage.queries.holiday_places import holiday_place_rows
from ridealong.storage.queries.people import absences_of
from ridealong.storage.queries.rules import freezes

_DAY = timedelta(days=1)


class DaysOff:
    """When people can meet on certain days, and some months around them."""

    def __init__(
        self, connection: Connection, people: Mapping[int, Person], days: Days, away: Iterable[Absence] = ()
    ) -> None:
        """Read what is known.

        Args:
            people: by row id. days: those that meetings of pairings may lie on.
            away: absences on top of those that are noted.
        """
        self._people = people
        self._years = range(days.first.year, days.last.year + 1)
        self._absences: dict[str, list[Days]] = defaultdict(list)
        some = list(people) if len(people) <= AT_ONCE else None
        for absence in (*absences_of(connection, some, days), *away):
            self._absences[absence.email].append(absence.days)
        self._freezes = freezes(connection, days)
        self._places = holiday_countries(connection)
        self._holidays: dict[str, frozenset[date]] = {}
        self._countries: dict[tuple[str, str, int], str] = {}
        self._frozen: dict[tuple[Side, str], tuple[Days, ...]] = {}
        self._known: dict[tuple[int, int], Availability] = {}

    def availability(self, person_id: int, program: Program) -> Availability:
        """When somebody can meet; who has no zone is taken to be in that of the program."""
        key = person_id, program.id
        if key not in self._known:
            self._known[key] = self._read(self._people[person_id], program)
        return self._known[key]

    def _read(self, person: Person, program: Program) -> Availability:
        hours, zone = place_of(person, program.time_zone)
        return Availability(
            hours=hours,
            zone=zone,
            holidays=self._holidays_of(self._country(person, program)),
            away=(*self._absences.get(person.email, ()), *self._freezes_of(person), *_not_at_work(person)),
        )

    def _country(self, person: Person, program: Program) -> str:
        key = person.site, person.time_zone, program.id
        if key not in self._countries:
            self._countries[key] = holiday_country(person, program, self._places)
        return self._countries[key]

    def _freezes_of(self, person: Person) -> tuple[Days, ...]:
        key = person.side, person.team
        if key not in self._frozen:
            self._frozen[key] = tuple(one.days for one in self._freezes if one.holds_for(*key))
        return self._frozen[key]

    def _holidays_of(self, code: str) -> frozenset[date]:
        if code not in self._holidays:
            from ridealong.calendars.public_holidays import public_holidays  # noqa: PLC0415 - as in `holiday_country`

            self._holidays[code] = frozenset(public_holidays(code, self._years) if code else ())
        return self._holidays[code]


def _not_at_work(person: Person) -> Iterable[Days]:
    if person.first_day and person.first_day > date.min:
        yield Days(date.min, person.first_day - _DAY)
    if person.last_day and person.last_day < date.max:
        yield Days(person.last_day + _DAY, date.max)


def holiday_countries(connection: Connection) -> dict[str, str]:
    """The country, or part of one, whose holidays were set for a site or a zone, by identity of the place."""
    return {row["identity"]: row["country"] for row in holiday_place_rows(connection)}


def holiday_country(person: Person, program: Program, places: Mapping[str, str]) -> str:
    """Whose public holidays count for somebody in a program: a code such as `DE` or `DE-BY`, or empty for none.

    It is what was set for their site, else for their zone, else the country of their zone. For people without a zone
    of their own it is what was set for their site, else the country of the program, else that of the program's zone.

    Args:
        places: see `holiday_countries`.
    """
    from ridealong.calendars.public_holidays import country_of_zone  # noqa: PLC0415 - only who reads meetings needs it

    zone = person.time_zone or program.time_zone
    set_here = places.get(name_identity(person.site), "") if person.site.strip() else ""
    if not set_here and not person.time_zone:
        set_here = program.country
    return set_here or places.get(name_identity(zone), "") or country_of_zone(zone)
