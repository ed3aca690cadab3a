"""The commands by which a composite team ends: early, or once it is over and somebody says how it went."""

from datetime import date

import click

from ridealong.cli.options import Command
from ridealong.cli.output import say, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.team_json import team_json
from ridealong.cli.team_told import print_ended
from ridealong.cli.values import day, from_the_call
from ridealong.cli.values import mark as mark_of
from ridealong.domain.pairings import State
from ridealong.services.teams import ending, marking


@click.command(cls=Command)
@click.argument("program")
@click.argument("team")
@click.option("--on", type=day, required=True, metavar="DATE", help="Its last day; before its first, it is called off.")
@click.option("--why", default="", metavar="TEXT", help="Why; private.")
@click.option("--dry-run", is_flag=True, help="Say what it comes to and who would be told what; change nothing.")
@pass_session
def end(session: Session, *, program: str, team: str, on: date, why: str, dry_run: bool) -> None:
    """Let a published TEAM of PROGRAM end early, and say when everybody is back with their home team.

    Whoever is in it is until that day; what was to begin later is called off, and drafts go. Invites are then due.
    """
    with session.desk() as desk, from_the_call():
        done = ending.end(desk, program, team, on, why, dry_run=dry_run)
    print_ended(session, done, dry_run=dry_run)


def _mark(text: str) -> State:
    return mark_of(text, marking.MARKS, "embed")


@click.command(cls=Command)
@click.argument("program")
@click.argument("team")
@click.argument("how", type=_mark, metavar="held|missed|ended")
@click.argument("emails", metavar="[EMAIL...]", nargs=-1)
@click.option("--reason", default="", metavar="TEXT", help="Why; private.")
@pass_session
def mark(session: Session, *, program: str, team: str, how: State, emails: tuple[str, ...], reason: str) -> None:
    """Say how it went for those who were in a TEAM of PROGRAM: for some, or for all whose days are over.

    What was published and is over counts as held where nobody says anything else.
    """
    with session.desk() as desk, from_the_call():
        view = marking.mark(desk, program, team, how, emails, reason=reason)
    if session.json:
        show_json({"team": team_json(view)})
    else:
        say(f"{view.program}, {view.team.name}: {', '.join(emails) or 'all that is over'}: {how}.")
