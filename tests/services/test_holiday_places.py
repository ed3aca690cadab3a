"""Holiday places: whose public holidays count where, and what follows from it for meetings."""

from datetime import date

import pytest

from conftest import MakeDesk
from ridealong.config import Config, Organizer
from ridealong.domain.errors import InvalidValue, NotFound
from ridealong.services.desk import Desk
from ridealong.services.invites.meeting_rows import MeetingQuery, list_meetings
from ridealong.services.people.holiday_places import holidays_in, list_places, remove_place, set_place
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing
from services.conftest import buddies, employ, it, marketing


@pytest.fixture
def places(desk: Desk) -> Desk:
    """People in Munich, Berlin and Toronto, and one of whom no zone is known."""
    employ(
        desk,
        it("Ana", site="Munich", time_zone="Europe/Berlin"),
        it("Ben", site="Munich", time_zone="Europe/Berlin"),
        it("Cho", site="Berlin", time_zone="Europe/Berlin"),
        marketing("Mia", site="Toronto", time_zone="America/Toronto"),
        marketing("Noa"),
    )
    return desk


def countries(desk: Desk) -> dict[tuple[str, str], str]:
    return {(one.site, one.time_zone): one.country for one in list_places(desk).in_use}


def test_the_country_of_a_zone_counts_unless_something_is_set(places: Desk) -> None:
    assert countries(places) == {
        ("", ""): "DE",
        ("Berlin", "Europe/Berlin"): "DE",
        ("Munich", "Europe/Berlin"): "DE",
        ("Toronto", "America/Toronto"): "CA",
    }
    assert list_places(places).places == ()
    assert sum(one.people for one in list_places(places).in_use) == 5


def test_a_site_goes_before_its_zone(places: Desk) -> None:
    assert set_place(places, " MUNICH ", "de-by").place == "Munich"
    done = set_place(places, "europe/berlin", "DE-BE")
    assert (done.place, done.country, done.people) == ("Europe/Berlin", "DE-BE", 3)
    assert countries(places) == {
        ("", ""): "DE",
        ("Berlin", "Europe/Berlin"): "DE-BE",
        ("Munich", "Europe/Berlin"): "DE-BY",
        ("Toronto", "America/Toronto"): "CA",
    }
    assert [(one.place, one.country, one.people) for one in list_places(places).places] == [
        ("Europe/Berlin", "DE-BE", 3),
        ("Munich", "DE-BY", 2),
    ]


def test_who_has_no_zone_has_the_holidays_of_the_program(places: Desk) -> None:
    buddies(places, "Ours", country="FR")
    buddies(places, "Theirs", country="")
    shown = {(one.country, one.people) for one in list_places(places).in_use if not one.time_zone}
    assert shown == {("FR", 1), ("DE", 1)}


def test_a_place_is_set_anew_and_taken_back(places: Desk) -> None:
    set_place(places, "Munich", "AT")
    assert set_place(places, "munich", "DE-BY").country == "DE-BY"
    assert [one.country for one in list_places(places).places] == ["DE-BY"]
    version = places.version()
    set_place(places, "Munich", "DE-BY")
    assert places.version() == version
    assert remove_place(places, "MUNICH").country == "DE-BY"
    assert countries(places)["Munich", "Europe/Berlin"] == "DE"
    with pytest.raises(NotFound, match=r"No holidays were set for 'Munich'. Nor for another"):
        remove_place(places, "Munich")
    set_place(places, "Lisbon", "PT")
    with pytest.raises(NotFound, match=r"No holidays were set for 'Munich'. They were for Lisbon"):
        remove_place(places, "Munich")


@pytest.mark.parametrize(
    ("place", "code", "said"),
    [
        ("Munich", "Bavaria", "'Bavaria' is not a country whose public holidays are known"),
        ("Munich", "DE-XX", "'XX' is not a part of DE with holidays of its own"),
        ("Munich", " ", "A place needs a country"),
        (" ", "DE", "A place needs a name"),
        ("Europe/Munich", "DE", "'Europe/Munich' is not a time zone"),
    ],
)
def test_what_is_no_place_or_no_country_is_refused(places: Desk, place: str, code: str, said: str) -> None:
    with pytest.raises(InvalidValue, match=said):
        set_place(places, place, code)
    assert list_places(places).places == ()


def test_the_days_of_a_year_are_those_of_all_countries_in_use(places: Desk) -> None:
    set_place(places, "Munich", "DE-BY")
    epiphany = date(2027, 1, 6)
    found = {(one.country, one.day) for one in holidays_in(places, 2027)}
    assert {country for country, _day in found} == {"DE", "DE-BY", "CA"}
    assert ("DE-BY", epiphany) in found
    assert ("DE", epiphany) not in found
    assert ("CA", date(2027, 7, 1)) in found


def test_check_ins_keep_clear_of_the_holidays_that_are_set(desk: Desk) -> None:
    employ(desk, it("Ana", site="Munich", time_zone="Europe/Berlin"), marketing("Mia", time_zone="Europe/Berlin"))
    name = buddies(desk, start=date(2027, 10, 4), check_in_weekday=0)
    plans.plan(desk, name)
    publishing.publish(desk, name)
    all_saints = date(2027, 11, 1)
    assert list_meetings(desk, MeetingQuery())[0].left_out == ()
    set_place(desk, "Munich", "DE-BY")
    assert list_meetings(desk, MeetingQuery())[0].left_out == (all_saints,)


def test_nobody_without_a_zone_has_holidays_where_no_country_is_known(make_desk: MakeDesk) -> None:
    desk = make_desk(config=Config(organizer=Organizer("Pat", "pat@x.example"), coordinator="pat"))
    employ(desk, it("Ana"))
    assert countries(desk) == {("", ""): ""}
    assert holidays_in(desk, 2027) == ()
