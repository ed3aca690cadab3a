"""Copying all rows from one database to another, with the proof that they arrived."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Integer, MetaData, String, Table, Text, collate, delete, func, insert, select, text
from sqlalchemy.exc import DatabaseError

from ridealong.domain.errors import InvalidValue, StorageError
from ridealong.storage.progress import Told, nobody
from ridealong.storage.schema import REVISIONS, metadata
from ridealong.storage.troubles import explained

_AT_ONCE = 5_000
_LARGEST = 2**31 - 1

Values = Sequence[Any]  # Any: what a column holds, only the table knows


@dataclass(frozen=True, slots=True)
class Content:
    """What a table holds: how many rows, and the checksum of them all.

    Args:
        checksum: SHA-256 of one line for each row, by primary key: the values of the columns, in the order of the
            schema, as a JSON array in UTF-8 without blanks, days as ISO 8601 writes them, each line ended by LF.
    """

    rows: int
    checksum: str


def tables_at(connection: Connection, revision: str) -> Sequence[Table]:
    """The tables of a database at some revision, each after those that it refers to."""
    if revision == REVISIONS[-1]:
        return metadata.sorted_tables
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def first_with_rows(connection: Connection, tables: Iterable[Table]) -> str:
    """The name of the first table that is not empty, or an empty text."""
    return next((one.name for one in tables if connection.execute(select(one).limit(1)).first()), "")


def row_counts(connection: Connection, tables: Iterable[Table]) -> dict[str, int]:
    """How many rows each table has."""
    return {one.name: int(connection.execute(select(func.count()).select_from(one)).scalar_one()) for one in tables}


def empty(connection: Connection, tables: Sequence[Table]) -> None:
    """Delete all rows of all tables."""
    for table in reversed(tables):
        connection.execute(delete(table))


def copy_rows(
    source: Connection, target: Connection, tables: Sequence[Table], told: Told = nobody, *, where: str = ""
) -> dict[str, Content]:
    """Copy all rows with their ids, part by part, into empty tables; the caller commits.

    Ids that were used once are not used again in the target either.

    Args:
        tables: each after those that it refers to.
        where: the target, for messages.

    Returns:
        What was read from each table.

    Raises:
        StorageError: the target cannot hold a value; the message says which.
    """
    counts = row_counts(source, tables)
    told_rows = _Counted("Copying rows:", sum(counts.values()), told)
    found = {}
    for table in tables:
        summed = _Sum()
        rows = told_rows.over(summed.over(_checked(table, _rows(source, table), target)))
        try:
            _insert(target, table, rows, where)
        except InvalidValue as error:
            raise _cannot_look_up(source, table, error) from error
        found[table.name] = summed.content()
    # A counter of PostgreSQL is not taken back with the transaction, so that it must never be set lower.
    use_ids_above(target, {name: max(last, _counter(target, name)) for name, last in last_ids(source, tables).items()})
    return found


def contents(connection: Connection, tables: Sequence[Table], told: Told = nobody) -> dict[str, Content]:
    """What each table holds."""
    told_rows = _Counted("Comparing rows:", sum(row_counts(connection, tables).values()), told)
    found = {}
    for table in tables:
        summed = _Sum()
        for _row in told_rows.over(summed.over(_rows(connection, table))):
            pass
        found[table.name] = summed.content()
    return found


def last_ids(connection: Connection, tables: Iterable[Table]) -> dict[str, int]:
    """For each table that numbers its rows, the highest number that was ever given."""
    numbered = [one for one in tables if _numbered(one)]
    highest = {one.name: int(connection.execute(select(func.max(one.c.id))).scalar() or 0) for one in numbered}
    return {name: max(last, _counter(connection, name)) for name, last in highest.items()}


def numbers_given(connection: Connection, tables: Iterable[Table]) -> dict[str, int]:
    """For each table that numbers its rows, the last number that its counter gave, right or wrong."""
    return {one.name: _counter(connection, one.name) for one in tables if _numbered(one)}


def use_ids_above(connection: Connection, highest: Mapping[str, int]) -> None:
    """Let the next row of each table get an id above a number."""
    for name, last in highest.items():
        if connection.dialect.name == "postgresql":
            statement = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last, :used)")
            connection.execute(statement, {"name": f'"{name}"', "last": max(1, last), "used": last > 0})
        elif last:
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": name})
            values = {"name": name, "last": last}
            connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), values)


def _numbered(table: Table) -> bool:
    return [column.name for column in table.primary_key] == ["id"]


def _counter(connection: Connection, name: str) -> int:
    if connection.dialect.name != "postgresql":
        statement = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
        return int(connection.execute(statement, {"name": name}).scalar() or 0)
    sequence = connection.execute(text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": f'"{name}"'}).scalar()
    # The name comes quoted from the server itself.
    last, used = connection.execute(text(f"SELECT last_value, is_called FROM {sequence}")).one()  # noqa: S608 - see above
    return int(last) if used else 0


def _rows(connection: Connection, table: Table) -> Iterator[Values]:
    # Every server sorts texts in its own way, but all can go by the bytes.
    sort = "C" if connection.dialect.name == "postgresql" else "BINARY"
    order = [collate(one, sort) if isinstance(one.type, String) else one for one in table.primary_key]
    statement = select(table).order_by(*order)
    yield from connection.execute(statement, execution_options={"yield_per": _AT_ONCE})


def _insert(target: Connection, table: Table, rows: Iterator[Values], where: str) -> None:
    names = [column.name for column in table.columns]
    if target.dialect.driver == "psycopg":
        _copy_in(target, table, rows, where)
        return
    if any(key.column.table is table for key in table.foreign_keys):
        # A row may refer to one of its own table that comes after it: SQLite then looks once all is there.
        target.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    while part := [dict(zip(names, row, strict=True)) for row in islice(rows, _AT_ONCE)]:
        with _said_by(target, where):
            target.execute(insert(table), part)


def _copy_in(target: Connection, table: Table, rows: Iterator[Values], where: str) -> None:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    # Any: the driver is an extra, whose types may be missing.
    cursor: Any = target.connection.cursor()
    with _said_by(target, where), cursor, cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


@contextmanager
def _said_by(target: Connection, where: str) -> Iterator[None]:
    """Let what the target refuses be told of it, and not of the database that is read."""
    try:
        yield
    except target.dialect.loaded_dbapi.Error as error:
        raise explained(error, where) from error
    except DatabaseError as error:
        if isinstance(error.orig, target.dialect.loaded_dbapi.Error):
            raise explained(error, where) from error
        raise


def _checked(table: Table, rows: Iterator[Values], target: Connection) -> Iterator[Values]:
    """Rows as they are; raises StorageError for the first value that the target cannot hold."""
    if target.dialect.name != "postgresql":
        yield from rows
        return
    key = [index for index, column in enumerate(table.columns) if column.primary_key]
    checks = [(index, column) for index, column in enumerate(table.columns)]
    texts = [(index, one.type.length or 0) for index, one in checks if isinstance(one.type, (String, Text))]
    whole = [index for index, one in checks if isinstance(one.type, Integer)]
    for row in rows:
        for index, longest in texts:
            value = row[index]
            if value is None:
                continue
            if "\0" in value:
                raise _cannot_hold(table, row, key, index, "the character NUL")
            if longest and len(value) > longest:
                raise _cannot_hold(table, row, key, index, f"a text of more than {longest} characters")
        for index in whole:
            value = row[index]
            if value is not None and not -_LARGEST <= value <= _LARGEST:
                raise _cannot_hold(table, row, key, index, f"a number above {_LARGEST}")
        yield row


def _cannot_hold(table: Table, row: Values, key: Sequence[int], index: int, what: str) -> StorageError:
    at = ", ".join(str(row[one]) for one in key)
    column = list(table.columns)[index].name
    return StorageError(
        f"{table.name} {at}, {column}: PostgreSQL cannot hold {what}",
        "Correct it in the database as it is, and copy again; nothing was copied",
        code="invalid-value",
    )


def _cannot_look_up(source: Connection, table: Table, error: InvalidValue) -> StorageError:
    """What to say of a text that is too long for an index, which only the server can tell; it counts the rows."""
    context = str(getattr(getattr(error.__cause__, "diag", None), "context", "") or "")
    line = re.search(r"[0-9]+", context.partition(":")[0])
    row = next(islice(_rows(source, table), int(line[0]) - 1, None), None) if line else None
    key = [index for index, column in enumerate(table.columns) if column.primary_key]
    at = f"{table.name} {', '.join(str(row[one]) for one in key)}" if row else table.name
    return StorageError(
        f"{at}: PostgreSQL cannot look up a text as long as one there (about 2,700 bytes are the most)",
        "Shorten it in the database as it is, and copy again; nothing was copied",
        code="invalid-value",
    )


class _Sum:
    """The checksum of rows that pass by."""

    def __init__(self) -> None:
        self._hash = sha256()
        self._rows = 0
        self._json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode

    def over(self, rows: Iterable[Values]) -> Iterator[Values]:
        for row in rows:
            self._hash.update(f"{self._json(list(row))}\n".encode())
            self._rows += 1
            yield row

    def content(self) -> Content:
        return Content(self._rows, self._hash.hexdigest())


class _Counted:
    """Tells the progress over several tables."""

    def __init__(self, what: str, total: int, told: Told) -> None:
        self._what, self._total, self._told, self._done = what, total, told, 0

    def over(self, rows: Iterable[Values]) -> Iterator[Values]:
        for row in rows:
            self._done += 1
            if self._done % _AT_ONCE == 0:
                self._told(self._what, self._done, self._total)
            yield row


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a table")
