"""A season in which somebody cannot come, and what tests of that morning ask of it."""

from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from icalendar import Calendar

from ridealong.domain.days import FixedClock
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.pairings import State
from ridealong.services.desk import Desk
from ridealong.services.ill.ill_views import BadMorning, Touched
from ridealong.services.invites import export_invites
from ridealong.services.invites.meeting_rows import MeetingQuery, MeetingRow, list_meetings
from ridealong.services.outcomes import history
from ridealong.services.outcomes.history import HistoryQuery, PairingRow
from ridealong.services.plans import pins, plans
from ridealong.services.publishing import publishing
from services.built import built
from services.conftest import SPRING, START, employ, it, marketing, ride_alongs, week


class Sent(NamedTuple):
    """An invite as a calendar program reads it."""

    method: str
    uid: str
    sequence: int
    title: str
    first: date
    last: date
    to: set[str]


def mail(name: str) -> str:
    return f"{name.lower()}@x.example"


def weekday(number: int, at: int = 0) -> date:
    """A weekday (0 is Monday) of a week of the program."""
    return START + timedelta(weeks=at, days=number)


def exported(desk: Desk, folder: Path) -> list[Sent]:
    found = []
    for file in export_invites.export(desk, folder).files:
        calendar = Calendar.from_ical(Path(file).read_bytes())
        for event in calendar.walk("VEVENT"):
            to = event.get("ATTENDEE", [])
            whom = {str(one).removeprefix("mailto:") for one in (to if isinstance(to, list) else [to])}
            start, end = event.decoded("DTSTART"), event.decoded("DTEND")
            whole = not hasattr(start, "hour")
            first = start if whole else start.date()
            last = end - timedelta(days=1) if whole else end.date()
            found.append(
                Sent(
                    str(calendar["METHOD"]),
                    str(event["UID"]),
                    int(str(event["SEQUENCE"])),
                    str(event["SUMMARY"]),
                    first,
                    last,
                    whom,
                )
            )
    return sorted(found)


def season(desk: Desk) -> None:
    """Ana visits Mia in the first week and Ben visits Mia in the third; Noa and Oto are of Mia's team, Pia is not."""
    employ(
        desk,
        it("Ana", wants=("crm",)),
        it("Ben"),
        marketing("Mia", site="Berlin"),
        marketing("Noa"),
        marketing("Oto", knows=("crm",)),
        marketing("Pia", "CRM"),
    )
    ride_alongs(desk, rounds=6, host_rest_weeks=0)
    pins.add_pin(desk, SPRING, mail("Ana"), mail("Mia"), 0)
    pins.add_pin(desk, SPRING, mail("Ben"), mail("Mia"), 2)
    plans.plan(desk, SPRING)
    publishing.publish(desk, SPRING, everything=True)


def season_told(desk: Desk, folder: Path) -> Desk:
    """The season, published, and the invites exported."""

    def build(new: Desk) -> None:
        season(new)
        export_invites.export(new, folder / "first")

    return built(desk, build, key=season)


def on(desk: Desk, day: date) -> Desk:
    """The same desk on another day."""
    return Desk(desk.store, FixedClock(day), desk.config)


def row_of(desk: Desk, guest: str) -> PairingRow:
    """The first pairing of a guest that stands."""
    rows = history.page(desk, HistoryQuery(person=mail(guest), descending=False)).rows
    return next(one for one in rows if one.state is not State.CANCELLED)


def uid_of(desk: Desk, pairing: int, kind: MeetingKind = MeetingKind.VISIT) -> str:
    return next(one.uid for one in meetings(desk, pairing) if one.kind is kind)


def meetings(desk: Desk, pairing: int) -> tuple[MeetingRow, ...]:
    return list_meetings(desk, MeetingQuery(pairing=pairing, over=True))


def of(found: BadMorning, desk: Desk, guest: str = "Ana") -> Touched:
    number = row_of(desk, guest).id
    return next(one for one in found.touched if one.pairing == number)


def codes(one: Touched) -> list[str]:
    return [choice.code for choice in one.choices]


FIRST_WEEK = week(0)
