"""The commands that keep people out of plans: two people apart, and frozen days."""

from datetime import date

import click

from ridealong.cli.documents import freeze_json
from ridealong.cli.options import Command
from ridealong.cli.output import say, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.values import day, days
from ridealong.services import limits as service


@click.command(cls=Command)
@click.argument("one", metavar="EMAIL")
@click.argument("other", metavar="EMAIL")
@click.argument("why", default="")
@pass_session
def apart(session: Session, one: str, other: str, why: str) -> None:
    """Keep two people apart from now on; WHY is private."""
    with session.desk() as desk:
        service.add_apart(desk, one, other, why)
    if session.json:
        show_json({"apart": [one, other]})
    else:
        say(f"{one} and {other} will not be paired.")


@click.command(cls=Command)
@click.argument("who", metavar="TEAM|SIDE")
@click.argument("first", metavar="FROM", type=day)
@click.argument("last", metavar="TO", type=day)
@click.argument("why", metavar="WHY")
@pass_session
def freeze(session: Session, who: str, first: date, last: date, why: str) -> None:
    """Keep a team, or a whole side, out of every plan FROM one day TO another, both included.

    Everybody may read WHY, such as "campaign launch".
    """
    span = days(first, last)
    with session.desk() as desk:
        found = service.add_freeze(desk, who, span, why)
    if session.json:
        show_json({"freeze": freeze_json(found)})
    else:
        say(f"{found.team or found.side.label} takes no part {found.days}: {found.reason}.")
