"""Settings: from the file, the environment and the defaults, in one frozen value."""

import getpass
import os
import re
import socket
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from ridealong.domain.errors import InvalidValue, Refused, UnreadableFile, code_of_trouble
from ridealong.domain.values import read_email, read_zone

CONFIG_VARIABLE = "RIDEALONG_CONFIG"
DATABASE_VARIABLE = "RIDEALONG_DB"
TODAY_VARIABLE = "RIDEALONG_TODAY"

SECURITIES = ("starttls", "tls", "none")
MAX_PORT = 65535


@dataclass(frozen=True, slots=True)
class Organizer:
    """Whom invites come from, in which zone and country they work; empty fields were never set."""

    name: str = ""
    email: str = ""
    time_zone: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """How invites go out by mail; empty fields were never set.

    Args:
        server: a host name or address. port: 0 for the usual one.
        security: one of `SECURITIES`.
        user: the login name. password_command: a command whose first line of output is the password.
        ca_file: certificates (PEM) to trust besides those that the system trusts.
    """

    server: str = ""
    port: int = 0
    security: str = ""
    user: str = ""
    password_command: str = ""
    ca_file: str = ""


@dataclass(frozen=True, slots=True)
class CalDav:
    """The calendar on a server that invites go into; empty fields were never set.

    Args:
        url: that of the calendar itself. user: the login name.
        password_command: a command whose first line of output is the password.
    """

    url: str = ""
    user: str = ""
    password_command: str = ""


@dataclass(frozen=True, slots=True)
class Config:
    """What the user has set.

    Args:
        coordinator: the actor that the journal names.
        theme: a Textual theme, or empty for ours.
        keys: action name -> keys, separated by commas, in place of the default ones.
    """

    organizer: Organizer = Organizer()
    mail: Mail = Mail()
    caldav: CalDav = CalDav()
    coordinator: str = ""
    theme: str = ""
    keys: dict[str, str] = field(default_factory=dict)

    @property
    def actor(self) -> str:
        """The coordinator as set, else the login name."""
        return self.coordinator or login_name()

    @property
    def organizer_or_login(self) -> Organizer:
        """The organizer as set; what was never set is taken from login, host name and UTC."""
        host = socket.gethostname() if "." in socket.gethostname() else f"{socket.gethostname()}.invalid"
        return Organizer(
            name=self.organizer.name or self.actor,
            email=self.organizer.email or f"{login_name()}@{host}",
            time_zone=self.organizer.time_zone or "UTC",
            country=self.organizer.country,
        )


def login_name() -> str:
    """The name under which the user is logged in, or `coordinator` where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "coordinator"


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


def load_config(path: Path | None = None) -> Config:
    """Read the config file; one that does not exist is an empty one.

    Raises:
        UnreadableFile: it is no TOML, with the line.
        InvalidValue: a setting is unknown or has a value it cannot have.
    """
    path = path or config_path()
    try:
        # Editors on Windows put a mark before the text.
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{path} cannot be read: {error}", "Correct the config file or remove it") from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        details = {"line": int(where[1]), "column": int(where[2])} if where else None
        raise UnreadableFile(f"{path} is not TOML: {error}", "Correct that line", details=details) from error
    return _from_table(table, path)


def save_config(config: Config, path: Path | None = None) -> Path:
    """Write the config file whole, so that a crash leaves the old one; returns where it is.

    Raises:
        Refused: the file or its folder cannot be written.
    """
    import tomli_w  # noqa: PLC0415 - only who saves settings needs it

    from ridealong.exchange.leftovers import sweep  # noqa: PLC0415 - as above
    from ridealong.exchange.whole_files import make_folder, replace_whole  # noqa: PLC0415 - as above

    path = path or config_path()
    organizer = {one.name: getattr(config.organizer, one.name) for one in fields(Organizer)}
    table: dict[str, object] = {"organizer": {key: value for key, value in organizer.items() if value}}
    if mail := {one.name: value for one in fields(Mail) if (value := getattr(config.mail, one.name))}:
        table["mail"] = mail
    if caldav := {one.name: value for one in fields(CalDav) if (value := getattr(config.caldav, one.name))}:
        table["caldav"] = caldav
    if config.coordinator:
        table = {"coordinator": config.coordinator} | table
    if config.theme:
        table = {"theme": config.theme} | table
    if config.keys:
        table["keys"] = config.keys
    try:
        # A file that is linked from elsewhere is changed where it is.
        target = path.resolve()
        make_folder(target.parent)
        sweep(target.parent)
        replace_whole(target, tomli_w.dumps(table).encode())
    except OSError as error:
        code = code_of_trouble(error)
        raise Refused(
            f"{path} cannot be written: {error.strerror or error}", "Check who may write it", code=code
        ) from error
    return path


def _from_table(table: dict[str, object], path: Path) -> Config:
    config = Config()
    for key, value in table.items():
        match key, value:
            case "organizer", dict():
                config = replace(config, organizer=_organizer(value, path))
            case "mail", dict():
                config = replace(config, mail=_mail(value, path))
            case "caldav", dict():
                config = replace(config, caldav=_caldav(value, path))
            case (("coordinator" | "theme"), str()):
                config = replace(config, coordinator=value) if key == "coordinator" else replace(config, theme=value)
            case "keys", dict() if all(isinstance(one, str) for one in value.values()):
                config = replace(config, keys=dict(value))
            case (("organizer" | "mail" | "caldav" | "coordinator" | "theme" | "keys"), _):
                raise InvalidValue(f"{path}: '{key}' has a value of the wrong type", "See `ridealong config show`")
            case _:
                raise InvalidValue(
                    f"{path}: '{key}' is not a setting",
                    "Settings are organizer, coordinator, theme, keys, mail and caldav",
                )
    return config


def _organizer(table: dict[str, object], path: Path) -> Organizer:
    known = {one.name for one in fields(Organizer)}
    values: dict[str, str] = {}
    for key, value in table.items():
        if key not in known:
            raise InvalidValue(f"{path}: 'organizer.{key}' is not a setting", f"It has {', '.join(sorted(known))}")
        values[key] = _text(f"{path}, organizer.{key}", value)
    for key, read in (("email", read_email), ("time_zone", read_zone)):
        if values.get(key):
            try:
                values[key] = read(values[key])
            except InvalidValue as error:
                raise InvalidValue(f"{path}, organizer.{key}: {error.problem}", error.remedy) from error
    return Organizer(**values)


def _text(where: str, value: object) -> str:
    if not isinstance(value, str):
        raise InvalidValue(f"{where}: {value} is not a text", "Write it in quotes")
    return value


def _mail(table: dict[str, object], path: Path) -> Mail:
    known = {one.name: type(one.default) for one in fields(Mail)}
    for key, value in table.items():
        if key == "password":
            raise InvalidValue(
                f"{path}: passwords are not kept in this file", "Name a command that prints it as mail.password_command"
            )
        if key not in known:
            raise InvalidValue(f"{path}: 'mail.{key}' is not a setting", f"It has {', '.join(sorted(known))}")
        if known[key] is str:
            _text(f"{path}, mail.{key}", value)
        elif type(value) is not int:
            raise InvalidValue(
                f"{path}, mail.{key}: '{value}' is not a whole number", f"Write it without quotes, such as {key} = 587"
            )
    # The types were compared above, one by one.
    mail = Mail(**table)  # type: ignore[arg-type]
    if mail.security and mail.security not in SECURITIES:
        raise InvalidValue(f"{path}, mail.security: '{mail.security}' is none", f"It is one of {', '.join(SECURITIES)}")
    if not 0 <= mail.port <= MAX_PORT:
        raise InvalidValue(f"{path}, mail.port: {mail.port} is not a port", f"It is a number from 1 to {MAX_PORT}")
    return mail


def _caldav(table: dict[str, object], path: Path) -> CalDav:
    known = {one.name for one in fields(CalDav)}
    values: dict[str, str] = {}
    for key, value in table.items():
        if key == "password":
            raise InvalidValue(
                f"{path}: passwords are not kept in this file",
                "Name a command that prints it as caldav.password_command",
            )
        if key not in known:
            raise InvalidValue(f"{path}: 'caldav.{key}' is not a setting", f"It has {', '.join(sorted(known))}")
        values[key] = _text(f"{path}, caldav.{key}", value)
    if "@" in values.get("url", "").partition("//")[2].partition("/")[0]:
        raise InvalidValue(f"{path}, caldav.url: names and passwords do not belong there", "Set caldav.user instead")
    return CalDav(**values)
