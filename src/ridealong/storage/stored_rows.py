"""Rows as the journal writes them down, read back into the values that their columns hold."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Date, Table
from sqlalchemy.sql.schema import ScalarElementColumnDefault


def stored_row(table: Table, kept: str) -> dict[str, Any]:  # Any: what a column holds, only the table knows
    """A row from its JSON text: a column that the table had not yet has its default, one that it lost is left out."""
    values = json.loads(kept)
    found: dict[str, Any] = {}
    for name, default, read in _columns(table):
        value = values.get(name, default)
        found[name] = read(value) if read and value is not None else value
    return found


_Column = tuple[str, object, Callable[[Any], object] | None]  # Any: what JSON holds
_known: dict[str, list[_Column]] = {}


def _columns(table: Table) -> list[_Column]:
    if table.name not in _known:
        _known[table.name] = [
            (
                column.name,
                column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None,
                date.fromisoformat if isinstance(column.type, Date) else None,
            )
            for column in table.columns
        ]
    return _known[table.name]
