"""The coming rounds of a program as if nothing in them were published yet, and what stands in them."""

from collections.abc import Mapping
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

    def told(self, said: Said) -> str:
        """A sentence of the planner with names, days, and rounds as people count them: from 1."""
        gone = {identity(row[one]): row[f"{one}_name"] for row in self.rows.values() for one in ("guest", "host")}
        return Names(self.season.program, self.season.people, gone).told(said, self.season.first)

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


def what_stands(connection: Connection, program: Program, today: date) -> Standing:
    """What stands in the rounds that have not begun, with their problem as it is by now.

    Raises Refused where no round is left, or one side has nobody who agreed to take part.
    """
    states = (str(State.PUBLISHED), str(State.PROPOSED))
    found = [
        row
        for row in find_pairings(connection, PairingSearch(program_id=program.id, states=states))
        if row["round"] is not None and program.round_days(row["round"]).first >= today
    ]
    published = [row["id"] for row in found if row["state"] == State.PUBLISHED]
    season = build_season(connection, program, today, without=published)
    cells = {
        (identity(row["guest"]), identity(row["host"]), row["round"] - season.first): row
        for row in found
        if row["round"] >= season.first
    }
    return Standing(replace(season, problem=with_possible_pins(season.problem)), cells)


def with_possible_pins(problem: Problem) -> Problem:
    """The problem without the pins that what happened has made impossible: these visits are to be replaced."""
    return replace(problem, pins=tuple(pin for pin in problem.pins if _possible(problem, pin)))


def _possible(problem: Problem, pin: Pin) -> bool:
    hosts = [host.id for host in problem.hosts] if pin.host is None else [pin.host]
    rounds = range(problem.rounds) if pin.round is None else [pin.round]
    return any(not list(check_cells(problem, [(number, pin.guest, host)])) for number in rounds for host in hosts)
