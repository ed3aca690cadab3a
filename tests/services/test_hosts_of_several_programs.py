"""Hosts of several programs: their rest and their limit hold for the visits of all of them."""

from datetime import timedelta

import pytest

from conftest import MakeDesk
from ridealong.domain.days import monday_of
from ridealong.domain.errors import Refused
from ridealong.domain.people import Side
from ridealong.services.changes import drafts, placing, takeovers
from ridealong.services.desk import Desk
from ridealong.services.plans import pins, plans
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs
from services.conftest import SPRING, START, employ, it, marketing, ride_alongs, week
from services.rotations import DAYS, pair, rotation
from thorough import thorough_only

ANA, BEN, MIA, NOA = (f"{name}@x.example" for name in ("ana", "ben", "mia", "noa"))


def mia_hosts_a_week(desk: Desk, number: int = 0, **more: object) -> None:
    """Ana visits Mia for a week, published; a host rests two weeks between visits and has two in a quarter."""
    employ(desk, it("Ana"), it("Ben", "Data"), marketing("Mia"))
    ride_alongs(desk, enrol=(ANA, MIA), **more)
    pins.add_pin(desk, SPRING, ANA, MIA, number)
    plans.plan(desk, SPRING)
    publishing.publish(desk, SPRING)


def test_a_day_leaves_the_rest_that_another_program_promised_its_host(desk: Desk) -> None:
    mia_hosts_a_week(desk)
    rotation(desk, enrol=(BEN, MIA), host_rest_weeks=0)
    plans.plan(desk, DAYS)
    there, _back = pair(desk, "Ben")
    assert there.days.first >= week(3).first
    publishing.publish(desk, DAYS)
    with pytest.raises(Refused, match="all that is planned can take place"):
        repairs.repair(desk, SPRING)


def test_a_host_gets_no_visit_more_than_the_strictest_program_allows(desk: Desk) -> None:
    mia_hosts_a_week(desk, host_visits=1)
    rotation(desk, enrol=(BEN, MIA), host_visits=3)
    page = plans.plan(desk, DAYS)
    assert page.proposals == ()
    assert all("Mia has had as many guests as allowed" in one.reason for one in page.open)


@thorough_only
def test_a_day_moved_by_hand_keeps_to_it_as_well(desk: Desk) -> None:
    mia_hosts_a_week(desk)
    rotation(desk, enrol=(BEN, MIA), host_rest_weeks=0, rounds=2)
    pins.add_pin(desk, DAYS, BEN, MIA, 1)
    plans.plan(desk, DAYS)
    publishing.publish(desk, DAYS, everything=True)
    drafts.move(desk, pair(desk, "Ben")[0].id, 0)
    moved, _back = pair(desk, "Ben")
    assert moved.days.first >= week(3).first
    with pytest.raises(Refused, match="too many guests in too few weeks"):
        drafts.move(desk, moved.id, day=week(2).first)


@thorough_only
def test_whoever_takes_a_visit_over_or_is_placed_gets_another_day_where_the_rest_asks_for_it(desk: Desk) -> None:
    mia_hosts_a_week(desk)
    employ(desk, marketing("Noa", "CRM"))
    rotation(desk, enrol=(BEN, NOA), host_rest_weeks=0)
    plans.plan(desk, DAYS)
    publishing.publish(desk, DAYS)
    programs.enrol(desk, DAYS, [MIA])
    there, _back = pair(desk, "Ben")
    assert there.days.first < week(3).first
    takeovers.take_over(desk, there.id, MIA)
    taken, _back = pair(desk, "Ben")
    assert (taken.host.email, taken.days.first >= week(3).first) == (MIA, True)
    drafts.cancel(desk, taken.id)
    placing.place(desk, BEN, DAYS, 0, MIA)
    placed, _back = pair(desk, "Ben")
    assert placed.days.first >= week(3).first


def test_a_week_leaves_the_rest_that_a_day_in_the_life_promised(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben", "Data"), marketing("Mia"))
    rotation(desk, enrol=(BEN, MIA), host_rest_weeks=3)
    plans.plan(desk, DAYS)
    publishing.publish(desk, DAYS)
    hosted, _back = pair(desk, "Ben")
    assert hosted.guest_side is Side.IT
    ride_alongs(desk, enrol=(ANA, MIA), host_rest_weeks=0)
    plans.plan(desk, SPRING)
    (visit,) = plans.page(desk, SPRING).proposals
    assert abs(visit.days.first - monday_of(hosted.days.first)) > timedelta(weeks=3)


def test_visits_of_long_ago_bind_nobody(desk: Desk, make_desk: MakeDesk) -> None:
    mia_hosts_a_week(desk, number=0, host_visits=1)
    later = make_desk(START + timedelta(weeks=20))
    rotation(later, enrol=(BEN, MIA), start=START + timedelta(weeks=21))
    plans.plan(later, DAYS)
    assert pair(later, "Ben")[0].host.email == MIA


def test_visits_for_weeks_keep_to_what_another_program_promised_all_of_them_together(desk: Desk) -> None:
    mia_hosts_a_week(desk, host_visits=2, host_rest_weeks=0)
    employ(desk, it("Cyd", "Web"), it("Dan", "Ops"))
    enrol = (BEN, MIA, "cyd@x.example", "dan@x.example")
    ride_alongs(desk, name="Autumn", enrol=enrol, host_visits=6, host_rest_weeks=0)
    page = plans.plan(desk, "Autumn")
    assert len(page.proposals) == 1
    publishing.publish(desk, "Autumn", everything=True)
    with pytest.raises(Refused, match="all that is planned can take place"):
        repairs.repair(desk, SPRING)
    with pytest.raises(Refused, match="has had the most visits allowed"):
        placing.place(desk, *_lacking(desk), "Autumn", 5, MIA)


def _lacking(desk: Desk) -> list[str]:
    """One of those whom nobody receives."""
    placed = {one.guest.email for one in plans.page(desk, "Autumn").proposals}
    return [one for one in ("cyd@x.example", "dan@x.example") if one not in placed][:1]


@thorough_only
def test_a_promise_for_one_visit_does_not_bind_those_who_were_received_long_before(desk: Desk) -> None:
    """Four guests in four weeks, all that Spring allows; a program that allows two comes much later."""
    names = ("Ana", "Ben", "Cyd", "Dan")
    employ(desk, *(it(name, f"T {name}") for name in names), it("Eva"), marketing("Mia"))
    enrol = tuple(f"{name.lower()}@x.example" for name in (*names, "mia"))
    ride_alongs(desk, enrol=enrol, rounds=26, host_visits=4, host_rest_weeks=0)
    for number, email in enumerate(enrol[:4]):
        pins.add_pin(desk, SPRING, email, MIA, number)
    plans.plan(desk, SPRING)
    publishing.publish(desk, SPRING, everything=True)
    later = START + timedelta(weeks=18)
    eva = ("eva@x.example", MIA)
    ride_alongs(desk, name="Autumn", enrol=eva, host_visits=2, host_rest_weeks=0, start=later, rounds=2)
    assert len(plans.plan(desk, "Autumn").proposals) == 1
    publishing.publish(desk, "Autumn", everything=True)
    with pytest.raises(Refused, match="all that is planned can take place"):
        repairs.repair(desk, SPRING)
