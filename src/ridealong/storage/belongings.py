"""Rows that belong to others: which go with them, and which hold only as long as what they are about stays the same."""

from collections.abc import Callable, Collection, Iterator, Mapping
from operator import gt, ne
from typing import Any

from sqlalchemy import Column, Connection, Table, select

from ridealong.storage.parts import parts_of
from ridealong.storage.schema import lead_words, pairings, steps_done

_GO_WITH: Mapping[str, tuple[tuple[Table, Column[Any]], ...]] = {  # Any: the type of a column
    pairings.name: ((lead_words, lead_words.c.pairing_id), (steps_done, steps_done.c.pairing_id)),
}
"""Table -> those whose rows belong to one of its rows, by which column, and are deleted with it."""

_Other = Callable[[Any, Any], bool]  # Any: what a column holds, only the table knows
"""Whether what a column holds after a change, and what it held before, are two things."""


def _draft_again(after: object, _before: object) -> bool:
    return after == "proposed"


_HOLD_FOR: Mapping[str, tuple[tuple[Mapping[str, _Other], Table, Column[Any]], ...]] = {  # Any: as above
    pairings.name: (
        # A lead agrees that somebody is with somebody on certain days: another draft needs another word. Whoever lets
        # somebody go for some days lets them go for fewer.
        (
            {"guest_id": ne, "host_id": ne, "first_day": ne, "last_day": gt},
            lead_words,
            lead_words.c.pairing_id,
        ),
        # Nobody prepares a draft: what was done for a visit goes where its publishing is taken back.
        ({"state": _draft_again}, steps_done, steps_done.c.pairing_id),
    ),
}
"""Table -> the columns that must stay, with what makes each another, and whose rows hold for them, by which column."""

Rows = Mapping[int, Mapping[str, object]]


def go_with(connection: Connection, table: Table, ids: Collection[int]) -> Iterator[tuple[Table, list[int]]]:
    """The rows that belong to some of a table, by table and id."""
    for other, column in _GO_WITH.get(table.name, ()):
        if found := _ids(connection, other, column, ids):
            yield other, found


def hold_no_longer(
    connection: Connection, table: Table, before: Rows, changes: Rows
) -> Iterator[tuple[Table, list[int]]]:
    """The rows that do not hold for what changes make of rows of a table, by table and id.

    Args:
        before: the rows of the table as they are. changes: id -> the columns that change, with their new values.
    """
    for tests, other, column in _HOLD_FOR.get(table.name, ()):
        others = [
            row_id
            for row_id, values in changes.items()
            if row_id in before
            and any(name in values and is_other(values[name], before[row_id][name]) for name, is_other in tests.items())
        ]
        if found := _ids(connection, other, column, others):
            yield other, found


def _ids(
    connection: Connection, table: Table, column: Column[Any], ids: Collection[int]
) -> list[int]:  # Any: the type of a column
    found: list[int] = []
    for some in parts_of(sorted(ids)):
        found += connection.execute(select(table.c.id).where(column.in_(some))).scalars()
    return found
