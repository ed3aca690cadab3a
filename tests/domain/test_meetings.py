"""The check-ins of a pairing: on which days, at an hour that suits both."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue
from ridealong.domain.hours import shared_minutes
from ridealong.domain.meeting_times import check_in_series
from ridealong.domain.meetings import Series
from ridealong.domain.people import OFFICE_HOURS, WorkingHours
from ridealong.domain.programs import CheckIn

MONDAY = date(2027, 1, 11)
WEEK = Days(MONDAY, MONDAY + timedelta(days=4))
QUARTER = Days(MONDAY, MONDAY + timedelta(weeks=12, days=4))
BERLIN = (OFFICE_HOURS, "Europe/Berlin")
NEW_YORK = (OFFICE_HOURS, "America/New_York")


def works(place: tuple[WorkingHours, str], start: datetime, minutes: int) -> bool:
    hours, name = place
    begins = start.astimezone(ZoneInfo(name))
    ends = (start.astimezone(ZoneInfo("UTC")) + timedelta(minutes=minutes)).astimezone(ZoneInfo(name))
    return hours.start <= begins.time() and ends.time() <= hours.end and begins.date() == ends.date()


def test_a_visit_of_one_week_has_one_check_in_on_its_weekday() -> None:
    series = check_in_series(WEEK, CheckIn(weekday=2), BERLIN, BERLIN)
    assert list(series.occurrences()) == [datetime(2027, 1, 13, 10, tzinfo=ZoneInfo("Europe/Berlin"))]


def test_buddies_meet_every_two_weeks_until_the_end() -> None:
    series = check_in_series(QUARTER, CheckIn(weekday=2, every_weeks=2), BERLIN, BERLIN)
    days = [when.date() for when in series.occurrences()]
    assert days == [date(2027, 1, 13) + timedelta(weeks=2 * number) for number in range(7)]
    assert series.last == days[-1] == date(2027, 4, 7)


def test_a_pairing_that_begins_after_the_weekday_checks_in_a_week_later() -> None:
    days = Days(date(2027, 1, 14), date(2027, 1, 29))
    series = check_in_series(days, CheckIn(weekday=2), BERLIN, BERLIN)
    assert [when.date() for when in series.occurrences()] == [date(2027, 1, 20), date(2027, 1, 27)]


def test_a_pairing_too_short_for_the_weekday_checks_in_on_its_last_day() -> None:
    series = check_in_series(WEEK, CheckIn(weekday=6), BERLIN, BERLIN)
    assert [when.date() for when in series.occurrences()] == [WEEK.last]


def test_a_check_in_moves_to_an_hour_when_both_work() -> None:
    series = check_in_series(WEEK, CheckIn(at=time(10)), BERLIN, NEW_YORK)
    assert (series.at, series.zone) == (time(15), "Europe/Berlin")
    assert check_in_series(WEEK, CheckIn(at=time(15, 30)), BERLIN, NEW_YORK).at == time(15, 30)
    assert check_in_series(WEEK, CheckIn(at=time(16, 45)), BERLIN, NEW_YORK).at == time(15)


def test_the_hour_suits_both_on_both_sides_of_a_change_of_clocks() -> None:
    days = Days(date(2027, 3, 15), date(2027, 4, 16))
    series = check_in_series(days, CheckIn(weekday=2, at=time(14)), BERLIN, NEW_YORK)
    assert series.at == time(15)
    assert all(works(BERLIN, when, 30) and works(NEW_YORK, when, 30) for when in series.occurrences())


def test_people_who_share_no_hour_keep_the_hour_of_the_program() -> None:
    auckland = (OFFICE_HOURS, "Pacific/Auckland")
    assert check_in_series(WEEK, CheckIn(at=time(10)), BERLIN, auckland).at == time(10)


HOURS = st.builds(
    lambda start, length: WorkingHours(time(start), time(start + length)), st.integers(6, 11), st.integers(4, 9)
)
PLACES = st.tuples(
    HOURS,
    st.sampled_from(["UTC", "Europe/Berlin", "Europe/London", "America/New_York", "Asia/Kolkata", "Africa/Cairo"]),
)
PAIRING_DAYS = st.builds(
    lambda first, length: Days(first, first + timedelta(days=length)),
    st.dates(date(2027, 1, 1), date(2027, 12, 1)),
    st.integers(0, 120),
)
RHYTHMS = st.builds(
    CheckIn,
    weekday=st.integers(0, 6),
    at=st.builds(time, st.integers(0, 23)),
    minutes=st.sampled_from([5, 30, 60]),
    every_weeks=st.integers(1, 4),
)


@given(PAIRING_DAYS, RHYTHMS, PLACES, PLACES)
def test_every_check_in_lies_in_the_days_of_the_pairing(
    days: Days, rhythm: CheckIn, place: tuple[WorkingHours, str], other: tuple[WorkingHours, str]
) -> None:
    series = check_in_series(days, rhythm, place, other)
    found = [when.date() for when in series.occurrences()]
    assert found
    assert found[-1] == series.last
    assert all(day in days for day in found)
    assert len(found) == 1 or all(day.weekday() == rhythm.weekday for day in found)
    assert len(found) == 1 + series.repeats


@given(PAIRING_DAYS, RHYTHMS, PLACES, PLACES)
def test_every_check_in_lies_in_the_working_hours_of_both(
    days: Days, rhythm: CheckIn, place: tuple[WorkingHours, str], other: tuple[WorkingHours, str]
) -> None:
    # Clocks of two zones never drift apart by more than an hour: who shares two hours more shares one all year.
    assume(shared_minutes(place, other, days.first) >= rhythm.minutes + 120)
    series = check_in_series(days, rhythm, place, other)
    for when in series.occurrences():
        assert works(place, when, rhythm.minutes)
        assert works(other, when, rhythm.minutes)


def test_a_series_leaves_out_days_and_counts_them_still() -> None:
    series = Series(
        first=MONDAY,
        last=MONDAY + timedelta(weeks=3),
        at=time(10),
        minutes=30,
        zone="Europe/Berlin",
        without=(MONDAY + timedelta(weeks=1), MONDAY + timedelta(days=2)),
    )
    assert [when.date() for when in series.occurrences()] == [MONDAY + timedelta(weeks=week) for week in (0, 2, 3)]
    assert series.repeats == 3
    assert series.left_out == (MONDAY + timedelta(weeks=1),)


def test_a_series_stays_at_its_wall_clock_time_when_clocks_change() -> None:
    series = Series(date(2027, 3, 22), date(2027, 4, 5), time(10), 30, "Europe/Berlin")
    assert [when.hour for when in series.occurrences()] == [10, 10, 10]
    assert {when.utcoffset() for when in series.occurrences()} == {timedelta(hours=1), timedelta(hours=2)}


def test_a_series_without_length_or_that_ends_early_is_refused() -> None:
    with pytest.raises(InvalidValue, match=r"lies before"):
        Series(MONDAY, MONDAY - timedelta(days=7), time(10), 30, "UTC")
    with pytest.raises(InvalidValue, match=r"0 minutes are not a length"):
        Series(MONDAY, MONDAY, time(10), 0, "UTC")
