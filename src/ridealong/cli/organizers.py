"""Whom invites come from: named in the call, set in the config, or guessed and warned about."""

from collections.abc import Callable
from typing import TypeVar

import click

from ridealong.cli.output import say
from ridealong.cli.session import Session
from ridealong.cli.values import organizer
from ridealong.config import Organizer, config_path

C = TypeVar("C", bound=Callable[..., object])


def organizer_option(command: C) -> C:
    """The option `--organizer` for a command."""
    return click.option(
        "--organizer", type=organizer, metavar="'NAME <EMAIL>'", help="Whom invites come from. Default: the config."
    )(command)


def warn_of_guess(session: Session, given: Organizer | None) -> None:
    """Say so where invites would come from a name and address that nobody has set."""
    config = session.config(given)
    if config.organizer.email:
        return
    guess = config.organizer_or_login
    say(
        f"ridealong: no organizer is set, so invites come from {guess.name} <{guess.email}> (login and host name). "
        f'Give --organizer "Name <name@company.example>", or set name and email under [organizer] in {config_path()}'
    )
