"""Buddies who were left alone in the round under way, and whom they can be with for what is left of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days, monday_of
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import Person
from ridealong.domain.programs import Kind, Program
from ridealong.domain.wording import listed
from ridealong.planning.plan import Plan
from ridealong.planning.problem import APART, FitMatrix, Problem
from ridealong.planning.repair import Repair
from ridealong.planning.solve import solve
from ridealong.services.people.in_the_way import InTheWay
from ridealong.services.plans.given_up import not_together_in
from ridealong.services.plans.plan_views import Visit, someone
from ridealong.services.plans.plans import draft_row
from ridealong.services.plans.season import Season, build_season
from ridealong.services.repairs.gone_buddies import GONE
from ridealong.services.repairs.repair_rows import Writes
from ridealong.services.repairs.repair_views import RepairChange, Repaired
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import everybody
from ridealong.storage.queries.programs import enrolled

_TOGETHER = (State.PUBLISHED, State.HELD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Two who can be buddies for what is left of a round; `lonely` are those of them who were left alone."""

    guest: Person
    host: Person
    lonely: tuple[Person, ...]
    row: Mapping[str, object]

    def other(self, person: Person) -> Person:
        """Whom one of the two is with."""
        return self.host if person.identity == self.guest.identity else self.guest


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBuddies:
    """Who was left alone in the round under way, and what can be done about it.

    Args:
        number: the round, from 0. days: what is left of it, from next Monday on; None where nobody was left alone.
        pairs: those who can be together. nobody: for whom nobody is free, with why not where that can be said.
        beside: how many pairings of the round stay as they are; 0 where it counts among those to come.
    """

    number: int = 0
    days: Days | None = None
    pairs: tuple[Together, ...] = ()
    nobody: tuple[tuple[Person, str], ...] = ()
    beside: int = 0

    def counted(self, done: Repair) -> Repair:
        """A repair that counts what stays as it is beside the new pairs, too."""
        return replace(done, kept=done.kept + self.beside) if self.pairs else done

    def write(self, writes: Writes) -> None:
        """Enter the new pairs into what a repair writes, and what is said of them."""
        for one in self.pairs:
            writes.added.append({**one.row, "state": str(State.PUBLISHED)})
            for mine, other in ((one.guest, one.host), (one.host, one.guest)):
                writes.words.say(someone(mine), f"A new pairing: with {other.name} ({self.days}).", new=True)

    def shown(self, found: Repaired) -> Repaired:
        """What a repair changes with the new pairs among it."""
        if self.days is None:
            return found
        changes = tuple(
            RepairChange(
                guest=someone(one.guest),
                before=None,
                after=Visit(host=someone(one.host), round=self.number, days=self.days),
                kind="new",
                published=True,
                reason=f"{listed([who.name for who in one.lonely])} {'were' if one.lonely[1:] else 'was'} left alone",
            )
            for one in self.pairs
        )
        said = tuple(self._sentences())
        return replace(
            found,
            changes=(*found.changes, *changes),
            sentences=(*found.sentences, *said),
            typed=(*found.typed, *said),
        )

    def _sentences(self) -> Iterable[str]:
        for one in self.pairs:
            lonely = one.lonely[0]
            yield f"{lonely.name}, who was left alone, is with {one.other(lonely).name} ({self.days})."
        for person, why in self.nobody:
            yield f"{person.name} was left alone, and nobody is free{f': {why}' if why else ''}."


def new_buddies(connection: Connection, program: Program, today: date) -> NewBuddies:
    """Whom those can be with whose buddy left in the round under way, or ended it, from next Monday on.

    They are with whoever else has nobody, or takes one more; the pairs that stand stay as they are.
    """
    number, start = program.round_of(today), monday_of(today) + timedelta(weeks=1)
    if program.kind is not Kind.BUDDY or not 0 <= number < program.rounds:
        return NewBuddies()
    whole = program.round_days(number)
    if start > whole.last:
        return NewBuddies()
    days = Days(start, whole.last)
    rows = [row for row in find_pairings(connection, PairingSearch(program_id=program.id)) if row["round"] == number]
    stands = [row for row in rows if _stands(row, today) and row["last_day"] >= start]
    alone = _alone(connection, program, rows, stands, days)
    if not alone:
        return NewBuddies()
    gone = [row for row in rows if row["state"] in GONE]
    try:
        season = build_season(
            connection, program, whole.first, rounds=1, without=[row["id"] for row in gone], since=start
        )
    except Refused:
        return NewBuddies(number=number, days=days, nobody=tuple((one, "") for one in alone.values()))
    plan = solve(_narrowed(season, alone, gone), worker=False)
    found = _found(season, plan, alone, number, days)
    return replace(found, beside=len(stands)) if whole.first < today else found


def _stands(row: RowMapping, today: date) -> bool:
    """Whether two are together, or may yet be: a draft is nothing once its first day is over."""
    return row["state"] in _TOGETHER or (row["state"] == State.PROPOSED and row["first_day"] >= today)


def _alone(
    connection: Connection, program: Program, rows: Sequence[RowMapping], stands: Sequence[RowMapping], days: Days
) -> dict[int, Person]:
    """Who had somebody in a round and has nobody on its last days, although they are there; by row id, by name."""
    with_somebody = {who for row in stands for who in _both(row)}
    left = {who for row in rows if row["state"] in GONE for who in _both(row)} - with_somebody
    if not left:
        return {}
    people = everybody(connection)
    part = {one.person_id for one in enrolled(connection, program.id) if one.enrolment.takes_part(days.first)}
    here = {one: people[one] for one in left & part if one in people}
    known = InTheWay(connection, here, days)
    able = {one: person for one, person in here.items() if not known.hindrance(one, program.kind, days)}
    return dict(sorted(able.items(), key=lambda one: (one[1].name.casefold(), one[1].identity)))


def _both(row: RowMapping) -> tuple[int, int]:
    return row["guest_id"], row["host_id"]


def _narrowed(season: Season, alone: Mapping[int, Person], gone: Sequence[RowMapping]) -> Problem:
    """The problem in which pairs alone are left of which one was left alone; those who parted do not meet again."""
    problem = season.problem
    lonely = [column for column, one in enumerate(season.hosts) if one in alone]
    size = len(season.hosts)
    cells = bytearray()
    for at, guest in enumerate(season.guests):
        row = problem.fit.cells[at * size : (at + 1) * size]
        if guest not in alone:
            kept = bytearray([APART]) * size
            for column in lonely:
                kept[column] = row[column]
            row = bytes(kept)
        cells += row
    problem = replace(problem, fit=FitMatrix(len(season.guests), size, bytes(cells)), pins=())
    for pairing in gone:
        if pairing["guest_id"] in season.guests and pairing["host_id"] in season.hosts:
            one, other = (season.people[who].identity for who in _both(pairing))
            problem = not_together_in(problem, one, other, 0)
    return problem


def _found(season: Season, plan: Plan, alone: Mapping[int, Person], number: int, days: Days) -> NewBuddies:
    ids = {person.identity: row_id for row_id, person in season.people.items()}
    pairs = []
    for one in plan.assignments:
        guest, host = ids[one.guest], ids[one.host]
        row = draft_row(season.program, season.people, (guest, host, number), one.fit)
        pairs.append(
            Together(
                guest=season.people[guest],
                host=season.people[host],
                lonely=tuple(alone[who] for who in (guest, host) if who in alone),
                row={**row, "first_day": days.first, "last_day": days.last},
            )
        )
    placed = {person.identity for one in pairs for person in one.lonely}
    why = {one.guest: season.told(one.said) for one in plan.open}
    return NewBuddies(
        number=number,
        days=days,
        pairs=tuple(pairs),
        nobody=tuple((one, why.get(one.identity, "")) for one in alone.values() if one.identity not in placed),
    )
