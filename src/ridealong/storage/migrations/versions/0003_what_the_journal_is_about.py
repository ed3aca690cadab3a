"""Which people and programs each journal entry is about, and indexes to look through millions of entries."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import context, op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_AT_ONCE = 5_000
_KEYS_AT_ONCE = 500

Row = dict[str, Any]  # Any: what a column holds, only the table knows

# The tables as they are at this revision: what later releases do to them must not change what this one reads.
_REFERS: dict[str, dict[str, str]] = {
    "people": {"id": "person"},
    "programs": {"id": "program"},
    "absences": {"person_id": "person"},
    "aparts": {"one_id": "person", "other_id": "person"},
    "measures": {"program_id": "program"},
    "enrolments": {"program_id": "program", "person_id": "person"},
    "pins": {"program_id": "program", "guest_id": "person", "host_id": "person"},
    "pairings": {"program_id": "program", "guest_id": "person", "host_id": "person"},
    "plans": {"program_id": "program"},
}


def upgrade() -> None:
    """Go from the schema before to this one."""
    op.create_table(
        "journal_subjects",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["journal.id"], name=op.f("fk_journal_subjects_entry_id")),
        sa.PrimaryKeyConstraint("kind", "subject_id", "entry_id", name=op.f("pk_journal_subjects")),
        sqlite_with_rowid=False,
    )
    _fill(op.get_bind())
    op.create_index(op.f("ix_journal_subjects_entry_id"), "journal_subjects", ["entry_id"])
    op.create_index(op.f("ix_journal_action_id"), "journal", ["action", "id"])
    op.create_index(op.f("ix_journal_at"), "journal", ["at"])
    op.create_index(op.f("ix_journal_undoes_id"), "journal", ["undoes_id"])
    _index_pairings()
    # Whoever deletes a row has all rows looked up that refer to it, one by one.
    op.create_index(op.f("ix_aparts_other_id"), "aparts", ["other_id"])
    op.create_index(op.f("ix_enrolments_person_id"), "enrolments", ["person_id"])
    op.create_index(op.f("ix_pins_guest_id"), "pins", ["guest_id"])
    op.create_index(op.f("ix_pins_host_id"), "pins", ["host_id"])


def _index_pairings() -> None:
    for name in ("first_day_id", "guest_id_first_day", "host_id_first_day"):
        op.drop_index(op.f(f"ix_pairings_{name}"), "pairings")
    for columns in (
        ["guest_id", "host_id", "state", "first_day", "last_day"],
        ["host_id", "guest_id", "state"],
        ["first_day", "id", "state"],
        ["last_day", "state"],
        ["guest_team", "host_team", "guest_side", "state"],
        ["host_team"],
    ):
        op.create_index(op.f(f"ix_pairings_{'_'.join(columns)}"), "pairings", columns)


def _fill(connection: sa.Connection) -> None:
    people = dict(map(tuple, connection.execute(sa.text("SELECT identity, id FROM people"))))
    insert = sa.text("INSERT INTO journal_subjects (kind, subject_id, entry_id) VALUES (:kind, :subject, :entry)")
    known: set[tuple[str, int, int]] = set()
    told = context.config.attributes["told"]
    total = connection.execute(sa.text("SELECT count(*) FROM journal_rows")).scalar() or 0
    done = 0
    for rows in _journal_rows(connection):
        done += len(rows)
        told("Reading the journal:", done, total)
        found = set(_subjects(connection, rows, people)) - known
        if found:
            named = [{"kind": kind, "subject": subject, "entry": entry} for kind, subject, entry in sorted(found)]
            connection.execute(insert, named)
        # The rows of an entry follow each other, so only those of the last one can be met again.
        known = {one for one in found | known if one[2] == rows[-1].entry_id}


def _subjects(connection: sa.Connection, rows: Sequence[Any], people: dict[str, int]) -> Iterator[tuple[str, int, int]]:
    """What a part of the journal's rows is about: kind, id and entry."""
    parsed = [
        (row.entry_id, row.table_name, json.loads(stored))
        for row in rows
        for stored in (row.before, row.after)
        if stored is not None
    ]
    pairing_of = _pairings_of(connection, [row for _entry, _table, row in parsed])
    # There may be a million pairings, so that only those are looked up that this part is about.
    query = "SELECT id, program_id, guest_id, host_id FROM pairings WHERE id IN :wanted"
    pairings = {row[0]: row[1:] for row in _looked_up(connection, query, map(pairing_of, (one[2] for one in parsed)))}
    for entry, table, row in parsed:
        for column, kind in _REFERS.get(table, {}).items():
            if row.get(column) is not None:
                yield kind, row[column], entry
        for kind, subject in zip(("program", "person", "person"), pairings.get(pairing_of(row), ()), strict=False):
            yield kind, subject, entry
        if row.get("attendee") in people:
            yield "person", people[row["attendee"]], entry


def _pairings_of(connection: sa.Connection, rows: Sequence[Row]) -> Callable[[Row], int | None]:
    """What tells the pairing that a row is about, if it is about one, by its meeting."""
    query = "SELECT {0}, pairing_id FROM meetings WHERE {0} IN :wanted"
    by_id, by_uid = (
        dict(map(tuple, _looked_up(connection, query.format(column), (row.get(name) for row in rows))))
        for column, name in (("id", "meeting_id"), ("uid", "uid"))
    )
    return lambda row: row.get("pairing_id") or by_id.get(row.get("meeting_id")) or by_uid.get(row.get("uid"))


def _looked_up(connection: sa.Connection, query: str, wanted: Iterable[object]) -> Iterator[Any]:
    statement = sa.text(query).bindparams(sa.bindparam("wanted", expanding=True))
    keys = list({one for one in wanted if one is not None})
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        yield from connection.execute(statement, {"wanted": keys[start : start + _KEYS_AT_ONCE]})


def _journal_rows(connection: sa.Connection) -> Iterator[Sequence[Any]]:
    statement = sa.text(
        "SELECT id, entry_id, table_name, before, after FROM journal_rows WHERE id > :last ORDER BY id LIMIT :most"
    )
    last = 0
    while rows := connection.execute(statement, {"last": last, "most": _AT_ONCE}).all():
        yield rows
        last = rows[-1].id
