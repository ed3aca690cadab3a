"""Clocks that change in the course of a program: what can be planned can be published."""

from datetime import date, timedelta

from conftest import MakeDesk
from ridealong.domain.person_values import read_hours
from ridealong.services.desk import Desk
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing
from services.conftest import employ, it, marketing, ride_alongs

START = date(2027, 3, 15)
"""Two weeks before clocks change in Berlin, and not in Bogotá."""
SUMMER = START + timedelta(weeks=2)


def planned_for_the_summer(desk: Desk, make_desk: MakeDesk, hours: str) -> tuple[Desk, str]:
    employ(
        desk,
        it("Ana", time_zone="America/Bogota", hours=read_hours(hours)),
        marketing("Mia", time_zone="Europe/Berlin", hours=read_hours("09:00-17:00")),
    )
    name = ride_alongs(desk, start=START)
    later = make_desk(START)
    plans.plan(later, name, start=SUMMER)
    return later, name


def test_two_who_share_hours_when_it_begins_can_be_planned_and_published_for_the_summer(
    desk: Desk, make_desk: MakeDesk
) -> None:
    # Two and a half hours in winter, one and a half in summer.
    later, name = planned_for_the_summer(desk, make_desk, "08:30-16:30")
    assert publishing.publish(later, name).pairings == 1


def test_two_who_share_too_few_hours_when_it_begins_are_not_planned(desk: Desk, make_desk: MakeDesk) -> None:
    later, name = planned_for_the_summer(desk, make_desk, "09:30-17:30")
    assert plans.page(later, name).proposals == ()
