"""Rows that belong to others: which go with them, and which hold only as long as what they are about stays the same."""

from collections.abc import Callable, Collection, Iterator, Mapping
from operator import gt, ne
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, select

from ridealong.storage.parts import parts_of
from ridealong.storage.schema import (
    composite_teams,
    embeds,
    lead_words,
    pairings,
    steps_done,
    task_parts,
    team_demands,
    team_series,
    team_slots,
    team_tasks,
)

_DRAFTED: Mapping[str, ColumnElement[bool]] = {embeds.name: embeds.c.state == "proposed"}
"""Tables of whose rows only some are deleted with others: what people were told of stays, and keeps its team."""

_GO_WITH: Mapping[str, tuple[tuple[Table, Column[Any]], ...]] = {  # Any: the type of a column
    pairings.name: ((lead_words, lead_words.c.pairing_id), (steps_done, steps_done.c.pairing_id)),
    composite_teams.name: (
        (embeds, embeds.c.team_id),
        (team_demands, team_demands.c.team_id),
        (team_series, team_series.c.team_id),
        (team_tasks, team_tasks.c.team_id),
        (team_slots, team_slots.c.team_id),
    ),
    team_slots.name: (
        (embeds, embeds.c.slot_id),
        (team_demands, team_demands.c.slot_id),
        (task_parts, task_parts.c.slot_id),
    ),
    team_tasks.name: ((task_parts, task_parts.c.task_id),),
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
        if found := _ids(connection, other, column, ids, _DRAFTED.get(other.name)):
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
    connection: Connection,
    table: Table,
    column: Column[Any],  # Any: the type of a column
    ids: Collection[int],
    only: ColumnElement[bool] | None = None,
) -> list[int]:
    wanted = select(table.c.id) if only is None else select(table.c.id).where(only)
    found: list[int] = []
    for some in parts_of(sorted(ids)):
        found += connection.execute(wanted.where(column.in_(some))).scalars()
    return found
