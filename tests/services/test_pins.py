"""Pins of a program: a host, a round or both, fixed before it is planned."""

from datetime import timedelta

import pytest

from conftest import MakeDesk
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.people import absences, limits
from ridealong.services.plans import pins, plans
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.publishing import publishing
from services.checker import broken_rules
from services.conftest import START, day, employ, it, ride_alongs

ANA, BEN, CHO = "ana@x.example", "ben@x.example", "cho@x.example"
MIA, NOA, OTO = "mia@x.example", "noa@x.example", "oto@x.example"


def places(desk: Desk, name: str) -> dict[str, tuple[str, int]]:
    return {one.guest.name: (one.host.name, one.round) for one in plans.page(desk, name).proposals}


def draft_of(desk: Desk, name: str, guest: str) -> Proposal:
    return next(one for one in plans.page(desk, name).proposals if one.guest.name == guest)


def shown(desk: Desk, name: str) -> list[str]:
    return [str(one) for one in pins.list_pins(desk, name)]


@pytest.mark.parametrize("host", [MIA, NOA, OTO])
@pytest.mark.parametrize("number", [0, 5])
def test_a_plan_keeps_the_host_the_round_or_both(small: Desk, host: str, number: int) -> None:
    name = ride_alongs(small)
    pins.add_pin(small, name, ANA, host)
    pins.add_pin(small, name, BEN, round=number)
    pins.add_pin(small, name, CHO, host, 3)
    plans.plan(small, name)
    found = places(small, name)
    visited = host.partition("@")[0].title()
    assert found["Ana"][0] == visited
    assert found["Ben"][1] == number
    assert found["Cho"] == (visited, 3)
    assert broken_rules(small) == []


def test_pins_are_listed_and_let_go_one_by_one(small: Desk) -> None:
    name = ride_alongs(small, visits_per_guest=3)
    made = pins.add_pin(small, name.upper(), "ANA@x.example", MIA.upper(), 2)
    assert (made.program, made.guest.email, made.host and made.host.email, made.round) == (name, ANA, MIA, 2)
    assert made.days is not None
    assert made.days.first == START + timedelta(weeks=2)
    pins.add_pin(small, name, ANA, NOA)
    pins.add_pin(small, name, BEN, round=0)
    assert shown(small, name) == ["Ana with Mia in round 3", "Ana with Noa", "Ben in round 1"]
    with pytest.raises(Refused, match=r"Ana has 2 such pins: Ana with Mia in round 3; Ana with Noa. Name host, round"):
        pins.remove_pin(small, name, ANA)
    assert str(pins.remove_pin(small, name, ANA, NOA)) == "Ana with Noa"
    assert str(pins.remove_pin(small, name, "BEN@x.example")) == "Ben in round 1"
    assert shown(small, name) == ["Ana with Mia in round 3"]


def test_a_pin_that_is_not_there_cannot_be_let_go(small: Desk) -> None:
    name = ride_alongs(small)
    pins.add_pin(small, name, ANA, MIA)
    with pytest.raises(NotFound, match=r"has no such pin of Ana. There is: Ana with Mia"):
        pins.remove_pin(small, name, ANA, NOA)
    with pytest.raises(NotFound, match=r"has no such pin of Ben. The plan shows what is pinned"):
        pins.remove_pin(small, name, BEN)
    with pytest.raises(NotFound, match=r"There is nobody with the address"):
        pins.remove_pin(small, name, "who@x.example")


def test_a_pin_names_people_of_the_program_on_their_sides(small: Desk) -> None:
    name = ride_alongs(small)
    employ(small, it("Dan"))
    with pytest.raises(InvalidValue, match=r"A pin names a host, a round, or both"):
        pins.add_pin(small, name, ANA)
    with pytest.raises(Refused, match=r"Mia is on the Marketing side, and the guests of .* on the IT. Name the guest"):
        pins.add_pin(small, name, MIA, ANA)
    with pytest.raises(Refused, match=r"Ben is on the IT side, and the hosts of"):
        pins.add_pin(small, name, ANA, BEN)
    with pytest.raises(Refused, match=r"Dan does not take part in 'Spring ride-alongs'. Note first that they agreed"):
        pins.add_pin(small, name, "dan@x.example", MIA)
    with pytest.raises(NotFound, match=r"There is nobody with the address 'who@x.example'"):
        pins.add_pin(small, name, ANA, "who@x.example")
    with pytest.raises(NotFound, match=r"There is no program 'Winter'"):
        pins.add_pin(small, "Winter", ANA, MIA)
    assert shown(small, name) == []


def test_a_pin_is_for_a_round_that_is_still_to_come(small: Desk, make_desk: MakeDesk) -> None:
    name = ride_alongs(small)
    for number in (-1, 6):
        with pytest.raises(Refused, match=rf"has no round {number + 1}. Its rounds count from 1 to 6"):
            pins.add_pin(small, name, ANA, round=number)
    with pytest.raises(Refused, match=r"Round 1 of 'Spring ride-alongs' has begun. Name a round that is still to come"):
        pins.add_pin(make_desk(START + timedelta(days=1)), name, ANA, MIA, 0)


def test_a_guest_is_pinned_once_in_a_round_and_once_to_a_host(small: Desk) -> None:
    name = ride_alongs(small, visits_per_guest=3)
    pins.add_pin(small, name, ANA, round=2)
    pins.add_pin(small, name, ANA, MIA)
    with pytest.raises(Refused, match=r"Ana in round 3 is pinned already. Let go of that pin first"):
        pins.add_pin(small, name, ANA, NOA, 2)
    with pytest.raises(Refused, match=r"Ana with Mia is pinned already"):
        pins.add_pin(small, name, ANA, MIA)
    plans.plan(small, name)
    drafts.pin(small, next(one.id for one in plans.page(small, name).proposals if one.guest.name == "Ben"))
    ben = draft_of(small, name, "Ben")
    pinned = next(one for one in plans.page(small, name).proposals if one.guest.name == "Ben" and one.pinned)
    with pytest.raises(Refused, match=rf"Ben with {ben.host.name} in round {pinned.round + 1} is pinned already"):
        pins.add_pin(small, name, BEN, round=pinned.round)


def test_a_pin_that_breaks_a_rule_is_refused_with_the_rule(small: Desk) -> None:
    name = ride_alongs(small)
    limits.add_apart(small, ANA, MIA, "private")
    absences.add_absences(small, [BEN], day(1))
    with pytest.raises(Refused, match=r"^Ana with Mia breaks a rule: Mia is kept apart from Ana. Nothing was changed$"):
        pins.add_pin(small, name, ANA, MIA)
    with pytest.raises(Refused, match=r"^Ben in round 1 breaks a rule: Ben is away in round 1"):
        pins.add_pin(small, name, BEN, round=0)
    pins.add_pin(small, name, CHO, NOA)
    with pytest.raises(Refused, match=r"The pins would need 2 turns, and Cho has 1 left .* first: Cho with Noa"):
        pins.add_pin(small, name, CHO, OTO)
    # With Noa and in round 2 may be one and the same visit.
    pins.add_pin(small, name, CHO, round=1)
    plans.plan(small, name)
    assert places(small, name)["Cho"] == ("Noa", 1)


def test_a_pin_and_a_pinned_draft_that_clash_are_named_when_planning(small: Desk) -> None:
    name = ride_alongs(small)
    plans.plan(small, name)
    ana = draft_of(small, name, "Ana")
    other = next(one for one in (MIA, NOA) if one != ana.host.email)
    pins.add_pin(small, name, ANA, other, ana.round)
    drafts.pin(small, ana.id)
    with pytest.raises(InvalidValue) as caught:
        plans.plan(small, name)
    here = f"in round {ana.round + 1}"
    partner = other.partition("@")[0].title()
    assert (
        str(caught.value) == f"Ana with {partner} {here} clashes with Ana with {ana.host.name} {here}. "
        "Repair the plan, which replaces what cannot be kept, or unpin it, or change what stands in its way"
    )


def test_pins_that_only_clash_together_are_named_with_what_stands_in_their_way(small: Desk) -> None:
    name = ride_alongs(small, rounds=2)
    pins.add_pin(small, name, ANA, MIA)
    pins.add_pin(small, name, BEN, MIA, 1)
    absences.add_absences(small, [ANA], day(9))
    with pytest.raises(Refused) as caught:
        plans.plan(small, name)
    told = str(caught.value)
    for part in ("Ana with Mia is pinned", "Ben with Mia in round 2 is pinned", "rests 2 rounds", "Take one of them"):
        assert part in told
    assert "Cho" not in told
    assert "@" not in told
    assert "(" not in told


def test_a_pinned_draft_that_is_what_a_pin_asks_for_clashes_with_nothing(small: Desk) -> None:
    name = ride_alongs(small)
    pins.add_pin(small, name, ANA, round=4)
    pins.add_pin(small, name, BEN, NOA)
    plans.plan(small, name)
    for guest in ("Ana", "Ben"):
        drafts.pin(small, draft_of(small, name, guest).id)
    before = places(small, name)
    plans.plan(small, name)
    assert places(small, name) == before


def test_a_pin_that_is_published_asks_for_no_second_visit(small: Desk) -> None:
    name = ride_alongs(small)
    pins.add_pin(small, name, ANA, MIA)
    pins.add_pin(small, name, BEN, round=0)
    plans.plan(small, name)
    publishing.publish(small, name, everything=True)
    assert plans.plan(small, name).open == ()
    assert shown(small, name) == ["Ana with Mia", "Ben in round 1"]
