"""When a composite team meets: in its rhythm, as long as the same people are in it."""

from collections.abc import Sequence
from datetime import date, timedelta

from ridealong.domain.availability import Availability
from ridealong.domain.composite_teams import CompositeTeam
from ridealong.domain.days import Days, monday_of
from ridealong.domain.gathering_times import Hour, hour_for_all, suits_all, zone_of_most
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Series
from ridealong.domain.pairings import State
from ridealong.domain.programs import CheckIn, Program
from ridealong.domain.team_series import FEWEST

EMBEDS_IN_CALENDARS = (State.PUBLISHED, State.HELD, State.MISSED, State.ENDED)
"""States of embeds that stand in calendars: what ended early does up to its last day."""

MEETINGS_OF_TEAMS = (MeetingKind.VISIT, MeetingKind.CHECK_IN)
"""Of the meetings of a program those that its teams have: an embed is a visit, and a team checks in."""

_DAYS_AWAY = 3
"""On so many working days somebody is away in a week that they miss."""
FAR_DAYS = 31
"""How far away a day at work is looked for."""


def rhythm_of_team(program: Program, team: CompositeTeam) -> CheckIn | None:
    """On which weekday, when and how long a team meets; None where it does not.

    What the team says of itself, for every week, goes before the check-ins of its program.
    """
    of_program = program.check_in if MeetingKind.CHECK_IN in program.meetings else None
    return team.meets or of_program


def back_at_work(last: date, free: Availability) -> date:
    """The first day at work after the last of an embed, whether or not somebody is away then."""
    after = (last + timedelta(days=later) for later in range(1, FAR_DAYS))
    return next((day for day in after if free.is_workday(day)), last + timedelta(days=1))


def misses_week(free: Availability, monday: date) -> bool:
    """Whether a week is one that somebody misses: they are away on most of its working days, whatever the holidays."""
    days = (monday + timedelta(days=number) for number in range(5))
    return sum(not free.works_on(day) and day not in free.holidays for day in days) >= _DAYS_AWAY


def meeting_days(team: CompositeTeam, rhythm: CheckIn, days: Days, *, alone: bool = False) -> tuple[date, ...]:
    """The days by the rhythm on which a team meets while the same people are in it; there may be none.

    They are counted from the first of the team, so that a meeting every two weeks stays in its weeks when people
    change.

    Args:
        alone: whether the same people are in it from beginning to end: then they meet once at least, on the last day.
    """
    step = timedelta(weeks=rhythm.every_weeks)
    first = monday_of(team.days.first) + timedelta(days=rhythm.weekday)
    if first < team.days.first:
        first += timedelta(weeks=1)
    first += -((first - days.first) // step) * step
    found = tuple(first + number * step for number in range((days.last - first) // step + 1))
    return found or ((days.last,) if alone else ())


def team_hour(
    program: Program, rhythm: CheckIn, days: Sequence[date], people: Sequence[Availability], told: Hour | None = None
) -> Hour:
    """At which hour a team meets on some days: that of the rhythm where all work then, else the nearest that suits.

    It stands in the zone in which most of them work.

    Args:
        told: the hour that stands in calendars: it stays while it suits all, or no other one does.
    """
    places = [one.place for one in people]
    if told is not None and suits_all(days, rhythm, told, places):
        return told
    zone = zone_of_most(program, people)
    return Hour(hour_for_all(days, rhythm, zone, places), zone)


def team_series(rhythm: CheckIn, days: Sequence[date], hour: Hour, people: Sequence[Availability]) -> Series:
    """The meetings of a team on some days, without those to which fewer than two could come.

    It may be left without any occurrence.

    Args:
        days: see `meeting_days`; at least one. people: when each of them can meet.
    """
    off = tuple(
        day for day in days if sum(not one.is_off(one.day_there(day, hour.at, hour.zone)) for one in people) < FEWEST
    )
    return Series(
        first=days[0],
        last=days[-1],
        at=hour.at,
        minutes=rhythm.minutes,
        zone=hour.zone,
        every_weeks=rhythm.every_weeks,
        without=off,
    )
