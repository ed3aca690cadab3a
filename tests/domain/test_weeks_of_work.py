"""How many full weeks of work an embed comes to: five working days at its share are one week at that share."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridealong.domain.composite_teams import weeks_and_share
from ridealong.domain.days import Days, monday_of

MONDAY = date(2027, 7, 5)
FRIDAY = date(2027, 8, 27)


@pytest.mark.parametrize(
    ("days", "share", "weeks"),
    [
        (Days(MONDAY, FRIDAY), 50, 4.0),
        (Days(MONDAY, FRIDAY + timedelta(days=2)), 50, 4.0),
        (Days(MONDAY, MONDAY + timedelta(days=4)), 100, 1.0),
        (Days(MONDAY + timedelta(days=2), MONDAY + timedelta(days=7)), 100, 0.8),
        (Days(MONDAY + timedelta(days=5), MONDAY + timedelta(days=6)), 100, 0.0),
    ],
)
def test_weekends_neither_count_nor_take_away(days: Days, share: int, weeks: float) -> None:
    assert weeks_and_share(days, share) == pytest.approx(weeks)


def test_up_to_a_day_only_what_is_over_counts() -> None:
    days = Days(MONDAY, FRIDAY)
    assert weeks_and_share(days, 50, MONDAY - timedelta(days=1)) == 0
    assert weeks_and_share(days, 50, MONDAY + timedelta(days=6)) == 0.5
    assert weeks_and_share(days, 50, FRIDAY + timedelta(days=30)) == 4


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.integers(0, 90), st.integers(1, 100))
def test_the_weeks_of_a_chart_add_up_to_the_whole(first: date, more: int, share: int) -> None:
    days = Days(first, first + timedelta(days=more))
    mondays = sorted({monday_of(day) for day in days})
    parts = (Days(max(one, days.first), min(one + timedelta(days=6), days.last)) for one in mondays)
    assert sum(weeks_and_share(one, share) for one in parts) == pytest.approx(weeks_and_share(days, share))
