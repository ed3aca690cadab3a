"""Tables of composite teams: their slots and tasks, what is asked for whom, and who is embedded when."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint

from ridealong.storage.schema.columns import refers, table, text, version

composite_teams = table(
    "composite_teams",
    version(),
    refers("program_id", "programs"),
    text("name", None),
    Column("identity", Text, nullable=False),
    text("purpose"),
    text("focus"),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    # How many of its slots have to be filled for it to be formed at all.
    Column("least", Integer, nullable=False, default=2, server_default="2"),
    Column("state", String(16), nullable=False),
    text("place"),
    # When the team meets every week; none: as the check-ins of its program say.
    Column("weekday", Integer),
    text("at"),
    Column("minutes", Integer),
    text("reason"),
    UniqueConstraint("program_id", "identity"),
    Index(None, "last_day", "state"),
)

# Every table below names the program too, so that who reads or writes one of its rows need not ask for the team.
team_slots = table(
    "team_slots",
    version(),
    refers("program_id", "programs"),
    refers("team_id", "composite_teams"),
    # Slots are told apart by number, from 1; a number is never given again within a team.
    Column("number", Integer, nullable=False),
    text("name", None),
    Column("side", String(16), nullable=False),
    text("must"),
    text("nice"),
    Column("share", Integer, nullable=False),
    # Its own days; none: those of the team.
    Column("first_day", Date),
    Column("last_day", Date),
    UniqueConstraint("team_id", "number"),
    Index(None, "program_id"),
)

team_tasks = table(
    "team_tasks",
    version(),
    refers("program_id", "programs"),
    refers("team_id", "composite_teams"),
    text("name", None),
    Index(None, "team_id"),
    Index(None, "program_id"),
)

# Who is responsible, accountable, consulted or informed: a slot, whoever takes it.
task_parts = table(
    "task_parts",
    version(),
    refers("program_id", "programs"),
    refers("task_id", "team_tasks"),
    refers("slot_id", "team_slots"),
    Column("part", String(16), nullable=False),
    UniqueConstraint("task_id", "slot_id", "part"),
    Index(None, "slot_id"),
    Index(None, "program_id"),
)

# That somebody is in a slot or team, is not, or would be as far as can be.
team_demands = table(
    "team_demands",
    version(),
    refers("program_id", "programs"),
    refers("team_id", "composite_teams"),
    refers("slot_id", "team_slots", nullable=True),
    refers("person_id", "people"),
    Column("kind", String(16), nullable=False),
    Index(None, "team_id"),
    Index(None, "program_id"),
    Index(None, "person_id"),
)

embeds = table(
    "embeds",
    version(),
    refers("program_id", "programs"),
    refers("team_id", "composite_teams"),
    refers("slot_id", "team_slots"),
    refers("person_id", "people"),
    # Side and home team of that time: who moves to another team later does not rewrite which teams have met.
    Column("side", String(16), nullable=False),
    text("home_team"),
    Column("share", Integer, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("state", String(16), nullable=False),
    Column("uid", Text, nullable=False, unique=True),
    # Whose place it takes: the two overlap while the one hands over to the other.
    Column("after_id", Integer, ForeignKey("embeds.id")),
    text("reason"),
    Index(None, "program_id", "state"),
    Index(None, "team_id"),
    Index(None, "slot_id"),
    Index(None, "person_id", "state", "first_day"),
    Index(None, "last_day", "state"),
    Index(None, "after_id"),
)

# The weekly meetings of a team, each a series with the same people all through: a new one begins when those change.
team_series = table(
    "team_series",
    version(),
    refers("program_id", "programs"),
    refers("team_id", "composite_teams"),
    Column("number", Integer, nullable=False),
    Column("uid", Text, nullable=False, unique=True),
    UniqueConstraint("team_id", "number"),
    Index(None, "program_id"),
)
