"""The tables, as SQLAlchemy Core describes them; migrations make them, and a test holds the two alike."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.schema import SchemaItem

REVISIONS = ("0001", "0002", "0003", "0004")
"""Every schema revision there has been, oldest first; a database at any other one comes from a newer release."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _row_id() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


def _version() -> Column[int]:
    return Column("version", Integer, nullable=False, default=1, server_default="1")


def _refers(name: str, table: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{table}.id"), nullable=nullable)


def _text(name: str, default: str | None = "") -> Column[str]:
    if default is None:
        return Column(name, Text, nullable=False)
    return Column(name, Text, nullable=False, default=default, server_default=default)


def _table(name: str, *items: SchemaItem) -> Table:
    # Ids are never used twice (AUTOINCREMENT), so that the journal and sent invites keep naming one thing.
    return Table(name, metadata, _row_id(), *items, sqlite_autoincrement=True)


properties = Table(
    "properties",
    metadata,
    Column("name", String(64), primary_key=True),
    _text("value"),
)

people = _table(
    "people",
    _version(),
    _text("email", None),
    Column("identity", Text, nullable=False, unique=True),
    _text("name", None),
    Column("side", String(16), nullable=False),
    _text("team", None),
    _text("role"),
    _text("site"),
    _text("manager"),
    _text("time_zone"),
    _text("hours", "09:00-17:00"),
    _text("knows"),
    _text("wants"),
    Column("capacity", Integer),
    Column("first_day", Date),
    Column("last_day", Date),
    _text("employee_id"),
    Column("removed", Boolean, nullable=False, default=False, server_default="0"),
    Index(None, "side", "team"),
)

absences = _table(
    "absences",
    _version(),
    _refers("person_id", "people"),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    _text("reason"),
    _text("source"),
    Index(None, "person_id", "first_day"),
)

freezes = _table(
    "freezes",
    _version(),
    Column("side", String(16), nullable=False),
    _text("team"),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    _text("reason"),
)

aparts = _table(
    "aparts",
    _version(),
    _refers("one_id", "people"),
    _refers("other_id", "people"),
    _text("reason"),
    UniqueConstraint("one_id", "other_id"),
    Index(None, "other_id"),
)

programs = _table(
    "programs",
    _version(),
    _text("name", None),
    Column("identity", Text, nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("guest_side", String(16), nullable=False),
    Column("start", Date, nullable=False),
    Column("rounds", Integer, nullable=False),
    Column("weeks", Integer, nullable=False),
    Column("visits_per_guest", Integer, nullable=False),
    Column("host_visits", Integer),
    Column("host_window_weeks", Integer, nullable=False),
    Column("host_rest_weeks", Integer, nullable=False),
    Column("repeat_days", Integer, nullable=False),
    Column("publish_weeks", Integer, nullable=False),
    Column("check_in_weekday", Integer),
    _text("check_in_time"),
    Column("check_in_minutes", Integer),
    Column("check_in_every_weeks", Integer),
    _text("time_zone", "UTC"),
    _text("place"),
    _text("objective"),
    _text("meetings", "prep;welcome;visit;check-in;debrief"),
    Column("visit_busy", Boolean, nullable=False, default=False, server_default="0"),
    _text("prepare"),
    _text("country"),
    Column("archived", Boolean, nullable=False, default=False, server_default="0"),
)

measures = _table(
    "measures",
    _version(),
    _refers("program_id", "programs"),
    _text("name", None),
    _text("unit"),
    Column("baseline", Float),
    Column("target", Float),
    UniqueConstraint("program_id", "name"),
)

# What was measured, at most once a day.
readings = _table(
    "readings",
    _version(),
    _refers("measure_id", "measures"),
    Column("day", Date, nullable=False),
    Column("value", Float, nullable=False),
    _text("note"),
    UniqueConstraint("measure_id", "day"),
)

# Who stands for a program on each side: a person of the exchange, or a name and an address. A new row for each, so that
# no row, not even in the journal, was ever about two people.
sponsors = _table(
    "sponsors",
    _version(),
    _refers("program_id", "programs"),
    Column("side", String(16), nullable=False),
    _refers("person_id", "people", nullable=True),
    _text("name"),
    _text("email"),
    Column("named", Date, nullable=False),
    Column("agreed", Date),
    _text("note"),
    UniqueConstraint("program_id", "side"),
    Index(None, "person_id"),
)

# Sites and time zones whose public holidays are those of another country than their zone says, or of a part of one.
holiday_places = _table(
    "holiday_places",
    _version(),
    _text("place", None),
    Column("identity", Text, nullable=False, unique=True),
    _text("country", None),
)

enrolments = _table(
    "enrolments",
    _version(),
    _refers("program_id", "programs"),
    _refers("person_id", "people"),
    Column("state", String(16), nullable=False),
    Column("until", Date),
    UniqueConstraint("program_id", "person_id"),
    Index(None, "person_id"),
)

pins = _table(
    "pins",
    _version(),
    _refers("program_id", "programs"),
    _refers("guest_id", "people"),
    _refers("host_id", "people", nullable=True),
    Column("round", Integer),
    Index(None, "program_id"),
    Index(None, "guest_id"),
    Index(None, "host_id"),
)

pairings = _table(
    "pairings",
    _version(),
    _refers("program_id", "programs"),
    _refers("guest_id", "people"),
    _refers("host_id", "people"),
    # The teams of that time: who moves to another team later does not rewrite which teams have met.
    _text("guest_team"),
    _text("host_team"),
    Column("guest_side", String(16), nullable=False),
    Column("round", Integer),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("state", String(16), nullable=False),
    Column("pinned", Boolean, nullable=False, default=False, server_default="0"),
    Column("fit", Integer),
    _text("reason"),
    Index(None, "program_id", "state", "round"),
    # Who has met whom, and when last, from these alone.
    Index(None, "guest_id", "host_id", "state", "first_day", "last_day"),
    Index(None, "host_id", "guest_id", "state"),
    # The history by day, page by page, without a look at rows that stand on no page.
    Index(None, "first_day", "id", "state"),
    Index(None, "last_day", "state"),
    # Which teams there were, and how often two of them have met.
    Index(None, "guest_team", "host_team", "guest_side", "state"),
    Index(None, "host_team"),
)

plans = _table(
    "plans",
    _version(),
    Column("program_id", Integer, ForeignKey("programs.id"), nullable=False, unique=True),
    _text("made_at", None),
    Column("seed", Integer, nullable=False),
    _text("numbers", None),
    _text("open_places", None),
)

meetings = _table(
    "meetings",
    _version(),
    _refers("pairing_id", "pairings"),
    Column("kind", String(16), nullable=False),
    Column("uid", Text, nullable=False, unique=True),
    UniqueConstraint("pairing_id", "kind"),
)

# What the coordinator changed about a meeting by hand: for one occurrence, by the day on which it would be, or for all.
meeting_changes = _table(
    "meeting_changes",
    _version(),
    _refers("meeting_id", "meetings"),
    Column("occurrence", Date),
    Column("skipped", Boolean, nullable=False, default=False, server_default="0"),
    Column("day", Date),
    _text("at"),
    Column("minutes", Integer),
    _text("place"),
    Index(None, "meeting_id"),
)

answers = _table(
    "answers",
    _version(),
    _text("uid", None),
    # The day on which the rule of a series has the occurrence, as ISO 8601 writes it; empty for all occurrences.
    _text("occurrence"),
    # The identity of the address that was invited.
    _text("attendee", None),
    Column("answer", String(16), nullable=False),
    Column("sequence", Integer, nullable=False),
    _text("stamp"),
    _text("comment"),
    _text("delegate"),
    _text("proposed_start"),
    _text("proposed_end"),
    _text("source"),
    UniqueConstraint("uid", "occurrence", "attendee"),
)

invites = _table(
    "invites",
    Column("uid", Text, nullable=False),
    _text("sent_at", None),
    # Meetings that are over need nothing any more, so that the outbox need not look at their invites.
    Column("meeting_ends", Date, nullable=False),
    _text("file_name", None),
    _text("channel", "files"),
    _text("why", None),
    _text("invite", None),
    Index(None, "uid", "id"),
    Index(None, "meeting_ends"),
)

journal = _table(
    "journal",
    _text("at", None),
    _text("actor", None),
    _text("action", None),
    _text("summary"),
    Column("undoable", Boolean, nullable=False, default=True, server_default="1"),
    Column("undoes_id", Integer, ForeignKey("journal.id")),
    Index(None, "actor", "id"),
    Index(None, "action", "id"),
    Index(None, "at"),
    Index(None, "undoes_id"),
)

journal_rows = _table(
    "journal_rows",
    _refers("entry_id", "journal"),
    Column("table_name", String(32), nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Index(None, "entry_id"),
    Index(None, "table_name", "row_id"),
)

# Which people and programs an entry is about, so that one person's entries are found among millions.
journal_subjects = Table(
    "journal_subjects",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("subject_id", Integer, primary_key=True, autoincrement=False),
    Column("entry_id", Integer, ForeignKey("journal.id"), primary_key=True, autoincrement=False),
    Index(None, "entry_id"),
    sqlite_with_rowid=False,
)
