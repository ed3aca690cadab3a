"""Days and weeks are written as the user wants to read them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridealong.config import DATE_FORMS, WEEKDAYS
from ridealong.domain.days import Days
from ridealong.domain.periods import Zoom
from ridealong.services.outcomes.history_summary import Summary, WeekOfVisits
from ridealong.tui import dates
from ridealong.tui.screens.chart_lines import chart_lines
from ridealong.tui.widgets.board_words import column_words

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


@pytest.mark.parametrize(
    ("form", "cell"),
    [
        ("11 Jan 2027", "28 Dec – 1 Jan 2027"),
        ("2027-01-11", "2026-12-28 – 2027-01-01"),
        ("01/11/2027", "12/28 – 01/01/2027"),
    ],
)
def test_in_a_list_the_year_before_goes_without_saying(form: str, cell: str) -> None:
    dates.use(form, WEEKDAYS[0])
    assert dates.span_cell(Days(date(2026, 12, 28), date(2027, 1, 1))) == cell
    for longer in (Days(MONDAY, MONDAY), Days(date(2026, 1, 1), date(2027, 1, 1))):
        assert dates.span_cell(longer) == dates.span_words(longer)


@pytest.mark.parametrize("form", DATE_FORMS)
def test_the_days_in_a_sentence_of_a_service_are_written_in_the_form(form: str) -> None:
    dates.use(form, WEEKDAYS[0])
    assert dates.with_days("Round 3 (2027-01-11) has begun: 2027-01-11.") == f"Round 3 ({form}) has begun: {form}."
    same = "'trial 2027-01-11' is no day, nor are 2027-13-01, 2027-01-111 or plan-2027-01-11.ics; such as 2027-01-11"
    assert dates.with_days(same) == same


def test_months_do_not_follow_the_language_of_the_machine() -> None:
    assert [dates.month_in_full(date(2027, month, 1))[:3] for month in range(1, 13)] == [
        dates.month_words(date(2027, month, 1)) for month in range(1, 13)
    ]
    assert dates.month_in_full(MONDAY) == "January"


@given(st.dates(date(1900, 1, 10)), st.sampled_from(WEEKDAYS), st.sampled_from(DATE_FORMS))
def test_every_day_is_in_the_week_that_begins_before_it(day: date, first: str, form: str) -> None:
    dates.use(form, first)
    start = dates.week_start(day)
    assert f"{start:%A}".casefold() == first
    assert timedelta(0) <= day - start < timedelta(days=7)
    assert dates.week_words(day) == f"week of {dates.date_words(start)}"
    assert len(dates.date_cell(day)) in (10, 11)


def test_charts_and_board_name_a_week_alike() -> None:
    dates.use(DATE_FORMS[0], "sunday")
    found = Summary(this_week=MONDAY, weeks=(WeekOfVisits(monday=MONDAY, held=1),), reach=(), since=MONDAY)
    _heading, week = chart_lines(found, only=False)
    assert week.label == "[10 Jan]"
    named = column_words(Zoom.WEEK, Days(MONDAY, MONDAY + timedelta(days=6)))
    assert (week.about, week.opens.words) == (f"{named.capitalize()}, this week: 1 held".replace("jan", "Jan"), named)  # type: ignore[union-attr] - it leads to its list


@pytest.mark.parametrize(("first", "begins"), [("monday", 11), ("sunday", 10), ("saturday", 9)])
def test_the_week_of_a_round_is_named_after_its_first_day(first: str, begins: int) -> None:
    dates.use(DATE_FORMS[0], first)
    assert dates.week_start(MONDAY) == date(2027, 1, begins)
