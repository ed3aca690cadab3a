"""Tables of programs: settings, charter, who takes part, what is pinned, the last plan."""

from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Index, Integer, String, Text, UniqueConstraint

from ridealong.storage.schema.columns import refers, table, text, version

programs = table(
    "programs",
    version(),
    text("name", None),
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
    text("check_in_time"),
    Column("check_in_minutes", Integer),
    Column("check_in_every_weeks", Integer),
    text("time_zone", "UTC"),
    text("place"),
    text("objective"),
    text("meetings", "prep;welcome;visit;check-in;debrief"),
    Column("visit_busy", Boolean, nullable=False, default=False, server_default="0"),
    text("prepare"),
    text("country"),
    Column("archived", Boolean, nullable=False, default=False, server_default="0"),
    # Working days of one visit; none: all of its round.
    Column("visit_days", Integer),
    Column("return_weeks", Integer, nullable=False, default=6, server_default="6"),
    Column("cover_percent", Integer, nullable=False, default=20, server_default="20"),
    Column("group_size", Integer, nullable=False, default=4, server_default="4"),
    Column("leads_agree", Boolean, nullable=False, default=False, server_default="0"),
    text("form_link"),
    # Of composite teams: how many minutes of a day all in a team work at the same time, and how much of the weeks of a
    # slot somebody may be away, in percent; in how many teams somebody is at once, at most; how long the one who leaves
    # and the one who comes are there together.
    Column("overlap_minutes", Integer, nullable=False, default=120, server_default="120"),
    Column("may_miss", Integer, nullable=False, default=25, server_default="25"),
    Column("teams_at_once", Integer, nullable=False, default=3, server_default="3"),
    Column("hand_over_weeks", Integer, nullable=False, default=1, server_default="1"),
)

measures = table(
    "measures",
    version(),
    refers("program_id", "programs"),
    text("name", None),
    text("unit"),
    Column("baseline", Float),
    Column("target", Float),
    UniqueConstraint("program_id", "name"),
)

# What was measured, at most once a day.
readings = table(
    "readings",
    version(),
    refers("measure_id", "measures"),
    Column("day", Date, nullable=False),
    Column("value", Float, nullable=False),
    text("note"),
    UniqueConstraint("measure_id", "day"),
)

# Who stands for a program on each side: a person of the exchange, or a name and an address. A new row for each, so that
# no row, not even in the journal, was ever about two people.
sponsors = table(
    "sponsors",
    version(),
    refers("program_id", "programs"),
    Column("side", String(16), nullable=False),
    refers("person_id", "people", nullable=True),
    text("name"),
    text("email"),
    Column("named", Date, nullable=False),
    Column("agreed", Date),
    text("note"),
    UniqueConstraint("program_id", "side"),
    Index(None, "person_id"),
)

enrolments = table(
    "enrolments",
    version(),
    refers("program_id", "programs"),
    refers("person_id", "people"),
    Column("state", String(16), nullable=False),
    Column("until", Date),
    # What the manager said, `agreed` or `refused`, and when; empty where nobody asked, or none has answered.
    Column("manager_word", String(16), nullable=False, default="", server_default=""),
    Column("manager_day", Date),
    text("reason"),
    UniqueConstraint("program_id", "person_id"),
    Index(None, "person_id"),
)

# What is to be done before, during and after a visit: the template of a program, and what of it is done.
steps = table(
    "steps",
    version(),
    refers("program_id", "programs"),
    Column("phase", String(16), nullable=False),
    Column("who", String(16), nullable=False),
    text("text", None),
    Column("position", Integer, nullable=False, default=0, server_default="0"),
    Index(None, "program_id"),
)

pins = table(
    "pins",
    version(),
    refers("program_id", "programs"),
    refers("guest_id", "people"),
    refers("host_id", "people", nullable=True),
    Column("round", Integer),
    Index(None, "program_id"),
    Index(None, "guest_id"),
    Index(None, "host_id"),
)

plans = table(
    "plans",
    version(),
    Column("program_id", Integer, ForeignKey("programs.id"), nullable=False, unique=True),
    text("made_at", None),
    Column("seed", Integer, nullable=False),
    text("numbers", None),
    text("open_places", None),
)
