"""How often the database has changed, and who changed what of it."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, func, or_, select

from ridealong.storage.schema import journal, journal_rows, journal_subjects
from ridealong.storage.subjects import PERSON


def change_count(connection: Connection) -> int:
    """The number of the newest journal entry; 0 where there is none."""
    return int(connection.execute(select(func.coalesce(func.max(journal.c.id), 0))).scalar_one())


def last_worked(connection: Connection) -> date:
    """The day on which somebody last worked here: what was past then is past."""
    at = connection.execute(select(func.max(journal.c.at))).scalar()
    return datetime.fromisoformat(at).date() if at else date.min


def entries_after(connection: Connection, entry_id: int, most: int) -> list[RowMapping]:
    """The newest journal entries after one, without their rows: the newest first."""
    columns = (journal.c.id, journal.c.at, journal.c.actor, journal.c.summary)
    statement = select(*columns).where(journal.c.id > entry_id).order_by(journal.c.id.desc()).limit(most)
    return list(connection.execute(statement).mappings())


def summaries(connection: Connection, entries: Collection[int], actor: str) -> list[str]:
    """The summaries of those of some journal entries that stand there and are of one actor, the oldest first."""
    between = journal.c.id.between(min(entries), max(entries))
    statement = select(journal.c.id, journal.c.summary).where(between, journal.c.actor == actor).order_by(journal.c.id)
    wanted = set(entries)
    return [row.summary for row in connection.execute(statement) if row.id in wanted]


_CHANGES = select(
    journal_rows.c.entry_id,
    journal_rows.c.table_name,
    journal_rows.c.row_id,
    journal_rows.c.before,
    journal_rows.c.after,
    journal.c.at,
    journal.c.actor,
    journal.c.action,
    journal.c.summary,
    journal.c.undoable,
).join(journal, journal_rows.c.entry_id == journal.c.id)
"""What became of rows: which row, what it was and is, and what the entry says that changed it."""


def changes_of_row(connection: Connection, table_name: str, row_id: int) -> Iterator[RowMapping]:
    """What became of a row, the newest change first, each with what its journal entry says."""
    of_row = (journal_rows.c.table_name == table_name, journal_rows.c.row_id == row_id)
    yield from connection.execute(_CHANGES.where(*of_row).order_by(journal_rows.c.id.desc())).mappings()


def changed_since(connection: Connection, rows: Iterable[tuple[str, int]], entry_id: int) -> bool:
    """Whether one of some rows, each as table and id, has changed after a journal entry."""
    last = (next(changes_of_row(connection, *row), None) for row in rows)
    return any(one is not None and one["entry_id"] > entry_id for one in last)


def changes_after(
    connection: Connection,
    entry_id: int,
    table_names: Collection[str],
    people: Collection[int],
    beside: Collection[str],
) -> Iterator[RowMapping]:
    """What became of the rows of some tables after a journal entry, as `changes_of_row` gives it.

    Args:
        people: by row id: only entries about one of them count.
        beside: tables of which all changes count.
    """
    about = select(journal_subjects.c.entry_id).where(
        journal_subjects.c.kind == PERSON,
        journal_subjects.c.subject_id.in_(sorted(people)),
        journal_subjects.c.entry_id > entry_id,
    )
    statement = _CHANGES.where(
        journal_rows.c.entry_id > entry_id,
        journal_rows.c.table_name.in_(sorted(table_names)),
        or_(journal_rows.c.entry_id.in_(about), journal_rows.c.table_name.in_(sorted(beside))),
    )
    yield from connection.execute(statement.order_by(journal_rows.c.id.desc())).mappings()
