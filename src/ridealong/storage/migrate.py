"""Bringing a database to the newest schema, through Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from ridealong.storage.schema import REVISIONS

MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(connection: Connection) -> None:
    """Run every migration that the database has not seen, inside the caller's transaction."""
    command.upgrade(alembic_config(connection), REVISIONS[-1])


def alembic_config(connection: Connection) -> Config:
    """The settings of Alembic for our scripts, on the caller's connection."""
    config = Config()
    # Alembic reads `%` as the start of a variable, and a folder's name may contain one.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
