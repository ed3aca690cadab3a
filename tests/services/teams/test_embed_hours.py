"""At which hours composite teams meet: of one zone or several, while clocks change, with holidays and people away."""

from datetime import date, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ridealong.domain.days import Days
from ridealong.domain.people import WorkingHours
from ridealong.domain.program_meetings import MeetingsAsked
from ridealong.services.desk import Desk
from ridealong.services.invites import outbox
from ridealong.services.people import absences, people
from ridealong.services.programs import program_settings
from ridealong.services.programs.program_settings import ProgramChange
from services.conftest import START, employ, it, marketing
from services.teams.made import ANALYST, EMBEDS, ENGINEER, PLANNER, composite, embed, lasts, on, team, weeks
from services.teams.read_back import ANA, CHO, MIA, Sent, days_of, embed_of, event, series, starts

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
LONG = weeks(0, 15)
"""From 11 January to 30 April: clocks change in New York on 14 March, in Berlin on 28 March."""


@pytest.fixture
def out(tmp_path: Path) -> Sent:
    return Sent(tmp_path)


def made(desk: Desk, zones: tuple[str, str, str], days: Days = LONG, **more: object) -> None:
    """Ana, Mia and Cho in one team, each in a zone of their own."""
    one, other, third = zones
    employ(desk, it("Ana", time_zone=one), marketing("Mia", time_zone=other), it("Cho", "Data", time_zone=third))
    composite(desk, **more)
    found = team(desk, days=days)
    for slot, email in ((ENGINEER, ANA), (PLANNER, MIA), (ANALYST, CHO)):
        embed(desk, found, slot, email)


def test_a_team_over_an_ocean_meets_at_the_nearest_hour_that_suits_on_every_day(desk: Desk, out: Sent) -> None:
    made(desk, ("Europe/Berlin", "Europe/Berlin", "America/New_York"))
    (one,) = series(out.send(desk))
    assert event(one)["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert len(starts(one)) == 16
    for moment in starts(one):
        assert moment.astimezone(BERLIN).time() == time(15)
        assert time(9) <= moment.astimezone(NEW_YORK).time() <= time(10)


def test_the_hour_by_the_clock_stays_while_clocks_change(desk: Desk, out: Sent) -> None:
    made(desk, ("Europe/Berlin", "Europe/Berlin", "Europe/Berlin"))
    (one,) = series(out.send(desk))
    assert {moment.astimezone(BERLIN).time() for moment in starts(one)} == {time(10)}
    assert len({moment.utcoffset() for moment in starts(one)}) == 2


def test_people_who_never_work_at_the_same_time_meet_at_the_hour_of_the_program(desk: Desk, out: Sent) -> None:
    made(desk, ("Europe/Berlin", "Asia/Tokyo", "America/Los_Angeles"))
    (one,) = series(out.send(desk))
    assert {f"{moment:%H:%M}" for moment in starts(one)} == {"10:00"}


def test_the_hour_that_was_told_stays_when_people_leave(desk: Desk, out: Sent) -> None:
    made(desk, ("Europe/Berlin", "Europe/Berlin", "America/New_York"))
    out.send(desk)
    later = on(desk, 17)
    lasts(later, embed_of(desk, CHO), weeks(0, 4))
    cut, new = series(out.send(later))
    assert {moment.astimezone(BERLIN).time() for moment in starts(cut)} == {time(15)}
    assert days_of(cut) == [2, 9, 16, 23, 30]
    # Those who are left have a series of their own, at the hour of the program.
    assert {moment.astimezone(BERLIN).time() for moment in starts(new)} == {time(10)}
    assert outbox.rows(later) == ()
    # A cut that leaves no change of clocks in the series moves nothing of it either.
    lasts(later, embed_of(desk, CHO), weeks(0, 3))
    cut, _new = series(out.send(later))
    assert {moment.astimezone(BERLIN).time() for moment in starts(cut)} == {time(15)}
    assert outbox.rows(later) == ()


def test_another_hour_of_the_program_or_other_working_hours_move_the_series(desk: Desk, out: Sent) -> None:
    made(desk, ("Europe/Berlin", "Europe/Berlin", "Europe/Berlin"))
    out.send(desk)
    program_settings.edit(desk, EMBEDS, ProgramChange(meetings=MeetingsAsked(at=time(9), minutes=60)))
    (one,) = series(out.send(desk))
    assert {f"{moment:%H:%M}" for moment in starts(one)} == {"09:00"}
    people.edit(desk, CHO, {"hours": WorkingHours(time(12), time(18))})
    (one,) = series(out.send(desk))
    assert {f"{moment:%H:%M}" for moment in starts(one)} == {"12:00"}
    assert outbox.rows(desk) == ()


def test_a_day_is_left_out_where_fewer_than_two_could_come_and_on_holidays_of_all(desk: Desk, out: Sent) -> None:
    # Thursday 6 May is Ascension Day in Germany; in Berlin people then have a day off.
    made(
        desk,
        ("Europe/Berlin", "Europe/Berlin", "Europe/Berlin"),
        weeks(14, 18),
        check_in_weekday=3,
    )
    monday = START + timedelta(weeks=14)
    absences.add_absences(
        desk, [ANA], Days(monday + timedelta(days=3), monday + timedelta(days=10)), "a private matter"
    )
    (one,) = series(out.send(desk))
    assert [moment.date() for moment in starts(one)] == [
        date(2027, 4, 22),
        date(2027, 4, 29),
        date(2027, 5, 13),
        date(2027, 5, 20),
    ]
    absences.add_absences(desk, [CHO], Days(monday + timedelta(days=3), monday + timedelta(days=3)), "a private matter")
    (one,) = series(out.send(desk))
    assert date(2027, 4, 22) not in [moment.date() for moment in starts(one)]
    assert not any(b"private" in each for each in out.files)


def test_every_two_weeks_a_team_stays_in_its_weeks_when_people_change(desk: Desk, out: Sent) -> None:
    made(desk, ("Europe/Berlin", "Europe/Berlin", "Europe/Berlin"), weeks(0, 7), check_in_every=2)
    lasts(desk, embed_of(desk, CHO), weeks(0, 2))
    assert [days_of(one) for one in series(out.send(desk))] == [[2, 16], [30, 44]]


def test_a_team_of_some_days_meets_once(desk: Desk, out: Sent) -> None:
    made(desk, ("Europe/Berlin", "Europe/Berlin", "Europe/Berlin"), Days(START, START + timedelta(days=1)))
    assert [days_of(one) for one in series(out.send(desk))] == [[1]]


def test_whoever_is_back_on_a_holiday_is_back_the_day_after(desk: Desk, out: Sent) -> None:
    made(desk, ("Europe/Berlin", "Europe/Berlin", "Europe/Berlin"), Days(START, date(2027, 3, 26)))
    found = out.send(desk)
    # 29 March is Easter Monday.
    assert sum("Tuesday, 30 March 2027" in str(event(one)["DESCRIPTION"]) for one in found) == 3
