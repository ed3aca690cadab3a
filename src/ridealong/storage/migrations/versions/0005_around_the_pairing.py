"""What came out of visits, small groups, team contacts, a glossary, and who agrees to what."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go from the schema before to this one."""
    _teams()
    _gatherings()
    _steps()
    _outcomes()
    op.add_column("enrolments", sa.Column("manager_word", sa.String(length=16), server_default="", nullable=False))
    op.add_column("enrolments", sa.Column("manager_day", sa.Date(), nullable=True))
    op.add_column("enrolments", sa.Column("reason", sa.Text(), server_default="", nullable=False))
    op.add_column("programs", sa.Column("visit_days", sa.Integer(), nullable=True))
    op.add_column("programs", sa.Column("return_weeks", sa.Integer(), server_default="6", nullable=False))
    op.add_column("programs", sa.Column("cover_percent", sa.Integer(), server_default="20", nullable=False))
    op.add_column("programs", sa.Column("group_size", sa.Integer(), server_default="4", nullable=False))
    op.add_column("programs", sa.Column("leads_agree", sa.Boolean(), server_default="0", nullable=False))
    op.add_column("programs", sa.Column("form_link", sa.Text(), server_default="", nullable=False))


def _teams() -> None:
    op.create_table(
        "terms",
        *_opening(),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("side", sa.String(length=16), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms")),
        sa.UniqueConstraint("identity", name=op.f("uq_terms_identity")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "contacts",
        *_opening(),
        sa.Column("it_team", sa.Text(), nullable=False),
        sa.Column("marketing_team", sa.Text(), nullable=False),
        sa.Column("it_id", sa.Integer(), nullable=True),
        sa.Column("marketing_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["it_id"], ["people.id"], name=op.f("fk_contacts_it_id")),
        sa.ForeignKeyConstraint(["marketing_id"], ["people.id"], name=op.f("fk_contacts_marketing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("it_team", "marketing_team", name=op.f("uq_contacts_it_team_marketing_team")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_contacts_it_id"), "contacts", ["it_id"], unique=False)
    op.create_index(op.f("ix_contacts_marketing_id"), "contacts", ["marketing_id"], unique=False)


def _gatherings() -> None:
    op.create_table(
        "gatherings",
        *_opening(),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("pinned", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("without", sa.Text(), server_default="", nullable=False),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_gatherings_program_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gatherings")),
        sa.UniqueConstraint("uid", name=op.f("uq_gatherings_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_gatherings_last_day_state"), "gatherings", ["last_day", "state"], unique=False)
    op.create_index(op.f("ix_gatherings_program_id_state"), "gatherings", ["program_id", "state"], unique=False)
    op.create_table(
        "gathering_people",
        *_opening(),
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["gathering_id"], ["gatherings.id"], name=op.f("fk_gathering_people_gathering_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_gathering_people_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gathering_people")),
        sa.UniqueConstraint("gathering_id", "person_id", name=op.f("uq_gathering_people_gathering_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_gathering_people_person_id"), "gathering_people", ["person_id"], unique=False)


def _steps() -> None:
    op.create_table(
        "steps",
        *_opening(),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=16), nullable=False),
        sa.Column("who", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_steps_program_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_steps")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_steps_program_id"), "steps", ["program_id"], unique=False)
    op.create_table(
        "lead_words",
        *_opening(),
        sa.Column("pairing_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=16), nullable=False),
        sa.Column("word", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairings.id"], name=op.f("fk_lead_words_pairing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead_words")),
        sa.UniqueConstraint("pairing_id", "side", name=op.f("uq_lead_words_pairing_id_side")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "steps_done",
        *_opening(),
        sa.Column("pairing_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairings.id"], name=op.f("fk_steps_done_pairing_id")),
        sa.ForeignKeyConstraint(["step_id"], ["steps.id"], name=op.f("fk_steps_done_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_steps_done")),
        sa.UniqueConstraint("pairing_id", "step_id", name=op.f("uq_steps_done_pairing_id_step_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_steps_done_step_id"), "steps_done", ["step_id"], unique=False)


def _outcomes() -> None:
    op.create_table(
        "debriefs",
        *_opening(),
        sa.Column("pairing_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("it_rating", sa.Integer(), nullable=True),
        sa.Column("marketing_rating", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairings.id"], name=op.f("fk_debriefs_pairing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debriefs")),
        sa.UniqueConstraint("pairing_id", name=op.f("uq_debriefs_pairing_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "ideas",
        *_opening(),
        sa.Column("program_id", sa.Integer(), nullable=True),
        sa.Column("pairing_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("named", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("noted", sa.Date(), nullable=False),
        sa.Column("changed", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_ideas_owner_id")),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairings.id"], name=op.f("fk_ideas_pairing_id")),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_ideas_program_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ideas")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_ideas_owner_id"), "ideas", ["owner_id"], unique=False)
    op.create_index(op.f("ix_ideas_pairing_id"), "ideas", ["pairing_id"], unique=False)
    op.create_index(op.f("ix_ideas_program_id"), "ideas", ["program_id"], unique=False)
    op.create_table(
        "learned",
        *_opening(),
        sa.Column("pairing_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=16), server_default="", nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairings.id"], name=op.f("fk_learned_pairing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learned")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_learned_pairing_id"), "learned", ["pairing_id"], unique=False)


def _opening() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    )
