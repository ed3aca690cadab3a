"""The coming rounds of a program as if nothing in them were published yet, and what stands in them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, RowMapping

from ridealong.domain.pairings import State
from ridealong.domain.people import identity
from ridealong.domain.programs import Program
from ridealong.planning.check import check_cells
from ridealong.planning.plan import Assignment
from ridealong.planning.problem import Pin, Problem
from ridealong.planning.said import Said
from ridealong.services.names import Names
from ridealong.services.own_days import stays_short
from ridealong.services.season import Season, build_season
from ridealong.storage.queries.pairings import PairingSearch, find_pairings

if TYPE_CHECKING:
    from ridealong.planning.changes import Change

Cell = tuple[str, str, int]
"""Guest and host, by identity, and the round of the problem."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A season with the published pairings and drafts of its rounds: rows of the database by who and when."""

    season: Season
    rows: Mapping[Cell, RowMapping]

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """What stands, as the planner takes it; points are not looked at."""
        return tuple(sorted(Assignment(number, guest, host, 0, 0) for guest, host, number in self.rows))

    @property
    def names(self) -> Names:
        """The names for the planner's sentences, those of whoever has gone since among them."""
        gone = {identity(row[one]): row[f"{one}_name"] for row in self.rows.values() for one in ("guest", "host")}
        return Names(self.season.program, self.season.people, gone)

    def told(self, said: Said) -> str:
        """A sentence of the planner with names, days, and rounds as people count them: from 1."""
        return self.names.told(said, self.season.first)

    def why(self, one: "Change") -> str:
        """Why something changes; what closes a round is said in the words of whoever closed it."""
        if one.kind == "broken" and one.before:
            problem, (number, host) = self.season.problem, one.before
            people = [guest for guest in problem.guests if guest.id == one.guest]
            hosts = [visited for visited in problem.hosts if visited.id == host]
            away = any(number in person.away for side in (people, hosts) for person in side)
            closed = [person.closed[number] for side in (people, hosts) for person in side if number in person.closed]
            if closed and not away:
                return closed[0]
        return self.told(one.said)


def what_stands(
    connection: Connection, program: Program, today: date, *, of: Collection[int] | None = None
) -> Standing:
    """What stands in the rounds that have not begun, with their problem as it is by now.

    A published pairing, or a pinned draft, that somebody has made shorter, so that it can take place although one of
    the two is away on other days of its round, is no part of it: it stands as one that has begun does.

    Args:
        of: some people, by row id: what others do without them is left out, which is enough to check what they do,
            and no problem to plan.

    Raises Refused where no round is left, or one side has nobody who agreed to take part.
    """
    states = (str(State.PUBLISHED), str(State.PROPOSED))
    found = [
        row
        for row in find_pairings(connection, PairingSearch(program_id=program.id, states=states, people=of))
        if row["round"] is not None and program.round_days(row["round"]).first >= today
    ]
    if of is None:
        stays = _shortened(connection, program, found)
        found = [row for row in found if row["id"] not in stays]
    published = [row["id"] for row in found if row["state"] == State.PUBLISHED]
    only = None if of is None else {*of, *(row[who] for row in found for who in ("guest_id", "host_id"))}
    season = build_season(connection, program, today, without=published, only=only)
    cells = {
        (identity(row["guest"]), identity(row["host"]), row["round"] - season.first): row
        for row in found
        if row["round"] >= season.first
    }
    return Standing(replace(season, problem=with_possible_pins(season.problem)), cells)


def _shortened(connection: Connection, program: Program, rows: Iterable[RowMapping]) -> set[int]:
    """The published pairings and pinned drafts that last only a part of their round, since one is not there for all."""
    return {
        row["id"]
        for row in rows
        if (row["state"] == State.PUBLISHED or row["pinned"]) and stays_short(connection, program, row)
    }


def with_possible_pins(problem: Problem) -> Problem:
    """The problem without the pins that what happened has made impossible: these visits are to be replaced."""
    return replace(problem, pins=tuple(pin for pin in problem.pins if _possible(problem, pin)))


def _possible(problem: Problem, pin: Pin) -> bool:
    hosts = [host.id for host in problem.hosts] if pin.host is None else [pin.host]
    rounds = range(problem.rounds) if pin.round is None else [pin.round]
    return any(not list(check_cells(problem, [(number, pin.guest, host)])) for number in rounds for host in hosts)
