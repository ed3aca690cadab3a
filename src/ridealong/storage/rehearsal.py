"""A change that is only worked out: it reads the database, and nothing is ever written."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, RowMapping, Table

from ridealong.domain.errors import Refused
from ridealong.storage.belongings import go_with
from ridealong.storage.database import Store
from ridealong.storage.work import Step, UnitOfWork, Values, check_rows, defaults_of

_FIRST_ID = 1 << 30
"""Where the ids of rows begin that nobody has stored: above all others, so that they sort after them, and within what
every database takes for an id when it is asked for one."""


class Rehearsal(UnitOfWork):
    """Takes changes as a unit of work does and remembers them; queries do not see them, but `over` adds them."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._new: dict[str, dict[int, dict[str, object]]] = defaultdict(dict)
        self._other: dict[str, dict[int, Values]] = defaultdict(dict)
        self._gone: dict[str, set[int]] = defaultdict(set)
        self._next = _FIRST_ID

    def insert(self, table: Table, rows: Sequence[Values]) -> list[int]:
        """Note new rows; returns ids that no stored row has."""
        check_rows(rows)
        ids = list(range(self._next, self._next + len(rows)))
        self._next += len(rows)
        defaults = defaults_of(table)
        self._new[table.name].update(
            (row_id, {**defaults, "id": row_id, **row}) for row_id, row in zip(ids, rows, strict=True)
        )
        return ids

    def update(self, table: Table, changes: Mapping[int, Values], *, as_before: bool = False) -> None:
        """Note changed rows; raises what a unit of work would."""
        check_rows(changes.values())
        before = self._rows(table, changes)
        if missing := changes.keys() - before.keys():
            raise Refused(f"{len(missing)} of the rows to change in {table.name} are gone", "Look again and repeat")
        if not as_before:
            self._let_go(table, before, changes)
        for row_id, values in changes.items():
            self._other[table.name][row_id] = {**self._other[table.name].get(row_id, {}), **values}

    def delete(self, table: Table, ids: Iterable[int]) -> None:
        """Note rows that would go, with those that belong to them."""
        gone = set(ids)
        for other, theirs in list(go_with(self.connection, table, gone)):
            self.delete(other, theirs)
        self._gone[table.name].update(gone)

    def over(
        self, table: Table, rows: Iterable[RowMapping]
    ) -> list[dict[str, Any]]:  # Any: what a column holds, only the table knows
        """Rows as they would be: without those that go, changed where they change, and with new ones at the end."""
        gone, other = self._gone[table.name], self._other[table.name]
        kept = [{**row, **other.get(row["id"], {})} for row in super().over(table, rows) if row["id"] not in gone]
        return kept + list(self._new[table.name].values())


@contextmanager
def rehearsing(store: Store) -> Iterator[Step]:
    """One change that never happens, whether or not `done` is called; it also works where nothing may be written."""
    with store.reading() as connection:
        yield Step(Rehearsal(connection))
