"""Taking one journal entry back: every row that it changed becomes what it was before."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Connection, Table, UniqueConstraint, select, tuple_

from ridealong.storage.parts import parts_of
from ridealong.storage.queries.journal import changed_rows, last_rows
from ridealong.storage.schema import metadata
from ridealong.storage.stored_rows import stored_row
from ridealong.storage.work import UnitOfWork

Row = Mapping[str, Any]  # Any: what a column holds, only the table knows

_BESIDE = ("id", "version")
"""Columns that are no content: whatever happens to a row, its version rises."""


class Why(StrEnum):
    """What keeps a row from becoming what it was."""

    CHANGED = "changed"
    """It is not what the entry left any more."""
    GONE = "gone"
    """It was deleted since, or stands again."""
    USED = "used"
    """It refers to a row that would have to go."""
    TAKEN = "taken"
    """It has what may be there only once, and what another row would have to have again."""
    MISSING = "missing"
    """It is not there any more, and another row would have to refer to it again."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A row that is in the way of taking an entry back: its table, its id, and why."""

    table: Table
    row_id: int
    why: Why


@dataclass(slots=True)
class _Changes:
    """What taking an entry back does to one table, each by row id.

    Args:
        goes: rows that the entry added, as it left them. returns: rows that it deleted, as they were.
        changes: rows that it changed, as they were and as it left them.
    """

    goes: dict[int, Row]
    returns: dict[int, Row]
    changes: dict[int, tuple[Row, Row]]


class Reversal:
    """What taking one entry back would do, found out beforehand.

    Args:
        entry_id: an entry, or the one that took it back and is to be taken back in turn.
    """

    def __init__(self, connection: Connection, entry_id: int) -> None:
        self._connection = connection
        self._of = _changes(connection, entry_id)

    def becomes(self, table: Table) -> dict[int, Row]:
        """The rows of a table that would change or come back, as they would then be."""
        found = self._of.get(table)
        if found is None:
            return {}
        return {**found.returns, **{row_id: before for row_id, (before, _after) in found.changes.items()}}

    def touched(self, table: Table) -> set[int]:
        """The ids of the rows of a table that would change, go or come back."""
        found = self._of.get(table)
        return {*found.goes, *found.returns, *found.changes} if found else set()

    def stands(self, table: Table) -> dict[int, Row]:
        """The rows of a table that would change or go, as they are; where there are no obstacles."""
        found = self._of.get(table)
        if found is None:
            return {}
        return {**found.goes, **{row_id: after for row_id, (_before, after) in found.changes.items()}}

    def obstacles(self) -> Iterator[Obstacle]:
        """What is in the way, one row after another."""
        for table, changes in self._of.items():
            yield from self._changed_since(table, changes)
        for table, changes in self._of.items():
            yield from self._in_use(table, changes.goes)
            yield from self._no_longer_there(table)
            yield from self._taken(table, changes)

    def apply(self, work: UnitOfWork) -> None:
        """Take the entry back; there must be no obstacles."""
        tables = [table for table in metadata.sorted_tables if table in self._of]
        for table in tables:
            # What was said since of a row as it is now does not hold for what it was.
            work.let_go(table, {row_id: before for row_id, (before, _after) in self._of[table].changes.items()})
        for table in tables:
            self._change(work, table, first=True)
        for table in reversed(tables):
            work.delete(table, self._of[table].goes)
        for table in tables:
            self._put_back(work, table)
        for table in tables:
            self._change(work, table, first=False)

    def _put_back(self, work: UnitOfWork, table: Table) -> None:
        rows = self._of[table].returns
        last = last_rows(self._connection, table.name, rows)
        versions = {row["row_id"]: stored_row(table, row["before"] or row["after"])["version"] for row in last}
        whole = [{**row, "id": row_id, "version": versions[row_id] + 1} for row_id, row in rows.items()]
        work.put_back(table, _referred_first(table, whole))

    def _change(self, work: UnitOfWork, table: Table, *, first: bool) -> None:
        """Change rows to what they were: first those that would otherwise keep a row that goes from going."""
        found = self._of[table].changes
        work.update(
            table,
            {
                row_id: {name: value for name, value in before.items() if after.get(name) != value}
                for row_id, (before, after) in found.items()
                if first is self._refers_to_what_goes(table, after)
            },
            as_before=True,
        )

    def _refers_to_what_goes(self, table: Table, row: Row) -> bool:
        return any(
            target in self._of and row.get(column.name) in self._of[target].goes
            for column, target in _references(table)
        )

    def _changed_since(self, table: Table, changes: _Changes) -> Iterator[Obstacle]:
        left = self.stands(table)
        for some in parts_of(sorted((*left, *changes.returns))):
            rows = self._connection.execute(select(table).where(table.c.id.in_(some))).mappings()
            now = {int(row["id"]): row for row in rows}
            for row_id in some:
                if (row_id in now) is (row_id in changes.returns):
                    yield Obstacle(table, row_id, Why.GONE)
                elif row_id in now and any(now[row_id][name] != value for name, value in left[row_id].items()):
                    yield Obstacle(table, row_id, Why.CHANGED)

    def _in_use(self, table: Table, goes: Collection[int]) -> Iterator[Obstacle]:
        """Rows of any table that refer to rows that would go, and that would stay."""
        for other, column in _referring(table) if goes else ():
            mine = self._of.get(other)
            for some in parts_of(sorted(goes)):
                statement = select(other.c.id).where(column.in_(some)).order_by(other.c.id)
                for row_id in self._connection.execute(statement).scalars():
                    if not mine or not (row_id in mine.goes or self._lets_go(mine, row_id, column.name, goes)):
                        yield Obstacle(other, row_id, Why.USED)

    def _lets_go(self, mine: _Changes, row_id: int, column: str, goes: Collection[int]) -> bool:
        return row_id in mine.changes and mine.changes[row_id][0].get(column) not in goes

    def _no_longer_there(self, table: Table) -> Iterator[Obstacle]:
        """Rows that what comes back would refer to, and that are not there."""
        rows = self.becomes(table)
        for column, target in _references(table):
            here = self._of.get(target)
            wanted = {row[column.name] for row in rows.values() if row.get(column.name) is not None}
            wanted -= here.returns.keys() if here else set()
            there: set[int] = set()
            for some in parts_of(sorted(wanted)):
                there.update(self._connection.execute(select(target.c.id).where(target.c.id.in_(some))).scalars())
            for row_id in sorted(wanted - there):
                yield Obstacle(target, row_id, Why.MISSING)

    def _taken(self, table: Table, changes: _Changes) -> Iterator[Obstacle]:
        """Rows that have what is there only once, and that what comes back would have again."""
        for columns in _unique(table):
            names = [column.name for column in columns]
            moved = {
                row_id
                for row_id, (before, after) in changes.changes.items()
                if any(before.get(name) != after.get(name) for name in names)
            }
            rows = [*changes.returns.values(), *(changes.changes[row_id][0] for row_id in moved)]
            for some in parts_of(sorted({tuple(row[name] for name in names) for row in rows}), len(names)):
                among = tuple_(*columns).in_(some) if len(columns) > 1 else columns[0].in_([one[0] for one in some])
                for row_id in self._connection.execute(select(table.c.id).where(among).order_by(table.c.id)).scalars():
                    if row_id not in moved and row_id not in changes.goes:
                        yield Obstacle(table, row_id, Why.TAKEN)


def _changes(connection: Connection, entry_id: int) -> dict[Table, _Changes]:
    """What an entry did, undone; a row that it changed several times counts from the first to the last."""
    spans: dict[tuple[str, int], tuple[str | None, str | None]] = {}
    for row in changed_rows(connection, entry_id):
        key = (row["table_name"], row["row_id"])
        before, _after = spans.get(key, (row["before"], None))
        spans[key] = before, row["after"]
    found: dict[Table, _Changes] = defaultdict(lambda: _Changes({}, {}, {}))
    # The last change is taken back first.
    for (name, row_id), (first, last) in reversed(spans.items()):
        table = metadata.tables[name]
        before, after = _content(table, first), _content(table, last)
        if before is None and after is not None:
            found[table].goes[row_id] = after
        elif before is not None and after is None:
            found[table].returns[row_id] = before
        elif before is not None and after is not None and before != after:
            found[table].changes[row_id] = before, after
    return dict(found)


def _content(table: Table, kept: str | None) -> Row | None:
    if kept is None:
        return None
    return {name: value for name, value in stored_row(table, kept).items() if name not in _BESIDE}


def _references(table: Table) -> list[tuple[Column[Any], Table]]:  # Any: the type of a column
    """The columns of a table that refer to rows of others, each with the other table."""
    return [(key.parent, key.column.table) for key in _in_order(table)]


def _referring(table: Table) -> list[tuple[Table, Column[Any]]]:  # Any: the type of a column
    """The columns of all tables that refer to rows of one."""
    return [
        (other, key.parent)
        for other in metadata.sorted_tables
        for key in _in_order(other)
        if key.column.table is table and "id" in other.c
    ]


def _referred_first(table: Table, rows: Sequence[Row]) -> Sequence[Row]:
    """Rows of a table that may refer to each other, each after those that it refers to."""
    columns = [column.name for column, target in _references(table) if target is table]
    left, found = {row["id"]: row for row in rows}, list[Row]()
    while columns and left:
        free = [row for row in left.values() if not any(row[name] in left for name in columns)]
        for row in free or list(left.values()):
            found.append(left.pop(row["id"]))
    return found if columns else rows


def _in_order(table: Table) -> list[Any]:  # Any: SQLAlchemy's ForeignKey has no useful parameters
    return sorted(table.foreign_keys, key=lambda key: str(key.parent.name))


def _unique(table: Table) -> list[tuple[Column[Any], ...]]:  # Any: the type of a column
    """The columns whose values may be there only once, one by one or together."""
    found = [tuple(one.columns) for one in table.constraints if isinstance(one, UniqueConstraint)]
    return sorted(found, key=lambda columns: [column.name for column in columns])


def first_few(obstacles: Iterable[Obstacle], most: int) -> list[Obstacle]:
    """The first obstacles, each row once."""
    found: dict[tuple[str, int], Obstacle] = {}
    for one in obstacles:
        found.setdefault((one.table.name, one.row_id), one)
        if len(found) == most:
            break
    return list(found.values())
