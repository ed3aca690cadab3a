"""People whom nobody has been paired with for a long time."""

from datetime import date, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.pairings import MET
from ridealong.domain.programs import Program
from ridealong.domain.wording import many
from ridealong.services.attention.attention_items import Found, Item, Kind, found, named
from ridealong.services.attention.attention_plans import next_round
from ridealong.services.people.in_the_way import InTheWay
from ridealong.storage.queries import attention as queries
from ridealong.storage.queries.people import some_people
from ridealong.storage.queries.programs import all_programs

LONG_WEEKS = 13
"""For how many weeks somebody waits before that is told."""


def unpaired(connection: Connection, today: date, most: int | None = None) -> Found:
    """Who has agreed to take part in a running program, has had nobody for long and is to have nobody.

    Programs in which nobody has been planned yet, those with no round left, and those of composite teams, in which
    nobody has a turn, are not waited for. Who has waited
    longest comes first.
    """
    running = {one.id: one for one in all_programs(connection, archived=False) if _runs(one, today)}
    planned = queries.programs_with_pairings(connection, running)
    if not planned:
        return found(Kind.UNPAIRED, ())
    since = today - timedelta(weeks=LONG_WEEKS)
    people: dict[int, RowMapping] = {}
    for row in queries.unpaired_rows(connection, sorted(planned), since, today, [str(state) for state in MET]):
        people.setdefault(row["person_id"], row)
    looked_at = list(people)[:most]
    free = _first_rounds(connection, {one: running[people[one]["program_id"]] for one in looked_at}, today)
    items = (_waiting(people[one], running[people[one]["program_id"]], free[one], today) for one in looked_at)
    return found(Kind.UNPAIRED, items, total=len(people))


def _first_rounds(connection: Connection, programs: dict[int, Program], today: date) -> dict[int, tuple[int, bool]]:
    """By person: the first round to come in which they can take part, and whether it is the next one.

    Where there is none, it is the next one.

    Args:
        programs: by person, the program in which they wait.
    """
    if not programs:
        return {}
    ahead = Days(today, max(one.days.last for one in programs.values()))
    known = InTheWay(connection, some_people(connection, sorted(programs)), ahead)
    rounds = {}
    for one, program in programs.items():
        following = next_round(program, today) or 0
        able = (
            number
            for number in range(following, program.rounds)
            if not known.hindrance(one, program.kind, program.round_days(number))
        )
        first = next(able, following)
        rounds[one] = first, first == following
    return rounds


def _runs(program: Program, today: date) -> bool:
    return not program.kind.in_teams and today in program.days and next_round(program, today) is not None


def _waiting(row: RowMapping, program: Program, free: tuple[int, bool], today: date) -> Item:
    (number, following), last = free, row["last"]
    waited = f"with nobody for {many((today - last).days // 7, 'week')}" if last else "never with anybody"
    place = "" if following else f" --round {number + 1}"
    return Item(
        kind=Kind.UNPAIRED,
        text=f"{row['name']} ({row['team']}): {waited}",
        names=(row["name"], row["team"]),
        people=(row["email"],),
        days=Days(last, last) if last else None,
        remedy=f"ridealong candidates {row['email']} --program {named(program.name)}{place}",
        program=program.name,
        who=row["email"],
        name=row["name"],
        round=number,
    )
