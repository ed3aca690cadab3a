"""Spans of days, the weeks they lie in, and clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridealong.domain.days import Days, FixedClock, SystemClock, monday_of, monday_on_or_after
from ridealong.domain.errors import InvalidValue

SOME_DAY = st.dates(date(2000, 1, 1), date(2100, 1, 1))
SPANS = st.builds(lambda day, length: Days(day, day + timedelta(days=length)), SOME_DAY, st.integers(0, 100))


def test_both_ends_belong_to_a_span() -> None:
    days = Days(date(2027, 1, 11), date(2027, 1, 15))
    assert len(days) == 5
    assert next(iter(days)) == date(2027, 1, 11)
    assert list(days)[-1] == date(2027, 1, 15)
    assert date(2027, 1, 15) in days
    assert date(2027, 1, 16) not in days
    assert str(days) == "2027-01-11 to 2027-01-15"
    assert str(Days(date(2027, 1, 11), date(2027, 1, 11))) == "2027-01-11"


def test_a_span_cannot_end_before_it_starts() -> None:
    with pytest.raises(InvalidValue, match=r"2027-01-10 lies before 2027-01-11"):
        Days(date(2027, 1, 11), date(2027, 1, 10))


@given(SPANS, SPANS)
def test_two_spans_overlap_where_they_share_a_day(one: Days, other: Days) -> None:
    shared = set(one) & set(other)
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)


@given(SOME_DAY)
def test_mondays_lie_around_a_day(day: date) -> None:
    assert monday_of(day).weekday() == monday_on_or_after(day).weekday() == 0
    assert monday_of(day) <= day <= monday_on_or_after(day)
    assert (monday_on_or_after(day) - monday_of(day)).days in (0, 7)


def test_a_fixed_clock_stands_at_noon() -> None:
    clock = FixedClock(date(2027, 1, 4))
    assert clock.today() == date(2027, 1, 4)
    assert clock.now() == datetime(2027, 1, 4, 12, tzinfo=UTC)


def test_the_clock_of_the_system_has_no_fractions_and_a_zone() -> None:
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert now.microsecond == 0
    assert abs(SystemClock().today() - now.date()) <= timedelta(days=1)
