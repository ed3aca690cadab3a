"""What all tables are made of: the naming of their parts, and the columns that most of them have."""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def row_id() -> Column[int]:
    """The key of a table."""
    return Column("id", Integer, primary_key=True, autoincrement=True)


def version() -> Column[int]:
    """How often a row has changed, which undo and stale screens compare."""
    return Column("version", Integer, nullable=False, default=1, server_default="1")


def refers(name: str, table: str, *, nullable: bool = False) -> Column[int]:
    """A column that names a row of another table."""
    return Column(name, Integer, ForeignKey(f"{table}.id"), nullable=nullable)


def text(name: str, default: str | None = "") -> Column[str]:
    """A text, empty by default; `None` for one that every row must have."""
    if default is None:
        return Column(name, Text, nullable=False)
    return Column(name, Text, nullable=False, default=default, server_default=default)


def table(name: str, *items: SchemaItem) -> Table:
    """A table with a key."""
    # Ids are never used twice (AUTOINCREMENT), so that the journal and sent invites keep naming one thing.
    return Table(name, metadata, row_id(), *items, sqlite_autoincrement=True)
