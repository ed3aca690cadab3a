"""Embeds counted: how many of a program are in which state, and how much work they are in each week."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from ridealong.domain.composite_teams import Embed, weeks_and_share
from ridealong.domain.days import Days
from ridealong.domain.pairings import MET, State, is_past_draft
from ridealong.domain.programs import Program
from ridealong.services.groups.gathering_days import state_by
from ridealong.services.people.exchange_load import mondays_of
from ridealong.storage.queries.teams import all_embeds, embeds_of_program, embeds_touching


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekOfEmbeds:
    """What people in composite teams work there in one week.

    Args:
        people: how many of them there are. weeks: full weeks of work, to a tenth: two people at 50 % come to one.
    """

    monday: date
    people: int
    weeks: float


def embed_state_counts(connection: Connection, programs: Sequence[Program], today: date) -> Counter[tuple[int, str]]:
    """How many embeds each program, by row id, has in each state, without drafts that are over.

    Those that were published and are over are held, where nobody said else.
    """
    known = {one.id for one in programs if one.kind.in_teams}
    some = all_embeds(connection, tuple(State)) if known else ()
    return Counter((one.program_id, state) for one in some if one.program_id in known and (state := _state(one, today)))


def embed_round_counts(connection: Connection, program: Program, today: date) -> Counter[tuple[int, str]]:
    """How many embeds of a program begin in each round and are in each state; as `embed_state_counts`."""
    some = embeds_of_program(connection, program.id)
    return Counter((program.round_of(one.days.first), state) for one in some if (state := _state(one, today)))


def _state(one: Embed, today: date) -> str:
    if is_past_draft(one.state, one.days.last, today):
        return ""
    return str(state_by(one.state, one.days.last, today))


def embeds_by_week(connection: Connection, days: Days, program_id: int | None = None) -> tuple[WeekOfEmbeds, ...]:
    """The weeks of some days in which people are, were or are to be in composite teams; not those without any.

    They count by `weeks_and_share`, as an embed in the history, exposure and the report do; drafts, what was called
    off and who never came do not.

    Args:
        days: whole weeks. program_id: only of one program.
    """
    people: dict[date, set[int]] = defaultdict(set)
    work: dict[date, float] = defaultdict(float)
    for one in embeds_touching(connection, [str(state) for state in MET], days, program_id):
        for monday in mondays_of(Days(max(one.days.first, days.first), min(one.days.last, days.last))):
            week = Days(max(one.days.first, monday), min(one.days.last, monday + timedelta(days=6)))
            people[monday].add(one.person_id)
            work[monday] += weeks_and_share(week, one.share)
    return tuple(
        WeekOfEmbeds(monday=monday, people=len(some), weeks=round(work[monday], 1))
        for monday, some in sorted(people.items())
    )
