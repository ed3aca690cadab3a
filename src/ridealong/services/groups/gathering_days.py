"""On which days gatherings take place, and how many of them are in which state by then."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.days import Days
from ridealong.domain.gathering_times import usual_days
from ridealong.domain.pairings import State, is_past_draft
from ridealong.domain.programs import Kind, Program
from ridealong.services.groups.gathering_facts import FEWEST, GatheringFacts
from ridealong.storage.queries import gatherings as queries
from ridealong.storage.queries.gatherings import Counted, Stored


def days_of(connection: Connection, some: Sequence[Stored]) -> dict[int, Days]:
    """By number, the days on which gatherings take place: the day of a coffee, of sponsors from first to last."""
    facts = GatheringFacts(connection, some) if some else None
    return {one.id: _days(facts, one) for one in some} if facts else {}


def _days(facts: GatheringFacts, one: Stored) -> Days:
    who = facts.attendees(one)
    if one.row["kind"] != Kind.COFFEE and len(who) < FEWEST:
        return Days(one.row["first_day"], one.row["last_day"])
    when = facts.time(one, who).trimmed()
    return Days(when.first, when.last)


def state_by(state: State, last: date, today: date) -> State:
    """The state of a gathering whose last day is known: held, where it was published, is over, and nobody said else."""
    return State.HELD if state is State.PUBLISHED and last < today else state


def state_counts(connection: Connection, programs: Sequence[Program], today: date) -> dict[tuple[int, str], int]:
    """How many gatherings each program, by row id, has in each state, without drafts that are over.

    Those that were published and are over are held, where nobody said else.
    Of a coffee the usual day decides: only a public holiday of somebody in a group can move it.
    """
    known = {one.id: one for one in programs if one.kind.gathers}
    found: Counter[tuple[int, str]] = Counter()
    for one in queries.counted(connection) if known else ():
        if one.program_id in known and (state := _state(known[one.program_id], one, today)):
            found[one.program_id, state] += one.number
    return found


def round_counts(connection: Connection, program: Program, today: date) -> dict[tuple[int, str], int]:
    """How many gatherings of a program there are in each round and state; as `state_counts`."""
    found: Counter[tuple[int, str]] = Counter()
    for one in queries.counted(connection, program.id):
        if state := _state(program, one, today):
            found[one.round, state] += one.number
    return found


def _state(program: Program, one: Counted, today: date) -> str:
    """The state that is counted; empty for drafts that are over."""
    last = usual_days(program, one.days).last
    return "" if is_past_draft(one.state, last, today) else str(state_by(State(one.state), last, today))
