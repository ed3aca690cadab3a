"""What a plan says once a published pairing was cancelled or has ended: worked out when it is read."""

from datetime import timedelta

import pytest

from conftest import MakeDesk
from ridealong.domain.pairings import State
from ridealong.services.changes import drafts, placing
from ridealong.services.desk import Desk
from ridealong.services.journal import undo
from ridealong.services.outcomes import history
from ridealong.services.people import people
from ridealong.services.plans import pins, plans
from ridealong.services.plans.plan_views import PlanPage, Proposal
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from services.built import built
from services.conftest import SPRING, buddies, employ, it, marketing, ride_alongs

ANA, BEN, MIA, NOA, OTO = (f"{name}@x.example" for name in ("ana", "ben", "mia", "noa", "oto"))


def _season(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben", "Data"), marketing("Mia"), marketing("Noa"), marketing("Oto"))
    ride_alongs(desk, rounds=4, host_rest_weeks=0)
    pins.add_pin(desk, SPRING, ANA, MIA, 0)
    pins.add_pin(desk, SPRING, BEN, NOA, 1)
    plans.plan(desk, SPRING)


@pytest.fixture
def published(desk: Desk) -> Desk:
    """Ana visits Mia in the first week and Ben visits Noa in the second, published."""

    def build(new: Desk) -> None:
        _season(new)
        publishing.publish(new, SPRING, everything=True)

    return built(desk, build, key="lost places")


def of(desk: Desk, guest: str, program: str = SPRING) -> Proposal:
    return next(one for one in plans.page(desk, program).proposals if one.guest.name == guest)


def lost(page: PlanPage) -> list[tuple[str, int, str]]:
    return [(one.guest.name, one.round, one.reason) for one in page.open if one.lost]


def test_who_lost_a_published_visit_is_named_and_has_an_open_place(published: Desk) -> None:
    assert lost(plans.page(published, SPRING)) == []
    drafts.cancel(published, of(published, "Ana").id, "a private matter")
    page = plans.page(published, SPRING)
    assert lost(page) == [("Ana", 0, "the visit with Mia was cancelled")]
    assert page.sentences == (
        "1 pairing published; no drafts are left.",
        "Ana has nobody: the visit with Mia was cancelled.",
    )
    assert "private" not in repr(page)


def test_beside_drafts_it_is_not_said_that_everybody_has_a_place(published: Desk) -> None:
    employ(published, it("Cho", "Ops"))
    programs.enrol(published, SPRING, ["cho@x.example"])
    plans.plan(published, SPRING)
    assert "Everybody has a place." in plans.page(published, SPRING).sentences
    drafts.cancel(published, of(published, "Ana").id)
    assert "Ana has nobody: the visit with Mia was cancelled." in plans.page(published, SPRING).sentences


def test_undo_of_the_cancellation_takes_it_back(published: Desk) -> None:
    drafts.cancel(published, of(published, "Ana").id)
    undo.undo(published)
    assert lost(plans.page(published, SPRING)) == []


def test_whoever_is_placed_again_has_lost_nothing(published: Desk) -> None:
    drafts.cancel(published, of(published, "Ana").id)
    placing.place(published, ANA, SPRING, 2, OTO)
    assert lost(plans.page(published, SPRING)) == []


def test_who_takes_no_part_any_more_has_no_open_place(published: Desk) -> None:
    drafts.cancel(published, of(published, "Ana").id)
    people.remove(published, ANA)
    assert lost(plans.page(published, SPRING)) == []


def test_a_round_that_has_begun_is_open_to_nobody(published: Desk, make_desk: MakeDesk) -> None:
    days = of(published, "Ana").days
    drafts.cancel(published, of(published, "Ana").id)
    assert lost(plans.page(make_desk(today=days.first + timedelta(days=1)), SPRING)) == []


def test_a_buddy_whose_pairing_has_ended_early_has_nobody(desk: Desk, make_desk: MakeDesk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    name = buddies(desk)
    plans.plan(desk, name)
    publishing.publish(desk, name)
    one = of(desk, "Ana", name)
    later = make_desk(today=one.days.first + timedelta(weeks=3))
    history.mark(later, one.id, State.ENDED, "a private matter")
    assert lost(plans.page(later, name)) == [("Ana", 0, "the pairing with Mia has ended early")]
