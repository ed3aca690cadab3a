"""Pairings that cannot take place as they stand, and those that are over and nobody has marked."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.domain.planning_rules import still_away
from ridealong.domain.programs import Enrolment
from ridealong.domain.programs import Kind as ProgramKind
from ridealong.services.attention.attention_items import Found, Item, Kind, found, named
from ridealong.services.found import pairing_rows
from ridealong.services.people.in_the_way import hindrance
from ridealong.storage.queries import attention as queries
from ridealong.storage.queries.pairings import PairingSearch, find_pairings, unmarked
from ridealong.storage.queries.people import some_people
from ridealong.storage.queries.programs import enrolment_of
from ridealong.storage.queries.rules import freezes


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Why a pairing cannot take place.

    Args:
        person_id: who it is about. said: what is said of them. reason: the one that all may know.
        first_day: of the pairing. draft: whether it is one.
    """

    person_id: int
    said: str
    reason: str
    first_day: date
    draft: bool


def cannot_take_place(connection: Connection, today: date, most: int | None = None) -> tuple[Found, Found, Found]:
    """What cannot take place as it stands.

    Returns:
        Published pairings, not over, of somebody who has left, was removed, takes no part, or whose team is frozen;
        those during which somebody is away for so long; and drafts to come of which either is true.
    """
    away, gone = _away(connection, today), _gone(connection, today)
    spoiled = {one: why for one, why in (away | gone).items() if why.draft}
    return (
        _found(connection, Kind.GONE, {one: why for one, why in gone.items() if not why.draft}, today, most),
        _found(connection, Kind.AWAY, {one: why for one, why in away.items() if not why.draft}, today, most),
        _found(connection, Kind.SPOILED, dict(sorted(spoiled.items(), key=_by_day)), today, most),
    )


def _by_day(one: tuple[int, _Trouble]) -> tuple[date, int]:
    return one[1].first_day, one[0]


def _found(
    connection: Connection, kind: Kind, troubles: Mapping[int, _Trouble], today: date, most: int | None
) -> Found:
    rows = pairing_rows(connection, list(troubles)[:most])
    return found(kind, [_spoiled(kind, row, troubles[row["id"]], today) for row in rows], total=len(troubles))


def _away(connection: Connection, today: date) -> dict[int, _Trouble]:
    """Who is away, by pairing in the order of the days."""
    days_away: dict[tuple[int, int], list[Days]] = defaultdict(list)
    together: dict[int, RowMapping] = {}
    for row in queries.away_rows(connection, today):
        together[row["id"]] = row
        days_away[row["id"], row["person_id"]].append(Days(row["away_from"], row["away_until"]))
    troubles: dict[int, _Trouble] = {}
    for (pairing, person_id), some in days_away.items():
        row = together[pairing]
        if still_away(ProgramKind(row["kind"]), Days(row["first_day"], row["last_day"]), some, today):
            troubles.setdefault(pairing, _trouble(row, person_id, "is away"))
    return troubles


def _gone(connection: Connection, today: date) -> dict[int, _Trouble]:
    """Who has left, was removed, takes no part or is in a freeze, by pairing in the order of the days."""
    frozen = freezes(connection, Days(today, date.max))
    out = queries.gone_rows(connection, today)
    rows = [*out, *queries.frozen_rows(connection, today, frozen)]
    people = some_people(connection, sorted({row["person_id"] for row in rows}))
    troubles: dict[int, _Trouble] = {}
    for number, row in enumerate(rows):
        # Who is away as well is told where the other absences are.
        why = hindrance(
            people[row["person_id"]],
            ProgramKind(row["kind"]),
            Days(row["first_day"], row["last_day"]),
            enrolment=_enrolment(row) if number < len(out) else None,
            removed=number < len(out) and row["removed"],
            frozen=frozen,
            today=today,
        )
        if why:
            troubles.setdefault(row["id"], _trouble(row, row["person_id"], why.said, why.freeze))
    return dict(sorted(troubles.items(), key=_by_day))


def _trouble(row: RowMapping, person_id: int, said: str, reason: str = "") -> _Trouble:
    return _Trouble(person_id, said, reason, row["first_day"], draft=row["pairing_state"] == State.PROPOSED)


def _enrolment(row: RowMapping) -> Enrolment | None:
    return enrolment_of(row) if row["state"] else None


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
