"""The ledger: which visits are owed once others were held, whatever happened in between."""

from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ridealong.domain.ledger import COUNTED, RETURN_WEEKS, Debt, Leg, debts, due_day
from ridealong.domain.pairings import State
from ridealong.domain.people import Side

MONDAY = date(2027, 1, 4)


def leg(number: int, side: Side = Side.IT, state: State = State.HELD, week: int = 0) -> Leg:
    day = MONDAY + timedelta(weeks=week)
    return Leg(id=number, guest_side=side, first=day, last=day, state=state)


def owed(legs: Iterable[Leg]) -> list[Debt]:
    """What is owed on a day on which nothing that is only published is over."""
    return debts(legs, MONDAY)


LEGS = st.lists(st.tuples(st.sampled_from(Side), st.sampled_from(COUNTED), st.integers(0, 40)), max_size=12).map(
    lambda found: [leg(number, *one) for number, one in enumerate(found)]
)


def test_a_visit_that_was_held_is_owed_back_within_six_weeks() -> None:
    (one,) = owed([leg(1)])
    assert one.due == MONDAY + timedelta(weeks=6)
    assert one.planned is None
    assert one.overdue_days(one.due) == 0
    assert one.overdue_days(one.due + timedelta(days=3)) == 3


def test_a_return_settles_it_whenever_it_was_held_and_a_planned_one_if_it_begins_in_time() -> None:
    assert owed([leg(1), leg(2, Side.MARKETING, week=30)]) == []
    assert owed([leg(1), leg(2, Side.MARKETING, State.ENDED, week=30)]) == []
    assert owed([leg(1), leg(2, Side.MARKETING, State.PUBLISHED, week=RETURN_WEEKS)]) == []
    (one,) = owed([leg(1), leg(2, Side.MARKETING, State.PUBLISHED, week=RETURN_WEEKS + 1)])
    assert one.planned == MONDAY + timedelta(weeks=RETURN_WEEKS + 1)


def test_a_return_that_nobody_has_marked_yet_settles_it_until_it_is_marked_as_missed() -> None:
    late = leg(2, Side.MARKETING, State.PUBLISHED, week=RETURN_WEEKS + 1)
    assert debts([leg(1), late], late.last + timedelta(days=1)) == []
    assert len(debts([leg(1), late], late.last)) == 1


def test_what_broke_off_or_is_only_planned_makes_nobody_owe_a_visit_but_has_its_return() -> None:
    for state in (State.ENDED, State.PUBLISHED):
        assert owed([leg(1, state=state)]) == []
        assert owed([leg(1, state=state), leg(2, Side.MARKETING, week=1)]) == []


def test_two_visits_one_way_are_two_debts_and_the_first_return_is_that_of_the_first() -> None:
    both = [leg(1), leg(2, week=3)]
    assert [one.leg.id for one in owed(both)] == [1, 2]
    assert [one.leg.id for one in owed([*both, leg(3, Side.MARKETING, week=4)])] == [2]


@given(LEGS.flatmap(lambda legs: st.tuples(st.just(legs), st.permutations(legs))))
def test_what_is_owed_does_not_depend_on_the_order_of_the_rows(both: tuple[list[Leg], list[Leg]]) -> None:
    legs, mixed = both
    assert owed(mixed) == owed(legs)


@given(LEGS)
def test_of_what_was_held_as_much_is_owed_as_went_one_way_more_often(legs: list[Leg]) -> None:
    held = [one for one in legs if one.state is State.HELD]
    there = sum(one.guest_side is Side.IT for one in held)
    found = owed(held)
    assert len(found) == abs(2 * there - len(held))
    # Both never owe each other at once, and what is owed are the last visits of that direction.
    assert len({one.leg.guest_side for one in found}) <= 1
    for one in found:
        later = [other for other in held if other.guest_side is one.leg.guest_side and other.first > one.leg.first]
        assert {other.id for other in later} <= {other.leg.id for other in found}


@given(LEGS, st.sampled_from(Side), st.integers(41, 60))
def test_one_more_return_never_adds_a_debt_to_whom_it_pays(legs: list[Leg], side: Side, week: int) -> None:
    before = owed(legs)
    after = owed([*legs, leg(99, side, State.ENDED, week)])
    assert {one.leg.id for one in after} <= {one.leg.id for one in before}
    assert len(before) - len(after) <= 1


@given(LEGS)
def test_only_what_was_held_is_owed_by_its_own_due_day_and_planned_only_late(legs: list[Leg]) -> None:
    for one in owed(legs):
        assert one.leg.state is State.HELD
        assert one.due == due_day(one.leg.last)
        assert one.planned is None or one.planned > one.due
