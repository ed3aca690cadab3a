"""Tables of people, their days, and what holds for everybody: teams, contacts, terms, holidays."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, Text, UniqueConstraint

from ridealong.storage.schema.columns import metadata, refers, table, text, version

properties = Table(
    "properties",
    metadata,
    Column("name", String(64), primary_key=True),
    text("value"),
)

people = table(
    "people",
    version(),
    text("email", None),
    Column("identity", Text, nullable=False, unique=True),
    text("name", None),
    Column("side", String(16), nullable=False),
    text("team", None),
    text("role"),
    text("site"),
    text("manager"),
    text("time_zone"),
    text("hours", "09:00-17:00"),
    text("knows"),
    text("wants"),
    Column("capacity", Integer),
    Column("first_day", Date),
    Column("last_day", Date),
    text("employee_id"),
    Column("removed", Boolean, nullable=False, default=False, server_default="0"),
    Index(None, "side", "team"),
)

absences = table(
    "absences",
    version(),
    refers("person_id", "people"),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    text("reason"),
    text("source"),
    Index(None, "person_id", "first_day"),
)

freezes = table(
    "freezes",
    version(),
    Column("side", String(16), nullable=False),
    text("team"),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    text("reason"),
)

aparts = table(
    "aparts",
    version(),
    refers("one_id", "people"),
    refers("other_id", "people"),
    text("reason"),
    UniqueConstraint("one_id", "other_id"),
    Index(None, "other_id"),
)

# Whom people of two teams turn to, on either side.
contacts = table(
    "contacts",
    version(),
    text("it_team", None),
    text("marketing_team", None),
    refers("it_id", "people", nullable=True),
    refers("marketing_id", "people", nullable=True),
    UniqueConstraint("it_team", "marketing_team"),
    Index(None, "it_id"),
    Index(None, "marketing_id"),
)

# The glossary: whose term it is, and what it means to the other side.
terms = table(
    "terms",
    version(),
    text("term", None),
    Column("identity", Text, nullable=False, unique=True),
    Column("side", String(16), nullable=False),
    text("meaning", None),
)

# Sites and time zones whose public holidays are those of another country than their zone says, or of a part of one.
holiday_places = table(
    "holiday_places",
    version(),
    text("place", None),
    Column("identity", Text, nullable=False, unique=True),
    text("country", None),
)
