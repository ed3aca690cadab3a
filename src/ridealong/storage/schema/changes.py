"""Tables of the journal."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from ridealong.storage.schema.columns import metadata, refers, table, text

journal = table(
    "journal",
    text("at", None),
    text("actor", None),
    text("action", None),
    text("summary"),
    Column("undoable", Boolean, nullable=False, default=True, server_default="1"),
    Column("undoes_id", Integer, ForeignKey("journal.id")),
    Index(None, "actor", "id"),
    Index(None, "action", "id"),
    Index(None, "at"),
    Index(None, "undoes_id"),
)

journal_rows = table(
    "journal_rows",
    refers("entry_id", "journal"),
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
