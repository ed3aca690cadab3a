"""What calendars have of composite teams, beside what the rows of the database say should stand in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from .calendars import Entry, Fault
from .rules import holidays_of
from .team_rows import IN_CALENDARS, Company, Row, first, last

_DAY = timedelta(days=1)


def embeds_in_calendars(company: Company, entries: Mapping[str, Entry], today: date) -> Iterator[Fault]:
    """Where calendars do not have the embeds that are not over, each for the one person on its days, or have others."""
    embeds = {one["uid"]: one for one in company.embeds}
    for entry in entries.values():
        one = embeds.get(entry.uid)
        if one is None or not entry.who or entry.last < today:
            continue
        if one["state"] not in IN_CALENDARS or company.people[one["person_id"]]["removed"]:
            yield "embeds that are called off stand in no calendar", company.who(one)
        elif entry.who != {company.people[one["person_id"]]["identity"]}:
            yield "calendars have the person of each embed", company.who(one)
        elif not entry.all_day or (entry.first, entry.last) != (first(one), last(one)):
            yield "calendars have the days of each embed", f"{company.who(one)}: {entry.first} to {entry.last}"
    for one in company.embeds:
        there = entries.get(one["uid"])
        if one["state"] == "published" and last(one) >= today and (there is None or not there.who):
            yield "embeds that are published stand in calendars", company.who(one)


def meetings_in_calendars(company: Company, entries: Mapping[str, Entry], today: date) -> Iterator[Fault]:
    """Where a team does not meet with exactly those who are in it that day, or not in a week in which it should."""
    days: dict[int, dict[date, list[str]]] = defaultdict(lambda: defaultdict(list))
    for uid, team_id in company.series.items():
        entry = entries.get(uid)
        for day in entry.days if entry is not None and entry.who else ():
            if day > today:
                days[team_id][day] += entry.who if entry is not None else ()
    for team_id, team in company.teams.items():
        inside = _inside(company, team_id)
        for day, who in days[team_id].items():
            there = {company.people[one["person_id"]]["identity"] for one in inside if first(one) <= day <= last(one)}
            if sorted(who) != sorted(there):
                yield "teams meet with whoever is in them", f"{team['name']} on {day}: {_apart(set(who), there)}"
        yield from _weeks(company, team, inside, set(days[team_id]), today)


def _inside(company: Company, team_id: int) -> list[Row]:
    return [
        one
        for one in company.embeds
        if one["team_id"] == team_id
        and one["state"] in IN_CALENDARS
        and not company.people[one["person_id"]]["removed"]
    ]


def _apart(who: set[str], there: set[str]) -> str:
    return f"{', '.join(sorted(who - there))} should not, {', '.join(sorted(there - who))} should" if who else "nobody"


def _weeks(company: Company, team: Row, inside: list[Row], days: set[date], today: date) -> Iterator[Fault]:
    """The weeks to come without a meeting, though on its day two or more are in the team and there."""
    program = company.programs[team["program_id"]]
    weekday = program["check_in_weekday"] if team["weekday"] is None else team["weekday"]
    every = program["check_in_every_weeks"] if team["weekday"] is None else 1
    if weekday is None or team["state"] == "cancelled":
        return
    day = first(team) + (weekday - first(team).weekday()) % 7 * _DAY
    while day <= last(team):
        if day > today and day not in days:
            there = {one["person_id"] for one in inside if first(one) <= day <= last(one)}
            people = [company.people[one] for one in there]
            free = [one for one in people if not company.away(one, day) and day not in _holidays(one, day)]
            if len(free) > 1:
                yield "teams meet every week", f"{team['name']} on {day}: {len(free)} are there"
        day += 7 * every * _DAY


def _holidays(person: Row, day: date) -> frozenset[date]:
    return holidays_of(person["time_zone"], day.year)
