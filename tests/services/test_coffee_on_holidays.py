"""Coffees in weeks with a public holiday: who is away on the day to which one moves is in no group."""

from datetime import date

from conftest import MakeDesk
from ridealong.domain.days import Days
from ridealong.domain.programs import Kind
from ridealong.services.groups import gatherings
from ridealong.services.groups.plan_groups import plan_groups
from ridealong.services.groups.publish_groups import publish_groups
from ridealong.services.people import absences
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from services.conftest import employ, it, marketing

COFFEES = "Coffees"
ASCENSION = date(2027, 5, 6)
"""A Thursday on which nobody works in Germany; in Britain they do."""


def test_whoever_is_away_on_the_day_after_a_holiday_of_others_is_left_out(make_desk: MakeDesk) -> None:
    desk = make_desk(date(2027, 4, 26))
    london, berlin = {"time_zone": "Europe/London"}, {"time_zone": "Europe/Berlin"}
    employ(desk, it("Ana", **berlin), it("Ben", **london), marketing("Mia", **london), marketing("Noa", **london))
    absences.add_absences(desk, ["mia@x.example"], Days(date(2027, 5, 7), date(2027, 5, 7)))
    programs.create(
        desk,
        NewProgram(name=COFFEES, kind=Kind.COFFEE, start=date(2027, 5, 3), rounds=1, check_in_weekday=3, enrol="all"),
    )
    plan_groups(desk, COFFEES)
    assert publish_groups(desk, COFFEES).groups == 1
    (group,) = gatherings.page(desk, COFFEES).groups
    assert {one.name for one in group.people} == {"Ana", "Ben", "Noa"}
    assert group.days.first > ASCENSION
