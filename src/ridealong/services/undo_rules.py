"""Rules of the exchange that taking an action back must not break, though no row of its own has changed since."""

from collections.abc import Iterable, Iterator
from itertools import chain

from sqlalchemy import Connection

from ridealong.domain.pairings import State
from ridealong.storage.queries.standing import open_pairings_of, removed_among
from ridealong.storage.schema import pairings, people
from ridealong.storage.undo import Obstacle, Reversal, Row, Why

_OPEN = (State.PROPOSED, State.PUBLISHED)


def broken_rules(connection: Connection, reversal: Reversal) -> Iterator[Obstacle]:
    """The rows that would break a rule beside what would come back.

    Nobody is taken out of the exchange who stands in a published pairing; nobody who was taken out stands in a draft
    or a published pairing; and a guest has one pairing in each round of a program.
    """
    mine = reversal.becomes(pairings)
    touched = reversal.touched(pairings)
    gone = [row_id for row_id, row in reversal.becomes(people).items() if row["removed"]]
    for row in open_pairings_of(connection, gone, ("guest_id", "host_id")):
        if row["id"] not in touched and row["state"] == State.PUBLISHED:
            yield Obstacle(pairings, row["id"], Why.USED)
    opened = [row for row in mine.values() if row["state"] in _OPEN]
    back = reversal.becomes(people).keys()
    for row_id in removed_among(connection, _both(opened)):
        if row_id not in back:
            yield Obstacle(people, row_id, Why.MISSING)
    places = {(row["program_id"], row["guest_id"], row["round"]) for row in opened if row["round"] is not None}
    for row in open_pairings_of(connection, sorted({guest for _program, guest, _round in places}), ("guest_id",)):
        if row["id"] not in touched and (row["program_id"], row["guest_id"], row["round"]) in places:
            yield Obstacle(pairings, row["id"], Why.TAKEN)


def _both(rows: Iterable[Row]) -> list[int]:
    return sorted(set(chain.from_iterable((row["guest_id"], row["host_id"]) for row in rows)))
