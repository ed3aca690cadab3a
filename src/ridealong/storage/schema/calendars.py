"""Tables of what stands in calendars: meetings, changes to them, answers, and invites sent."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Text, UniqueConstraint

from ridealong.storage.schema.columns import refers, table, text, version

meetings = table(
    "meetings",
    version(),
    refers("pairing_id", "pairings"),
    Column("kind", String(16), nullable=False),
    Column("uid", Text, nullable=False, unique=True),
    UniqueConstraint("pairing_id", "kind"),
)

# What the coordinator changed about a meeting by hand: for one occurrence, by the day on which it would be, or for all.
meeting_changes = table(
    "meeting_changes",
    version(),
    refers("meeting_id", "meetings"),
    Column("occurrence", Date),
    Column("skipped", Boolean, nullable=False, default=False, server_default="0"),
    Column("day", Date),
    text("at"),
    Column("minutes", Integer),
    text("place"),
    Index(None, "meeting_id"),
)

answers = table(
    "answers",
    version(),
    text("uid", None),
    # The day on which the rule of a series has the occurrence, as ISO 8601 writes it; empty for all occurrences.
    text("occurrence"),
    # The identity of the address that was invited.
    text("attendee", None),
    Column("answer", String(16), nullable=False),
    Column("sequence", Integer, nullable=False),
    text("stamp"),
    text("comment"),
    text("delegate"),
    text("proposed_start"),
    text("proposed_end"),
    text("source"),
    UniqueConstraint("uid", "occurrence", "attendee"),
)

invites = table(
    "invites",
    Column("uid", Text, nullable=False),
    text("sent_at", None),
    # Meetings that are over need nothing any more, so that the outbox need not look at their invites.
    Column("meeting_ends", Date, nullable=False),
    text("file_name", None),
    text("channel", "files"),
    text("why", None),
    text("invite", None),
    Index(None, "uid", "id"),
    Index(None, "meeting_ends"),
)
