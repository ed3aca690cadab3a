"""The commands that take one's own last action back, and do it again."""

import re

import click

from ridealong.cli.advice import advising
from ridealong.cli.options import Command
from ridealong.cli.output import say, show_json
from ridealong.cli.progress import progress_line
from ridealong.cli.session import Session, pass_session
from ridealong.domain.errors import Refused
from ridealong.domain.wording import many
from ridealong.services.journal import undo as service
from ridealong.services.journal.undo import Undone

_DRY_RUN = click.option("--dry-run", is_flag=True, help="Tell what it would be, and change nothing.")


@click.command(cls=Command)
@_DRY_RUN
@pass_session
def undo(session: Session, dry_run: bool) -> None:
    """Take back your own last action, whole; again, and it is the one before.

    What others did is left alone. It is refused, with who and when, where something has changed since. What has left
    the house, such as invites that were exported or sent, stays: the invites that correct it are then due.
    """
    with session.desk() as desk, advising(Refused, _naming_the_journal), progress_line("Undoing"):
        done = service.undo(desk, dry=dry_run)
    _tell(session, done, "undone", "Would be undone" if dry_run else "Undone")


@click.command(cls=Command)
@_DRY_RUN
@pass_session
def redo(session: Session, dry_run: bool) -> None:
    """Do again what you have undone last, until you do something else that can be undone."""
    with session.desk() as desk, advising(Refused, _naming_the_journal), progress_line("Doing it again"):
        done = service.redo(desk, dry=dry_run)
    _tell(session, done, "redone", "Would be redone" if dry_run else "Redone")


def _naming_the_journal(error: Refused) -> str:
    entry = re.sub(r"Entry (\d+) of the journal", r"`ridealong journal --entry \1`", error.typed)
    return entry.replace("the journal", "`ridealong journal`")


def _tell(session: Session, done: Undone, key: str, word: str) -> None:
    if session.json:
        about = {"entry": done.entry, "at": done.at.isoformat(), "action": done.action, "summary": done.summary}
        show_json({key: about, "due": done.due, "passed_over": list(done.kept)})
        return
    say(f"{word}: {done.summary} ({done.action}).")
    if done.due:
        say(f"{many(done.due, 'invite is', 'invites are')} now due: `ridealong invites list`")
    for one in done.kept:
        say(f"Stays, since it cannot be undone: {one}")
