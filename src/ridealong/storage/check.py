"""Whether a database is sound: its file, its schema, its references, the rules of its rows, and its journal."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from typing import cast

from sqlalchemy import Connection, Date, RowMapping, Table, func, select, text
from sqlalchemy.exc import DatabaseError

from ridealong.storage.findings import Finding, Found, Rule
from ridealong.storage.model_rules import (
    RULES,
    across_sides,
    apart,
    known_words,
    one_direction,
    one_host_a_round,
    seats,
    sent_invites,
)
from ridealong.storage.progress import Told, nobody, stoppable
from ridealong.storage.schema import embeds, journal_rows, metadata
from ridealong.storage.team_rules import CHANGED_SINCE

MOST = 1_000
"""Findings of one rule that are told; where there are as many, there may be more."""

_FILE, _SCHEMA, _REFERENCES, _JOURNAL = "the file", "the schema", "references", "the journal can be read"

_SOUND: set[frozenset[tuple[str, ...]]] = set()
"""What SQLite files say of their schemas, where nothing differed."""

_AT_ONCE = 5_000
_QUICK = 20_000
"""How many of the newest journal rows a quick check reads."""


def _name(rule: Rule) -> str:
    return rule.__name__.replace("_", " ")


FATAL = frozenset({_FILE, _SCHEMA, _REFERENCES, _JOURNAL, *map(_name, (known_words, sent_invites))})
"""Rules without which the program cannot work with a database; nobody wants such a backup back."""

OUTDATED = frozenset(map(_name, (across_sides, one_direction, one_host_a_round, seats, apart, *CHANGED_SINCE)))
"""Rules that are broken where something was changed after a plan was made: nothing is damaged then."""


def remedy(findings: Iterable[Finding]) -> str:
    """What to do about findings, in sentences; empty where there are none."""
    every = list(findings)
    outdated = {one.rule in OUTDATED for one in every}
    said = []
    if True in outdated:
        what = "What was changed after a plan was made" if False in outdated else "Nothing is damaged"
        tables = {one.table for one in every if one.rule in OUTDATED}
        settled = []
        if tables - {embeds.name}:
            settled += ["`ridealong repair PROGRAM` settles pairings", "`ridealong plan PROGRAM` drafts"]
        if embeds.name in tables:
            settled.append("`ridealong teams` changes who is in composite teams")
        said.append(f"{what}: {', '.join(settled[:-1])}{', and ' if settled[1:] else ''}{settled[-1]}.")
    if False in outdated:
        said.append(f"{'For the others, ' if said else ''}`ridealong db restore FILE` brings back a backup.")
    return " ".join(said)


def check(connection: Connection, *, quick: bool = False, told: Told = nobody) -> list[Finding]:
    """Everything that is not as it should be.

    Args:
        quick: leave out what takes long in a large database: the indexes of the file, the references on a server, and
            all but the newest part of the journal and of the sent invites.
        told: hears which check is under way.
    """
    steps: tuple[tuple[str, Callable[[], Found]], ...] = (
        (_FILE, lambda: _file(connection, quick=quick)),
        (_SCHEMA, lambda: _schema(connection)),
        (_REFERENCES, lambda: _references(connection, quick=quick)),
        *((_name(rule), partial(rule, connection)) for rule in RULES if rule is not sent_invites),
        (_name(sent_invites), partial(sent_invites, connection, _QUICK if quick else None)),
    )
    found: list[Finding] = []
    for done, (name, run) in enumerate(steps):
        told(f"Checking {name}:", done, len(steps))
        found += _findings(name, run())
    found += _findings(_JOURNAL, _readable(connection, quick=quick, told=told))
    found += _findings("the journal agrees", _as_the_journal_says(connection, quick=quick, told=told))
    return found


def _findings(rule: str, found: Found) -> list[Finding]:
    try:
        return [Finding(rule, *one) for one in islice(found, MOST)]
    except (DatabaseError, sqlite3.DatabaseError, ValueError, TypeError) as error:
        # A damaged file, or a value that is none (a day `2027-13-01`): what can be said, the driver says.
        said = error.orig if isinstance(error, DatabaseError) else error
        if "interrupted" in str(said):
            raise
        return [Finding(rule, "", None, f"it cannot be read: {type(said).__name__}")]


def _file(connection: Connection, *, quick: bool) -> Found:
    if connection.dialect.name != "sqlite":
        return
    raw = cast(sqlite3.Connection, connection.connection.driver_connection)
    with stoppable(raw):
        for (said,) in raw.execute(f"PRAGMA {'quick_check' if quick else 'integrity_check'}({MOST})").fetchall():
            if said != "ok":
                yield "", None, f"SQLite says: {said}"


def _schema(connection: Connection) -> Found:
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415 - Alembic costs half a second
    from alembic.migration import MigrationContext  # noqa: PLC0415 - as above

    made: frozenset[tuple[str, ...]] = frozenset()
    if connection.dialect.name == "sqlite":
        # All that is compared follows from these statements, so what they make is compared once.
        rows = connection.execute(text("SELECT type, name, tbl_name, sql FROM sqlite_master"))
        made = frozenset(tuple(row) for row in rows)
        if made in _SOUND:
            return
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    differences = compare_metadata(context, metadata)
    if made and not differences:
        _SOUND.add(made)
    for difference in differences:
        # Changes of columns come as lists of them.
        kind, *about = difference[0] if isinstance(difference, list) else difference
        named = (getattr(one, "name", one) for one in about)
        yield "", None, f"the schema differs: {kind} {' '.join(str(one) for one in named if isinstance(one, str))}"


def _references(connection: Connection, *, quick: bool) -> Found:
    if connection.dialect.name == "sqlite":
        for table, row, parent, _number in connection.execute(text("PRAGMA foreign_key_check")):
            yield table, row, f"it refers to a row of {parent} that is not there"
        return
    if quick:
        return
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            parent = key.column.table.alias()
            gone = key.parent.is_not(None) & ~select(1).where(parent.c[key.column.name] == key.parent).exists()
            number = table.c.id if "id" in table.c else key.parent
            for row in connection.execute(select(number).where(gone)).scalars():
                yield table.name, row, f"it refers to a row of {key.column.table.name} that is not there"


def _readable(connection: Connection, *, quick: bool, told: Told) -> Found:
    last = int(connection.execute(select(func.max(journal_rows.c.id))).scalar() or 0)
    done = max(0, last - _QUICK) if quick else 0
    statement = select(journal_rows.c.id, journal_rows.c.before, journal_rows.c.after).order_by(journal_rows.c.id)
    while done < last:
        told("Reading the journal:", done, last)
        part = statement.where(journal_rows.c.id > done, journal_rows.c.id <= done + _AT_ONCE)
        for row, before, after in connection.execute(part):
            if not all(_is_row(one) for one in (before, after)):
                yield journal_rows.name, row, "what it says cannot be read"
            elif before is None and after is None:
                yield journal_rows.name, row, "it says nothing"
        done += _AT_ONCE


def _is_row(kept: str | None) -> bool:
    try:
        return kept is None or isinstance(json.loads(kept), dict)
    except ValueError:
        return False


def _as_the_journal_says(connection: Connection, *, quick: bool, told: Told) -> Found:
    """Every row is as the last entry of the journal about it left it."""
    tables = [one for one in metadata.sorted_tables if "version" in one.c]
    for number, table in enumerate(tables):
        # Rows that are gone have left traces in the journal alone.
        told_of = select(func.max(journal_rows.c.row_id)).where(journal_rows.c.table_name == table.name)
        highest = (connection.execute(one).scalar() or 0 for one in (select(func.max(table.c.id)), told_of))
        last = max(map(int, highest))
        first = max(0, last - _AT_ONCE) if quick else 0
        for start in range(first, last, _AT_ONCE):
            told(f"Comparing {table.name} with the journal:", number * last + start, len(tables) * last)
            yield from _differing(connection, table, start, start + _AT_ONCE)


def _differing(connection: Connection, table: Table, above: int, to: int) -> Found:
    kept = _last_kept(connection, table, above, to)
    rows = connection.execute(select(table).where(table.c.id > above, table.c.id <= to)).mappings()
    days = [column.name for column in table.columns if isinstance(column.type, Date)]
    for row in rows:
        row_id = int(row["id"])
        if row_id not in kept:
            yield table.name, row_id, "the journal does not say where it comes from"
            continue
        said = kept.pop(row_id)
        if said is None:
            yield table.name, row_id, "it is there, although the journal says that it was deleted"
        elif not _agrees(row, said, days):
            yield table.name, row_id, "it is not as the journal says that it was left"
    for row_id, said in kept.items():
        if said is not None:
            yield table.name, row_id, "it is gone, and the journal does not say that it was deleted"


def _last_kept(connection: Connection, table: Table, above: int, to: int) -> dict[int, str | None]:
    of_rows = (journal_rows.c.table_name == table.name, journal_rows.c.row_id > above, journal_rows.c.row_id <= to)
    newest = select(func.max(journal_rows.c.id)).where(*of_rows).group_by(journal_rows.c.row_id)
    statement = select(journal_rows.c.row_id, journal_rows.c.after).where(journal_rows.c.id.in_(newest))
    return {int(row): after for row, after in connection.execute(statement)}


def _agrees(row: RowMapping, said: str, days: list[str]) -> bool:
    try:
        kept = json.loads(said)
    except ValueError:
        return True  # which has been told already
    # A column that is younger than the entry is not in it.
    for name, value in row.items():
        if name in kept:
            now = value.isoformat() if value is not None and name in days else value
            if now != kept[name]:
                return False
    return True
