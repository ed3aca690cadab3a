"""The drafts that are not over, of pairings and of groups, by program and round, and when groups meet next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ridealong.domain.days import Days
from ridealong.domain.pairings import UNMARKED, State
from ridealong.storage.queries import attention as queries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

    from ridealong.domain.programs import Program
    from ridealong.storage.queries.gatherings import Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """How many drafts of a round begin on the same day.

    Args:
        round: from 0. days: from that day to the last one; of what goes on all the time, from today on.
    """

    program_id: int
    round: int
    days: Days
    number: int


def draft_rounds(connection: Connection, programs: Mapping[int, Program], today: date) -> list[Drafted]:
    """The drafts of some programs that are not over, by program and round.

    A group can be published until the day on which it meets: those of which that is over are no drafts any more.

    Args:
        programs: by row id.
    """
    found = [
        Drafted(
            program_id=row["program_id"],
            round=row["round"],
            days=Days(row["first_day"], row["last_day"]),
            number=row["number"],
        )
        for row in queries.draft_rounds(connection, today)
        if row["program_id"] in programs
    ]
    found += _of_groups(connection, programs, today)
    return sorted(found, key=lambda one: (one.program_id, one.round, one.days.first))


def _of_groups(connection: Connection, programs: Mapping[int, Program], today: date) -> Iterator[Drafted]:
    for one, days in _groups(connection, programs):
        if one.state == State.PROPOSED and days.last >= today:
            rest = Days(max(days.first, today), days.last)
            yield Drafted(program_id=one.program_id, round=one.round, days=rest, number=one.number)


def _groups(connection: Connection, programs: Mapping[int, Program]) -> Iterator[tuple[Counted, Days]]:
    """The groups of some programs, counted by round and state, with the days on which those meet."""
    if any(one.kind.gathers for one in programs.values()):
        # Most companies have no groups, and to read them takes long to import for what is asked first of all.
        from ridealong.domain.gathering_times import usual_days  # noqa: PLC0415 - see above
        from ridealong.storage.queries.gatherings import counted  # noqa: PLC0415 - see above

        for one in counted(connection):
            if one.program_id in programs:
                yield one, usual_days(programs[one.program_id], one.days)


def next_gatherings(connection: Connection, programs: Mapping[int, Program], today: date) -> dict[int, date]:
    """The day of the next draft or published group that is still to meet, by program; see `next_days` of pairings."""
    found: dict[int, date] = {}
    for one, days in _groups(connection, programs):
        if one.state in UNMARKED and days.first > today:
            found[one.program_id] = min(days.first, found.get(one.program_id, days.first))
    return found
