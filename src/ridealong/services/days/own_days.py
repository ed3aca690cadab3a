"""What keeps two people from a pairing on its own days, which may be fewer than those of its round."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days, at_once
from ridealong.domain.load import visit_takes
from ridealong.domain.pairings import State
from ridealong.domain.people import Person
from ridealong.domain.planning_rules import seats
from ridealong.domain.programs import Kind, Program
from ridealong.domain.wording import listed
from ridealong.services.people.exchange_load import mondays_of
from ridealong.services.people.in_the_way import InTheWay
from ridealong.services.people.week_load import MeetingLoad
from ridealong.storage.parts import AT_ONCE
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
    return _Known(connection, program, people, days).against(list(people), days)


class _Known:
    """What is known that keeps some people from pairings of a program.

    Args:
        people: by row id. span: no other days are asked for.
    """

    def __init__(self, connection: Connection, program: Program, people: Mapping[int, Person], span: Days) -> None:
        self._program = program
        self._people = people
        self._in_the_way = InTheWay(connection, people, span, programs=[program.id])
        self._load = MeetingLoad(connection, people, span) if program.kind.visits else None
        self._elsewhere: dict[int, list[tuple[int, int, RowMapping]]] = defaultdict(list)
        self._weeks_taken: dict[int, set[date]] = defaultdict(set)
        for at, row in enumerate(_open_rows(connection, list(people), span) if program.kind.visits else ()):
            if row["program_id"] != program.id and Kind(row["kind"]).visits:
                for side, one in enumerate((row["guest_id"], row["host_id"])):
                    self._elsewhere[one].append((at, side, row))
                    self._weeks_taken[one] |= set(mondays_of(Days(row["first_day"], row["last_day"])))

    def against(self, people: Sequence[int], days: Days) -> str:
        """Why some of the people, by row id, cannot be in a pairing on some days; empty where they can."""
        for one in people:
            if why := self._in_the_way.against(one, self._program.kind, days, self._program.id):
                return why
            if self._load is not None and (why := self._load.against(one, days)):
                return why
        found = [
            (at, side, f"{self._people[one].name} is in a visit of {row['program']} from {when.first} to {when.last}")
            for one in people
            for at, side, row in self._elsewhere.get(one, ())
            if (when := Days(row["first_day"], row["last_day"])).overlaps(days)
        ]
        return min(found)[2] if found else ""

    def is_closed(self, people: Sequence[int], whole: Days) -> bool:
        """Whether a round is closed to one of the people, by row id.

        Where visits take single days of some weeks, what else they have there, and what takes of their time, leaves
        them other weeks: it closes the round once there are too few for a visit, or for one each way.
        """
        if not self._program.kind.by_day or self._program.weeks == 1:
            return bool(self.against(people, whole))
        needed = 2 if self._program.kind.both_ways else 1
        return any(
            self._in_the_way.against(one, self._program.kind, whole, self._program.id)
            or sum(self._leaves_room(one, monday) for monday in mondays_of(whole)) < needed
            for one in people
        )

    def _leaves_room(self, person: int, monday: date) -> bool:
        """Whether somebody is there in a week, and it has room for a visit beside what else they have in it."""
        if monday in self._weeks_taken.get(person, ()):
            return False
        if self._load is not None and not self._load.leaves_room(person, monday, visit_takes(self._program)):
            return False
        week = Days(monday, monday + timedelta(days=4))
        return not self._in_the_way.against(person, self._program.kind, week, self._program.id)


def stays_short(connection: Connection, program: Program, row: RowMapping) -> bool:
    """Whether a pairing can only be since it is shorter than its round: to the planner the two are not there then."""
    return row["id"] in those_short(connection, program, [row])


def those_short(connection: Connection, program: Program, rows: Iterable[RowMapping]) -> set[int]:
    """The numbers of those of some pairings of a program that `stays_short` is true of."""
    spans = [(row, Days(row["first_day"], row["last_day"]), program.round_days(row["round"])) for row in rows]
    shorter = [(row, days, whole) for row, days, whole in spans if days != whole]
    if not shorter:
        return set()
    ids = sorted({row[who] for row, _days, _whole in shorter for who in ("guest_id", "host_id")})
    both = [each for _row, days, whole in shorter for each in (days, whole)]
    span = Days(min(one.first for one in both), max(one.last for one in both))
    known = _Known(connection, program, some_people(connection, ids), span)
    return {
        row["id"]
        for row, days, whole in shorter
        if known.is_closed(pair := (row["guest_id"], row["host_id"]), whole) and not known.against(pair, days)
    }


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
    # A statement takes so many values only, and here each person is one twice: of many, all rows are read.
    asked = people if len(people) <= AT_ONCE // 2 else None
    return find_pairings(connection, PairingSearch(people=asked, states=_OPEN, days=days))
