"""Where settings and data are kept, and which variables of the environment say so."""

import os
from pathlib import Path

CONFIG_VARIABLE = "RIDEALONG_CONFIG"
DATABASE_VARIABLE = "RIDEALONG_DB"
TODAY_VARIABLE = "RIDEALONG_TODAY"
PLAIN_VARIABLE = "RIDEALONG_PLAIN"


def config_path() -> Path:
    """Where the config file is, whether or not it exists."""
    if named := os.environ.get(CONFIG_VARIABLE):
        return Path(named)
    from platformdirs import user_config_path  # noqa: PLC0415 - not needed where the environment names the file

    return user_config_path("ridealong", appauthor=False) / "config.toml"


def database_path() -> Path:
    """Where the default database is, whether or not it exists."""
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed where `--db` names the database

    return user_data_path("ridealong", appauthor=False) / "ridealong.db"
