"""Composite teams: their slots and tasks, what is asked for whom, who is embedded when, and their weekly meetings."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go from the schema before to this one."""
    _composite_teams()
    _team_slots()
    _team_tasks()
    _task_parts()
    _team_demands()
    _embeds()
    _team_series()
    op.add_column("programs", sa.Column("overlap_minutes", sa.Integer(), server_default="120", nullable=False))
    op.add_column("programs", sa.Column("may_miss", sa.Integer(), server_default="25", nullable=False))
    op.add_column("programs", sa.Column("teams_at_once", sa.Integer(), server_default="3", nullable=False))
    op.add_column("programs", sa.Column("hand_over_weeks", sa.Integer(), server_default="1", nullable=False))


def _composite_teams() -> None:
    op.create_table(
        "composite_teams",
        *_opening(),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), server_default="", nullable=False),
        sa.Column("focus", sa.Text(), server_default="", nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("least", sa.Integer(), server_default="2", nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("at", sa.Text(), server_default="", nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_composite_teams_program_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_composite_teams")),
        sa.UniqueConstraint("program_id", "identity", name=op.f("uq_composite_teams_program_id_identity")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_composite_teams_last_day_state"), "composite_teams", ["last_day", "state"], unique=False)


def _team_slots() -> None:
    op.create_table(
        "team_slots",
        *_opening(),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("side", sa.String(length=16), nullable=False),
        sa.Column("must", sa.Text(), server_default="", nullable=False),
        sa.Column("nice", sa.Text(), server_default="", nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_team_slots_program_id")),
        sa.ForeignKeyConstraint(["team_id"], ["composite_teams.id"], name=op.f("fk_team_slots_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_slots")),
        sa.UniqueConstraint("team_id", "number", name=op.f("uq_team_slots_team_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_team_slots_program_id"), "team_slots", ["program_id"], unique=False)


def _team_tasks() -> None:
    op.create_table(
        "team_tasks",
        *_opening(),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_team_tasks_program_id")),
        sa.ForeignKeyConstraint(["team_id"], ["composite_teams.id"], name=op.f("fk_team_tasks_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_tasks")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_team_tasks_program_id"), "team_tasks", ["program_id"], unique=False)
    op.create_index(op.f("ix_team_tasks_team_id"), "team_tasks", ["team_id"], unique=False)


def _task_parts() -> None:
    op.create_table(
        "task_parts",
        *_opening(),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_task_parts_program_id")),
        sa.ForeignKeyConstraint(["slot_id"], ["team_slots.id"], name=op.f("fk_task_parts_slot_id")),
        sa.ForeignKeyConstraint(["task_id"], ["team_tasks.id"], name=op.f("fk_task_parts_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_parts")),
        sa.UniqueConstraint("task_id", "slot_id", "part", name=op.f("uq_task_parts_task_id_slot_id_part")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_task_parts_program_id"), "task_parts", ["program_id"], unique=False)
    op.create_index(op.f("ix_task_parts_slot_id"), "task_parts", ["slot_id"], unique=False)


def _team_demands() -> None:
    op.create_table(
        "team_demands",
        *_opening(),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_team_demands_person_id")),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_team_demands_program_id")),
        sa.ForeignKeyConstraint(["slot_id"], ["team_slots.id"], name=op.f("fk_team_demands_slot_id")),
        sa.ForeignKeyConstraint(["team_id"], ["composite_teams.id"], name=op.f("fk_team_demands_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_demands")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_team_demands_person_id"), "team_demands", ["person_id"], unique=False)
    op.create_index(op.f("ix_team_demands_program_id"), "team_demands", ["program_id"], unique=False)
    op.create_index(op.f("ix_team_demands_team_id"), "team_demands", ["team_id"], unique=False)


def _embeds() -> None:
    op.create_table(
        "embeds",
        *_opening(),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=16), nullable=False),
        sa.Column("home_team", sa.Text(), server_default="", nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("after_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["after_id"], ["embeds.id"], name=op.f("fk_embeds_after_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_embeds_person_id")),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_embeds_program_id")),
        sa.ForeignKeyConstraint(["slot_id"], ["team_slots.id"], name=op.f("fk_embeds_slot_id")),
        sa.ForeignKeyConstraint(["team_id"], ["composite_teams.id"], name=op.f("fk_embeds_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_embeds")),
        sa.UniqueConstraint("uid", name=op.f("uq_embeds_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_embeds_after_id"), "embeds", ["after_id"], unique=False)
    op.create_index(op.f("ix_embeds_last_day_state"), "embeds", ["last_day", "state"], unique=False)
    op.create_index(
        op.f("ix_embeds_person_id_state_first_day"), "embeds", ["person_id", "state", "first_day"], unique=False
    )
    op.create_index(op.f("ix_embeds_program_id_state"), "embeds", ["program_id", "state"], unique=False)
    op.create_index(op.f("ix_embeds_slot_id"), "embeds", ["slot_id"], unique=False)
    op.create_index(op.f("ix_embeds_team_id"), "embeds", ["team_id"], unique=False)


def _team_series() -> None:
    op.create_table(
        "team_series",
        *_opening(),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_team_series_program_id")),
        sa.ForeignKeyConstraint(["team_id"], ["composite_teams.id"], name=op.f("fk_team_series_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_series")),
        sa.UniqueConstraint("team_id", "number", name=op.f("uq_team_series_team_id_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_team_series_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_team_series_program_id"), "team_series", ["program_id"], unique=False)


def _opening() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    )
