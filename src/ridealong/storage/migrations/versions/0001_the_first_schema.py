"""The first schema."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go from the schema before to this one."""
    op.create_table(
        "freezes",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("side", sa.String(length=16), nullable=False),
        sa.Column("team", sa.Text(), server_default="", nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freezes")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), server_default="", nullable=False),
        sa.Column("undoable", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["undoes_id"], ["journal.id"], name=op.f("fk_journal_undoes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_actor_id"), ["actor", "id"], unique=False)

    op.create_table(
        "invites",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.Text(), nullable=False),
        sa.Column("meeting_ends", sa.Date(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("invite", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invites")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("invites", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invites_meeting_ends"), ["meeting_ends"], unique=False)
        batch_op.create_index(batch_op.f("ix_invites_uid_id"), ["uid", "id"], unique=False)

    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("side", sa.String(length=16), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.Column("site", sa.Text(), server_default="", nullable=False),
        sa.Column("manager", sa.Text(), server_default="", nullable=False),
        sa.Column("time_zone", sa.Text(), server_default="", nullable=False),
        sa.Column("hours", sa.Text(), server_default="09:00-17:00", nullable=False),
        sa.Column("knows", sa.Text(), server_default="", nullable=False),
        sa.Column("wants", sa.Text(), server_default="", nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("employee_id", sa.Text(), server_default="", nullable=False),
        sa.Column("removed", sa.Boolean(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("identity", name=op.f("uq_people_identity")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_side_team"), ["side", "team"], unique=False)

    op.create_table(
        "programs",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("guest_side", sa.String(length=16), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("visits_per_guest", sa.Integer(), nullable=False),
        sa.Column("host_visits", sa.Integer(), nullable=True),
        sa.Column("host_window_weeks", sa.Integer(), nullable=False),
        sa.Column("host_rest_weeks", sa.Integer(), nullable=False),
        sa.Column("repeat_days", sa.Integer(), nullable=False),
        sa.Column("publish_weeks", sa.Integer(), nullable=False),
        sa.Column("check_in_weekday", sa.Integer(), nullable=True),
        sa.Column("check_in_time", sa.Text(), server_default="", nullable=False),
        sa.Column("check_in_minutes", sa.Integer(), nullable=True),
        sa.Column("check_in_every_weeks", sa.Integer(), nullable=True),
        sa.Column("time_zone", sa.Text(), server_default="UTC", nullable=False),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.Column("objective", sa.Text(), server_default="", nullable=False),
        sa.Column("archived", sa.Boolean(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programs")),
        sa.UniqueConstraint("identity", name=op.f("uq_programs_identity")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "properties",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_properties")),
    )
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_absences_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absences_person_id_first_day"), ["person_id", "first_day"], unique=False)

    op.create_table(
        "aparts",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["one_id"], ["people.id"], name=op.f("fk_aparts_one_id")),
        sa.ForeignKeyConstraint(["other_id"], ["people.id"], name=op.f("fk_aparts_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aparts")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f("uq_aparts_one_id_other_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "enrolments",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_enrolments_person_id")),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_enrolments_program_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolments")),
        sa.UniqueConstraint("program_id", "person_id", name=op.f("uq_enrolments_program_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "journal_rows",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=32), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["journal.id"], name=op.f("fk_journal_rows_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_rows")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("journal_rows", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_rows_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_journal_rows_table_name_row_id"), ["table_name", "row_id"], unique=False)

    op.create_table(
        "pairings",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("guest_team", sa.Text(), server_default="", nullable=False),
        sa.Column("host_team", sa.Text(), server_default="", nullable=False),
        sa.Column("guest_side", sa.String(length=16), nullable=False),
        sa.Column("round", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("pinned", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("fit", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["guest_id"], ["people.id"], name=op.f("fk_pairings_guest_id")),
        sa.ForeignKeyConstraint(["host_id"], ["people.id"], name=op.f("fk_pairings_host_id")),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_pairings_program_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairings")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("pairings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pairings_first_day_id"), ["first_day", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pairings_guest_id_first_day"), ["guest_id", "first_day"], unique=False)
        batch_op.create_index(batch_op.f("ix_pairings_host_id_first_day"), ["host_id", "first_day"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_pairings_program_id_state_round"), ["program_id", "state", "round"], unique=False
        )

    op.create_table(
        "pins",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["guest_id"], ["people.id"], name=op.f("fk_pins_guest_id")),
        sa.ForeignKeyConstraint(["host_id"], ["people.id"], name=op.f("fk_pins_host_id")),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_pins_program_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pins")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("pins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pins_program_id"), ["program_id"], unique=False)

    op.create_table(
        "plans",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("numbers", sa.Text(), nullable=False),
        sa.Column("open_places", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_plans_program_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("program_id", name=op.f("uq_plans_program_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("pairing_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairings.id"], name=op.f("fk_meetings_pairing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("pairing_id", "kind", name=op.f("uq_meetings_pairing_id_kind")),
        sa.UniqueConstraint("uid", name=op.f("uq_meetings_uid")),
        sqlite_autoincrement=True,
    )
