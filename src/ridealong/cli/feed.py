"""The command that writes calendars to subscribe to."""

from collections.abc import Callable
from pathlib import Path

import click

from ridealong.cli.interrupts import stopping_between
from ridealong.cli.options import Command
from ridealong.cli.organizers import organizer_option, warn_of_guess
from ridealong.cli.output import say, show, show_json
from ridealong.cli.progress import counted
from ridealong.cli.session import Session, pass_session
from ridealong.config import Organizer
from ridealong.domain.wording import many
from ridealong.services.invites import feeds


@click.command(cls=Command)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="The folder, made if needed."
)
@organizer_option
@pass_session
def feed(session: Session, out: Path, organizer: Organizer | None) -> None:
    """Write a calendar to subscribe to for each person, team and program.

    The files go into DIR/people, DIR/teams and DIR/programs; put DIR on a web server that only the right people reach.
    Run it again after each change, or every hour: only the files that have changed are written again, and a calendar
    for which nothing is left becomes empty. Files that ridealong did not write are never touched. A calendar holds the
    meetings to come and those of the last 30 days, whether or not their invites were sent; nothing counts as sent.
    """
    warn_of_guess(session, organizer)
    with session.desk(organizer) as desk, stopping_between() as pressed, counted("Writing calendars:") as told:
        done = feeds.write_feeds(desk, out, progress=_noted(session, told), cancelled=pressed)
    if session.json:
        written = [str(one) for one in done.written]
        show_json({"directory": str(done.directory), "written": written, "unchanged": done.unchanged})
        return
    show(str(one) for one in done.written)
    if not done.written and not done.unchanged:
        say("There is nothing to publish yet. Next: ridealong publish PROGRAM")
        return
    say(f"{many(len(done.written), 'calendar')} written to {done.directory}, {done.unchanged:,} unchanged.")


def _noted(session: Session, told: Callable[[int, int], None] | None) -> Callable[[int, int], None]:
    """What to tell the progress to, so that an interrupted call names what it has done."""

    def note(done: int, total: int) -> None:
        session.kept = [f"{done:,} of {total:,} calendars are up to date"] if done else []
        if told:
            told(done, total)

    return note
