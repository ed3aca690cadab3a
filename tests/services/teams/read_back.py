"""What calendars know of composite teams, read back from the files that were sent; and a company with one team."""

from datetime import date, datetime, timedelta
from pathlib import Path

import recurring_ical_events
from icalendar import Calendar, Event

from ridealong.domain.composite_teams import CompositeTeam, Embed
from ridealong.services.desk import Desk
from ridealong.services.invites.export_invites import export
from ridealong.storage.queries.teams import teams_by_id
from services.conftest import START, employ, it, marketing
from services.teams.made import ANALYST, ENGINEER, PLANNER, composite, embed, embeds_of, team, weeks

ANA, BEN, CHO, MIA, NOA = (f"{name}@x.example" for name in ("ana", "ben", "cho", "mia", "noa"))
MEETING = "Loyalty app: meeting of the team"


def company(desk: Desk) -> None:
    """Ana in IT and Mia in marketing are in a team for eight weeks, Cho for the first six; Ben and Noa are not."""
    here = {"time_zone": "Europe/Berlin"}
    employ(desk, it("Ana", **here), it("Ben", "Data", **here), it("Cho", "Data", **here))
    employ(desk, marketing("Mia", **here), marketing("Noa", "CRM", **here))
    composite(desk, place="Berlin, room 4")
    made = team(desk)
    embed(desk, made, ENGINEER, ANA)
    embed(desk, made, PLANNER, MIA)
    embed(desk, made, ANALYST, CHO, weeks(0, 5))


def embed_of(desk: Desk, email: str) -> Embed:
    """The one embed of somebody."""
    (found,) = embeds_of(desk, email)
    return found


def the_team(desk: Desk) -> CompositeTeam:
    """The team that Ana is in."""
    number = embeds_of(desk, ANA)[0].team_id
    with desk.reading() as connection:
        return teams_by_id(connection, [number])[number]


class Sent:
    """What went out, round by round."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._round = folder, 0
        self.files: list[bytes] = []

    def send(self, desk: Desk) -> list[Calendar]:
        """Send what is due; returns it, read as calendars read it."""
        self._round += 1
        folder = self._folder / f"round {self._round}"
        export(desk, folder)
        found = [path.read_bytes() for path in sorted(folder.glob("*.ics"))]
        self.files += found
        return [Calendar.from_ical(one) for one in found]

    def lines(self, desk: Desk) -> list[str]:
        """Send what is due; returns each as one line: see `line`."""
        return sorted(map(line, self.send(desk)))


def event(calendar: Calendar) -> Event:
    (one,) = calendar.walk("VEVENT")
    assert isinstance(one, Event)
    return one


def who(calendar: Calendar) -> str:
    """Whose address a message names."""
    found = event(calendar)["ATTENDEE"]
    every = found if isinstance(found, list) else [found]
    return ", ".join(sorted(each.removeprefix("mailto:").split("@")[0] for each in every))


def line(calendar: Calendar) -> str:
    """A message: method, sequence, who gets it, and on which days from the first of the program it is."""
    one = event(calendar)
    if is_series(calendar):
        days = ", ".join(map(str, days_of(calendar)))
    else:
        days = f"{(one['DTSTART'].dt - START).days} to {(one['DTEND'].dt - START).days - 1}"
    return f"{calendar['METHOD']} {one['SEQUENCE']} {who(calendar)}: {days}"


def is_series(calendar: Calendar) -> bool:
    return isinstance(event(calendar)["DTSTART"].dt, datetime)


def starts(calendar: Calendar) -> list[datetime]:
    """When a series takes place, as a calendar shows it."""
    found = recurring_ical_events.of(calendar).between(date(2026, 12, 1), date(2028, 1, 1))
    return sorted(one["DTSTART"].dt for one in found)


def days_of(calendar: Calendar) -> list[int]:
    return [(one.date() - START) // timedelta(days=1) for one in starts(calendar)]


def series(some: list[Calendar]) -> list[Calendar]:
    """The meetings of teams among some messages, the first first."""
    return sorted((one for one in some if is_series(one)), key=starts)


def of(some: list[Calendar], name: str) -> Event:
    """The embed of somebody among some messages."""
    (found,) = [one for one in some if not is_series(one) and who(one) == name]
    return event(found)
