"""Settings of meetings, what coordinators change about them, and answers."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go from the schema before to this one."""
    _new_tables()
    # Programs made before keep the meetings they had, so that no calendar changes because the program was updated.
    op.add_column("programs", sa.Column("meetings", sa.Text(), server_default=_ALL, nullable=False))
    op.execute("UPDATE programs SET meetings = 'visit;check-in'")
    op.add_column("programs", sa.Column("visit_busy", sa.Boolean(), server_default="0", nullable=False))
    op.add_column("programs", sa.Column("prepare", sa.Text(), server_default="", nullable=False))
    op.add_column("programs", sa.Column("country", sa.Text(), server_default="", nullable=False))
    op.add_column("invites", sa.Column("channel", sa.Text(), server_default="files", nullable=False))


_ALL = "prep;welcome;visit;check-in;debrief"


def _new_tables() -> None:
    op.create_table(
        "measures",
        *_opening(),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        sa.Column("baseline", sa.Float(), nullable=True),
        sa.Column("target", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_measures_program_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measures")),
        sa.UniqueConstraint("program_id", "name", name=op.f("uq_measures_program_id_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "holiday_places",
        *_opening(),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday_places")),
        sa.UniqueConstraint("identity", name=op.f("uq_holiday_places_identity")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "meeting_changes",
        *_opening(),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("occurrence", sa.Date(), nullable=True),
        sa.Column("skipped", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("at", sa.Text(), server_default="", nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_changes_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_changes")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_meeting_changes_meeting_id"), "meeting_changes", ["meeting_id"], unique=False)
    op.create_table(
        "answers",
        *_opening(),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("occurrence", sa.Text(), server_default="", nullable=False),
        sa.Column("attendee", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("stamp", "comment", "delegate", "proposed_start", "proposed_end", "source")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint("uid", "occurrence", "attendee", name=op.f("uq_answers_uid_occurrence_attendee")),
        sqlite_autoincrement=True,
    )


def _opening() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    )
