"""Days and weeks are written as the user wants to read them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridealong.config import DATE_FORMS, WEEKDAYS
from ridealong.domain.days import Days
from ridealong.tui import dates

MONDAY = date(2027, 1, 11)


@pytest.fixture(autouse=True)
def as_usual() -> Iterator[None]:
    yield
    dates.use(DATE_FORMS[0], WEEKDAYS[0])


@pytest.mark.parametrize("form", DATE_FORMS)
def test_a_form_is_the_day_it_is_named_after(form: str) -> None:
    dates.use(form, WEEKDAYS[0])
    assert dates.date_words(MONDAY) == form
    assert dates.day_words(MONDAY) == f"Mon {form}"
    assert dates.moment_words(datetime(2027, 1, 11, 9, 5, tzinfo=UTC)) == f"{form} 09:05"
    assert dates.short_words(MONDAY) in form


@pytest.mark.parametrize(
    ("form", "within", "across"),
    [
        ("11 Jan 2027", "11–15 Jan 2027", "28 Dec 2026 – 1 Jan 2027"),
        ("2027-01-11", "2027-01-11 – 01-15", "2026-12-28 – 2027-01-01"),
        ("01/11/2027", "01/11 – 01/15/2027", "12/28/2026 – 01/01/2027"),
        ("11/01/2027", "11/01 – 15/01/2027", "28/12/2026 – 01/01/2027"),
        ("11.01.2027", "11.01. – 15.01.2027", "28.12.2026 – 01.01.2027"),
    ],
)
def test_spans_name_the_year_once_where_one_is_enough(form: str, within: str, across: str) -> None:
    dates.use(form, WEEKDAYS[0])
    assert dates.span_words(Days(MONDAY, date(2027, 1, 15))) == within
    assert dates.span_words(Days(date(2026, 12, 28), date(2027, 1, 1))) == across
    assert dates.span_words(Days(MONDAY, MONDAY)) == form


@given(st.dates(date(1900, 1, 10)), st.sampled_from(WEEKDAYS), st.sampled_from(DATE_FORMS))
def test_every_day_is_in_the_week_that_begins_before_it(day: date, first: str, form: str) -> None:
    dates.use(form, first)
    start = dates.week_start(day)
    assert f"{start:%A}".casefold() == first
    assert timedelta(0) <= day - start < timedelta(days=7)
    assert dates.week_words(day) == f"week of {dates.date_words(start)}"
    assert len(dates.date_cell(day)) in (10, 11)


@pytest.mark.parametrize(("first", "begins"), [("monday", 11), ("sunday", 10), ("saturday", 9)])
def test_the_week_of_a_round_is_named_after_its_first_day(first: str, begins: int) -> None:
    dates.use(DATE_FORMS[0], first)
    assert dates.week_start(MONDAY) == date(2027, 1, begins)
