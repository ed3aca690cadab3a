"""Programs: their rounds, what is let pass, and who takes part."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue
from ridealong.domain.people import Side
from ridealong.domain.programs import DEFAULTS, CheckIn, Enrolment, EnrolmentState, Kind, Program

START = date(2027, 1, 11)


def program(**more: object) -> Program:
    values: dict[str, object] = {
        "name": "Spring",
        "kind": Kind.RIDE_ALONG,
        "guest_side": Side.IT,
        "start": START,
        "rounds": 6,
        "weeks": 1,
        "visits_per_guest": 1,
        "host_visits": 2,
    }
    return Program(**(values | more))  # type: ignore[arg-type]  # fields of a Program by name


def test_a_round_runs_from_monday_to_friday() -> None:
    assert program().round_days(0) == Days(START, date(2027, 1, 15))
    assert program(weeks=2).round_days(1) == Days(date(2027, 1, 25), date(2027, 2, 5))
    assert program(kind=Kind.BUDDY, rounds=1, weeks=13).round_days(0) == Days(START, date(2027, 4, 9))


def test_a_program_runs_to_the_sunday_after_its_last_round() -> None:
    assert program().days == Days(START, date(2027, 2, 21))
    assert program().host_side is Side.MARKETING


@given(st.integers(1, 20), st.integers(1, 13))
def test_every_day_of_a_round_belongs_to_it(rounds: int, weeks: int) -> None:
    found = program(rounds=rounds, weeks=weeks)
    for number in range(rounds):
        days = found.round_days(number)
        assert all(found.round_of(day) == number for day in days)
        assert days.first.weekday() == 0
        assert days.first in found.days
        assert days.last in found.days
    assert found.round_of(START - timedelta(days=1)) == -1


@pytest.mark.parametrize(("weeks", "publish", "rounds"), [(1, 4, 4), (2, 4, 2), (3, 4, 1), (13, 4, 1)])
def test_publishing_takes_the_rounds_of_so_many_weeks_and_always_one(weeks: int, publish: int, rounds: int) -> None:
    assert program(weeks=weeks, publish_weeks=publish).publish_rounds == rounds


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"rounds": 0}, "0 is not a number of rounds. Give 1 to 250"),
        ({"rounds": 251}, "251 is not a number of rounds"),
        ({"weeks": 0}, "0 is not a number of weeks. Give 1 to 52"),
        ({"visits_per_guest": 0}, "0 is not a number of visits per guest"),
        ({"host_visits": 0}, "0 is not a number of visits per host"),
        ({"host_visits": -1}, "-1 is not a number of visits per host"),
        ({"host_window_weeks": 0}, "0 is not a number of weeks in which a host's visits are counted"),
        ({"publish_weeks": 0}, "weeks to publish at once"),
        ({"repeat_days": -1}, "days before the same two meet again"),
        ({"host_rest_weeks": -1}, "weeks of rest for a host"),
        ({"name": "  "}, "A program needs a name"),
        ({"start": date(9999, 12, 27)}, "9999-12-27 is too far away"),
    ],
)
def test_a_setting_out_of_its_range_is_refused(setting: dict[str, object], said: str) -> None:
    with pytest.raises(InvalidValue, match=said):
        program(**setting)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"weekday": 7}, "7 is not a weekday"),
        ({"minutes": 4}, "cannot last 4 minutes. Give 5 to 480"),
        ({"every_weeks": 0}, "every 0 weeks. Give 1 to 52"),
    ],
)
def test_a_check_in_out_of_its_range_is_refused(setting: dict[str, int], said: str) -> None:
    with pytest.raises(InvalidValue, match=said):
        CheckIn(**setting)  # type: ignore[arg-type]  # none is `at`, the one field that is no number


def test_the_kinds_that_can_be_planned_start_from_their_defaults() -> None:
    ride_along, buddy = DEFAULTS[Kind.RIDE_ALONG], DEFAULTS[Kind.BUDDY]
    assert (ride_along.visits_per_guest, ride_along.host_visits, ride_along.host_rest_weeks) == (1, 2, 2)
    assert (ride_along.rounds, ride_along.weeks) == (13, 1)
    assert (buddy.rounds, buddy.weeks, buddy.check_in.every_weeks, buddy.host_visits) == (1, 13, 2, None)


def test_a_kind_has_a_label_for_people_who_have_not_read_our_words() -> None:
    assert {kind: kind.label for kind in Kind} == {
        Kind.BUDDY: "Buddies",
        Kind.RIDE_ALONG: "Ride-along",
        Kind.ROTATION: "Day in the life",
        Kind.COMPOSITE: "Embedded team",
        Kind.HELP: "Help from marketing",
        Kind.COFFEE: "Coffee",
        Kind.SPONSORS: "Sponsors' meeting",
    }
    assert [kind for kind in Kind if not kind.visits] == [Kind.BUDDY, Kind.COFFEE, Kind.SPONSORS]
    assert [kind for kind in Kind if kind.gathers] == [Kind.COFFEE, Kind.SPONSORS]


@pytest.mark.parametrize(
    ("state", "until", "takes_part"),
    [
        (EnrolmentState.AGREED, None, True),
        (EnrolmentState.ASKED, None, False),
        (EnrolmentState.DECLINED, None, False),
        (EnrolmentState.PAUSED, START - timedelta(days=1), True),
        (EnrolmentState.PAUSED, START, False),
        (EnrolmentState.PAUSED, None, False),
    ],
)
def test_only_who_agreed_and_does_not_pause_takes_part(
    state: EnrolmentState, until: date | None, takes_part: bool
) -> None:
    assert Enrolment(email="a@x.example", state=state, until=until).takes_part(START) is takes_part
