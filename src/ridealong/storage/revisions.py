"""Which revision the schema of a database has, and whether this release can work with it."""

from collections.abc import Collection

from sqlalchemy import Connection, inspect, text

from ridealong.domain.errors import StorageError
from ridealong.storage.schema import REVISIONS

_VERSIONS = "alembic_version"
_OURS = {"people", "journal"}
"""Tables that every schema of ours has had."""


def foreign_table(tables: Collection[str]) -> str | None:
    """A table by which a database is another program's; None for one of ours, or an empty one.

    Other programs use Alembic as well, so that its table alone says nothing.
    """
    others = sorted(set(tables) - {_VERSIONS})
    if not others or (_VERSIONS in tables and set(others) >= _OURS):
        return None
    return others[0]


def refuse_foreign(where: str, table: str) -> StorageError:
    """What is said of a database that is another program's."""
    return StorageError(
        f"{where} belongs to another program (it has a table '{table}')",
        "Name another one with --db; this one was left as it is",
        code="storage-foreign",
    )


def revision_of(connection: Connection, where: str) -> str | None:
    """The revision of the schema of a database, or None for an empty one; raises StorageError for another program's."""
    tables = inspect(connection).get_table_names()
    if table := foreign_table(tables):
        raise refuse_foreign(where, table)
    if _VERSIONS not in tables:
        return None
    found = connection.execute(text(f"SELECT version_num FROM {_VERSIONS}")).scalar()  # noqa: S608 - a name of ours
    return None if found is None else str(found)


def check_known(revision: str | None, where: str) -> None:
    """See that this release knows a revision; raises StorageError where a newer one made it."""
    if revision is not None and revision not in REVISIONS:
        raise StorageError(
            f"{where} was made by a newer ridealong (schema {revision}; this one knows {REVISIONS[-1]})",
            "Install the newer release; the database was left as it is",
            code="storage-newer",
        )
