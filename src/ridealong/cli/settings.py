"""The commands about settings."""

from dataclasses import asdict

import click

from ridealong.cli.options import Group
from ridealong.cli.output import show, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.config import DATABASE_VARIABLE, Config, Reading, Wrong, config_path, database_path, read_config
from ridealong.config.known import BY_NAME

FAILED = 1


@click.group(cls=Group)
def config() -> None:
    """Show the settings, check them, and say where they are kept."""


@config.command("path")
@pass_session
def path_(session: Session) -> None:
    """Print where the config file is, whether or not it exists."""
    if session.json:
        show_json({"path": str(config_path())})
    else:
        show([str(config_path())])


@config.command("show")
@pass_session
def show_(session: Session) -> None:
    """Print the settings that hold, and where each comes from: the file, the environment or a default.

    What is wrong in the file has its default; `ridealong config check` says what that is.
    """
    found = read_config()
    values, sources = _values(found.config), _sources(session, found)
    if session.json:
        show_json(_document(session, found, sources))
        return
    show([f"{found.path}{'' if found.path.exists() else '  (does not exist)'}"])
    values = {"database": _database(session)} | values
    rows = [(name, _shown(value), sources[name]) for name, value in values.items()]
    print_table(session, ("Setting", "Value", "From"), rows, spare=True)
    for one in _all_wrong(found):
        show([f"wrong: {one}"])


@config.command("check")
@pass_session
def check(session: Session) -> int:
    """Look for everything that is wrong in the config file, and say on which line it stands.

    Names that are no settings, values that cannot be, actions that do not exist, keys that no keyboard sends, two
    actions of one place on one key, colours that nobody has made. Ends with exit code 1 where there is any.
    """
    found = read_config()
    wrong = _all_wrong(found)
    if session.json:
        problems = [
            {
                "file": one.file,
                "line": one.line or None,
                "column": one.column or None,
                "setting": one.name,
                "problem": one.problem,
                "remedy": one.remedy,
            }
            for one in wrong
        ]
        show_json({"path": str(found.path), "exists": found.path.exists(), "problems": problems})
    elif wrong:
        show([str(one) for one in wrong])
    else:
        nothing = "nothing is wrong" if found.path.exists() else "does not exist, so everything has its default"
        show([f"{found.path}: {nothing}"])
    return FAILED if wrong else 0


def _all_wrong(found: Reading) -> list[Wrong]:
    """What is wrong, line by line: also what only the screens can tell, about keys and colours."""
    from ridealong.tui.settings_check import located, wrong_in  # noqa: PLC0415 - Textual, which nothing else waits for

    every = [*found.config.wrong, *located(wrong_in(found.config), found.path)]
    return sorted(every, key=lambda one: (one.line, one.column))


def _values(settings: Config) -> dict[str, object]:
    """Setting -> the value that holds."""
    organizer = settings.organizer_or_login
    tables = {"": settings, "organizer": organizer, "mail": settings.mail, "caldav": settings.caldav}
    values: dict[str, object] = {}
    for name in BY_NAME:
        table, _, member = name.rpartition(".")
        values[name] = getattr(tables[table], member)
    values["coordinator"] = settings.actor
    values["theme"] = settings.theme or "ridealong-dark"
    return values | {f"keys.{action}": keys for action, keys in sorted(settings.keys.items())}


def _sources(session: Session, found: Reading) -> dict[str, str]:
    """Setting -> where its value comes from."""
    sources = {name: found.source(name) for name in _values(found.config)}
    database = DATABASE_VARIABLE if session.database and not session.database_named else "default"
    return {"database": "--db" if session.database_named else database} | sources


def _database(session: Session) -> str:
    return session.database or str(database_path())


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if value not in ("", 0) else "-"


def _document(session: Session, found: Reading, sources: dict[str, str]) -> dict[str, object]:
    settings = found.config
    return {
        "path": str(found.path),
        "database": _database(session),
        "coordinator": settings.actor,
        "organizer": asdict(settings.organizer_or_login),
        "organizer_set": bool(settings.organizer.email),
        "mail": asdict(settings.mail),
        "caldav": asdict(settings.caldav),
        "theme": settings.theme,
        "first_weekday": settings.first_weekday,
        "date_form": settings.date_form,
        "mouse": settings.mouse,
        "animation": settings.animation,
        "plain": settings.plain,
        "glyphs": settings.glyphs,
        "keys": settings.keys,
        "from": sources,
    }
