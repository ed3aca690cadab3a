"""The schema: what migrations make is what `schema.py` says."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from ridealong.storage.database import open_store
from ridealong.storage.migrate import alembic_config
from ridealong.storage.schema import REVISIONS, metadata


def differ(
    _context: object, _inspected: object, _column: object, inspected: str | None, _default: object, rendered: str | None
) -> bool:
    """Whether two defaults differ; PostgreSQL gives a type with each, and writes booleans as words."""
    return plain(inspected) != plain(rendered)


def plain(default: str | None) -> str | None:
    if default is None or default.startswith("nextval("):
        return None
    return {"false": "0", "true": "1"}.get(default, default.partition("::")[0].strip("()'"))


def test_migrations_make_exactly_the_tables_of_the_schema(database: str) -> None:
    store = open_store(database)
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": differ})
        assert compare_metadata(context, metadata) == []
        assert set(inspect(connection).get_table_names()) == {*metadata.tables, "alembic_version"}
    store.close()


def test_the_revisions_are_those_of_the_scripts_in_their_order(database: str) -> None:
    store = open_store(database)
    with store.reading() as connection:
        scripts = ScriptDirectory.from_config(alembic_config(connection))
        found = [script.revision for script in scripts.walk_revisions()]
        assert tuple(reversed(found)) == REVISIONS
        assert MigrationContext.configure(connection).get_current_revision() == REVISIONS[-1]
    store.close()


def test_every_journalled_table_has_an_id_and_a_version() -> None:
    unjournalled = {"properties", "invites", "journal", "journal_rows", "journal_subjects"}
    for name, table in metadata.tables.items():
        if name not in unjournalled:
            assert {"id", "version"} <= set(table.columns.keys()), name
