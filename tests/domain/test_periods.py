"""Weeks, months and quarters as columns."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ridealong.domain.days import Days
from ridealong.domain.periods import Columns, Zoom

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
ZOOMS = st.sampled_from(Zoom)


@given(ZOOMS, DAYS, st.integers(1, 40))
def test_columns_lie_side_by_side_and_begin_where_they_should(zoom: Zoom, day: date, number: int) -> None:
    columns = Columns(zoom, day, number)
    assert day in columns[0]
    for at in range(1, number):
        assert columns[at].first == columns[at - 1].last + timedelta(days=1)
        assert zoom.begin(columns[at].first) == columns[at].first
        assert zoom.between(day, columns[at].last) == at


@given(ZOOMS, DAYS, st.integers(1, 20), DAYS, st.integers(0, 400))
def test_what_some_days_touch_are_the_columns_that_share_a_day_with_them(
    zoom: Zoom, day: date, number: int, first: date, length: int
) -> None:
    columns, days = Columns(zoom, day, number), Days(first, first + timedelta(days=length))
    assert list(columns.touched(days)) == [at for at in range(number) if columns[at].overlaps(days)]


@given(ZOOMS, DAYS, st.integers(-200, 200))
def test_a_step_and_back_is_the_same_column(zoom: Zoom, day: date, by: int) -> None:
    there = zoom.step(zoom.begin(day), by)
    assert zoom.step(there, -by) == zoom.begin(day)
    assert zoom.between(day, there) == by


def test_the_ends_of_the_calendar_are_no_mistake() -> None:
    for zoom in Zoom:
        assert zoom.step(zoom.begin(date.max), 10_000).year >= 9000
        assert zoom.step(date(1, 1, 1), -10_000).year == 1
