"""The commands about settings."""

from dataclasses import asdict

import click

from ridealong.cli.options import Group
from ridealong.cli.output import show, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.config import CalDav, Mail, config_path, database_path


@click.group(cls=Group)
def config() -> None:
    """Show the settings, and where they are kept."""


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
    """Print the settings that hold: from the file, the environment and the defaults."""
    settings = session.config()
    document: dict[str, object] = {
        "path": str(config_path()),
        "database": session.database or str(database_path()),
        "coordinator": settings.actor,
        "organizer": asdict(settings.organizer_or_login),
        "organizer_set": bool(settings.organizer.email),
        "mail": asdict(settings.mail),
        "caldav": asdict(settings.caldav),
        "theme": settings.theme,
        "keys": settings.keys,
    }
    if session.json:
        show_json(document)
        return
    organizer = settings.organizer_or_login
    guessed = "" if settings.organizer.email else "  (not set: login and host name)"
    show(
        (
            f"config file   {config_path()}{'' if config_path().exists() else '  (does not exist)'}",
            f"database      {document['database']}",
            f"coordinator   {settings.actor}",
            f"organizer     {organizer.name} <{organizer.email}>{guessed}",
            f"time zone     {organizer.time_zone}",
            f"country       {organizer.country or '(none)'}",
            f"mail          {_mail(settings.mail)}",
            f"calendar      {_calendar(settings.caldav)}",
            f"theme         {settings.theme or '(default)'}",
            *(f"key           {action} = {keys}" for action, keys in sorted(settings.keys.items())),
        )
    )


def _mail(mail: Mail) -> str:
    port = f":{mail.port}" if mail.port else ""
    security = f", {mail.security}" if mail.security else ""
    return f"{f'{mail.user} at ' if mail.user else ''}{mail.server}{port}{security}" if mail.server else "(none)"


def _calendar(caldav: CalDav) -> str:
    return f"{f'{caldav.user} at ' if caldav.user else ''}{caldav.url}" if caldav.url else "(none)"
