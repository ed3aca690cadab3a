"""Days as people type them on the screens."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridealong.domain.errors import InvalidValue
from ridealong.domain.typed_days import read_typed_day

WEDNESDAY = date(2027, 4, 14)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-04-21", date(2027, 4, 21)),
        ("04-23", date(2027, 4, 23)),
        ("21 Apr", date(2027, 4, 21)),
        ("apr 21", date(2027, 4, 21)),
        ("21. april 2028", date(2028, 4, 21)),
        ("Wed 21 Apr 2027", date(2027, 4, 21)),
        ("wednesday, 21. apr", date(2027, 4, 21)),
        ("21.4.", date(2027, 4, 21)),
        ("21.04.2029", date(2029, 4, 21)),
        ("mon", date(2027, 4, 19)),
        ("Wednesday", WEDNESDAY),
        ("today", WEDNESDAY),
        ("tomorrow", date(2027, 4, 15)),
        ("+1w", date(2027, 4, 21)),
        ("-3 d", date(2027, 4, 11)),
        ("20 Jan", date(2027, 1, 20)),
        ("2 Jan", date(2028, 1, 2)),
        ("29 Feb", date(2028, 2, 29)),
    ],
)
def test_a_day_is_read_as_it_is_meant(text: str, day: date) -> None:
    assert read_typed_day(text, WEDNESDAY) == day


def test_days_more_may_be_counted_from_another_day_than_today_and_nothing_else_is() -> None:
    friday = date(2027, 6, 18)
    assert read_typed_day("+1w", WEDNESDAY, since=friday) == date(2027, 6, 25)
    assert read_typed_day("tomorrow", WEDNESDAY, since=friday) == date(2027, 4, 15)


def test_slashes_are_read_in_the_order_in_which_the_user_reads_days_and_else_refused() -> None:
    assert read_typed_day("03/04", WEDNESDAY, "day first") == date(2027, 4, 3)
    assert read_typed_day("03/04/2028", WEDNESDAY, "month first") == date(2028, 3, 4)
    with pytest.raises(InvalidValue, match=r"'03/04/2027' is not a day"):
        read_typed_day("03/04/2027", WEDNESDAY)


@pytest.mark.parametrize(
    "text",
    ["", "31 Apr", "21 Foo", "99-99", "noday", "+1000d", "20270421", "29.2.2027", "m", "not 21 apr", "apr 21 apr"],
)
def test_what_is_no_day_is_refused_with_what_would_be_right(text: str) -> None:
    with pytest.raises(InvalidValue, match="mon or"):
        read_typed_day(text, WEDNESDAY)


def test_a_weekday_that_is_not_that_of_the_day_is_refused_with_the_true_one() -> None:
    with pytest.raises(InvalidValue, match=r"'Fri 21 Apr' is not a day: 2027-04-21 is a Wednesday"):
        read_typed_day("Fri 21 Apr", WEDNESDAY)


@given(st.dates(), st.dates())
def test_a_day_written_in_full_is_itself_whatever_day_it_is(day: date, today: date) -> None:
    assert read_typed_day(str(day), today) == day


@given(st.text(max_size=12), st.dates())
def test_any_text_is_a_day_or_refused(text: str, today: date) -> None:
    with suppress(InvalidValue):
        assert isinstance(read_typed_day(text, today), date)


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(-80, 250))
def test_a_day_without_its_year_is_the_one_near_today(today: date, days: int) -> None:
    day = today + timedelta(days=days)
    assert read_typed_day(f"{day:%m-%d}", today) == day
