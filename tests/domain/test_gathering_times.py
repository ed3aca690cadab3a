"""When groups meet: on which day of their round, and at an hour that suits all."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridealong.domain.availability import Availability
from ridealong.domain.days import Days
from ridealong.domain.gathering_times import coffee_day, coffee_time, sponsors_series
from ridealong.domain.hours import shared_by_all
from ridealong.domain.people import OFFICE_HOURS, Side, WorkingHours
from ridealong.domain.programs import CheckIn, Kind, Program

START = date(2027, 1, 11)
WEDNESDAY = START + timedelta(days=2)
BERLIN, LONDON, NEW_YORK, AUCKLAND = "Europe/Berlin", "Europe/London", "America/New_York", "Pacific/Auckland"


def program(kind: Kind = Kind.COFFEE, **more: object) -> Program:
    values: dict[str, object] = {"rounds": 7, "weeks": 2, "check_in": CheckIn(weekday=2, at=time(15), minutes=30)}
    return Program(
        name="Coffee",
        kind=kind,
        guest_side=Side.IT,
        start=START,
        visits_per_guest=250,
        host_visits=None,
        time_zone=BERLIN,
        **(values | more),  # type: ignore[arg-type]  # fields of a Program by name
    )


def free(zone: str = BERLIN, hours: WorkingHours = OFFICE_HOURS, **more: object) -> Availability:
    return Availability(hours=hours, zone=zone, **more)  # type: ignore[arg-type]  # fields of an Availability by name


ROUND = program().round_days(0)


def test_a_coffee_is_on_the_weekday_of_the_program_in_the_first_week_of_its_round() -> None:
    when = coffee_time(program(), ROUND, [free(), free()])
    assert (when.first, when.last, when.at, when.minutes, when.zone) == (WEDNESDAY, WEDNESDAY, time(15), 30, BERLIN)


def test_a_public_holiday_of_anybody_moves_it_to_the_next_working_day() -> None:
    off = free(holidays=frozenset({WEDNESDAY, WEDNESDAY + timedelta(days=1)}))
    assert coffee_day(program(), ROUND, [free(), off]) == WEDNESDAY + timedelta(days=2)
    weekend = frozenset(WEDNESDAY + timedelta(days=day) for day in range(3))
    assert coffee_day(program(), ROUND, [free(holidays=weekend)]) == START + timedelta(days=7)


def test_where_all_of_the_round_is_a_holiday_it_stays_on_its_weekday() -> None:
    assert coffee_day(program(), ROUND, [free(holidays=frozenset(ROUND))]) == WEDNESDAY


def test_that_somebody_is_away_moves_nothing() -> None:
    assert coffee_day(program(), ROUND, [free(away=(Days(WEDNESDAY, WEDNESDAY),))]) == WEDNESDAY


def test_a_weekday_that_only_comes_after_the_working_days_is_the_last_of_them() -> None:
    short = program(weeks=1, check_in=CheckIn(weekday=6, at=time(15)))
    assert coffee_day(short, short.round_days(0), [free()]) == date(2027, 1, 15)


@pytest.mark.parametrize(
    ("zones", "zone", "at"),
    [
        # Most are in London, where three o'clock suits all.
        ((BERLIN, LONDON, LONDON), LONDON, time(15)),
        # Nine in New York is three in Berlin.
        ((BERLIN, BERLIN, NEW_YORK), BERLIN, time(15)),
        ((NEW_YORK, NEW_YORK, BERLIN), NEW_YORK, time(10, 30)),
        # Nobody in Auckland works while Berlin does: the hour of the program, in its zone.
        ((BERLIN, AUCKLAND), BERLIN, time(15)),
        ((AUCKLAND, NEW_YORK), NEW_YORK, time(15)),
    ],
)
def test_the_hour_is_the_nearest_to_the_wished_one_at_which_all_work(
    zones: tuple[str, ...], zone: str, at: time
) -> None:
    when = coffee_time(program(), ROUND, [free(one) for one in zones])
    assert (when.zone, when.at) == (zone, at)


def test_an_hour_that_is_too_late_for_some_comes_earlier() -> None:
    early = free(hours=WorkingHours(time(7), time(14)))
    assert coffee_time(program(), ROUND, [free(), early]).at == time(13, 30)
    never = free(hours=WorkingHours(time(7), time(9, 20)))
    assert coffee_time(program(), ROUND, [free(), never]).at == time(15)


@given(
    st.lists(st.tuples(st.sampled_from([BERLIN, LONDON, NEW_YORK, AUCKLAND]), st.integers(0, 15)), min_size=1),
    st.integers(0, 23),
)
def test_whatever_hour_is_chosen_suits_all_or_no_hour_does(people: list[tuple[str, int]], hour: int) -> None:
    some = [free(zone, WorkingHours(time(start), time(start + 8))) for zone, start in people]
    wished = program(check_in=CheckIn(weekday=2, at=time(hour), minutes=30))
    when = coffee_time(wished, ROUND, some)
    shared = shared_by_all([one.place for one in some], when.first, when.zone)
    begin = next(when.occurrences()).replace(tzinfo=None)
    long = [one for one in shared if one[1] - one[0] >= timedelta(minutes=30)]
    assert not long or any(start <= begin and begin + timedelta(minutes=30) <= end for start, end in long)


def test_the_sponsors_meet_every_week_but_on_days_on_which_one_is_off() -> None:
    weekly = program(Kind.SPONSORS, rounds=1, weeks=6, check_in=CheckIn(weekday=2, at=time(10), minutes=20))
    week = timedelta(weeks=1)
    it = free(away=(Days(WEDNESDAY + week, WEDNESDAY + week),))
    other = free(LONDON, holidays=frozenset({WEDNESDAY + 2 * week}))
    series = sponsors_series(weekly, weekly.days, (it, other), (WEDNESDAY + 3 * week,))
    assert (series.zone, series.at, series.minutes, series.every_weeks) == (BERLIN, time(10), 20, 1)
    assert [one.to for one in series.taking_place()] == [WEDNESDAY, WEDNESDAY + 4 * week, WEDNESDAY + 5 * week]


def test_a_program_without_a_rhythm_meets_as_its_kind_usually_does() -> None:
    assert coffee_time(replace(program(), check_in=None), ROUND, [free()]).at == time(15)
