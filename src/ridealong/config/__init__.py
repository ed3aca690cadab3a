"""Settings: from the file, the environment and the defaults, in one frozen value."""

from ridealong.config.known import MAX_PORT
from ridealong.config.places import (
    CONFIG_VARIABLE,
    DATABASE_VARIABLE,
    PLAIN_VARIABLE,
    TODAY_VARIABLE,
    config_path,
    database_path,
)
from ridealong.config.reading import Reading, load_config, place, read_config
from ridealong.config.saving import save_config
from ridealong.config.values import (
    DATE_FORMS,
    GLYPHS,
    SECURITIES,
    WEEKDAYS,
    CalDav,
    Config,
    Mail,
    Organizer,
    login_name,
)
from ridealong.config.wrong import Wrong

__all__ = [
    "CONFIG_VARIABLE",
    "DATABASE_VARIABLE",
    "DATE_FORMS",
    "GLYPHS",
    "MAX_PORT",
    "PLAIN_VARIABLE",
    "SECURITIES",
    "TODAY_VARIABLE",
    "WEEKDAYS",
    "CalDav",
    "Config",
    "Mail",
    "Organizer",
    "Reading",
    "Wrong",
    "config_path",
    "database_path",
    "load_config",
    "login_name",
    "place",
    "read_config",
    "save_config",
]
