"""Twelve weeks of coffee for forty people in three zones: at each step, exactly the right invites are due."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar

from ridealong.domain.days import FixedClock
from ridealong.domain.meetings import Method
from ridealong.domain.pairings import State
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.groups import gatherings
from ridealong.services.groups.change_groups import skip_day
from ridealong.services.groups.plan_groups import plan_groups
from ridealong.services.groups.publish_groups import publish_groups
from ridealong.services.groups.repair_groups import repair_groups
from ridealong.services.invites import outbox
from ridealong.services.invites.export_invites import export
from ridealong.services.people import people
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from services.conftest import START, employ, it, marketing

NAME = "Coffee"
ZONES = ("Europe/Berlin", "Europe/London", "America/New_York")
WEDNESDAYS = [START + timedelta(days=2, weeks=2 * number) for number in range(6)]
"""The coffees; on none of them is a public holiday in any of the three countries."""
LEAVES = "i07@x.example"


def later(desk: Desk, day: date) -> Desk:
    return replace(desk, clock=FixedClock(day))


def due(desk: Desk) -> Counter[tuple[str, date]]:
    return Counter((str(one.method), one.start) for one in outbox.rows(desk))


def test_a_season_of_coffee(desk: Desk, tmp_path: Path) -> None:
    employ(desk, *(it(f"I{number:02}", f"T{number % 5}", time_zone=ZONES[number % 3]) for number in range(22)))
    employ(desk, *(marketing(f"M{number:02}", f"U{number % 4}", time_zone=ZONES[number % 3]) for number in range(18)))
    programs.create(desk, NewProgram(name=NAME, kind=Kind.COFFEE, start=START, rounds=6, enrol="all"))

    page = plan_groups(desk, NAME)
    assert page.sentences == ("Coffee: 60 groups in 6 rounds; 60 drafts, no repeats.",)
    assert outbox.rows(desk) == ()
    met = Counter(pair for one in page.groups for pair in combinations(sorted(who.email for who in one.people), 2))
    assert set(met.values()) == {1}

    # Two rounds are published at a time.
    assert publish_groups(desk, NAME).rounds == (0, 1)
    assert due(desk) == {("REQUEST", WEDNESDAYS[0]): 10, ("REQUEST", WEDNESDAYS[1]): 10}
    export(desk, tmp_path / "first")
    assert due(desk) == {}
    _read_back(tmp_path / "first")

    # Somebody leaves: those who stay hear of it, and nobody else.
    people.remove(desk, LEAVES)
    repair_groups(desk, NAME)
    expected = {(str(method), day): 1 for method in (Method.CANCEL, Method.REQUEST) for day in WEDNESDAYS[:2]}
    assert due(desk) == expected
    assert [one.to for one in outbox.rows(desk) if one.method is Method.CANCEL] == [(LEAVES,)] * 2
    assert not any(LEAVES in one.to for one in outbox.rows(desk) if one.method is Method.REQUEST)
    export(desk, tmp_path / "second")
    assert due(desk) == {}

    # The second date is skipped: all of its groups are called off.
    skip_day(desk, NAME, WEDNESDAYS[1])
    assert due(desk) == {("CANCEL", WEDNESDAYS[1]): 10}
    export(desk, tmp_path / "third")

    # Two weeks on, the rounds after are planned for those who are left, and published.
    then = later(desk, WEDNESDAYS[0] + timedelta(days=5))
    assert due(then) == {}
    again = plan_groups(then, NAME)
    assert not any(who.email == LEAVES for one in again.groups if one.state is State.PROPOSED for who in one.people)
    assert {one.state for one in again.groups if one.round == 0} == {State.HELD}
    assert {one.state for one in again.groups if one.round == 1} == {State.CANCELLED}
    assert publish_groups(then, NAME).rounds == (2, 3)
    assert due(then) == {("REQUEST", WEDNESDAYS[2]): 10, ("REQUEST", WEDNESDAYS[3]): 10}
    export(then, tmp_path / "fourth")

    last = later(desk, WEDNESDAYS[3])
    assert publish_groups(last, NAME).rounds == (4, 5)
    export(last, tmp_path / "fifth")
    assert due(later(desk, WEDNESDAYS[5] + timedelta(days=1))) == {}
    states = Counter(one.state for one in gatherings.page(later(desk, WEDNESDAYS[5] + timedelta(days=1)), NAME).groups)
    assert states == {State.HELD: 50, State.CANCELLED: 10}


def _read_back(folder: Path) -> None:
    """Every file holds one meeting of one group, within the working hours of whoever comes."""
    files = sorted(folder.glob("*.ics"))
    assert len(files) == 20
    seen: Counter[tuple[date, str]] = Counter()
    for file in files:
        calendar = Calendar.from_ical(file.read_bytes())
        (event,) = calendar.walk("VEVENT")
        assert calendar["METHOD"] == "REQUEST"
        begin: datetime = event.decoded("DTSTART")
        assert event.decoded("DTEND") - begin == timedelta(minutes=30)
        for one in event["ATTENDEE"]:
            email = str(one).removeprefix("mailto:")
            seen[begin.date(), email] += 1
            there = begin.astimezone(ZoneInfo(ZONES[int(email[1:3]) % 3]))
            assert time(9) <= there.time() <= time(16, 30)
        assert str(event["SUMMARY"]).startswith("Coffee: ")
        assert "A question to start with" in str(event["DESCRIPTION"])
    assert set(seen.values()) == {1}
    assert len(seen) == 80
