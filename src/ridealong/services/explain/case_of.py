"""The draft of a program as a case that the planner can be asked about, in names and in rounds of the program."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.domain.wording import listed, many
from ridealong.planning.explain.case import Case
from ridealong.planning.explain.moves import Move, Spot
from ridealong.planning.explain.terms import Part
from ridealong.planning.plan import Assignment
from ridealong.planning.problem import Weights
from ridealong.planning.said import Said
from ridealong.services.plans.names import rounds_in_words
from ridealong.services.plans.plan_views import Someone, Visit, someone
from ridealong.services.plans.season import Season
from ridealong.storage.queries.pairings import PairingSearch, find_pairings

EVERY_ROUND = "every round"
"""What is said instead of all the rounds of a problem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """One part of what a pairing, or a change, is worth: the term of the value, its points, and what it is for."""

    term: str
    points: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Somebody whose visit would change: the one given up and the one got; None where there is none."""

    guest: Someone
    before: Visit | None
    after: Visit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a change would do to the whole plan.

    Args:
        round: of the visit that it is about. points: the change of the value, negative for a cost.
        moved: everybody whose visit would change, the guest who is asked about first.
        stakes: what the points are made of.
    """

    round: int
    days: Days
    points: int
    moved: tuple[Moved, ...]
    stakes: tuple[Stake, ...]


class Drafted:
    """A season and its draft, asked about.

    Args:
        planned: whether there is a draft at all. leaving_out: the numbers of pairings that are no part of it.
        assignments: its pairings, as the planner takes them; points are not looked at.
    """

    def __init__(self, connection: Connection, season: Season, leaving_out: Collection[int] = ()) -> None:
        self.season = season
        program, problem = season.program, season.problem
        states = (str(State.PROPOSED), *([str(State.PUBLISHED)] if season.without else []))
        search = PairingSearch(program_id=program.id, states=states)
        guests, hosts = set(season.guests), set(season.hosts)
        cells = [
            (
                row["round"] - season.first,
                season.people[row["guest_id"]].identity,
                season.people[row["host_id"]].identity,
            )
            for row in find_pairings(connection, search)
            if (row["state"] == State.PROPOSED or row["id"] in season.without)
            and row["id"] not in leaving_out
            and row["guest_id"] in guests
            and row["host_id"] in hosts
            and 0 <= row["round"] - season.first < problem.rounds
        ]
        self.planned = bool(cells)
        self.assignments = tuple(sorted(Assignment(*cell, 0, 0) for cell in cells))
        self.case = Case(problem, cells)
        self._people = {person.identity: someone(person) for person in season.people.values()}
        self._visits: dict[Spot, Visit] = {}

    def name(self, identity: str) -> str:
        """What somebody is called; a stranger by identity."""
        found = self._people.get(identity)
        return found.name if found else identity

    def person(self, identity: str) -> Someone:
        """Somebody of the season."""
        return self._people[identity]

    def told(self, said: Said, rounds: Sequence[int] = ()) -> str:
        """A sentence of the planner with names; where it speaks of one round, of all of `rounds` instead if given."""
        return said.told(
            self.name,
            lambda own: self.rounds(rounds if rounds and len(own) == 1 else own),
            lambda number: self.season.names.first_day(self.season.first + number),
            self.season.names.weeks,
        )

    def rounds(self, numbers: Iterable[int]) -> str:
        """Rounds of the problem in words, as people count them: "round 3", "rounds 2, 5 and 7 to 9", "every round"."""
        meant = {self.season.first + number for number in numbers}
        return EVERY_ROUND if len(meant) == self.season.problem.rounds > 1 else rounds_in_words(meant)

    def stakes(self, parts: Iterable[Part]) -> tuple[Stake, ...]:
        """Parts of a value with names."""
        return tuple(Stake(term=part.term, points=part.points, why=self.told(part.said)) for part in parts)

    def moved(self, moves: Iterable[Move]) -> tuple[Moved, ...]:
        """Moves with names and days."""
        return tuple(
            Moved(guest=self.person(move.guest), before=self._visit(move.before), after=self._visit(move.after))
            for move in moves
        )

    def effect(self, round_: int, points: int, moves: Iterable[Move], parts: Iterable[Part] = ()) -> Effect:
        """What a change would do, for a visit in a round of the problem."""
        return Effect(
            round=self.season.first + round_,
            days=self.season.days(round_),
            points=points,
            moved=self.moved(moves),
            stakes=self.stakes(parts),
        )

    def _visit(self, spot: Spot | None) -> Visit | None:
        if spot is None:
            return None
        if spot not in self._visits:
            number = self.season.first + spot.round
            self._visits[spot] = Visit(round=number, days=self.season.days(spot.round), host=self.person(spot.host))
        return self._visits[spot]


def points_word(points: int) -> str:
    """The effect of a change in a column: "+1 place" or "-1 place" where a place is at stake, else signed points."""
    places = round(points / Weights().placed)
    return f"{places:+} {'place' if abs(places) == 1 else 'places'}" if places else f"{points:+,}"


STAKES = {
    "turns_squared": "turns",
    "met_before": "repeat",
    "over_share": "load",
    "new_teams": "new team",
    "fit": "fit",
    "too_soon": "too soon",
}
"""What the effect of a change is mostly about, by the term of the value; where it is counted in places, it says so."""


def price(points: int, stakes: Sequence[Stake]) -> str:
    """What a change costs or brings, in words: places first, since no number of points makes up for one."""
    if not points:
        return "nothing would be lost or gained"
    places = [one.why for one in stakes if one.term == "placed"]
    verb = "it would cost" if points < 0 else "it would even gain"
    if places:
        return f"{verb} {listed(places)}"
    if [one.term for one in stakes] == ["fit"]:
        return f"{verb} {many(abs(points), 'point')} of fit"
    others = [one.why for one in stakes]
    what = f" ({listed(others)})" if others else ""
    return f"{verb} {many(abs(points), 'point')}{what}"


def moves_in_words(moved: Sequence[Moved]) -> list[str]:
    """Who would be where, a sentence without a full stop for each, the first for the guest who is asked about."""
    return [_move(one) for one in moved]


def _move(one: Moved) -> str:
    before, after, name = one.before, one.after, one.guest.name
    if before is None and after is None:
        return f"{name} would stay"
    if before is None and after is not None:
        return f"{name} would visit {_place(after)}"
    if before is not None and after is None:
        return f"{name} would lose the visit to {_place(before)}"
    if before is not None and after is not None and before.round == after.round:
        return f"{name} would visit {after.host.name} instead of {before.host.name} in round {after.round + 1}"
    if before is not None and after is not None and before.host == after.host:
        return f"{name} would visit {after.host.name} in round {after.round + 1} instead of {before.round + 1}"
    return f"{name} would visit {_place(after)} instead of {_place(before)}"


def _place(visit: Visit | None) -> str:
    return "nobody" if visit is None else f"{visit.host.name} in round {visit.round + 1}"
