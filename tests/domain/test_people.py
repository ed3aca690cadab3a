"""People, and the working time that two of them share."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridealong.domain.errors import InvalidValue
from ridealong.domain.hours import shared_hours, shared_minutes
from ridealong.domain.people import OFFICE_HOURS, Person, Side, WorkingHours, identity

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/Los_Angeles")
HOURS = st.builds(
    lambda start, length: WorkingHours(time(start), time(min(23, start + length))),
    st.integers(0, 22),
    st.integers(1, 12),
)
PLACES = st.tuples(HOURS, st.sampled_from(ZONES))


def test_people_are_compared_by_address_in_any_letter_case() -> None:
    one = Person(email="Ana@X.example", name="Ana", side=Side.IT, team="Platform")
    assert one.identity == identity(" ana@x.EXAMPLE ")
    assert one.hours == OFFICE_HOURS
    assert one.side.other is Side.MARKETING
    assert (Side.IT.label, Side.MARKETING.label) == ("IT", "Marketing")


def test_somebody_is_at_work_from_the_first_to_the_last_day() -> None:
    one = Person(
        email="a@x.example",
        name="A",
        side=Side.IT,
        team="T",
        first_day=date(2027, 1, 4),
        last_day=date(2027, 1, 8),
    )
    assert [one.at_work(date(2027, 1, day)) for day in (3, 4, 8, 9)] == [False, True, True, False]


def test_nobody_leaves_before_they_come() -> None:
    with pytest.raises(InvalidValue, match=r"a@x.example: the last day 2027-01-03 lies before the first"):
        Person(
            email="a@x.example",
            name="A",
            side=Side.IT,
            team="T",
            first_day=date(2027, 1, 4),
            last_day=date(2027, 1, 3),
        )


def test_nobody_leads_themselves() -> None:
    with pytest.raises(InvalidValue, match=r"A@x.example is given as their own manager"):
        Person(email="A@x.example", name="A", side=Side.IT, team="T", manager="a@X.example")


def test_working_hours_are_shown_as_they_are_typed() -> None:
    assert str(WorkingHours(time(8, 30), time(16))) == "08:30-16:00"


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        (date(2027, 1, 11), 14, 16),  # both in winter: six hours apart
        (date(2027, 3, 15), 13, 16),  # New York has changed its clocks and Berlin has not: five hours
        (date(2027, 7, 12), 13, 15),  # both in summer
    ],
)
def test_shared_hours_follow_the_clocks_of_both_zones(day: date, start: int, end: int) -> None:
    berlin, new_york = (OFFICE_HOURS, "Europe/Berlin"), (OFFICE_HOURS, "America/New_York")
    assert shared_hours(berlin, new_york, day) == (
        datetime(day.year, day.month, day.day, start, tzinfo=UTC),
        datetime(day.year, day.month, day.day, end, tzinfo=UTC),
    )


def test_a_morning_in_auckland_is_the_evening_before_in_london() -> None:
    auckland, london = (OFFICE_HOURS, "Pacific/Auckland"), (WorkingHours(time(17), time(23)), "Europe/London")
    shared = shared_hours(auckland, london, date(2027, 1, 12))
    assert shared == (datetime(2027, 1, 11, 20, tzinfo=UTC), datetime(2027, 1, 11, 23, tzinfo=UTC))
    assert shared_minutes(auckland, london, date(2027, 1, 12)) == 180


def test_no_shared_hours_are_none() -> None:
    early, late = (WorkingHours(time(6), time(10)), "UTC"), (WorkingHours(time(10), time(14)), "UTC")
    assert shared_hours(early, late, date(2027, 1, 11)) is None
    assert shared_minutes(early, late, date(2027, 1, 11)) == 0


@given(PLACES, PLACES, st.dates(date(2027, 1, 1), date(2027, 12, 31)))
def test_in_every_shared_moment_both_work(
    one: tuple[WorkingHours, str], other: tuple[WorkingHours, str], day: date
) -> None:
    shared = shared_hours(one, other, day)
    if shared is None:
        return
    for hours, name in (one, other):
        for moment in (shared[0], shared[1] - timedelta(minutes=1)):
            local = moment.astimezone(ZoneInfo(name))
            assert hours.start <= local.time() < hours.end
    assert shared[0].astimezone(ZoneInfo(one[1])).date() == day
