"""Whether the pairings in a database keep every rule, told from its tables and from nothing of ours that plans."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations, pairwise
from typing import Any  # what a cell of a row may hold, of whatever table
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from ridealong.services.desk import Desk
from ridealong.storage.schema import absences, aparts, enrolments, freezes, pairings, people, programs

Row = dict[str, Any]
STANDING = ("proposed", "published", "held", "ended")


def broken_rules(desk: Desk) -> list[str]:
    """Every rule that a draft breaks, alone or together with what stands, in words."""
    with desk.reading() as connection:
        return sorted(_broken(connection))


def _rows(connection: Connection, table: Any) -> list[Row]:
    return [dict(row) for row in connection.execute(select(table)).mappings()]


def _broken(connection: Connection) -> Iterator[str]:
    who = {row["id"]: row for row in _rows(connection, people)}
    what = {row["id"]: row for row in _rows(connection, programs)}
    stand = [row for row in _rows(connection, pairings) if row["state"] in STANDING]
    drafts = [row for row in stand if row["state"] == "proposed"]
    agreed = {
        (row["program_id"], row["person_id"]) for row in _rows(connection, enrolments) if row["state"] == "agreed"
    }
    for draft in drafts:
        program = what[draft["program_id"]]
        for side in ("guest_id", "host_id"):
            person = who[draft[side]]
            yield from _presence(connection, draft, program, person)
            if (program["id"], person["id"]) not in agreed or person["removed"]:
                yield f"{person['name']} has not agreed"
        guest, host = who[draft["guest_id"]], who[draft["host_id"]]
        if guest["side"] != program["guest_side"] or host["side"] == guest["side"]:
            yield f"{guest['name']} and {host['name']} stand on the wrong sides"
        yield from _apart(connection, who, program, guest, host)
        if draft["first_day"].weekday() != 0 or draft["first_day"] < program["start"]:
            yield f"{draft['first_day']} is no first day of a round"
    yield from _together(who, what, stand)


def _working(days: Row) -> list[date]:
    length = (days["last_day"] - days["first_day"]).days + 1
    every = (days["first_day"] + timedelta(days=number) for number in range(length))
    return [day for day in every if day.weekday() < 5]


def _presence(connection: Connection, draft: Row, program: Row, person: Row) -> Iterator[str]:
    days = _working(draft)
    away = [row for row in _rows(connection, absences) if row["person_id"] == person["id"]]
    frozen = [
        row
        for row in _rows(connection, freezes)
        if row["side"] == person["side"] and row["team"].lower() in ("", person["team"].lower())
    ]
    for rows, word in ((away, "away"), (frozen, "frozen")):
        lost = [day for day in days if any(row["first_day"] <= day <= row["last_day"] for row in rows)]
        if lost and (program["kind"] != "buddy" or (word == "away" and len(lost) > len(days) / 2)):
            yield f"{person['name']} is {word} in {draft['first_day']}"
    if person["first_day"] and person["first_day"] > days[0]:
        yield f"{person['name']} has not begun by {draft['first_day']}"
    if person["last_day"] and person["last_day"] < days[-1]:
        yield f"{person['name']} has left by {draft['last_day']}"


def _apart(connection: Connection, who: dict[int, Row], program: Row, guest: Row, host: Row) -> Iterator[str]:
    both = {guest["id"], host["id"]}
    if any({row["one_id"], row["other_id"]} == both for row in _rows(connection, aparts)):
        yield f"{guest['name']} and {host['name']} are kept apart"
    by_email = {row["email"].lower(): row for row in who.values()}
    for one, other in ((guest, host), (host, guest)):
        seen: set[str] = set()
        manager = one["manager"].lower()
        while manager and manager not in seen:
            seen.add(manager)
            if manager == other["email"].lower():
                yield f"{other['name']} leads {one['name']}"
            manager = by_email[manager]["manager"].lower() if manager in by_email else ""
    if len(_minutes(guest, program) & _minutes(host, program)) < 120:
        yield f"{guest['name']} and {host['name']} hardly work at the same time"


def _minutes(person: Row, program: Row) -> set[datetime]:
    """Every minute, in UTC, at which somebody works around the first day of the program."""
    zone = ZoneInfo(person["time_zone"] or program["time_zone"])
    begins, ends = (time.fromisoformat(text) for text in person["hours"].split("-"))
    found = set()
    for offset in (-1, 0, 1) if person["side"] != program["guest_side"] else (0,):
        day = program["start"] + timedelta(days=offset)
        start, end = (datetime.combine(day, at, zone).astimezone(UTC) for at in (begins, ends))
        found |= {start + timedelta(minutes=minute) for minute in range(int((end - start).total_seconds()) // 60)}
    return found


def _together(who: dict[int, Row], what: dict[int, Row], stand: list[Row]) -> Iterator[str]:
    visits = [row for row in stand if what[row["program_id"]]["kind"] != "buddy"]
    for one, other in combinations(visits, 2):
        apart = one["first_day"] > other["last_day"] or other["first_day"] > one["last_day"]
        if apart or "proposed" not in (one["state"], other["state"]):
            continue
        shared = {one["guest_id"], one["host_id"]} & {other["guest_id"], other["host_id"]}
        same_program = one["program_id"] == other["program_id"]
        for person in shared:
            if not (same_program and one["host_id"] == other["host_id"] == person):
                yield f"{who[person]['name']} is in two places in {max(one['first_day'], other['first_day'])}"
    yield from _seats(who, what, stand)
    yield from _repeats(who, what, stand)
    yield from _loads(who, what, visits)


def _seats(who: dict[int, Row], what: dict[int, Row], stand: list[Row]) -> Iterator[str]:
    taken: dict[tuple[int, date, int], int] = defaultdict(int)
    turns: dict[tuple[int, int], int] = defaultdict(int)
    for row in stand:
        taken[row["program_id"], row["first_day"], row["host_id"]] += 1
        turns[row["program_id"], row["guest_id"]] += 1
    planned = {(row["program_id"], row["guest_id"]) for row in stand if row["state"] == "proposed"}
    for (program, day, host), number in taken.items():
        capacity = who[host]["capacity"]
        drafted = any((row["first_day"], row["host_id"], row["state"]) == (day, host, "proposed") for row in stand)
        if drafted and what[program]["kind"] != "buddy" and number > (1 if capacity is None else capacity):
            yield f"{who[host]['name']} has {number} guests in {day}"
    for (program, guest), number in turns.items():
        if number > what[program]["visits_per_guest"] and (program, guest) in planned:
            yield f"{who[guest]['name']} has {number} turns in {what[program]['name']}"


def _repeats(who: dict[int, Row], what: dict[int, Row], stand: list[Row]) -> Iterator[str]:
    by_pair: dict[frozenset[int], list[Row]] = defaultdict(list)
    for row in stand:
        by_pair[frozenset((row["guest_id"], row["host_id"]))].append(row)
    for pair, rows in by_pair.items():
        rows.sort(key=lambda row: row["first_day"])
        for one, other in pairwise(rows):
            limits = [what[row["program_id"]]["repeat_days"] for row in (one, other) if row["state"] == "proposed"]
            least = max(limits, default=-1)
            if (other["first_day"] - one["last_day"]).days < least:
                names = " and ".join(sorted(who[person]["name"] for person in pair))
                yield f"{names} meet again on {other['first_day']}"


def _loads(who: dict[int, Row], what: dict[int, Row], visits: list[Row]) -> Iterator[str]:
    by_host: dict[int, list[Row]] = defaultdict(list)
    for row in visits:
        by_host[row["host_id"]].append(row)
    for host, rows in by_host.items():
        rows.sort(key=lambda row: row["first_day"])
        limits = [what[row["program_id"]] for row in rows if row["state"] == "proposed"]
        for one, other in combinations(rows, 2) if limits else ():
            free = (other["first_day"] - one["last_day"]).days // 7
            rest = max(program["host_rest_weeks"] for program in limits)
            drafts = "proposed" in (one["state"], other["state"])
            if one["first_day"] != other["first_day"] and free < rest and drafts:
                yield f"{who[host]['name']} rests {free} weeks before {other['first_day']}"
        most = min((program["host_visits"] for program in limits if program["host_visits"]), default=None)
        for first in [row["first_day"] for row in rows] if most else ():
            end = first + timedelta(weeks=13)
            inside = [row["state"] for row in rows if first <= row["first_day"] < end]
            if len(inside) > (most or 0) and "proposed" in inside:
                yield f"{who[host]['name']} has {len(inside)} visits from {first}"
