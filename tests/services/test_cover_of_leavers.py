"""Cover at home: who has left by then, or comes later, is no cover for a team of which people are out."""

from collections import Counter
from datetime import date, timedelta

from ridealong.domain.days import monday_of
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.people import people
from ridealong.services.plans import plans
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs
from services.conftest import START, employ, it, marketing, ride_alongs
from thorough import thorough_only

DAYS = "Days in the life"
_DAY = timedelta(days=1)


def out_in_the_first_week(desk: Desk, **of_the_last: date) -> int:
    """How many of a team of ten are out, of whom the last one is there for a while only."""
    employ(desk, *(it(f"It{number}") for number in range(9)), it("Last", **of_the_last))
    employ(desk, *(marketing(f"Mk{number}", f"Brand {number}") for number in range(9)))
    name = ride_alongs(desk, rounds=1, cover_percent=20)
    plans.plan(desk, name)
    return len(plans.page(desk, name).proposals)


def test_two_of_ten_may_be_out(desk: Desk) -> None:
    assert out_in_the_first_week(desk) == 2


def test_once_one_of_them_has_left_it_is_one_of_nine(desk: Desk) -> None:
    assert out_in_the_first_week(desk, last_day=START - _DAY) == 1


def test_while_one_of_them_has_not_begun_it_is_one_of_nine(desk: Desk) -> None:
    assert out_in_the_first_week(desk, first_day=START + timedelta(weeks=1)) == 1


def test_whoever_leaves_later_covers_until_then(desk: Desk) -> None:
    assert out_in_the_first_week(desk, last_day=START + timedelta(weeks=4)) == 2


@thorough_only
def test_repair_moves_a_visit_of_a_day_where_a_team_has_become_too_small_for_two(desk: Desk) -> None:
    employ(desk, *(it(f"It{number}") for number in range(10)))
    employ(desk, *(marketing(f"Mk{number}", f"Brand {number}") for number in range(10)))
    programs.create(desk, NewProgram(name=DAYS, kind=Kind.ROTATION, start=START, rounds=1, enrol="all"))
    plans.plan(desk, DAYS)
    publishing.publish(desk, DAYS)
    full = Counter(map(_monday, out(desk)))
    week = max(monday for monday, number in full.items() if number == 2)
    people.edit(desk, stays_at_home(desk, week), {"last_day": week - _DAY})
    before = {one.id: one.days for one in plans.page(desk, DAYS).proposals}
    done = repairs.repair(desk, DAYS)
    assert Counter(map(_monday, out(desk)))[week] == 1
    said = f"2 of at most 1 person of Platform would be away in the week of {week}"
    assert said in {one.reason for one in done.changes}
    assert len({one.id for one in out(desk) if one.days != before[one.id]}) <= 1


def out(desk: Desk) -> list[Proposal]:
    """The published visits of people of IT."""
    shown = plans.page(desk, DAYS).proposals
    return [one for one in shown if one.guest_side is Side.IT and one.state is State.PUBLISHED]


def stays_at_home(desk: Desk, week: date) -> str:
    """Somebody of IT whose visits, both ways, are over by a week."""
    late = {
        who.email
        for one in plans.page(desk, DAYS).proposals
        if one.days.last >= week - _DAY
        for who in (one.guest, one.host)
    }
    return next(one.email for one in people.everyone(desk) if one.side is Side.IT and one.email not in late)


def _monday(one: Proposal) -> date:
    return monday_of(one.days.first)
