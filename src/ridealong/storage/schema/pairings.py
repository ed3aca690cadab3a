"""Tables of who is with whom, in pairs or small groups, and what came out of it."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint

from ridealong.storage.schema.columns import refers, table, text, version

pairings = table(
    "pairings",
    version(),
    refers("program_id", "programs"),
    refers("guest_id", "people"),
    refers("host_id", "people"),
    # The teams of that time: who moves to another team later does not rewrite which teams have met.
    text("guest_team"),
    text("host_team"),
    Column("guest_side", String(16), nullable=False),
    Column("round", Integer),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("state", String(16), nullable=False),
    Column("pinned", Boolean, nullable=False, default=False, server_default="0"),
    Column("fit", Integer),
    text("reason"),
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

# What the leads of the two people of a draft say of it: one word for each side.
lead_words = table(
    "lead_words",
    version(),
    refers("pairing_id", "pairings"),
    Column("side", String(16), nullable=False),
    Column("word", String(16), nullable=False),
    Column("day", Date, nullable=False),
    text("note"),
    UniqueConstraint("pairing_id", "side"),
)

steps_done = table(
    "steps_done",
    version(),
    refers("pairing_id", "pairings"),
    refers("step_id", "steps"),
    Column("day", Date, nullable=False),
    UniqueConstraint("pairing_id", "step_id"),
    Index(None, "step_id"),
)

# What came out of a visit.
debriefs = table(
    "debriefs",
    version(),
    Column("pairing_id", Integer, ForeignKey("pairings.id"), nullable=False, unique=True),
    Column("day", Date, nullable=False),
    Column("it_rating", Integer),
    Column("marketing_rating", Integer),
    text("note"),
)

learned = table(
    "learned",
    version(),
    refers("pairing_id", "pairings"),
    Column("side", String(16), nullable=False, default="", server_default=""),
    text("text", None),
    Index(None, "pairing_id"),
)

ideas = table(
    "ideas",
    version(),
    refers("program_id", "programs", nullable=True),
    refers("pairing_id", "pairings", nullable=True),
    text("text", None),
    refers("owner_id", "people", nullable=True),
    Column("state", String(16), nullable=False),
    # Whether the owner agreed to be named beside it in reports.
    Column("named", Boolean, nullable=False, default=False, server_default="0"),
    Column("noted", Date, nullable=False),
    Column("changed", Date, nullable=False),
    text("note"),
    Index(None, "program_id"),
    Index(None, "pairing_id"),
    Index(None, "owner_id"),
)

# Meetings of more than two: a coffee of a small group, or the weekly one of the sponsors, who are those of the program.
gatherings = table(
    "gatherings",
    version(),
    refers("program_id", "programs"),
    Column("round", Integer),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("state", String(16), nullable=False),
    Column("pinned", Boolean, nullable=False, default=False, server_default="0"),
    Column("uid", Text, nullable=False, unique=True),
    # Days of a series that are left out, as ISO 8601 writes them, with `;` between.
    text("without"),
    text("place"),
    text("reason"),
    Index(None, "program_id", "state"),
    Index(None, "last_day", "state"),
)

gathering_people = table(
    "gathering_people",
    version(),
    refers("gathering_id", "gatherings"),
    refers("person_id", "people"),
    UniqueConstraint("gathering_id", "person_id"),
    Index(None, "person_id"),
)
