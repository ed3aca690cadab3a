"""Which rounds a plan says that its drafts are of, beside what is published."""

import pytest

from ridealong.services.desk import Desk
from ridealong.services.plans import pins, plans
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from services.built import built
from services.conftest import SPRING, employ, it, marketing, ride_alongs


@pytest.fixture
def published(desk: Desk) -> Desk:
    """Ana visits Mia in the first week and Ben visits Noa in the second, published."""
    return built(desk, _published)


def _published(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben", "Data"), marketing("Mia"), marketing("Noa"), marketing("Oto"))
    ride_alongs(desk, rounds=4, host_rest_weeks=0)
    pins.add_pin(desk, SPRING, "ana@x.example", "mia@x.example", 0)
    pins.add_pin(desk, SPRING, "ben@x.example", "noa@x.example", 1)
    plans.plan(desk, SPRING)
    publishing.publish(desk, SPRING, everything=True)


def test_drafts_after_what_is_published_are_named_by_their_rounds(published: Desk) -> None:
    employ(published, it("Cho", "Ops"), it("Dan", "Web"))
    programs.enrol(published, SPRING, ["cho@x.example", "dan@x.example"])
    pins.add_pin(published, SPRING, "cho@x.example", round=2)
    pins.add_pin(published, SPRING, "dan@x.example", round=3)
    plans.plan(published, SPRING)
    first = plans.page(published, SPRING).sentences[0]
    assert first == (
        "2 pairings for 2 people in 2 rounds (rounds 3 and 4, after what is published), beside 2 published before."
    )


def test_drafts_among_what_is_published_are_named_by_their_rounds(published: Desk) -> None:
    employ(published, it("Cho", "Ops"))
    programs.enrol(published, SPRING, ["cho@x.example"])
    pins.add_pin(published, SPRING, "cho@x.example", round=0)
    plans.plan(published, SPRING)
    first = plans.page(published, SPRING).sentences[0]
    assert first == "1 pairing for 1 person in 1 round (round 1), beside 2 published before."
