"""What composite teams have in calendars: embeds and the meetings of teams, as calendars read the files."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from icalendar import Calendar, Event

from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.domain.program_meetings import MeetingsAsked
from ridealong.services.desk import Desk
from ridealong.services.invites import outbox
from ridealong.services.invites.export_invites import export
from ridealong.services.invites.meeting_changes import MeetingKind
from ridealong.services.journal.undo import redo, undo
from ridealong.services.people import absences
from ridealong.services.programs import program_settings
from ridealong.services.programs.program_settings import ProgramChange
from ridealong.services.teams.embed_meetings import due_of_teams
from services.built import built
from services.conftest import START, employ, it, marketing
from services.teams.made import (
    ANALYST,
    EMBEDS,
    ENGINEER,
    PLANNER,
    composite,
    embed,
    embeds_in,
    lasts,
    on,
    team,
    team_says,
    weeks,
)

ANA, BEN, CHO, MIA, NOA = (f"{name}@x.example" for name in ("ana", "ben", "cho", "mia", "noa"))
BERLIN = ZoneInfo("Europe/Berlin")
WHOLE = (date(2026, 12, 1), date(2027, 12, 1))


@pytest.fixture
def company(desk: Desk) -> Desk:
    """Ana in IT and Mia in marketing are in a team for eight weeks, Cho for the first six; Ben and Noa are not."""
    return built(desk, _company)


def _company(desk: Desk) -> None:
    here = {"time_zone": "Europe/Berlin"}
    employ(desk, it("Ana", **here), it("Ben", "Data", **here), it("Cho", "Data", **here))
    employ(desk, marketing("Mia", **here), marketing("Noa", "CRM", **here))
    composite(desk, place="Berlin, room 4")
    made = team(desk)
    embed(desk, made, ENGINEER, ANA)
    embed(desk, made, PLANNER, MIA)
    embed(desk, made, ANALYST, CHO, weeks(0, 5))


class Sent:
    """What calendars know, as each file that was sent brought it."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._round = folder, 0
        self.files: list[bytes] = []

    def send(self, desk: Desk) -> list[Calendar]:
        """Send what is due; returns it in order, read as calendars do."""
        self._round += 1
        done = export(desk, self._folder / f"round {self._round}")
        found = [path.read_bytes() for path in sorted(done.directory.glob("*.ics"))]
        self.files += found
        return [Calendar.from_ical(one) for one in found]


@pytest.fixture
def out(tmp_path: Path) -> Sent:
    return Sent(tmp_path)


def event(calendar: Calendar) -> Event:
    (one,) = calendar.walk("VEVENT")
    assert isinstance(one, Event)
    return one


def told(calendar: Calendar) -> tuple[str, str, tuple[str, ...], int]:
    """Method, title, who gets it and sequence."""
    one = event(calendar)
    who = one["ATTENDEE"] if isinstance(one["ATTENDEE"], list) else [one["ATTENDEE"]]
    names = tuple(sorted(each.removeprefix("mailto:").split("@")[0] for each in who))
    return str(calendar["METHOD"]), str(one["SUMMARY"]), names, int(one["SEQUENCE"])


def starts(calendar: Calendar) -> list[datetime]:
    return sorted(one["DTSTART"].dt for one in recurring_ical_events.of(calendar).between(*WHOLE))


def days_of(calendar: Calendar) -> list[int]:
    """The days on which a series takes place, counted from the first of the team."""
    return [(one.date() - START).days for one in starts(calendar)]


def all_day(calendar: Calendar) -> tuple[date, date]:
    one = event(calendar)
    return one["DTSTART"].dt, one["DTEND"].dt


def series(some: list[Calendar]) -> list[Calendar]:
    return [one for one in some if "meeting of the team" in str(event(one)["SUMMARY"])]


def of(some: list[Calendar], name: str) -> Calendar:
    """The embed of somebody."""
    alone = [one for one in some if one not in series(some) and told(one)[2] == (name,)]
    assert len(alone) == 1
    return alone[0]


def the_embed(desk: Desk, email: str) -> object:
    with desk.reading():
        return None


MEETING, CANCELLED = "Loyalty app: meeting of the team", "Cancelled: Loyalty app: meeting of the team"


def test_everybody_embedded_gets_one_item_for_all_days_and_the_team_its_series(company: Desk, out: Sent) -> None:
    found = out.send(company)
    assert sorted(map(told, found)) == [
        ("REQUEST", "Embedded: Loyalty app (100 %)", ("cho",), 0),
        ("REQUEST", "Embedded: Loyalty app (40 %)", ("ana",), 0),
        ("REQUEST", "Embedded: Loyalty app (50 %)", ("mia",), 0),
        ("REQUEST", MEETING, ("ana", "cho", "mia"), 0),
        ("REQUEST", MEETING, ("ana", "mia"), 0),
    ]
    ana = event(of(found, "ana"))
    assert all_day(of(found, "ana")) == (START, START + timedelta(weeks=7, days=5))
    assert (ana["TRANSP"], ana["LOCATION"]) == ("TRANSPARENT", "Berlin, room 4")
    assert "You do it (responsible): Choose three vendors" in ana["DESCRIPTION"]
    assert "- Cho (Data), Analyst, from Monday, 11 January 2027 to Friday, 19 February 2027" in ana["DESCRIPTION"]
    first, second = sorted(series(found), key=days_of)
    assert days_of(first) == [2, 9, 16, 23, 30, 37]
    assert days_of(second) == [44, 51]
    assert {one.time() for one in (*starts(first), *starts(second))} == {time(10)}
    assert event(first)["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert event(first)["TRANSP"] == "OPAQUE"


def test_nothing_is_sent_twice_and_the_bytes_stay(company: Desk, out: Sent, tmp_path: Path) -> None:
    out.send(company)
    assert outbox.rows(company) == ()
    assert outbox.rows(on(company, 20)) == ()
    again = export(company, tmp_path / "again", again=True)
    assert sorted(path.read_bytes() for path in again.directory.glob("*.ics")) == sorted(out.files)


def test_what_is_due_about_one_alone_is_what_is_due_about_all(company: Desk) -> None:
    with company.reading() as connection:
        every = outbox.due_now(connection, company)
        alone = [one for each in every for one in outbox.due_about(connection, company, each.invite.meeting.uid)]
        of_team = due_of_teams(connection, company, [embeds_in_team(company)], outbox.organizer_of(company))
    assert alone == list(every) == list(of_team)


def embeds_in_team(desk: Desk) -> int:
    return everybody(desk)[ANA].team_id


def everybody(desk: Desk) -> dict:  # type: ignore[type-arg]  # replaced below
    raise NotImplementedError


def test_a_program_can_show_them_as_busy_and_a_team_can_have_other_hours_or_none(company: Desk, out: Sent) -> None:
    program_settings.edit(company, EMBEDS, ProgramChange(visit_busy=True))
    found = out.send(company)
    assert event(of(found, "ana"))["TRANSP"] == "OPAQUE"
    made = the_team(company)
    team_says(company, made, weekday=4, at="14:00", minutes=45)
    now = series(out.send(company))
    assert [days_of(one) for one in now] == [[4, 11, 18, 25, 32, 39], [46, 53]]
    assert {one.time() for each in now for one in starts(each)} == {time(14)}
    team_says(company, made, weekday=None, at="", minutes=None)
    program_settings.edit(company, EMBEDS, ProgramChange(meetings=MeetingsAsked(no_check_ins=True)))
    assert [told(one)[:2] for one in out.send(company)] == [("CANCEL", CANCELLED)] * 2


def the_team(desk: Desk):  # type: ignore[no-untyped-def]  # replaced below
    raise NotImplementedError
