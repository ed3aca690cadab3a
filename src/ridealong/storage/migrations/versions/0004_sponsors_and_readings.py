"""Sponsors of programs with their agreement, and dated readings of measures."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go from the schema before to this one."""
    op.create_table(
        "sponsors",
        *_opening(),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("named", sa.Date(), nullable=False),
        sa.Column("agreed", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_sponsors_person_id")),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_sponsors_program_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sponsors")),
        sa.UniqueConstraint("program_id", "side", name=op.f("uq_sponsors_program_id_side")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_sponsors_person_id"), "sponsors", ["person_id"], unique=False)
    op.create_table(
        "readings",
        *_opening(),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["measure_id"], ["measures.id"], name=op.f("fk_readings_measure_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
        sa.UniqueConstraint("measure_id", "day", name=op.f("uq_readings_measure_id_day")),
        sqlite_autoincrement=True,
    )


def _opening() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    )
