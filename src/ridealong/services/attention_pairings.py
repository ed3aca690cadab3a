"""Published pairings that cannot take place as they stand, and those that are over and nobody has marked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.pairings import Freeze, State
from ridealong.domain.people import Person
from ridealong.domain.planning_rules import closing_reason, is_away
from ridealong.domain.programs import Enrolment, EnrolmentState
from ridealong.domain.programs import Kind as ProgramKind
from ridealong.services.attention_items import Found, Item, Kind, found, named
from ridealong.services.found import pairing_rows
from ridealong.services.in_the_way import out_words
from ridealong.storage.queries import attention as queries
from ridealong.storage.queries.pairings import PairingSearch, find_pairings, unmarked
from ridealong.storage.queries.people import some_people
from ridealong.storage.queries.rules import freezes


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Why a pairing cannot take place: who it is about, what is said of them, and the reason that all may know."""

    person_id: int
    said: str
    reason: str = ""


def away(connection: Connection, today: date, most: int | None = None) -> Found:
    """Published pairings, not over, during which somebody is away so long that they cannot take place."""
    days_away: dict[tuple[int, int], list[Days]] = defaultdict(list)
    together: dict[int, tuple[ProgramKind, Days]] = {}
    for row in queries.away_rows(connection, today):
        together[row["id"]] = ProgramKind(row["kind"]), Days(row["first_day"], row["last_day"])
        days_away[row["id"], row["person_id"]].append(Days(row["away_from"], row["away_until"]))
    troubles: dict[int, _Trouble] = {}
    for (pairing, person_id), some in days_away.items():
        kind, days = together[pairing]
        # Who is back by now misses nothing that is still to come.
        if any(one.last >= today for one in some) and is_away(kind, days, some):
            troubles.setdefault(pairing, _Trouble(person_id, "is away"))
    rows = pairing_rows(connection, list(troubles)[:most])
    items = [_spoiled(Kind.AWAY, row, troubles[row["id"]], today) for row in rows]
    return found(Kind.AWAY, items, total=len(troubles))


def gone(connection: Connection, today: date, most: int | None = None) -> Found:
    """Published pairings, not over, of somebody who has left, was removed, takes no part, or whose team is frozen."""
    frozen = freezes(connection, Days(today, date.max))
    out = queries.gone_rows(connection, today)
    rows = [*out, *queries.frozen_rows(connection, today, frozen)]
    people = some_people(connection, sorted({row["person_id"] for row in rows}))
    troubles: dict[int, _Trouble] = {}
    for number, row in enumerate(rows):
        said, reason = _out(row) if number < len(out) else ("", "")
        if not said:
            said, reason = _closed(people[row["person_id"]], row, frozen)
        if said:
            troubles.setdefault(row["id"], _Trouble(row["person_id"], said, reason))
    first_day = {row["id"]: row["first_day"] for row in rows}
    broken = sorted(troubles, key=lambda one: (first_day[one], one))
    shown = pairing_rows(connection, broken[:most])
    items = [_spoiled(Kind.GONE, row, troubles[row["id"]], today) for row in shown]
    return found(Kind.GONE, items, total=len(troubles))


def _out(row: RowMapping) -> tuple[str, str]:
    """What is said of somebody who takes no part any more; empty where that is for the days to say."""
    state = EnrolmentState(row["state"]) if row["state"] else None
    enrolment = Enrolment(email="", state=state, until=row["until"]) if state else None
    return out_words(enrolment, row["first_day"], removed=row["removed"]), ""


def _closed(person: Person, row: RowMapping, frozen: Sequence[Freeze]) -> tuple[str, str]:
    """What is said of somebody who is not at work in the days of a pairing, or whose team is in a freeze."""
    days = Days(row["first_day"], row["last_day"])
    words = closing_reason(ProgramKind(row["kind"]), person, days, frozen)
    if not words or words.startswith(f"{person.name} "):
        return words.removeprefix(f"{person.name} "), ""
    return "is in a freeze", words


def unmarked_ones(connection: Connection, today: date, most: int | None = None) -> Found:
    """Published pairings that are over and that nobody has marked, the oldest first."""
    total = unmarked(connection, today)
    wanted = PairingSearch(states=(State.PUBLISHED,), over_before=today)
    rows = find_pairings(connection, wanted, limit=most) if total else []
    items = (
        _item(row, Kind.UNMARKED, _past_words(row), "", f"ridealong history mark {row['id']} held") for row in rows
    )
    return found(Kind.UNMARKED, items, total=total)


def _past_words(row: RowMapping) -> str:
    verb = "visited" if ProgramKind(row["kind"]).visits else "and"
    return f"{row['guest_name']} {verb} {row['host_name']}"


def _spoiled(kind: Kind, row: RowMapping, trouble: _Trouble, today: date) -> Item:
    mine = "guest" if row["guest_id"] == trouble.person_id else "host"
    begun = row["first_day"] < today
    remedy = f"ridealong end {row['id']}" if begun else f"ridealong repair {named(row['program'])}"
    text = f"{row[f'{mine}_name']} {trouble.said}: {meeting_words(row, mine)}"
    return _item(row, kind, text, trouble.reason, remedy, begun=begun)


def meeting_words(row: RowMapping, mine: str) -> str:
    """What a pairing is for the `guest` or the `host` of it."""
    other = row["host_name" if mine == "guest" else "guest_name"]
    if not ProgramKind(row["kind"]).visits:
        return f"buddy of {other}"
    return f"visit to {other}" if mine == "guest" else f"visit of {other}"


def _item(row: RowMapping, kind: Kind, text: str, detail: str, remedy: str, *, begun: bool = False) -> Item:
    return Item(
        kind=kind,
        text=text,
        names=(row["guest_name"], row["host_name"]),
        detail=detail,
        people=(row["guest"], row["host"]),
        pairing=row["id"],
        days=Days(row["first_day"], row["last_day"]),
        remedy=remedy,
        program=row["program"],
        round=row["round"],
        begun=begun,
    )
