"""When the meetings of a visit take place: on days and at hours that suit guest and host, the same whenever asked."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from ridealong.domain.availability import Availability
from ridealong.domain.days import Days
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meeting_times import meeting_kinds, meeting_time
from ridealong.domain.meetings import AllDay, Series
from ridealong.domain.people import OFFICE_HOURS, Side, WorkingHours
from ridealong.domain.programs import CheckIn, Kind, Program

MONDAY = date(2027, 5, 10)
WEEK = Days(MONDAY, MONDAY + timedelta(days=4))
BERLIN = Availability(hours=OFFICE_HOURS, zone="Europe/Berlin")
PROGRAM = Program(
    name="Spring",
    kind=Kind.RIDE_ALONG,
    guest_side=Side.IT,
    start=MONDAY,
    rounds=1,
    weeks=1,
    visits_per_guest=1,
    host_visits=1,
)
WEEKLY = replace(PROGRAM, check_in=CheckIn(weekday=2, at=time(11)))


def away(*days: date) -> Availability:
    return replace(BERLIN, away=tuple(Days(day, day) for day in days))


def holidays(*days: date) -> Availability:
    return replace(BERLIN, holidays=frozenset(days))


def may(day: int) -> date:
    return date(2027, 5, day)


def single(
    kind: MeetingKind, guest: Availability = BERLIN, host: Availability = BERLIN, program: Program = PROGRAM
) -> Series:
    found = meeting_time(kind, program, WEEK, guest, host)
    assert isinstance(found, Series)
    assert found.first == found.last
    return found


def test_a_visit_takes_whole_days_from_the_first_to_the_last() -> None:
    assert meeting_time(MeetingKind.VISIT, PROGRAM, WEEK, BERLIN, BERLIN) == AllDay(WEEK)


def test_a_prep_takes_half_an_hour_three_working_days_before_the_visit() -> None:
    assert single(MeetingKind.PREP) == Series(may(5), may(5), time(10), 30, "Europe/Berlin")


def test_a_prep_counts_working_days_without_public_holidays_of_either() -> None:
    assert single(MeetingKind.PREP, guest=holidays(may(7))).first == may(4)
    assert single(MeetingKind.PREP, host=holidays(may(6)), guest=holidays(may(7))).first == may(3)


def test_a_prep_on_a_day_when_one_is_away_is_earlier_or_else_closer_to_the_visit() -> None:
    assert single(MeetingKind.PREP, guest=away(may(5))).first == may(4)
    assert single(MeetingKind.PREP, host=away(may(5), may(4))).first == may(3)
    assert single(MeetingKind.PREP, guest=away(may(5), may(3)), host=away(may(4))).first == may(6)
    assert single(MeetingKind.PREP, guest=away(may(5), may(6)), host=away(may(3), may(4))).first == may(7)


def test_a_prep_that_suits_nobody_stays_three_working_days_before() -> None:
    assert single(MeetingKind.PREP, guest=away(*map(may, range(1, 10)))).first == may(5)


def test_a_prep_is_at_the_hour_that_the_program_wishes_for_check_ins() -> None:
    assert single(MeetingKind.PREP, program=WEEKLY).at == time(11)
    assert single(MeetingKind.DEBRIEF, program=WEEKLY).at == time(11)


def test_a_welcome_is_on_the_first_morning_when_the_host_begins() -> None:
    early = replace(BERLIN, hours=WorkingHours(time(8), time(16)))
    assert single(MeetingKind.WELCOME) == Series(MONDAY, MONDAY, time(9), 30, "Europe/Berlin")
    assert single(MeetingKind.WELCOME, guest=early).at == time(9)
    # The guest begins at nine: the first half hour that both share.
    assert single(MeetingKind.WELCOME, host=early).at == time(9)


def test_a_welcome_waits_for_the_first_day_on_which_both_are_at_work() -> None:
    assert single(MeetingKind.WELCOME, guest=holidays(MONDAY)).first == may(11)
    assert single(MeetingKind.WELCOME, guest=holidays(MONDAY), host=away(may(11))).first == may(12)
    assert single(MeetingKind.WELCOME, guest=away(*WEEK)).first == MONDAY


def test_a_debrief_takes_three_quarters_of_an_hour_on_the_second_working_day_after() -> None:
    # The Monday after this visit is a public holiday in some countries, as are the days of Pentecost.
    assert single(MeetingKind.DEBRIEF) == Series(may(18), may(18), time(10), 45, "Europe/Berlin")
    assert single(MeetingKind.DEBRIEF, host=holidays(may(17))).first == may(19)


def test_a_debrief_on_a_day_when_one_is_away_is_later_or_else_the_first_day() -> None:
    assert single(MeetingKind.DEBRIEF, guest=away(may(18))).first == may(19)
    assert single(MeetingKind.DEBRIEF, guest=away(may(18), may(19), may(20))).first == may(21)
    assert single(MeetingKind.DEBRIEF, host=away(may(18), may(19), may(20), may(21))).first == may(17)
    assert single(MeetingKind.DEBRIEF, host=away(*map(may, range(15, 30)))).first == may(18)


def test_check_ins_leave_out_days_off_of_either_and_keep_their_rule() -> None:
    program = replace(WEEKLY, weeks=4)
    days = Days(MONDAY, MONDAY + timedelta(weeks=3, days=4))
    series = meeting_time(MeetingKind.CHECK_IN, program, days, away(may(12)), holidays(may(26)))
    assert isinstance(series, Series)
    assert (series.first, series.last, series.without) == (may(12), date(2027, 6, 2), (may(12), may(26)))
    assert [when.date() for when in series.occurrences()] == [may(19), date(2027, 6, 2)]


def test_a_host_in_tokyo_and_a_guest_in_berlin_meet_in_the_hour_they_share() -> None:
    tokyo = Availability(hours=WorkingHours(time(9), time(18)), zone="Asia/Tokyo")
    for kind in (MeetingKind.PREP, MeetingKind.WELCOME, MeetingKind.DEBRIEF):
        meeting = single(kind, host=tokyo)
        # 16:00 in Tokyo is 9:00 in Berlin while clocks there stand an hour on.
        assert (meeting.at, meeting.zone) == (time(16), "Asia/Tokyo")


def test_people_who_share_no_hour_meet_when_the_host_works() -> None:
    auckland = Availability(hours=OFFICE_HOURS, zone="Pacific/Auckland")
    assert single(MeetingKind.PREP, host=auckland).at == time(10)
    assert single(MeetingKind.WELCOME, host=auckland).at == time(9)


def test_a_day_off_is_meant_where_the_person_is() -> None:
    """Wednesday noon in Auckland is still Tuesday for a guest in Los Angeles."""
    auckland = Availability(hours=OFFICE_HOURS, zone="Pacific/Auckland")
    angeles = Availability(hours=OFFICE_HOURS, zone="America/Los_Angeles")
    assert single(MeetingKind.PREP, host=auckland, guest=angeles).first == may(5)
    there = replace(angeles, away=(Days(may(4), may(4)),))
    assert single(MeetingKind.PREP, host=auckland, guest=there).first == may(4)
    series = meeting_time(MeetingKind.CHECK_IN, WEEKLY, WEEK, replace(angeles, holidays=frozenset([may(11)])), auckland)
    assert isinstance(series, Series)
    assert series.left_out == (may(12),)


def test_a_welcome_keeps_the_morning_across_a_change_of_clocks() -> None:
    monday = date(2027, 3, 29)
    found = meeting_time(MeetingKind.WELCOME, PROGRAM, Days(monday, monday + timedelta(days=4)), BERLIN, BERLIN)
    assert isinstance(found, Series)
    assert list(found.occurrences()) == [datetime(2027, 3, 29, 9, tzinfo=ZoneInfo("Europe/Berlin"))]


def test_the_very_first_weeks_of_the_calendar_have_meetings_too() -> None:
    """A coordinator who mistypes a year gets an answer, not a crash."""
    days = Days(date(1, 1, 3), date(1, 1, 5))
    for kind in (MeetingKind.PREP, MeetingKind.WELCOME, MeetingKind.DEBRIEF):
        assert meeting_time(kind, PROGRAM, days, BERLIN, BERLIN)


def test_buddies_have_check_ins_alone_and_visits_have_what_the_program_wants() -> None:
    assert meeting_kinds(WEEKLY) == tuple(MeetingKind)
    assert meeting_kinds(PROGRAM) == tuple(kind for kind in MeetingKind if kind is not MeetingKind.CHECK_IN)
    assert meeting_kinds(replace(WEEKLY, kind=Kind.BUDDY)) == (MeetingKind.CHECK_IN,)
    assert meeting_kinds(replace(WEEKLY, meetings=(MeetingKind.VISIT,))) == (MeetingKind.VISIT,)


ZONES = ["UTC", "Europe/Berlin", "Europe/London", "America/New_York", "Asia/Kolkata", "Asia/Tokyo", "Pacific/Auckland"]
NEAR = st.dates(date(2027, 1, 1), date(2027, 12, 31))
PEOPLE = st.builds(
    Availability,
    hours=st.builds(
        lambda start, length: WorkingHours(time(start), time(start + length)), st.integers(6, 11), st.integers(4, 9)
    ),
    zone=st.sampled_from(ZONES),
    holidays=st.frozensets(NEAR, max_size=40),
    away=st.lists(st.builds(lambda day, more: Days(day, day + timedelta(days=more)), NEAR, st.integers(0, 10))).map(
        tuple
    ),
)
VISITS = st.builds(
    lambda week, weeks: Days(
        date(2027, 2, 1) + timedelta(weeks=week), date(2027, 2, 5) + timedelta(weeks=week + weeks)
    ),
    st.integers(0, 40),
    st.integers(0, 3),
)
RHYTHMS = st.builds(
    CheckIn, weekday=st.integers(0, 6), at=st.builds(time, st.integers(0, 23)), every_weeks=st.integers(1, 3)
)


def both_at_work(meeting: Series, guest: Availability, host: Availability) -> bool:
    (when,) = meeting.occurrences()
    return all(one.works_on(when.astimezone(ZoneInfo(one.zone)).date()) for one in (guest, host))


@given(VISITS, PEOPLE, PEOPLE)
def test_prep_is_before_welcome_within_and_debrief_after_the_visit(
    days: Days, guest: Availability, host: Availability
) -> None:
    prep, welcome, debrief = (
        meeting_time(kind, PROGRAM, days, guest, host)
        for kind in (MeetingKind.PREP, MeetingKind.WELCOME, MeetingKind.DEBRIEF)
    )
    assert prep.days.last < days.first <= welcome.days.first <= welcome.days.last <= days.last < debrief.days.first
    for one in (prep, debrief):
        assert host.is_workday(one.days.first)
        assert guest.is_workday(one.days.first)


@given(VISITS, PEOPLE, PEOPLE)
def test_a_welcome_is_missed_by_one_of_the_two_only_where_no_day_suits_both(
    days: Days, guest: Availability, host: Availability
) -> None:
    welcome = meeting_time(MeetingKind.WELCOME, PROGRAM, days, guest, host)
    assert isinstance(welcome, Series)
    earlier = [day for day in days if day < welcome.first]
    others = [
        replace(welcome, first=day, last=day) for day in (earlier if both_at_work(welcome, guest, host) else days)
    ]
    # The hour of another day may differ by a change of clocks; the day where each is does not, in these zones' hours.
    assert not [one for one in others if guest.zone == host.zone and both_at_work(one, guest, host)]


@given(VISITS, RHYTHMS, PEOPLE, PEOPLE)
def test_no_check_in_is_on_a_day_off_of_either(
    days: Days, rhythm: CheckIn, guest: Availability, host: Availability
) -> None:
    series = meeting_time(MeetingKind.CHECK_IN, replace(PROGRAM, check_in=rhythm), days, guest, host)
    assert isinstance(series, Series)
    for when in series.occurrences():
        assert not any(one.is_off(when.astimezone(ZoneInfo(one.zone)).date()) for one in (guest, host))
    kept = {when.date() for when in series.occurrences()}
    for day in series.left_out:
        assert day not in kept
        start = datetime.combine(day, series.at, ZoneInfo(series.zone))
        assert any(one.is_off(start.astimezone(ZoneInfo(one.zone)).date()) for one in (guest, host))
