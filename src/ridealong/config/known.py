"""Every setting there is: what it says, what it may be, an example and its default."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ridealong.config.values import DATE_FORMS, GLYPHS, SECURITIES, WEEKDAYS
from ridealong.domain.errors import InvalidValue
from ridealong.domain.values import read_email, read_zone

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_PORT = 65535


class Setting(NamedTuple):
    """One setting.

    Args:
        name: as people write it; `mail.port` is `port` in the table `[mail]`.
        says: what it is for, in a sentence without a full stop.
        read: turns what TOML holds into the value, or raises InvalidValue.
        example: a value as it is written in the file. default: what holds without it, in words.
    """

    name: str
    says: str
    read: Callable[[object], object]
    example: str
    default: str = "none"


def text(value: object) -> str:
    """A text; raises InvalidValue."""
    if not isinstance(value, str):
        raise InvalidValue(f"{value} is not a text", "Write it in quotes")
    return value


def yes_or_no(value: object) -> bool:
    """True or false; raises InvalidValue."""
    if not isinstance(value, bool):
        raise InvalidValue(f"'{value}' is neither true nor false", "Write true or false, without quotes")
    return value


def one_of(*options: str) -> Callable[[object], str]:
    """What reads one of some words, in any letter case; raises InvalidValue."""

    def read(value: object) -> str:
        wanted = text(value).strip().casefold()
        for option in options:
            if option.casefold() == wanted:
                return option
        raise InvalidValue(f"'{value}' is none", f"It is one of {', '.join(options)}")

    return read


def _date_form(value: object) -> str:
    wanted = str(value).strip()
    if wanted not in DATE_FORMS:
        forms = ", ".join(f'"{form}"' for form in DATE_FORMS)
        raise InvalidValue(f"'{value}' is no form of a date", f"Write 11 January 2027 as you want to see it: {forms}")
    return wanted


def _may_be_empty(read: Callable[[str], str]) -> Callable[[object], str]:
    return lambda value: read(text(value)) if text(value) else ""


def _security(value: object) -> str:
    return one_of(*SECURITIES)(value) if value != "" else ""


def _port(value: object) -> int:
    if type(value) is not int:
        raise InvalidValue(f"'{value}' is not a whole number", "Write it without quotes, such as port = 587")
    if not 0 <= value <= MAX_PORT:
        raise InvalidValue(f"{value} is not a port", f"It is a number from 1 to {MAX_PORT}")
    return value


def _url(value: object) -> str:
    if "@" in text(value).partition("//")[2].partition("/")[0]:
        raise InvalidValue("names and passwords do not belong there", "Set caldav.user instead")
    return text(value)


def _no_password(instead: str) -> Callable[[object], str]:
    def refuse(_value: object) -> str:
        raise InvalidValue("passwords are not kept in this file", f"Name a command that prints it as {instead}")

    return refuse


def key_names(value: object) -> str:
    """The keys of an action: a text with commas, or a list of texts; raises InvalidValue."""
    if isinstance(value, list):
        return ",".join(text(one) for one in value)
    if not isinstance(value, str):
        raise InvalidValue(f"{value} is no key", 'Keys are written in quotes, such as "ctrl+n" or "n,insert"')
    return value


SETTINGS = (
    Setting("coordinator", "The name under which you stand in the journal", text, '"kim"', "your login name"),
    Setting("theme", "The colours of the screens", text, '"ridealong-light"', "ridealong-dark"),
    Setting(
        "first_weekday",
        "The day with which a week begins on the screens: monday, sunday or saturday",
        one_of(*WEEKDAYS),
        '"sunday"',
        "monday",
    ),
    Setting(
        "date_form",
        "How days are written on the screens: 11 January 2027 as you want to see it",
        _date_form,
        '"2027-01-11"',
        "11 Jan 2027",
    ),
    Setting("mouse", "Whether the screens take the mouse", yes_or_no, "false", "true"),
    Setting("animation", "Whether what scrolls or opens does so gradually", yes_or_no, "true", "false"),
    Setting("plain", "Simple lines without colours and drawings, for screen readers", yes_or_no, "true", "false"),
    Setting(
        "glyphs",
        "Which signs the screens are drawn with: auto looks at the terminal, unicode or ascii says it",
        one_of(*GLYPHS),
        '"ascii"',
        "auto",
    ),
    Setting("organizer.name", "The name that invites come from", text, '"Kim Reyes"', "the coordinator"),
    Setting(
        "organizer.email",
        "The address that invites come from",
        _may_be_empty(read_email),
        '"kim@company.example"',
        "login and host name",
    ),
    Setting(
        "organizer.time_zone",
        "The zone of people who have none of their own",
        _may_be_empty(read_zone),
        '"Europe/Berlin"',
        "UTC",
    ),
    Setting(
        "organizer.country", "The country whose public holidays count for people without a time zone", text, '"DE"'
    ),
    Setting("mail.server", "The mail server that takes invites", text, '"mail.company.example"'),
    Setting("mail.port", "Its port", _port, "587", "the usual one for the kind of security"),
    Setting(
        "mail.security",
        f"How the connection is encrypted: {', '.join(SECURITIES)}",
        _security,
        '"tls"',
        "starttls; tls at port 465",
    ),
    Setting("mail.user", "The login name there", text, '"kim"'),
    Setting("mail.password_command", "A command whose first line of output is the password", text, '"pass show mail"'),
    Setting("mail.ca_file", "Certificates (PEM) to trust besides those of the system", text, '"/etc/company-ca.pem"'),
    Setting("caldav.url", "The calendar that invites go into", _url, '"https://dav.company.example/kim/work/"'),
    Setting("caldav.user", "The login name there", text, '"kim"'),
    Setting("caldav.password_command", "A command whose first line of output is the password", text, '"pass show dav"'),
)
"""All settings but those under `[keys]`, whose names are those of actions."""

BY_NAME = {one.name: one for one in SETTINGS}
TABLES = tuple(dict.fromkeys(name.partition(".")[0] for name in BY_NAME if "." in name))
KEYS = "keys"
REFUSED = {
    "mail.password": _no_password("mail.password_command"),
    "caldav.password": _no_password("caldav.password_command"),
}
"""What people may look for and must not set."""


def members(table: str) -> list[str]:
    """The names within a table; those at the top for an empty name."""
    if table:
        return [name.partition(".")[2] for name in BY_NAME if name.partition(".")[0] == table]
    return [name for name in BY_NAME if "." not in name] + [*TABLES, KEYS]
