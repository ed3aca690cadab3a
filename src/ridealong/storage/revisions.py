"""Which revision the schema of a database has, and whether this release can work with it."""

from sqlalchemy import Connection, inspect, text

from ridealong.domain.errors import StorageError
from ridealong.storage.schema import REVISIONS


def revision_of(connection: Connection, where: str) -> str | None:
    """The revision of the schema of a database, or None for an empty one; raises StorageError for another program's."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if found is not None:
            return str(found)
        tables.remove("alembic_version")
    if tables:
        raise StorageError(
            f"{where} belongs to another program (it has a table '{tables[0]}')",
            "Name another one with --db; this one was left as it is",
            code="storage-foreign",
        )
    return None


def check_known(revision: str | None, where: str) -> None:
    """See that this release knows a revision; raises StorageError where a newer one made it."""
    if revision is not None and revision not in REVISIONS:
        raise StorageError(
            f"{where} was made by a newer ridealong (schema {revision}; this one knows {REVISIONS[-1]})",
            "Install the newer release; the database was left as it is",
            code="storage-newer",
        )
