"""The commands about public holidays."""

import click

from ridealong.cli.options import Group
from ridealong.cli.output import say, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import from_the_call
from ridealong.domain.wording import many
from ridealong.services.people import holiday_places as service

_PEOPLE = ("People",)


@click.group(cls=Group)
def holidays() -> None:
    """Whose public holidays count at which place; check-ins and other meetings keep clear of them.

    They are those of the country that a person's time zone lies in. Where that is not right, or where a part of a
    country has holidays of its own, set them for a site or for a zone.
    """


@holidays.command("list")
@click.option("--days", "year", type=click.IntRange(1900, 2999), metavar="YEAR", help="Also list the days of a year.")
@pass_session
def list_(session: Session, year: int | None) -> None:
    """List what was set, and whose holidays count where people work."""
    with session.desk() as desk:
        found = service.list_places(desk)
        days = service.holidays_in(desk, year) if year is not None else ()
    if session.json:
        document: dict[str, object] = {
            "places": [place_json(one) for one in found.places],
            "in_use": [
                {"site": one.site, "time_zone": one.time_zone, "people": one.people, "country": one.country}
                for one in found.in_use
            ],
        }
        if year is not None:
            document["days"] = [{"country": one.country, "day": one.day.isoformat(), "name": one.name} for one in days]
        show_json(document)
        return
    if found.places:
        rows = [(one.place, one.country, one.people) for one in found.places]
        print_table(session, ("Set for", "Country", *_PEOPLE), rows, right=_PEOPLE)
    used = [
        (one.site or "(no site)", one.time_zone or "(that of the program)", one.country or "none", one.people)
        for one in found.in_use
    ]
    print_table(session, ("Site", "Time zone", "Country", *_PEOPLE), used, right=_PEOPLE)
    if year is not None:
        print_table(session, ("Country", "Day", "Holiday"), [(one.country, one.day, one.name) for one in days])


def place_json(one: service.HolidayPlace) -> dict[str, object]:
    """A place for which holidays were set."""
    return {"place": one.place, "country": one.country, "people": one.people}


@holidays.command("set")
@click.argument("place")
@click.argument("code")
@pass_session
def set_(session: Session, place: str, code: str) -> None:
    """Let the holidays of CODE count at PLACE.

    PLACE is a site, or an IANA time zone. CODE is a country, such as DE, or a part of one, such as DE-BY or US-CA.
    """
    with session.desk() as desk, from_the_call():
        done = service.set_place(desk, place, code)
    if session.json:
        show_json({"place": place_json(done)})
        return
    whom = many(done.people, "person", "people") if done.people else "nobody yet"
    say(f"At {done.place} the holidays of {done.country} count: for {whom}.")


@holidays.command()
@click.argument("place")
@pass_session
def remove(session: Session, place: str) -> None:
    """Let the holidays at PLACE follow from its time zone again."""
    with session.desk() as desk:
        gone = service.remove_place(desk, place)
    if session.json:
        show_json({"place": place_json(gone), "removed": True})
    else:
        say(f"At {gone.place} the holidays follow from the time zone again.")
