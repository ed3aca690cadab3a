"""Changes of rows that still stand, as the journal has them: by what made them, or by the rows themselves."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Select, select

from ridealong.storage.parts import parts_of
from ridealong.storage.queries.journal import taken_back_by
from ridealong.storage.schema import journal, journal_rows

Cells = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """What one entry of the journal did to one row.

    Args:
        at: the moment, in UTC, as ISO 8601 writes it. before, after: the row; None where there was, or is, none.
    """

    entry_id: int
    at: str
    table: str
    before: Cells | None
    after: Cells | None


def changes_of(
    connection: Connection, table: str, row_ids: Collection[int], *, but: Collection[str]
) -> list[RowChange]:
    """What was done to some rows of a table and not taken back, but for what some actions did."""
    found: list[RowChange] = []
    for part in parts_of(sorted(row_ids)):
        wanted = (journal_rows.c.table_name == table, journal_rows.c.row_id.in_(part))
        found += _read(connection, _changes().where(*wanted, journal.c.action.not_in(sorted(but))))
    return _standing(connection, found)


def changes_by(connection: Connection, actions: Collection[str], tables: Collection[str]) -> list[RowChange]:
    """What some actions did to rows of some tables, and was not taken back."""
    statement = _changes().where(journal.c.action.in_(sorted(actions)), journal_rows.c.table_name.in_(sorted(tables)))
    return _standing(connection, list(_read(connection, statement)))


def _changes() -> Select[int, str, str, str | None, str | None]:
    """Undos and redos are left out: what they bring about is said by the entries that they leave standing."""
    columns = (journal.c.id, journal.c.at, journal_rows.c.table_name, journal_rows.c.before, journal_rows.c.after)
    statement = select(*columns).select_from(journal_rows).join(journal, journal.c.id == journal_rows.c.entry_id)
    return statement.where(journal.c.undoes_id.is_(None)).order_by(journal_rows.c.id)


def _read(connection: Connection, statement: Select[int, str, str, str | None, str | None]) -> Iterator[RowChange]:
    for entry_id, at, table, before, after in connection.execute(statement):
        yield RowChange(entry_id=entry_id, at=at, table=table, before=_row(before), after=_row(after))


def _row(text: str | None) -> Cells | None:
    return None if text is None else dict(json.loads(text))


def _standing(connection: Connection, changes: list[RowChange]) -> list[RowChange]:
    gone = taken_back_by(connection, {one.entry_id for one in changes})
    return [one for one in changes if one.entry_id not in gone]
