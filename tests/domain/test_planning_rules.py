"""The rules a plan keeps to, in rounds and days."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.test_programs import START, program
from ridealong.domain.days import Days
from ridealong.domain.pairings import Freeze
from ridealong.domain.people import Person, Side
from ridealong.domain.planning_rules import (
    Hosted,
    HostLimit,
    closing_reason,
    host_limit,
    is_away,
    may_meet_again,
    may_receive,
    repeat_gap,
    seats,
)
from ridealong.domain.programs import Kind

WEEK = Days(START, START + timedelta(days=4))
QUARTER = Days(START, START + timedelta(weeks=12, days=4))
ANA = Person(email="ana@x.example", name="Ana", side=Side.IT, team="Platform")


def away(first: int, days: int = 1) -> Days:
    return Days(START + timedelta(days=first), START + timedelta(days=first + days - 1))


def test_a_person_away_on_one_day_of_the_week_is_not_sent_on_a_visit() -> None:
    assert not is_away(Kind.RIDE_ALONG, WEEK, [])
    assert is_away(Kind.RIDE_ALONG, WEEK, [away(4)])
    assert not is_away(Kind.RIDE_ALONG, WEEK, [away(-1), away(5, 2)])


def test_a_weekend_away_in_the_middle_of_a_visit_of_two_weeks_does_not_matter() -> None:
    assert not is_away(Kind.RIDE_ALONG, Days(START, START + timedelta(days=11)), [away(5, 2)])


def test_buddies_must_be_away_for_more_than_half_of_their_time() -> None:
    assert not is_away(Kind.BUDDY, QUARTER, [away(0, 42)])
    assert is_away(Kind.BUDDY, QUARTER, [away(0, 7 * 7)])
    assert not is_away(Kind.BUDDY, QUARTER, [away(0, 40), away(0, 40), away(3, 20)])


SPANS = st.builds(away, st.integers(-20, 60), st.integers(1, 40))


@given(days=SPANS, absences=st.lists(SPANS, max_size=4))
def test_being_away_is_counted_in_working_days(days: Days, absences: list[Days]) -> None:
    working = [day for day in days if day.weekday() < 5]
    missed = [day for day in working if any(day in one for one in absences)]
    assert is_away(Kind.RIDE_ALONG, days, absences) == bool(missed)
    assert is_away(Kind.BUDDY, days, absences) == (len(missed) > len(working) - len(missed))


def test_a_round_is_closed_to_who_is_not_there_for_all_of_it() -> None:
    assert closing_reason(Kind.RIDE_ALONG, ANA, WEEK, []) == ""
    comes = replace(ANA, first_day=START + timedelta(days=1))
    assert closing_reason(Kind.RIDE_ALONG, comes, WEEK, []) == "Ana is not at work yet"
    left = replace(ANA, last_day=START - timedelta(days=1))
    assert closing_reason(Kind.RIDE_ALONG, left, WEEK, []) == "Ana has left"
    leaves = replace(ANA, last_day=START + timedelta(days=3))
    assert closing_reason(Kind.RIDE_ALONG, leaves, WEEK, []) == "Ana leaves before the end"


def test_a_freeze_closes_a_visit_that_it_touches_and_says_why() -> None:
    freeze = Freeze(side=Side.IT, team="platform", days=away(4, 10), reason="year-end change freeze")
    whole = Freeze(side=Side.IT, days=away(4, 10), reason="move")
    assert closing_reason(Kind.RIDE_ALONG, ANA, WEEK, [freeze]) == "platform takes no part: year-end change freeze"
    assert closing_reason(Kind.RIDE_ALONG, ANA, WEEK, [whole]) == "IT takes no part: move"
    assert closing_reason(Kind.RIDE_ALONG, replace(ANA, team="Data"), WEEK, [freeze]) == ""


def test_a_freeze_of_two_weeks_does_not_keep_a_team_from_having_buddies_for_a_quarter() -> None:
    short = Freeze(side=Side.IT, days=away(7, 14), reason="year-end")
    long = Freeze(side=Side.IT, days=away(7, 70), reason="merger")
    assert closing_reason(Kind.BUDDY, ANA, QUARTER, [short]) == ""
    assert closing_reason(Kind.BUDDY, ANA, QUARTER, [long]) == "IT takes no part: merger"


@pytest.mark.parametrize(
    ("weeks", "days", "gap"), [(1, 90, 13), (2, 90, 7), (13, 90, 1), (1, 0, 0), (1, 3, 0), (1, 4, 1), (4, 87, 3)]
)
def test_so_many_rounds_lie_between_two_meetings_of_the_same_two(weeks: int, days: int, gap: int) -> None:
    assert repeat_gap(program(weeks=weeks, repeat_days=days)) == gap


@given(st.integers(1, 13), st.integers(0, 200), st.integers(0, 30))
def test_the_gap_is_the_least_that_keeps_two_people_apart_for_the_days(weeks: int, days: int, number: int) -> None:
    found = program(weeks=weeks, repeat_days=days, rounds=200)
    gap = repeat_gap(found)
    last = found.round_days(number)
    again = found.round_days(number + gap + 1)
    assert (again.first - last.last).days >= days
    assert gap == 0 or (found.round_days(number + gap).first - last.last).days < days
    assert may_meet_again(found, last.last) == number + gap + 1


@given(st.integers(1, 13), st.integers(0, 200), st.integers(-400, 400))
def test_two_people_meet_again_in_the_first_round_far_enough_from_the_last_day(
    weeks: int, days: int, offset: int
) -> None:
    found = program(weeks=weeks, repeat_days=days)
    last = START + timedelta(days=offset)
    first = may_meet_again(found, last)
    assert (found.round_days(first).first - last).days >= days
    assert (found.round_days(first - 1).first - last).days < days


def test_weeks_of_rest_and_the_quarter_become_rounds() -> None:
    rests = [program(weeks=weeks, host_rest_weeks=2) for weeks in (1, 2, 4)]
    assert [host_limit(one).rest_rounds(one) for one in rests] == [2, 1, 1]
    rested = program(host_rest_weeks=0)
    assert host_limit(rested).rest_rounds(rested) == 0
    windows = [program(weeks=weeks) for weeks in (1, 2, 13, 26)]
    assert [host_limit(one).window_rounds(one) for one in windows] == [13, 7, 1, 1]


def test_a_stated_capacity_is_kept_and_else_everybody_finds_a_buddy() -> None:
    assert seats(replace(ANA, capacity=3), Kind.RIDE_ALONG, 100, 1) == 3
    assert seats(replace(ANA, capacity=0), Kind.BUDDY, 100, 1) == 0
    assert seats(ANA, Kind.RIDE_ALONG, 100, 1) == 1
    assert [seats(ANA, Kind.BUDDY, guests, 10) for guests in (5, 10, 11)] == [1, 1, 2]


def test_a_freeze_ends_on_its_last_day() -> None:
    freeze = Freeze(side=Side.IT, days=Days(date(2026, 12, 20), START - timedelta(days=1)), reason="year-end")
    assert closing_reason(Kind.RIDE_ALONG, ANA, WEEK, [freeze]) == ""


def limit(rest: int, visits: int | None, window: int = 13) -> HostLimit:
    return HostLimit(rest_weeks=rest, visits=visits, window_weeks=window)


def hosted(one: HostLimit, *weeks: int) -> list[Hosted]:
    return [(START + timedelta(weeks=week), one) for week in weeks]


def may(own: HostLimit, others: Sequence[Hosted], week: int, guests: int = 1) -> bool:
    return may_receive(own, others, START + timedelta(weeks=week), guests)


def test_a_host_rests_whole_weeks_between_visits_and_not_between_guests_of_one_week() -> None:
    rested = limit(2, None)
    assert [week for week in range(2, 9) if may(rested, hosted(rested, 5), week)] == [2, 5, 8]


def test_a_host_has_no_more_guests_in_any_window_than_allowed() -> None:
    two = limit(0, 2, 4)
    assert may(two, hosted(two, 3), 0)
    assert not may(two, hosted(two, 1, 3), 0)
    assert may(two, hosted(two, 1, 4), 0)
    assert not may(two, hosted(two, 3), 0, guests=2)
    assert not may(two, hosted(two, -2, 1), 0)


def test_what_one_program_promised_its_host_another_one_keeps() -> None:
    loose, strict = limit(0, 3), limit(2, 1, 4)
    assert [week for week in range(-4, 5) if may(loose, hosted(strict, 0), week)] == [-4, 4]
    assert [week for week in range(-4, 5) if may(strict, hosted(loose, 0), week)] == [-4, 4]
    # Around visits of the looser one alone, nothing of the stricter one holds, however many there are.
    assert may(loose, [*hosted(strict, 0), *hosted(loose, 8)], 9)


@given(
    some=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 2)), min_size=1, max_size=5),
    limits=st.lists(
        st.builds(limit, st.integers(0, 2), st.integers(1, 3) | st.none(), st.integers(1, 8)), min_size=3, max_size=3
    ),
)
def test_it_does_not_matter_in_which_order_visits_come(some: list[tuple[int, int]], limits: list[HostLimit]) -> None:
    def stand(visits: Sequence[tuple[int, int]]) -> bool:
        there: list[Hosted] = []
        for week, which in visits:
            if not may(limits[which], there, week):
                return False
            there += hosted(limits[which], week)
        return True

    assert len({stand(order) for order in (some, some[::-1], sorted(some))}) == 1
