"""When composite teams meet."""

from dataclasses import replace
from datetime import date, time, timedelta

from ridealong.domain.availability import Availability
from ridealong.domain.composite_teams import CompositeTeam
from ridealong.domain.days import Days
from ridealong.domain.gathering_times import Hour
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.people import Side, WorkingHours
from ridealong.domain.programs import CheckIn, Kind, Program
from ridealong.domain.team_times import meeting_days, rhythm_of_team, team_hour, team_series

MONDAY = date(2027, 1, 11)
PROGRAM = Program(
    name="Embeds",
    kind=Kind.COMPOSITE,
    guest_side=Side.IT,
    start=MONDAY,
    rounds=6,
    weeks=4,
    visits_per_guest=1,
    host_visits=None,
    check_in=CheckIn(at=time(10)),
    time_zone="Europe/Berlin",
)
TEAM = CompositeTeam(program_id=1, name="Loyalty app", days=Days(MONDAY, MONDAY + timedelta(weeks=12)))
WEDNESDAYS = CheckIn(at=time(10))


def span(first: int, last: int) -> Days:
    """Days, counted from the first of the team."""
    return Days(MONDAY + timedelta(days=first), MONDAY + timedelta(days=last))


def later(days: tuple[date, ...]) -> list[int]:
    return [(one - MONDAY).days for one in days]


def works(zone: str = "Europe/Berlin", start: int = 9, end: int = 17, **more: object) -> Availability:
    return Availability(hours=WorkingHours(time(start), time(end)), zone=zone, **more)  # type: ignore[arg-type]  # fields of an Availability by name


def test_a_team_meets_as_it_says_itself_else_as_its_program_does() -> None:
    own = CheckIn(weekday=0, at=time(9), minutes=45)
    assert rhythm_of_team(PROGRAM, TEAM) == PROGRAM.check_in
    assert rhythm_of_team(PROGRAM, replace(TEAM, meets=own)) == own
    assert rhythm_of_team(replace(PROGRAM, check_in=None), TEAM) is None
    assert rhythm_of_team(replace(PROGRAM, meetings=(MeetingKind.VISIT,)), TEAM) is None
    assert rhythm_of_team(replace(PROGRAM, check_in=None), replace(TEAM, meets=own)) == own


def test_it_meets_on_each_such_day_on_which_the_same_people_are_in_it() -> None:
    assert later(meeting_days(TEAM, WEDNESDAYS, span(0, 18))) == [2, 9, 16]
    assert later(meeting_days(TEAM, WEDNESDAYS, span(2, 2))) == [2]
    assert meeting_days(TEAM, WEDNESDAYS, span(3, 8)) == ()
    assert later(meeting_days(TEAM, WEDNESDAYS, span(3, 4), alone=True)) == [4]


def test_every_two_weeks_stays_in_its_weeks_whoever_comes_or_goes() -> None:
    rhythm = replace(WEDNESDAYS, every_weeks=2)
    assert later(meeting_days(TEAM, rhythm, span(0, 60))) == [2, 16, 30, 44, 58]
    assert later(meeting_days(TEAM, rhythm, span(7, 32))) == [16, 30]
    assert meeting_days(TEAM, rhythm, span(7, 13)) == ()
    assert later(meeting_days(TEAM, rhythm, Days(MONDAY - timedelta(weeks=2), MONDAY))) == [-12]


def test_the_hour_is_the_wished_one_or_the_nearest_at_which_all_work_on_every_day() -> None:
    days = [date(2027, 3, 3), date(2027, 3, 10)]
    assert team_hour(PROGRAM, WEDNESDAYS, days, [works(), works()]) == Hour(time(10), "Europe/Berlin")
    far = [works(), works(), works("America/New_York")]
    assert team_hour(PROGRAM, WEDNESDAYS, days, far) == Hour(time(15), "Europe/Berlin")
    # From 14 to 28 March New York is an hour nearer: only what suits on all days is taken.
    over = [*days, date(2027, 3, 17), date(2027, 3, 31)]
    assert team_hour(PROGRAM, WEDNESDAYS, over, far) == Hour(time(15), "Europe/Berlin")
    assert team_hour(PROGRAM, WEDNESDAYS, [date(2027, 3, 17)], far) == Hour(time(14), "Europe/Berlin")
    never = [works(), works("Asia/Tokyo", 9, 16)]
    assert team_hour(PROGRAM, WEDNESDAYS, days, never) == Hour(time(10), "Europe/Berlin")


def test_an_hour_that_was_told_stays_while_it_suits() -> None:
    days, told = [date(2027, 3, 3)], Hour(time(15), "Europe/Berlin")
    assert team_hour(PROGRAM, WEDNESDAYS, days, [works(), works()], told) == told
    assert team_hour(PROGRAM, WEDNESDAYS, days, [works(), works(end=15)], told) == Hour(time(10), "Europe/Berlin")


def test_a_day_is_left_out_only_where_fewer_than_two_could_come() -> None:
    days = meeting_days(TEAM, WEDNESDAYS, span(0, 25))
    away = (Days(days[1], days[2]),)
    hour = Hour(time(10), "Europe/Berlin")
    three = [works(), works(away=away), works()]
    assert team_series(WEDNESDAYS, days, hour, three).left_out == ()
    two = [works(away=away), works(holidays=frozenset({days[2]})), works()]
    assert team_series(WEDNESDAYS, days, hour, two).left_out == (days[2],)
    assert team_series(WEDNESDAYS, days, hour, [works(away=away), works()]).left_out == (days[1], days[2])
