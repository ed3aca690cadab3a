"""Whose pairings to come need somebody: declined, impossible by now, or one too many at once."""

from collections import defaultdict
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.domain.programs import Kind
from ridealong.services.board_items import at_once
from ridealong.services.declined import declined_by
from ridealong.services.in_the_way import InTheWay
from ridealong.storage.queries.board import together_rows
from ridealong.storage.queries.people import everybody


def pressing(connection: Connection, today: date, program_id: int | None = None) -> set[int]:
    """The row ids of guests and hosts, of one program or of all."""
    states = (str(State.PROPOSED), str(State.PUBLISHED))
    rows = together_rows(connection, states, since=today, program_id=program_id)
    if not rows:
        return set()
    people = everybody(connection)
    span = Days(min(row["first_day"] for row in rows), max(row["last_day"] for row in rows))
    known, declined = InTheWay(connection, people, span), declined_by(connection, today)
    found: set[int] = set()
    hosted: dict[int, list[Days]] = defaultdict(list)
    visits: dict[int, list[Days]] = defaultdict(list)
    for row in rows:
        if row["id"] in declined or known.against_both(row):
            found |= {row["guest_id"], row["host_id"]}
        if Kind(row["kind"]).visits:
            days = Days(row["first_day"], row["last_day"])
            hosted[row["host_id"]].append(days)
            visits[row["guest_id"]].append(days)
    takes = {one: 1 if person.capacity is None else person.capacity for one, person in people.items()}
    found |= {
        one for one, days in hosted.items() if len(days) > takes.get(one, 1) and at_once(days) > takes.get(one, 1)
    }
    found |= {one for one, days in visits.items() if len(days) > 1 and at_once(days) > 1}
    return found
