"""Cover at home: who has left by then, or comes later, is no cover for a team of which people are out."""

from datetime import date, timedelta

from ridealong.services import plans
from ridealong.services.desk import Desk
from services.conftest import START, employ, it, marketing, ride_alongs

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
