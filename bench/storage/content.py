"""Everything that a database of a size holds, table by table."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from zlib import crc32

from sqlalchemy import Table
from sqlalchemy.schema import CreateIndex, CreateTable

from ridealong.storage.schema import metadata

from . import entries, past
from .past import Row
from .points import Point

_RECIPE = "1"
"""Raised with each change of what is made up."""


def recipe() -> str:
    """A mark of what is made up and of the schema, so that what a cache holds is made anew when either changes."""
    tables = (str(CreateTable(table)) for table in metadata.sorted_tables)
    indexes = (str(CreateIndex(one)) for table in metadata.sorted_tables for one in sorted(table.indexes, key=str))
    return f"{_RECIPE}_{crc32(' '.join((*tables, *indexes)).encode()):08x}"


_SHIFTED = {"journal": ("id", "undoes_id"), "journal_rows": ("id", "entry_id"), "journal_subjects": ("entry_id",)}


class Content:
    """The rows of a company's database with a long past behind them; days are text, and truths may be 0 and 1.

    Args:
        company: the database of the company.
    """

    def __init__(self, company: Path, point: Point) -> None:
        self._company = company
        self._point = point
        people = [
            past.Somebody(int(row["id"]), row["side"], row["team"], row["email"], row["name"])
            for row in self._stored("people")
        ]
        self._first_program = self._next("programs")
        self._past = past.pairings(point.pairings, people, self._first_program, self._next("pairings"))
        self._kept = entries.Stored(list(self._stored("people")), list(self._stored("enrolments")))
        # What entries come first: the company's own follow those of the past, as they are younger.
        imports = -(-point.pairings // entries.IMPORTED_AT_ONCE)
        self._behind = {"journal": point.entries, "journal_rows": point.entries - imports + point.pairings}

    def rows(self, table: Table) -> Iterator[tuple[object, ...]]:
        """The rows of a table, each in the order of its columns."""
        names = [column.name for column in table.columns]
        made = () if not self._past else self._made(table.name)
        order = (made, self._own(table.name)) if table.name in _SHIFTED else (self._own(table.name), made)
        for rows in order:
            for row in rows:
                yield tuple(row[name] for name in names)

    def highest(self) -> dict[str, int]:
        """For each table with ids, a number that no row of it ever had."""
        found = {}
        for table in metadata.sorted_tables:
            if "id" in table.columns and table.columns["id"].primary_key:
                found[table.name] = self._next(table.name) - 1 + self._added(table.name)
        return found

    def _added(self, name: str) -> int:
        if not self._past:
            return 0
        same = dict.fromkeys(("pairings", "meetings", "invites"), len(self._past))
        others = {"programs": past.QUARTERS, "absences": self._point.entries}
        return {**same, **others, **self._behind}.get(name, 0)

    def _made(self, name: str) -> Iterator[Row]:
        match name:
            case "programs":
                yield from past.programs(self._first_program)
            case "pairings":
                yield from (one.row() for one in self._past)
            case "meetings":
                yield from past.meetings(self._past, self._next("meetings"))
            case "invites":
                yield from past.invites(self._past, self._next("invites"))
            case "journal":
                yield from entries.journal_rows(self._entries())
            case "journal_rows":
                yield from entries.change_rows(self._entries())
            case "journal_subjects":
                yield from entries.subject_rows(self._entries())

    def _entries(self) -> Iterator[entries.Entry]:
        if not self._past:
            return iter(())
        return entries.entries(self._point.entries, self._past, self._kept, self._next("absences"))

    def _own(self, name: str) -> Iterator[Row]:
        for row in self._stored(name):
            for column in _SHIFTED.get(name, ()):
                if row[column] is not None:
                    row[column] += self._behind[
                        "journal_rows" if (name, column) == ("journal_rows", "id") else "journal"
                    ]
            yield row

    def _stored(self, name: str) -> Iterator[dict[str, Any]]:  # Any: what a column holds, only the table knows
        with closing(sqlite3.connect(self._company)) as connection:
            connection.row_factory = sqlite3.Row
            yield from map(dict, connection.execute(f"SELECT * FROM {name}"))

    def _next(self, name: str) -> int:
        with closing(sqlite3.connect(self._company)) as connection:
            used = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (name,)).fetchone()
        return used[0] + 1 if used else 1
