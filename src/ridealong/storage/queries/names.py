"""What rows are called that other rows refer to, by row id."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Column, Connection, Table, select

from ridealong.storage.parts import parts_of
from ridealong.storage.schema import (
    composite_teams,
    embeds,
    gatherings,
    measures,
    meetings,
    pairings,
    people,
    programs,
    steps,
    team_series,
    team_slots,
    team_tasks,
)


def names_of_people(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    """The names of people, removed ones included."""
    return {row["id"]: row["name"] for row in _rows(connection, people, people.c.id, ids)}


def names_of_programs(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    """The names of programs."""
    return {row["id"]: row["name"] for row in _rows(connection, programs, programs.c.id, ids)}


def measures_by_id(connection: Connection, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Rows of measures."""
    return {row["id"]: row for row in _rows(connection, measures, measures.c.id, ids)}


def pairings_by_id(connection: Connection, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Rows of pairings."""
    return {row["id"]: row for row in _rows(connection, pairings, pairings.c.id, ids)}


def gatherings_by_id(connection: Connection, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Rows of gatherings."""
    return {row["id"]: row for row in _rows(connection, gatherings, gatherings.c.id, ids)}


def steps_by_id(connection: Connection, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Rows of steps."""
    return {row["id"]: row for row in _rows(connection, steps, steps.c.id, ids)}


def meetings_by_id(connection: Connection, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Rows of meetings."""
    return {row["id"]: row for row in _rows(connection, meetings, meetings.c.id, ids)}


def meetings_by_uid(connection: Connection, uids: Collection[str]) -> dict[str, dict[str, Any]]:
    """Rows of meetings by UID."""
    return {row["uid"]: row for row in _rows(connection, meetings, meetings.c.uid, uids)}


def teams_by_id(connection: Connection, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Rows of composite teams."""
    return {row["id"]: row for row in _rows(connection, composite_teams, composite_teams.c.id, ids)}


def slots_by_id(connection: Connection, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Rows of slots of composite teams."""
    return {row["id"]: row for row in _rows(connection, team_slots, team_slots.c.id, ids)}


def tasks_by_id(connection: Connection, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Rows of tasks of composite teams."""
    return {row["id"]: row for row in _rows(connection, team_tasks, team_tasks.c.id, ids)}


def embeds_by_id(connection: Connection, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Rows of embeds."""
    return {row["id"]: row for row in _rows(connection, embeds, embeds.c.id, ids)}


def embeds_by_uid(connection: Connection, uids: Collection[str]) -> dict[str, dict[str, Any]]:
    """Rows of embeds by UID."""
    return {row["uid"]: row for row in _rows(connection, embeds, embeds.c.uid, uids)}


def series_by_uid(connection: Connection, uids: Collection[str]) -> dict[str, dict[str, Any]]:
    """Rows of series of weekly meetings of composite teams by UID."""
    return {row["uid"]: row for row in _rows(connection, team_series, team_series.c.uid, uids)}


# Any: ids are whole numbers, UIDs are texts.
def _rows(
    connection: Connection, table: Table, column: Column[Any], wanted: Collection[Any]
) -> Iterator[dict[str, Any]]:
    for some in parts_of(sorted(wanted)):
        yield from map(dict, connection.execute(select(table).where(column.in_(some))).mappings())
