"""Whose pairings and embeds to come need somebody: declined, impossible by now, or one too many at once."""

from collections import defaultdict
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.days import Days, at_once
from ridealong.domain.pairings import State
from ridealong.domain.planning_rules import seats
from ridealong.domain.programs import Kind
from ridealong.services.board.board_embeds import pressing_embeds
from ridealong.services.people.in_the_way import InTheWay
from ridealong.services.replies.declined import declined_by
from ridealong.storage.queries.board import together_rows
from ridealong.storage.queries.people import some_people


def pressing(connection: Connection, today: date, program_id: int | None = None) -> set[int]:
    """The row ids of guests, hosts and people in composite teams, of one program or of all."""
    return _of_pairings(connection, today, program_id) | pressing_embeds(connection, today, program_id)


def _of_pairings(connection: Connection, today: date, program_id: int | None) -> set[int]:
    states = (str(State.PROPOSED), str(State.PUBLISHED))
    rows = together_rows(connection, states, since=today, program_id=program_id)
    if not rows:
        return set()
    people = some_people(connection, sorted({row[who] for row in rows for who in ("guest_id", "host_id")}))
    span = Days(min(row["first_day"] for row in rows), max(row["last_day"] for row in rows))
    known = InTheWay(connection, people, span, programs={row["program_id"] for row in rows}, today=today)
    declined = declined_by(connection, today)
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
    for one, spans in hosted.items():
        room = seats(people[one], Kind.RIDE_ALONG, 1, 1)
        if len(spans) > room and at_once(spans) > room:
            found.add(one)
    found |= {one for one, spans in visits.items() if len(spans) > 1 and at_once(spans) > 1}
    return found
