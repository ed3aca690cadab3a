"""The journal, read: entries one after another or by what they are about, and the rows that they changed."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, func, or_, select

from ridealong.storage.parts import parts_of
from ridealong.storage.schema import journal, journal_rows, journal_subjects

_FEW = 5_000
MOST_WITH_WORDS = 10_000
"""How many entries are looked for, at most, by words of their summary."""
_OWN_AT_ONCE = 50
"""Most often the first few entries tell what can be undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalSearch:
    """What a list of journal entries is narrowed to.

    Args:
        words: each must stand in the summary; of all that do, the newest `MOST_WITH_WORDS` count.
        subjects: (kind, row id) of people and programs, all of which an entry must be about.
        actions: any of these; None for all. actors: each of these.
        since, before: the first moment, and the one before which it must have been, in UTC, as ISO 8601 writes them.
    """

    words: Sequence[str] = ()
    subjects: Sequence[tuple[str, int]] = ()
    actions: Collection[str] | None = None
    actors: Sequence[str] = ()
    since: str = ""
    before: str = ""

    @property
    def of_subjects_alone(self) -> bool:
        """Whether nothing is said but what entries are about."""
        return bool(self.subjects) and replace(self, subjects=()) == JournalSearch()


def find_entries(
    connection: Connection, wanted: JournalSearch, offset: int = 0, limit: int | None = None
) -> tuple[list[RowMapping], int]:
    """A page of entries, the newest first, and how many there are in all."""
    if wanted.words:
        # No index knows words: one look through the journal must do, and not one more to count.
        ids = _found(connection, wanted, limit=MOST_WITH_WORDS)
        total, ids = len(ids), _slice(ids, offset, limit)
    elif (total := _count(connection, wanted)) <= _FEW:
        # Any index serves to find a few, where a database may else go through all entries from the newest on.
        ids = _slice(sorted(_found(connection, wanted, ordered=False), reverse=True), offset, limit)
    else:
        ids = _found(connection, wanted, offset=offset, limit=limit)
    return _entries(connection, ids), total


def _slice(ids: Sequence[int], offset: int, limit: int | None) -> list[int]:
    return list(ids[offset:] if limit is None else ids[offset : offset + limit])


def _entries(connection: Connection, ids: Sequence[int]) -> list[RowMapping]:
    found: list[RowMapping] = []
    for some in parts_of(ids):
        rows = connection.execute(select(journal).where(journal.c.id.in_(some)).order_by(journal.c.id.desc()))
        found += rows.mappings()
    return found


def _count(connection: Connection, wanted: JournalSearch) -> int:
    matching = _matching(connection, wanted)
    if matching.whereclause is None:
        return int(connection.execute(select(func.count()).select_from(journal)).scalar_one())
    return int(connection.execute(select(func.count()).select_from(matching.subquery())).scalar_one())


def _found(
    connection: Connection, wanted: JournalSearch, offset: int = 0, limit: int | None = None, *, ordered: bool = True
) -> list[int]:
    statement = _matching(connection, wanted)
    if ordered:
        statement = statement.order_by(statement.selected_columns[0].desc()).offset(offset).limit(limit)
    return list(connection.execute(statement).scalars())


def _matching(connection: Connection, wanted: JournalSearch) -> Select[int]:
    """The ids of the entries that a search finds."""
    if wanted.of_subjects_alone:
        # Which entries are about somebody stands in one index, in their order.
        first, *others = wanted.subjects
        entry_id = journal_subjects.c.entry_id
        return select(entry_id).where(_about(*first), *(entry_id.in_(_entries_about(*one)) for one in others))
    statement = select(journal.c.id)
    for one in wanted.subjects:
        # Few are gone through one by one; of many, each entry that the rest finds is looked up.
        few = len(connection.execute(_entries_about(*one).limit(_FEW + 1)).all()) <= _FEW
        listed = journal.c.id.in_(_entries_about(*one))
        statement = statement.where(listed if few else _is_about(*one))
    if wanted.actions is not None:
        statement = statement.where(journal.c.action.in_(sorted(wanted.actions)))
    for actor in wanted.actors:
        statement = statement.where(journal.c.actor == actor)
    if wanted.since:
        statement = statement.where(journal.c.at >= wanted.since)
    if wanted.before:
        statement = statement.where(journal.c.at < wanted.before)
    for word in wanted.words:
        statement = statement.where(_contains(connection, word))
    return statement


def _about(kind: str, row_id: int) -> ColumnElement[bool]:
    return and_(journal_subjects.c.kind == kind, journal_subjects.c.subject_id == row_id)


def _entries_about(kind: str, row_id: int) -> Select[int]:
    entries = journal_subjects.alias()
    return select(entries.c.entry_id).where(entries.c.kind == kind, entries.c.subject_id == row_id)


def _is_about(kind: str, row_id: int) -> ColumnElement[bool]:
    return (
        select(journal_subjects.c.entry_id)
        .where(_about(kind, row_id), journal_subjects.c.entry_id == journal.c.id)
        .exists()
    )


def _contains(connection: Connection, word: str) -> ColumnElement[bool]:
    # SQLite's LIKE takes no notice of the case of A to Z by itself; to lower two million summaries takes a second.
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    if connection.dialect.name == "postgresql":
        return journal.c.summary.ilike(f"%{escaped}%", escape="\\")
    other = (escaped.lower(), escaped.upper(), escaped.title())
    some = [escaped] if escaped.isascii() else list(dict.fromkeys((escaped, *other)))
    return or_(*(journal.c.summary.like(f"%{one}%", escape="\\") for one in some))


def find_entry(connection: Connection, entry_id: int) -> RowMapping | None:
    """One entry, or None."""
    return connection.execute(select(journal).where(journal.c.id == entry_id)).mappings().first()


def actions_used(connection: Connection) -> list[str]:
    """The names of all actions that the journal has: few, so that each is looked up behind the one before."""
    found: list[str] = []
    statement = select(func.min(journal.c.action))
    action = connection.execute(statement).scalar()
    while action is not None:
        found.append(action)
        action = connection.execute(statement.where(journal.c.action > action)).scalar()
    return found


def taken_back_by(connection: Connection, ids: Collection[int]) -> dict[int, int]:
    """For some entries, the newest one that takes each back and was not taken back itself."""
    found: dict[int, int] = {}
    for undone, by in _undoing(connection, ids):
        found.setdefault(by, undone)
    again = {undone for undone, _by in _undoing(connection, found)}
    return {undone: by for by, undone in sorted(found.items()) if by not in again}


def _undoing(connection: Connection, ids: Collection[int]) -> Iterator[tuple[int, int]]:
    for some in parts_of(sorted(ids)):
        rows = connection.execute(select(journal.c.undoes_id, journal.c.id).where(journal.c.undoes_id.in_(some)))
        yield from ((int(undone), int(by)) for undone, by in rows)


def own_entries(connection: Connection, actor: str) -> Iterator[RowMapping]:
    """The entries of somebody that can be taken back, and all undos and redos, the newest first."""
    counts = or_(journal.c.undoable, journal.c.undoes_id.is_not(None))
    statement = select(journal).where(journal.c.actor == actor, counts).order_by(journal.c.id.desc())
    last: int | None = None
    while True:
        part = statement if last is None else statement.where(journal.c.id < last)
        rows = connection.execute(part.limit(_OWN_AT_ONCE)).mappings().all()
        yield from rows
        if len(rows) < _OWN_AT_ONCE:
            return
        last = rows[-1]["id"]


def lasting_since(connection: Connection, actor: str, entry_id: int, most: int) -> Sequence[RowMapping]:
    """What somebody did after an entry that cannot be taken back: `id`, `at` and `summary`, the newest so many."""
    statement = (
        select(journal.c.id, journal.c.at, journal.c.summary)
        .where(journal.c.actor == actor, journal.c.id > entry_id, ~journal.c.undoable, journal.c.undoes_id.is_(None))
        .order_by(journal.c.id.desc())
        .limit(most)
    )
    return connection.execute(statement).mappings().all()


def changed_rows(
    connection: Connection, entry_id: int, offset: int = 0, limit: int | None = None
) -> Sequence[RowMapping]:
    """The rows that an entry changed, in that order: `table_name`, `row_id`, and JSON texts `before` and `after`."""
    statement = (
        select(journal_rows)
        .where(journal_rows.c.entry_id == entry_id)
        .order_by(journal_rows.c.id)
        .offset(offset)
        .limit(limit)
    )
    return connection.execute(statement).mappings().all()


def count_changed_rows(connection: Connection, entry_id: int) -> int:
    """How many rows an entry changed."""
    statement = select(func.count()).select_from(journal_rows).where(journal_rows.c.entry_id == entry_id)
    return int(connection.execute(statement).scalar_one())


def last_rows(connection: Connection, table_name: str, row_ids: Collection[int]) -> Iterator[RowMapping]:
    """What the journal last wrote down of some rows: `row_id`, `before` and `after`."""
    for some in parts_of(sorted(row_ids)):
        newest = (
            select(func.max(journal_rows.c.id))
            .where(journal_rows.c.table_name == table_name, journal_rows.c.row_id.in_(some))
            .group_by(journal_rows.c.row_id)
        )
        columns = (journal_rows.c.row_id, journal_rows.c.before, journal_rows.c.after)
        yield from connection.execute(select(*columns).where(journal_rows.c.id.in_(newest))).mappings()
