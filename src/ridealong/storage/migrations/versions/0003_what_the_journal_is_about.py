"""Which people and programs each journal entry is about, and indexes to look through millions of entries."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import context, op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_AT_ONCE = 20_000

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
    pairings_of_meetings = dict(map(tuple, connection.execute(sa.text("SELECT id, pairing_id FROM meetings"))))
    meetings_of_uids = dict(map(tuple, connection.execute(sa.text("SELECT uid, pairing_id FROM meetings"))))
    people_of_addresses = dict(map(tuple, connection.execute(sa.text("SELECT identity, id FROM people"))))
    pairings = {
        row.id: (("program", row.program_id), ("person", row.guest_id), ("person", row.host_id))
        for row in connection.execute(sa.text("SELECT id, program_id, guest_id, host_id FROM pairings"))
    }

    def about(table: str, row: dict[str, Any]) -> Iterator[tuple[str, int]]:
        for column, kind in _REFERS.get(table, {}).items():
            if row.get(column) is not None:
                yield kind, row[column]
        pairing = row.get("pairing_id") or pairings_of_meetings.get(row.get("meeting_id"))
        yield from pairings.get(pairing or meetings_of_uids.get(row.get("uid")), ())
        if row.get("attendee") in people_of_addresses:
            yield "person", people_of_addresses[row["attendee"]]

    insert = sa.text("INSERT INTO journal_subjects (kind, subject_id, entry_id) VALUES (:kind, :subject, :entry)")
    known: set[tuple[str, int, int]] = set()
    told = context.config.attributes["told"]
    total = connection.execute(sa.text("SELECT count(*) FROM journal_rows")).scalar() or 0
    done = 0
    for rows in _journal_rows(connection):
        done += len(rows)
        told("Reading the journal:", done, total)
        found = {
            (kind, subject, row.entry_id)
            for row in rows
            for stored in (row.before, row.after)
            if stored is not None
            for kind, subject in about(row.table_name, json.loads(stored))
        } - known
        if found:
            named = [{"kind": kind, "subject": subject, "entry": entry} for kind, subject, entry in sorted(found)]
            connection.execute(insert, named)
        # The rows of an entry follow each other, so only those of the last one can be met again.
        known = {one for one in found | known if one[2] == rows[-1].entry_id}


def _journal_rows(connection: sa.Connection) -> Iterator[Sequence[Any]]:
    statement = sa.text(
        "SELECT id, entry_id, table_name, before, after FROM journal_rows WHERE id > :last ORDER BY id LIMIT :most"
    )
    last = 0
    while rows := connection.execute(statement, {"last": last, "most": _AT_ONCE}).all():
        yield rows
        last = rows[-1].id
