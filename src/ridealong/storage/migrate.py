"""Bringing a database to the newest schema, through Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from ridealong.storage.progress import Told, nobody
from ridealong.storage.schema import REVISIONS

MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(connection: Connection, revision: str = REVISIONS[-1], *, told: Told = nobody) -> None:
    """Run every migration up to a revision that the database has not seen, inside the caller's transaction."""
    command.upgrade(alembic_config(connection, told), revision)


def alembic_config(connection: Connection, told: Told = nobody) -> Config:
    """The settings of Alembic for our scripts, on the caller's connection; migrations find `told` there."""
    config = Config()
    # Alembic reads `%` as the start of a variable, and a folder's name may contain one.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["told"] = told
    return config
