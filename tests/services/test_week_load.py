"""One limit for a week: visits have to fit beside the meetings of buddies and of small groups."""

from datetime import time

from ridealong.domain.people import WorkingHours
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from services.conftest import SPRING, START, employ, it, marketing, ride_alongs

ANA, BEN, MIA = "ana@x.example", "ben@x.example", "mia@x.example"


def buddies_of(desk: Desk, minutes: int) -> None:
    """Ana and Mia are buddies who meet for so many minutes at a time."""
    new = NewProgram(name="Buddies", kind=Kind.BUDDY, start=START, enrol=(ANA, MIA), check_in_minutes=minutes)
    programs.create(desk, new)
    plans.plan(desk, "Buddies")


def test_who_has_meetings_for_half_a_day_takes_a_visit_of_a_week(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"))
    buddies_of(desk, 240)
    ride_alongs(desk, enrol=(BEN, MIA))
    assert len(plans.plan(desk, SPRING).proposals) == 1


def test_who_has_meetings_for_more_takes_none_and_it_says_so(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia", hours=WorkingHours(time(9), time(13))))
    buddies_of(desk, 240)
    ride_alongs(desk, enrol=(BEN, MIA))
    page = plans.plan(desk, SPRING)
    assert page.proposals == ()
    assert {one.reason for one in page.open} == {"Mia has meetings for 20 % of a week already"}


def test_a_visit_of_one_day_fits_beside_more_meetings_than_one_of_a_week(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia", hours=WorkingHours(time(9), time(13))))
    buddies_of(desk, 240)
    new = NewProgram(name="Days", kind=Kind.ROTATION, start=START, enrol=(BEN, MIA))
    programs.create(desk, new)
    assert len(plans.plan(desk, "Days").proposals) == 2
