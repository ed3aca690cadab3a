"""People whom nobody has been paired with for a long time."""

from datetime import date, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.pairings import MET
from ridealong.domain.programs import Program
from ridealong.domain.wording import many
from ridealong.services.attention_items import Found, Item, Kind, found, named
from ridealong.services.attention_plans import next_round
from ridealong.storage.queries import attention as queries
from ridealong.storage.queries.people import AT_ONCE
from ridealong.storage.queries.programs import all_programs

LONG_WEEKS = 13
"""For how many weeks somebody waits before that is told."""


def unpaired(connection: Connection, today: date, most: int | None = None) -> Found:
    """Who has agreed to take part in a running program, has had nobody for long and is to have nobody.

    Programs in which nobody has been planned yet, and those with no round left, are not waited for. Who has waited
    longest comes first.
    """
    running = {one.id: one for one in all_programs(connection, archived=False) if _runs(one, today)}
    planned = queries.programs_with_pairings(connection, running)
    if not planned:
        return found(Kind.UNPAIRED, ())
    since = today - timedelta(weeks=LONG_WEEKS)
    people: dict[int, RowMapping] = {}
    for row in queries.unpaired_rows(connection, sorted(planned), since, today):
        people.setdefault(row["person_id"], row)
    # Of thousands, who waited longest is not worth looking all of them up.
    looked_at = list(people)[: max(AT_ONCE, most or len(people))]
    last = queries.last_days_together(connection, looked_at, [str(state) for state in MET])
    looked_at.sort(key=lambda one: last.get(one, date.min))
    items = (_waiting(people[one], last.get(one), running, today) for one in looked_at[:most])
    return found(Kind.UNPAIRED, items, total=len(people))


def _runs(program: Program, today: date) -> bool:
    return today in program.days and next_round(program, today) is not None


def _waiting(row: RowMapping, last: date | None, running: dict[int, Program], today: date) -> Item:
    program = running[row["program_id"]]
    weeks = (today - last).days // 7 if last else 0
    waited = f"with nobody for {many(weeks, 'week')}" if last else "never with anybody"
    return Item(
        kind=Kind.UNPAIRED,
        text=f"{row['name']} ({row['team']}): {waited}",
        detail=program.name,
        people=(row["email"],),
        days=Days(last, last) if last else None,
        remedy=f"ridealong candidates {row['email']} --program {named(program.name)}",
        program=program.name,
        who=row["email"],
        name=row["name"],
        round=next_round(program, today),
    )
