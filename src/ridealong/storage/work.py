"""The unit of work: one change of a coordinator, whole or not at all, with every changed row kept in the journal."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, bindparam, delete, insert, select, text, update
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from ridealong.domain.errors import Refused
from ridealong.domain.values import check_words
from ridealong.storage.belongings import go_with, hold_no_longer
from ridealong.storage.database import Store
from ridealong.storage.parts import parts_of
from ridealong.storage.schema import journal, journal_rows, journal_subjects
from ridealong.storage.subjects import Row, subjects_of

Values = Mapping[str, object]


class UnitOfWork:
    """A transaction that records each row it changes, before and after.

    Undo and redo work from these records alone, so no service keeps its own. Every table that is written through it
    has an `id` and a `version`, which rises with each change.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._changes: list[dict[str, object]] = []
        self._touched: list[tuple[str, Row]] = []
        self._found: list[tuple[str, Values]] = []

    @property
    def changed(self) -> bool:
        """Whether any row has been changed so far."""
        return bool(self._changes)

    def found(self, table: Table) -> list[Values]:
        """The rows of a table that were changed or removed so far, as they were before that."""
        return [row for name, row in self._found if name == table.name]

    def insert(self, table: Table, rows: Sequence[Values]) -> list[int]:
        """Add rows; returns their new ids, in the order of the rows.

        Raises:
            InvalidValue: a text holds what not every database can keep.
        """
        if not rows:
            return []
        check_rows(rows)
        ids = self._insert_numbered(table, rows) if self._alone else self._insert_returning(table, rows)
        defaults = defaults_of(table)
        for row_id, row in zip(ids, rows, strict=True):
            self._record(table, row_id, None, {**defaults, "id": row_id, **row})
        return ids

    def put_back(self, table: Table, rows: Sequence[Values]) -> None:
        """Add rows that were deleted once, under the ids that they had.

        Args:
            rows: whole rows, each with its `id` and the `version` that it is to have, above all that it ever had.
        """
        if rows:
            self.connection.execute(insert(table), [dict(row) for row in rows])
        for row in rows:
            self._record(table, int(str(row["id"])), None, row)

    @property
    def _alone(self) -> bool:
        """Whether nobody else can take an id meanwhile: on SQLite, whoever writes has locked the whole database."""
        return self.connection.dialect.name == "sqlite"

    def _insert_numbered(self, table: Table, rows: Sequence[Values]) -> list[int]:
        # SQLite promises no order for the ids it returns, so that many rows would have to go in one by one.
        used = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
        last = self.connection.execute(used, {"name": table.name}).scalar()
        first = int(last or 0) + 1
        self.connection.execute(insert(table), [{**row, "id": first + index} for index, row in enumerate(rows)])
        return list(range(first, first + len(rows)))

    def _insert_returning(self, table: Table, rows: Sequence[Values]) -> list[int]:
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        return [int(found) for found in self.connection.execute(statement, [dict(row) for row in rows]).scalars()]

    def update(self, table: Table, changes: Mapping[int, Values], *, as_before: bool = False) -> None:
        """Change rows by id; a row that already has all the values it should have is left as it is.

        Rows of other tables that held only for what the row was before are deleted.

        Args:
            changes: id -> the columns that change, with their new values.
            as_before: whether the rows become what they were once, together with those that held for them then.

        Raises:
            Refused: a row is not there any more.
            InvalidValue: a text holds what not every database can keep.
        """
        check_rows(changes.values())
        before = self._rows(table, changes)
        if missing := changes.keys() - before.keys():
            raise Refused(f"{len(missing)} of the rows to change in {table.name} are gone", "Look again and repeat")
        if not as_before:
            self._let_go(table, before, changes)
        alike: dict[tuple[str, ...], list[dict[str, object]]] = defaultdict(list)
        for row_id, values in changes.items():
            if all(before[row_id][name] == value for name, value in values.items()):
                continue
            new = {**values, "version": int(before[row_id]["version"]) + 1}
            alike[tuple(new)].append({"row_id": row_id, **{f"new_{name}": value for name, value in new.items()}})
            self._record(table, row_id, before[row_id], {**before[row_id], **new})
        for names, parameters in alike.items():
            statement = (
                update(table)
                .where(table.c.id == bindparam("row_id"))
                .values({name: bindparam(f"new_{name}") for name in names})
            )
            self.connection.execute(statement, parameters)

    def let_go(self, table: Table, changes: Mapping[int, Values]) -> None:
        """Delete the rows that hold only for what rows of a table are before some changes."""
        self._let_go(table, self._rows(table, changes), changes)

    def _let_go(self, table: Table, before: Mapping[int, Values], changes: Mapping[int, Values]) -> None:
        for other, gone in list(hold_no_longer(self.connection, table, before, changes)):
            self.delete(other, gone)

    def delete(self, table: Table, ids: Iterable[int]) -> None:
        """Remove rows by id, with those that belong to them; ids that are not there are passed over."""
        before = self._rows(table, ids)
        for other, gone in list(go_with(self.connection, table, before.keys())):
            self.delete(other, gone)
        for some in parts_of(list(before)):
            self.connection.execute(delete(table).where(table.c.id.in_(some)))
        for row_id, row in before.items():
            self._record(table, row_id, row, None)

    def over(
        self, table: Table, rows: Iterable[RowMapping]
    ) -> list[dict[str, Any]]:  # Any: what a column holds, only the table knows
        """Rows of a table that were read since, as they are after the changes so far."""
        del table
        return [dict(row) for row in rows]

    def write_journal(
        self, at: datetime, actor: str, action: str, summary: str, *, undoable: bool, undoes: int | None = None
    ) -> int:
        """Write the entry for what was done so far; returns its id.

        Args:
            undoes: the entry that this one takes back.
        """
        entry = {"at": at.isoformat(), "actor": actor, "action": action, "summary": summary, "undoable": undoable}
        entry["undoes_id"] = undoes
        entry_id = int(self.connection.execute(insert(journal).returning(journal.c.id), entry).scalar_one())
        if self._changes:
            rows = [{"entry_id": entry_id, **change} for change in self._changes]
            self.connection.execute(insert(journal_rows), rows)
        if subjects := sorted(subjects_of(self.connection, self._touched)):
            named = [{"kind": one.kind, "subject_id": one.id, "entry_id": entry_id} for one in subjects]
            self.connection.execute(insert(journal_subjects), named)
        return entry_id

    def _record(self, table: Table, row_id: int, before: Values | None, after: Values | None) -> None:
        self._touched += [(table.name, row) for row in (before, after) if row is not None]
        self._found += [] if before is None else [(table.name, before)]
        self._changes.append(
            {"table_name": table.name, "row_id": row_id, "before": _as_json(before), "after": _as_json(after)}
        )

    def _rows(
        self, table: Table, ids: Iterable[int]
    ) -> dict[int, dict[str, Any]]:  # Any: what a column holds, only the table knows
        found: dict[int, dict[str, Any]] = {}
        for some in parts_of(list(ids)):
            for row in self.connection.execute(select(table).where(table.c.id.in_(some))).mappings():
                found[int(row["id"])] = dict(row)
        return found


@contextmanager
def unit_of_work(store: Store, *, at: datetime, actor: str, action: str) -> Iterator["Step"]:
    """One change: rolled back unless `done` was called on it.

    Args:
        at: the moment, for the journal. actor: who changes. action: what a journal entry calls it.

    Raises:
        StorageError: the database cannot be written.
    """
    with store.writing() as connection:
        step = Step(UnitOfWork(connection))
        yield step
        if step.summary is not None:
            if step.work.changed or not step.undoable or step.undoes is not None:
                step.entry = step.work.write_journal(
                    at, actor, action, step.summary, undoable=step.undoable, undoes=step.undoes
                )
            connection.commit()


class Step:
    """What a service holds while it changes something.

    Args:
        work: through which rows are changed.
    """

    def __init__(self, work: UnitOfWork) -> None:
        self.work = work
        self.connection = work.connection
        self.summary: str | None = None
        self.undoable = True
        self.undoes: int | None = None
        self.entry: int | None = None

    def done(self, summary: str, *, undoable: bool = True, undoes: int | None = None) -> None:
        """Let the change last; without this call nothing has happened.

        Args:
            summary: what the journal says of it.
            undoable: False for what cannot be taken back, such as a mail.
            undoes: the journal entry that this change takes back.
        """
        self.summary = summary
        self.undoable = undoable
        self.undoes = undoes


def defaults_of(table: Table) -> dict[str, object]:
    """What a new row has in the columns that nobody named."""
    return {
        column.name: column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None
        for column in table.columns
    }


def check_rows(rows: Iterable[Values]) -> None:
    """See that rows hold only what every database can keep; raises InvalidValue."""
    for row in rows:
        for value in row.values():
            if isinstance(value, str) and not value.isprintable():
                check_words(value)


def _as_json(row: Values | None) -> str | None:
    if row is None:
        return None
    return json.dumps(dict(row), default=_plain, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in the journal")
