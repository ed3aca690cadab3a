"""The rules of composite teams, worked out from the rows of a database alone."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

Fault = tuple[str, str]
"""The name of a rule, and what breaks it."""
Row = sqlite3.Row

_COUNTS = ("proposed", "published", "held", "ended")
_VISITING = ("ride-along", "rotation", "help", "composite")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Company:
    """The rows that matter."""

    people: dict[int, Row]
    programs: dict[int, Row]
    teams: dict[int, Row]
    slots: dict[int, Row]
    embeds: list[Row]
    visits: list[Row]
    absences: dict[int, list[tuple[date, date]]]
    freezes: list[Row]
    apart: set[frozenset[int]]
    agreed: set[tuple[int, int]]


def team_faults(path: Path, today: date) -> Iterator[Fault]:
    """Every rule that an embed to come, or under way on a day, does not keep: published ones and drafts."""
    company = _read(path)
    coming = [one for one in company.embeds if one["state"] in _COUNTS and _last(one) >= today]
    yield from _fits_slots(company, coming)
    yield from _one_slot_each(company, coming)
    yield from _whole_weeks(company, coming, today)
    yield from _homes(company, coming, today)
    yield from _teams(company, coming, today)
    yield from _uids(company)


def _read(path: Path) -> _Company:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row

        def rows(sql: str) -> list[Row]:
            return connection.execute(sql).fetchall()

        people = {row["id"]: row for row in rows("SELECT * FROM people")}
        names = {row["identity"]: row["id"] for row in people.values()}
        apart = {frozenset((row["one_id"], row["other_id"])) for row in rows("SELECT * FROM aparts")}
        for row in people.values():
            manager = names.get(row["manager"].strip().casefold())
            if manager is not None and manager != row["id"]:
                apart.add(frozenset((row["id"], manager)))
        absences: dict[int, list[tuple[date, date]]] = defaultdict(list)
        for row in rows("SELECT * FROM absences"):
            absences[row["person_id"]].append((_first(row), _last(row)))
        visits = rows(
            "SELECT p.*, g.kind FROM pairings p JOIN programs g ON g.id = p.program_id "
            f"WHERE p.state IN {_COUNTS!r} AND g.kind IN {_VISITING!r}"
        )
        return _Company(
            people=people,
            programs={row["id"]: row for row in rows("SELECT * FROM programs")},
            teams={row["id"]: row for row in rows("SELECT * FROM composite_teams")},
            slots={row["id"]: row for row in rows("SELECT * FROM team_slots")},
            embeds=rows("SELECT * FROM embeds ORDER BY id"),
            visits=visits,
            absences=absences,
            freezes=rows("SELECT * FROM freezes"),
            apart=apart,
            agreed={
                (row["program_id"], row["person_id"])
                for row in rows("SELECT * FROM enrolments WHERE state = 'agreed' AND manager_word != 'refused'")
            },
        )


def _first(row: Row) -> date:
    return date.fromisoformat(row["first_day"])


def _last(row: Row) -> date:
    return date.fromisoformat(row["last_day"])


def _mondays(row: Row) -> Iterator[date]:
    monday = _first(row) - _first(row).weekday() * _DAY
    while monday <= _last(row):
        yield monday
        monday += 7 * _DAY


def _topics(text: str) -> set[str]:
    return {one.strip().casefold() for one in text.split(";") if one.strip()}


def _name(company: _Company, embed: Row) -> str:
    team = company.teams[embed["team_id"]]["name"]
    return f"{company.people[embed['person_id']]['name']} in slot {company.slots[embed['slot_id']]['number']} of {team}"


def _fits_slots(company: _Company, embeds: Sequence[Row]) -> Iterator[Fault]:
    for one in embeds:
        person, slot = company.people[one["person_id"]], company.slots[one["slot_id"]]
        team = company.teams[one["team_id"]]
        if slot["team_id"] != team["id"] or one["program_id"] != team["program_id"]:
            yield "slots belong to their team", _name(company, one)
        if person["side"] != slot["side"]:
            yield "people are of the side of their slot", _name(company, one)
        if not _topics(slot["must"]) <= _topics(person["knows"]):
            yield "every needed topic is known", f"{_name(company, one)}: {slot['must']}"
        first = max(_first(team), date.fromisoformat(slot["first_day"]) if slot["first_day"] else date.min)
        last = min(_last(team), date.fromisoformat(slot["last_day"]) if slot["last_day"] else date.max)
        if _first(one) < first or _last(one) > last:
            yield "embeds lie within their team's days", f"{_name(company, one)}: {one['first_day']}..{one['last_day']}"
        if person["removed"] or (one["program_id"], one["person_id"]) not in company.agreed:
            yield "only the agreed are embedded", _name(company, one)


def _one_slot_each(company: _Company, embeds: Sequence[Row]) -> Iterator[Fault]:
    for index, one in enumerate(embeds):
        for other in embeds[index + 1 :]:
            if one["team_id"] != other["team_id"] or _first(one) > _last(other) or _first(other) > _last(one):
                continue
            if one["person_id"] == other["person_id"]:
                yield "nobody is twice in a team", _name(company, one)
            if one["slot_id"] == other["slot_id"]:
                earlier, later = sorted((one, other), key=lambda each: (_first(each), each["id"]))
                shared = (_last(earlier) - _first(later)).days + 1
                most = 7 * company.programs[one["program_id"]]["hand_over_weeks"]
                if later["after_id"] != earlier["id"] or shared > most:
                    yield "two share a slot to hand over alone", f"{_name(company, one)} and {_name(company, other)}"


def _shares(company: _Company, embeds: Sequence[Row]) -> Counter[tuple[int, date]]:
    found: Counter[tuple[int, date]] = Counter()
    for one in embeds:
        for monday in _mondays(one):
            found[one["person_id"], monday] += one["share"]
    return found


def _visit_percent(row: Row, monday: date) -> int:
    days = [monday + number * _DAY for number in range(5)]
    return 20 * sum(_first(row) <= day <= _last(row) for day in days)


def _whole_weeks(company: _Company, embeds: Sequence[Row], today: date) -> Iterator[Fault]:
    taken = _shares(company, embeds)
    with_embeds = {who for who, _monday in taken}
    for row in company.visits:
        for who in (row["guest_id"], row["host_id"]):
            if who in with_embeds:
                for monday in _mondays(row):
                    if (who, monday) in taken:
                        taken[who, monday] += _visit_percent(row, monday)
    for (who, monday), percent in sorted(taken.items()):
        if percent > 100 and monday >= today - 6 * _DAY:
            yield "nobody over 100 %", f"{company.people[who]['name']}, week of {monday}: {percent} %"


def _homes(company: _Company, embeds: Sequence[Row], today: date) -> Iterator[Fault]:
    out: dict[tuple[str, str, date], Counter[int]] = defaultdict(Counter)
    programs: dict[tuple[str, str, date], set[int]] = defaultdict(set)
    for one in embeds:
        person = company.people[one["person_id"]]
        for monday in _mondays(one):
            key = person["side"], person["team"].casefold(), monday
            out[key][one["person_id"]] += one["share"]
            programs[key].add(one["program_id"])
    for row in company.visits:
        person = company.people[row["guest_id"]]
        for monday in _mondays(row):
            key = person["side"], person["team"].casefold(), monday
            if key in programs:
                out[key][row["guest_id"]] += _visit_percent(row, monday)
    for (side, team, monday), who in sorted(out.items()):
        if monday < today - 6 * _DAY:
            continue
        there = [
            one
            for one in company.people.values()
            if one["side"] == side and one["team"].casefold() == team and not one["removed"] and _at_work(one, monday)
        ]
        percent = max(company.programs[one]["cover_percent"] for one in programs[side, team, monday])
        most = 100 * max(1, len(there) * percent // 100)
        away = sum(min(100, share) for share in who.values())
        if away > most:
            yield "home teams keep their cover", f"{team}, week of {monday}: {away} of {most} %"


def _at_work(person: Row, day: date) -> bool:
    first, last = person["first_day"], person["last_day"]
    return (first is None or date.fromisoformat(first) <= day) and (last is None or day <= date.fromisoformat(last))


def _teams(company: _Company, embeds: Sequence[Row], today: date) -> Iterator[Fault]:
    inside: dict[int, list[Row]] = defaultdict(list)
    for one in embeds:
        inside[one["team_id"]].append(one)
    for team_id, some in inside.items():
        team, program = company.teams[team_id], company.programs[company.teams[team_id]["program_id"]]
        if {one["side"] for one in some} != {"it", "marketing"}:
            yield "both sides in every team", team["name"]
        if team["state"] == "proposed" and len({one["slot_id"] for one in some}) < team["least"]:
            yield "sizes within limits", f"{team['name']}: {len(some)} of at least {team['least']}"
        for one in some:
            yield from _missed(company, one, program, today)
            for other in some:
                if one["id"] < other["id"] and frozenset((one["person_id"], other["person_id"])) in company.apart:
                    yield "people apart stay apart", f"{_name(company, one)} with {_name(company, other)}"
        for day in sorted({_first(one) for one in some}):
            there = [company.people[one["person_id"]] for one in some if _first(one) <= day <= _last(one)]
            if _shared(there, program["time_zone"], max(day, today)) < program["overlap_minutes"]:
                yield "hours overlap", f"{team['name']} on {day}"


def _missed(company: _Company, embed: Row, program: Row, today: date) -> Iterator[Fault]:
    person, weeks = company.people[embed["person_id"]], list(_mondays(embed))
    missed = 0
    for monday in weeks:
        days = [monday + number * _DAY for number in range(5)]
        missed += sum(_away(company, person, day) for day in days) >= 3
    if embed["state"] == "proposed" and missed > len(weeks) * program["may_miss"] // 100:
        yield "nobody is away for too long", f"{_name(company, embed)}: {missed} of {len(weeks)} weeks"
    if embed["state"] == "proposed" and _first(embed) < today:
        yield "drafts lie ahead", _name(company, embed)


def _away(company: _Company, person: Row, day: date) -> bool:
    frozen = any(
        row["side"] == person["side"]
        and (not row["team"] or row["team"].casefold() == person["team"].casefold())
        and _first(row) <= day <= _last(row)
        for row in company.freezes
    )
    return (
        frozen
        or not _at_work(person, day)
        or any(first <= day <= last for first, last in company.absences[person["id"]])
    )


def _shared(people: Sequence[Row], default: str, day: date) -> int:
    """The longest time of a day at which all of some people work, in minutes: tried at every quarter of an hour."""
    spans = []
    for one in people:
        begins, ends = (time.fromisoformat(part) for part in one["hours"].split("-"))
        zone = ZoneInfo(one["time_zone"] or default)
        at = [datetime.combine(day, part, zone).astimezone(UTC) for part in (begins, ends)]
        base = datetime.combine(day, time(), UTC)
        spans.append(tuple(int((part - base).total_seconds()) // 60 for part in at))
    best = length = 0
    for minute in range(-24 * 60, 48 * 60, 5):
        works = all(any(first <= minute + shift < last for shift in (-24 * 60, 0, 24 * 60)) for first, last in spans)
        length = length + 5 if works else 0
        best = max(best, length)
    return best


def _uids(company: _Company) -> Iterator[Fault]:
    uids = Counter(one["uid"] for one in company.embeds)
    for uid, times in uids.items():
        if times > 1:
            yield "every embed has a UID of its own", uid
