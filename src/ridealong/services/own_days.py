"""What keeps two people from a pairing on its own days, which may be fewer than those of its round."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days, at_once
from ridealong.domain.pairings import State
from ridealong.domain.people import Person
from ridealong.domain.planning_rules import seats
from ridealong.domain.programs import Kind, Program
from ridealong.domain.wording import listed
from ridealong.services.in_the_way import InTheWay
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import some_people

PRESENCE = ("away", "closed")
"""The rules about who is there, which a pairing that is shorter than its round need not break with it."""

_OPEN = (str(State.PROPOSED), str(State.PUBLISHED))


def kept_from(connection: Connection, program: Program, people: Mapping[int, Person], days: Days) -> str:
    """Why some people cannot be in a pairing of a program on some days; empty where they can.

    What else they have in the program is left to its rules.

    Args:
        people: by row id.
    """
    known = InTheWay(connection, people, days, programs=[program.id])
    for one in people:
        if why := known.against(one, program.kind, days, program.id):
            return why
    rows = _open_rows(connection, list(people), days)
    return next(iter(_elsewhere(program, people, rows)), "")


def stays_short(connection: Connection, program: Program, row: RowMapping) -> bool:
    """Whether a pairing can only be since it is shorter than its round: to the planner the two are not there then."""
    days, whole = Days(row["first_day"], row["last_day"]), program.round_days(row["round"])
    if days == whole:
        return False
    people = some_people(connection, [row["guest_id"], row["host_id"]])
    return bool(kept_from(connection, program, people, whole)) and not kept_from(connection, program, people, days)


def kept_from_more(connection: Connection, program: Program, row: RowMapping, last: date) -> str:
    """Why a pairing cannot last until a later day: who is not there, or has somebody else by then; empty where it can.

    Args:
        row: the pairing as it stands. last: the last day that is wanted.
    """
    both = row["guest_id"], row["host_id"]
    people = some_people(connection, both)
    if why := kept_from(connection, program, people, Days(row["first_day"], last)):
        return why
    more = Days(row["last_day"] + timedelta(days=1), last)
    guest, host = ((row[who], people[row[who]]) for who in ("guest_id", "host_id"))
    return taken_on(connection, program, guest, host, more, but={row["id"]})


def taken_on(
    connection: Connection,
    program: Program,
    guest: tuple[int, Person],
    host: tuple[int, Person],
    days: Days,
    *,
    but: Collection[int],
) -> str:
    """Why others of the program leave no room for a guest with a host on some days; empty where there is room.

    Args:
        guest, host: with their row ids. but: the numbers of pairings that do not count.
    """
    rows = [
        one
        for one in _open_rows(connection, (guest[0], host[0]), days)
        if one["program_id"] == program.id and one["id"] not in but
    ]
    for one in rows:
        if one["guest_id"] == guest[0]:
            return f"{guest[1].name} is with {one['host_name']} from {one['first_day']} to {one['last_day']}"
    there = [one for one in rows if one["host_id"] == host[0]]
    # How many buddies somebody without a stated capacity takes is for a whole round to say.
    if (program.kind.visits or host[1].capacity is not None) and there:
        spans = [Days(max(one["first_day"], days.first), one["last_day"]) for one in there]
        if at_once([days, *spans]) > seats(host[1], program.kind, 1, 1):
            return f"{host[1].name} takes no more guests then: {listed([one['guest_name'] for one in there])} is there"
    return ""


def _open_rows(connection: Connection, people: Sequence[int], days: Days) -> list[RowMapping]:
    return find_pairings(connection, PairingSearch(people=people, states=_OPEN, days=days))


def _elsewhere(program: Program, people: Mapping[int, Person], rows: Sequence[RowMapping]) -> list[str]:
    """Visits of other programs, beside which nobody is in a visit of this one."""
    if not program.kind.visits:
        return []
    return [
        f"{people[one].name} is in a visit of {row['program']} from {row['first_day']} to {row['last_day']}"
        for row in rows
        if row["program_id"] != program.id and Kind(row["kind"]).visits
        for one in (row["guest_id"], row["host_id"])
        if one in people
    ]
