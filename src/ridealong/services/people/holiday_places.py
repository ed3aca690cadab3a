"""Places whose public holidays are not those of the country that their time zone lies in."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.errors import InvalidValue, NotFound
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import Kind, Program, name_identity
from ridealong.domain.values import quoted, read_zone
from ridealong.services.desk import Desk
from ridealong.services.people.days_off import holiday_countries, holiday_country
from ridealong.services.programs.holiday_codes import known_country
from ridealong.services.programs.programs import NewProgram, as_program
from ridealong.storage.queries.holiday_places import holiday_place_rows, places_in_use
from ridealong.storage.queries.programs import all_programs
from ridealong.storage.schema import holiday_places
from ridealong.storage.work import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayPlace:
    """A site or a time zone, with the country, or the part of one, whose public holidays were set for it.

    Args:
        people: how many have this site, or this zone.
    """

    place: str
    country: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceInUse:
    """Where people work, and whose public holidays count for them.

    Args:
        site, time_zone: empty where people have none of their own.
        country: the code of a country or of a part of one; empty where no holidays count.
    """

    site: str
    time_zone: str
    people: int
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayPlaces:
    """What was set, by place, and what follows from it for each place in use."""

    places: tuple[HolidayPlace, ...]
    in_use: tuple[PlaceInUse, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicHoliday:
    """A public holiday of a country, or of a part of one."""

    country: str
    day: date
    name: str


def list_places(desk: Desk) -> HolidayPlaces:
    """Which holidays were set for which places, and whose count for each place where people work."""
    with desk.reading() as connection:
        used = places_in_use(connection)
        rows = [_place(row, used) for row in holiday_place_rows(connection)]
        return HolidayPlaces(places=tuple(rows), in_use=tuple(_in_use(desk, connection, used)))


def holidays_in(desk: Desk, year: int) -> tuple[PublicHoliday, ...]:
    """The public holidays of a year that count somewhere, by country and day."""
    from ridealong.calendars.public_holidays import public_holidays  # noqa: PLC0415 - the holidays of many countries

    found = list_places(desk)
    codes = {one.country for one in found.places} | {one.country for one in found.in_use}
    return tuple(
        PublicHoliday(country=code, day=day, name=name)
        for code in sorted(codes - {""})
        for day, name in public_holidays(code, [year]).items()
    )


def set_place(desk: Desk, place: str, code: str) -> HolidayPlace:
    """Let the holidays of a country, or of a part of one, count at a place.

    Args:
        place: a site, in any letter case, or an IANA time zone. code: such as `DE` or `de-by`.

    Raises:
        InvalidValue: no holidays are known for the code, or the place looks like a zone and is none.
    """
    country = known_country(code)
    if not country:
        raise InvalidValue("A place needs a country", "Write two letters such as DE, or a part such as DE-BY")
    with desk.changing("holidays set") as step:
        used = places_in_use(step.connection)
        name = _named(place, used)
        row = _row(step, name)
        if row:
            step.work.update(holiday_places, {row["id"]: {"country": country}})
        else:
            cells = {"place": name, "identity": name_identity(name), "country": country}
            step.work.insert(holiday_places, [cells])
        step.done(f"{name}: the holidays of {country}")
        return HolidayPlace(place=name, country=country, people=_people(name, used))


def remove_place(desk: Desk, place: str) -> HolidayPlace:
    """Let the holidays at a place follow from its time zone again; raises NotFound where none were set for it."""
    with desk.changing("holidays remove") as step:
        row = _row(step, place)
        if row is None:
            others = ", ".join(one["place"] for one in holiday_place_rows(step.connection))
            raise NotFound(
                f"No holidays were set for '{quoted(place)}'",
                f"They were for {others}" if others else "Nor for another",
            )
        step.work.delete(holiday_places, [row["id"]])
        step.done(f"{row['place']}: no longer the holidays of {row['country']}")
        return _place(row, places_in_use(step.connection))


def _row(step: Step, place: str) -> RowMapping | None:
    rows = holiday_place_rows(step.connection)
    return next((row for row in rows if row["identity"] == name_identity(place)), None)


def _named(place: str, used: list[tuple[str, str, int]]) -> str:
    """A place as it is kept: a site as people have it, else the proper name of a zone, else as it was typed."""
    name = " ".join(place.split())
    if not name:
        raise InvalidValue("A place needs a name", "Give a site, such as Munich, or a time zone, such as Europe/Berlin")
    known = next((site for site, _zone, _number in used if name_identity(site) == name_identity(name)), None)
    if known is not None:
        return known
    try:
        return read_zone(name)
    except InvalidValue:
        # Sites may be set up before their people are there, but a name with a slash was meant as a zone.
        if "/" in name:
            raise
        return name


def _place(row: RowMapping, used: list[tuple[str, str, int]]) -> HolidayPlace:
    return HolidayPlace(place=row["place"], country=row["country"], people=_people(row["place"], used))


def _people(place: str, used: list[tuple[str, str, int]]) -> int:
    wanted = name_identity(place)
    return sum(number for site, zone, number in used if wanted in (name_identity(site), name_identity(zone)))


def _in_use(desk: Desk, connection: Connection, used: list[tuple[str, str, int]]) -> list[PlaceInUse]:
    places = holiday_countries(connection)
    programs = all_programs(connection, archived=False) or [_any_program(desk)]
    return [
        PlaceInUse(site=site, time_zone=zone, people=number, country=country)
        for site, zone, number in used
        for country in sorted({holiday_country(_somebody(site, zone), one, places) for one in programs})
    ]


def _somebody(site: str, zone: str) -> Person:
    return Person(email="anybody", name="", side=Side.IT, team="", site=site, time_zone=zone)


def _any_program(desk: Desk) -> Program:
    """A program with the settings that a new one would have: its zone and country count for who has no zone."""
    return as_program(desk, NewProgram(name="new", kind=Kind.BUDDY, start=desk.clock.today()))
