"""Who stands in for a host: there on the day of a visit of a single day, and in no other visit that week."""

from datetime import timedelta

import pytest

from conftest import MakeDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.domain.programs import Kind
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.ill import ill
from ridealong.services.ill.ill_views import ChoiceKind
from ridealong.services.people import absences
from ridealong.services.plans import pins, plans
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from ridealong.services.publishing import publishing
from services.conftest import START, employ, it, marketing, ride_alongs
from thorough import thorough_only

HELP = "Help days"


@pytest.fixture
def visit(desk: Desk) -> Proposal:
    """Mia helps Ana for a day; Ben and Cho are of Ana's team."""
    employ(desk, *(it(name) for name in ("Ana", "Ben", "Cho")), marketing("Mia"))
    programs.create(desk, NewProgram(name=HELP, kind=Kind.HELP, start=START, rounds=1, enrol="all"))
    pins.add_pin(desk, HELP, "mia@x.example", "ana@x.example", 0)
    plans.plan(desk, HELP)
    publishing.publish(desk, HELP)
    (found,) = plans.page(desk, HELP).proposals
    return found


def test_whoever_is_away_on_that_day_alone_cannot_stand_in(desk: Desk, make_desk: MakeDesk, visit: Proposal) -> None:
    before = Days(START, visit.days.last)
    absences.add_absences(desk, ["ben@x.example"], before)
    desk = make_desk(START)
    (touched,) = ill.look(desk, "ana@x.example", visit.days).touched
    able = {one.host.name for one in touched.choices if one.kind is ChoiceKind.STAND_IN and one.host}
    assert able == {"Cho"}
    assert {one.person.name: one.why for one in touched.not_possible}["Ben"] == f"is not at work on {visit.days}"
    with pytest.raises(Refused, match="Ben cannot stand in for Ana"):
        ill.settle(desk, "ana@x.example", visit.days, {touched.pairing: "stand-in:ben@x.example"})


def test_whoever_is_away_on_other_days_can(desk: Desk, make_desk: MakeDesk, visit: Proposal) -> None:
    after = visit.days.last + timedelta(days=1)
    absences.add_absences(desk, ["ben@x.example"], Days(after, after))
    (touched,) = ill.look(make_desk(START), "ana@x.example", visit.days).touched
    assert {one.host.name for one in touched.choices if one.host} == {"Ben", "Cho"}


@thorough_only
def test_whoever_had_another_visit_that_week_does_not_take_over_the_rest_of_one(
    desk: Desk, make_desk: MakeDesk
) -> None:
    employ(desk, it("Ana"), it("Ben", "Data"), *(marketing(name) for name in ("Mia", "Noa", "Oto")))
    name = ride_alongs(desk, rounds=1)
    pins.add_pin(desk, name, "ana@x.example", "mia@x.example", 0)
    plans.plan(desk, name)
    drafts.cancel_all(desk, [one.id for one in plans.page(desk, name).proposals if one.guest.name != "Ana"])
    publishing.publish(desk, name)
    more = {"kind": Kind.HELP, "start": START, "rounds": 1, "cover_percent": 100}
    programs.create(desk, NewProgram(name=HELP, enrol=["noa@x.example", "ben@x.example"], **more))  # type: ignore[arg-type]  # fields of a NewProgram by name
    plans.plan(desk, HELP)
    publishing.publish(desk, HELP)
    (helped,) = plans.page(desk, HELP).proposals
    thursday = Days(START + timedelta(days=3), START + timedelta(days=4))
    assert helped.days.last < thursday.first
    (touched,) = ill.look(make_desk(thursday.first), "mia@x.example", thursday).touched
    assert {one.host.name for one in touched.choices if one.host} == {"Oto"}
