"""How often the database has changed, and who changed what of it."""

from collections.abc import Collection, Iterator

from sqlalchemy import Connection, RowMapping, func, select

from ridealong.storage.schema import journal, journal_rows


def change_count(connection: Connection) -> int:
    """The number of the newest journal entry; 0 where there is none."""
    return int(connection.execute(select(func.coalesce(func.max(journal.c.id), 0))).scalar_one())


def entries_after(connection: Connection, entry_id: int, most: int) -> list[RowMapping]:
    """The newest journal entries after one, without their rows: the newest first."""
    columns = (journal.c.id, journal.c.actor, journal.c.summary)
    statement = select(*columns).where(journal.c.id > entry_id).order_by(journal.c.id.desc()).limit(most)
    return list(connection.execute(statement).mappings())


def summaries(connection: Connection, entries: Collection[int], actor: str) -> list[str]:
    """The summaries of those of some journal entries that stand there and are of one actor, the oldest first."""
    between = journal.c.id.between(min(entries), max(entries))
    statement = select(journal.c.id, journal.c.summary).where(between, journal.c.actor == actor).order_by(journal.c.id)
    wanted = set(entries)
    return [row.summary for row in connection.execute(statement) if row.id in wanted]


def changes_of_row(connection: Connection, table_name: str, row_id: int) -> Iterator[RowMapping]:
    """What became of a row, the newest change first: `entry_id`, `at`, `actor`, `before` and `after`."""
    statement = (
        select(
            journal.c.id.label("entry_id"), journal.c.at, journal.c.actor, journal_rows.c.before, journal_rows.c.after
        )
        .join(journal, journal_rows.c.entry_id == journal.c.id)
        .where(journal_rows.c.table_name == table_name, journal_rows.c.row_id == row_id)
        .order_by(journal_rows.c.id.desc())
    )
    yield from connection.execute(statement).mappings()
