"""Repairing a rotation in which somebody is with two at once: a third is never put beside them."""

from collections import Counter

from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.services.desk import Desk
from ridealong.services.people import people
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs
from services.conftest import START, employ, it, marketing
from services.rotations import DAYS, legs, rotation


def test_nobody_comes_on_top_of_two_of_whom_one_leaves_after_the_visit_back(desk: Desk) -> None:
    employ(desk, *(it(name, f"Tech {name}") for name in ("Ana", "Ben", "Cho")))
    employ(desk, marketing("Mia", "Brand Mia"), marketing("Noa", "Brand Noa"))
    rotation(desk)
    plans.plan(desk, DAYS)
    publishing.publish(desk, DAYS)
    there = [one for one in legs(desk) if one.guest_side is Side.IT]
    hosts = Counter(one.host.email for one in there)
    one, other = (each for each in there if hosts[each.host.email] == 2)
    (third,) = (each for each in there if hosts[each.host.email] == 1)
    back = next(each for each in legs(desk) if each.host.email == one.guest.email)
    # To the planner, whoever leaves before the end of the round has no seat in it, and the visit stands all the same.
    people.edit(desk, one.guest.email, {"last_day": back.days.last})
    people.edit(desk, third.host.email, {"last_day": START})
    done = repairs.repair(desk, DAYS)
    assert max(Counter((each.host.email, each.days) for each in legs(desk)).values()) == 2
    assert {each.guest.email for each in legs(desk, State.PUBLISHED) if each.guest_side is Side.IT} == {
        one.guest.email,
        other.guest.email,
    }
    assert [each.guest.email for each in done.open] == [third.guest.email]
