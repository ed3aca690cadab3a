"""Drafts of visits that take single days: kept as a plan has them, each pair both ways, and what is owed first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.ledger import COUNTED, OWING_KINDS, Leg, with_returns
from ridealong.domain.pairings import State
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import EnrolmentState, Program
from ridealong.services.days.day_visits import DayVisits, Pair, Single, Timed, Visited
from ridealong.services.plans.season import Season
from ridealong.storage.queries.ledger import uneven_legs
from ridealong.storage.queries.programs import enrolled
from ridealong.storage.schema import pairings
from ridealong.storage.work import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A return visit to be planned: who owes it, by row id, to whom, and the visit that it returns.

    Args:
        since: the first day on which neither of the two pauses.
    """

    guest: int
    host: int
    leg: Leg
    since: date = date.min


def owed_in(connection: Connection, season: Season) -> list[Owed]:
    """The visits back of a program that two people who take part in it owe each other, the oldest first.

    A visit there that is owed, since it was missed and the one back was held, is none of them: the two have had their
    turn, and the ledger shows it.
    """
    rows = uneven_legs(connection, OWING_KINDS, COUNTED, season.days(0).first)
    legs: dict[frozenset[int], list[Leg]] = defaultdict(list)
    who: dict[int, tuple[int, int]] = {}
    here = {*season.guests, *season.hosts}
    for row_id, _program, guest, host, side, first, last, state, weeks in rows:
        if guest in here and host in here:
            who[row_id] = guest, host
            leg = Leg(id=row_id, guest_side=Side(side), first=first, last=last, state=State(state), return_weeks=weeks)
            legs[frozenset((guest, host))].append(leg)
    since = _back_from_pauses(connection, season.program)
    found = []
    for some in legs.values():
        for leg, back in with_returns(some):
            returning = season.program.is_return(leg.guest_side.other)
            if back is None and returning and leg.state in (State.HELD, State.PUBLISHED):
                guest, host = who[leg.id]
                later = max(since.get(one, date.min) for one in (guest, host))
                found.append(Owed(guest=host, host=guest, leg=leg, since=later))
    return sorted(found, key=lambda one: (one.leg.due, one.leg.id))


def _back_from_pauses(connection: Connection, program: Program) -> dict[int, date]:
    """By row id of who pauses in a program until some day: from when they take part again."""
    return {
        one.person_id: one.enrolment.until + timedelta(days=1)
        for one in enrolled(connection, program.id)
        if one.enrolment.state is EnrolmentState.PAUSED and one.enrolment.until is not None
    }


def without_days(
    connection: Connection, season: Season, before: Mapping[Pair, RowMapping], wanted: Mapping[Pair, int | None]
) -> list[Pair]:
    """The pairs of a plan that find no days; the arguments are those of `keep_day_drafts`."""
    return _keep(connection, season, before, wanted, owed_in(connection, season)).without


@dataclass(slots=True)
class _Kept:
    """The drafts that a plan leaves: rows that change their days, rows to come, and who found no day.

    Args:
        touched: the numbers of drafts that stay, with whatever days.
    """

    updates: dict[int, Mapping[str, object]] = field(default_factory=dict)
    inserts: list[dict[str, object]] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    without: list[Pair] = field(default_factory=list)


def keep_day_drafts(
    step: Step, season: Season, before: Mapping[Pair, RowMapping], wanted: Mapping[Pair, int | None]
) -> list[Pair]:
    """Make the drafts of a program those of a plan, each visit on a day that suits both.

    A draft whose day still suits stays untouched. Return visits that are owed from before are planned first, the
    oldest before the others.

    Args:
        before: the drafts so far that the plan replaces. wanted: the pairs of the plan, with their points.

    Returns:
        The pairs that found no days.
    """
    owed = owed_in(step.connection, season)
    kept = _keep(step.connection, season, before, wanted, owed)
    step.work.delete(pairings, [row["id"] for row in before.values() if row["id"] not in kept.touched])
    step.work.update(pairings, kept.updates)
    step.work.insert(pairings, kept.inserts)
    return kept.without


def _keep(
    connection: Connection,
    season: Season,
    before: Mapping[Pair, RowMapping],
    wanted: Mapping[Pair, int | None],
    owed: Collection[Owed],
) -> _Kept:
    program = season.program
    asked = {who for pair in wanted for who in pair[:2]} | {who for one in owed for who in (one.guest, one.host)}
    last = program.round_days(season.first + season.problem.rounds - 1).last
    span = Days(season.days(0).first, last)
    days = DayVisits(connection, program, season.people, asked, span, without=[row["id"] for row in before.values()])
    kept = _Kept()
    standing = _standing(program, before, wanted, days, kept)
    returns = {
        (row["guest_id"], row["host_id"]): row for row in before.values() if program.is_return(row["guest_side"])
    }
    open_debts = _not_paid([one for one in owed if one.since <= last], returns, wanted, days, kept)
    singles = [
        Single(guest=one.guest, host=one.host, within=Days(max(span.first, one.since), last), by=one.leg.due)
        for one in open_debts
    ]
    joined = {
        (host, number): legs
        for guest, host, number in standing
        if (legs := _legs(program, before, (guest, host, number)))
    }
    fresh = [pair for pair in wanted if pair not in standing]
    timed = days.find(fresh, singles, seed=season.problem.seed, joined=joined, turns=season.turns)
    _note_timed(season, before, wanted, timed, kept)
    for one, found in zip(open_debts, timed.singles, strict=True):
        if found is not None:
            visit = Visited(guest=one.guest, host=one.host, days=found)
            kept.inserts.append(day_row(program, season.people, visit, program.round_of(found.first), fit=None))
    kept.without = sorted(pair for pair in wanted if pair not in standing and pair not in timed.pairs)
    return kept


def _not_paid(
    owed: Iterable[Owed],
    returns: Mapping[tuple[int, int], RowMapping],
    wanted: Collection[Pair],
    days: DayVisits,
    kept: _Kept,
) -> list[Owed]:
    """What is owed and still needs a visit: no draft of it stands, and the two are not together anyway."""
    found = []
    for one in owed:
        row = returns.get((one.guest, one.host))
        if row is not None and row["id"] not in kept.touched and _keeps(days, row, one):
            kept.touched.add(row["id"])
        elif not any((one.host, one.guest) == pair[:2] for pair in wanted):
            found.append(one)
    return found


def _keeps(days: DayVisits, row: RowMapping, one: Owed) -> bool:
    return bool(row["first_day"] >= one.since) and days.keep([_visited(row)])


def _standing(
    program: Program,
    before: Mapping[Pair, RowMapping],
    wanted: Mapping[Pair, int | None],
    days: DayVisits,
    kept: _Kept,
) -> set[Pair]:
    """The wanted pairs whose drafts stand already, on days that still suit."""
    found = set()
    for pair, points in wanted.items():
        rows = _rows_of(program, before, pair)
        if days.keep([_visited(row) for row in rows]):
            found.add(pair)
            kept.touched.update(row["id"] for row in rows)
            kept.updates.update({row["id"]: {"fit": points} for row in rows if row["fit"] != points})
    return found


def _rows_of(program: Program, before: Mapping[Pair, RowMapping], pair: Pair) -> list[RowMapping]:
    """The drafts of a pair, of the visit and of the one back; none where one of them is missing."""
    guest, host, number = pair
    legs = [before.get(pair)] + ([before.get((host, guest, number))] if program.kind.both_ways else [])
    return [row for row in legs if row is not None] if None not in legs else []


def _legs(program: Program, before: Mapping[Pair, RowMapping], pair: Pair) -> list[Visited]:
    """The visits of a pair of which a third can be; only where each visits the other."""
    return [_visited(row) for row in _rows_of(program, before, pair)] if program.kind.both_ways else []


def _note_timed(
    season: Season, before: Mapping[Pair, RowMapping], wanted: Mapping[Pair, int | None], timed: Timed, kept: _Kept
) -> None:
    for pair, visits in timed.pairs.items():
        for one in visits:
            row = before.get((one.guest, one.host, pair[2]))
            if row is None or row["id"] in kept.touched:
                kept.inserts.append(day_row(season.program, season.people, one, pair[2], fit=wanted[pair]))
                continue
            kept.touched.add(row["id"])
            cells = {"first_day": one.days.first, "last_day": one.days.last, "fit": wanted[pair]}
            if any(row[name] != value for name, value in cells.items()):
                kept.updates[row["id"]] = cells


def _visited(row: RowMapping) -> Visited:
    return Visited(guest=row["guest_id"], host=row["host_id"], days=Days(row["first_day"], row["last_day"]))


def day_row(
    program: Program,
    people: Mapping[int, Person],
    one: Visited,
    number: int,
    *,
    fit: int | None,
    state: State = State.PROPOSED,
) -> dict[str, object]:
    """The row of a pairing on days of its own, in a round of the program."""
    return {
        "program_id": program.id,
        "guest_id": one.guest,
        "host_id": one.host,
        "guest_team": people[one.guest].team,
        "host_team": people[one.host].team,
        "guest_side": str(people[one.guest].side),
        "round": number,
        "first_day": one.days.first,
        "last_day": one.days.last,
        "state": str(state),
        "pinned": False,
        "fit": fit,
        "reason": "",
    }
