"""The commands that keep people out of plans: two people apart, and frozen days."""

from datetime import date

import click

from ridealong.cli.documents import freeze_json
from ridealong.cli.options import Command
from ridealong.cli.output import say, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import day, days
from ridealong.domain.days import Days
from ridealong.services.people import limits as service


@click.command(cls=Command)
@click.argument("one", metavar="EMAIL")
@click.argument("other", metavar="EMAIL")
@click.argument("why", default="")
@click.option("--off", is_flag=True, help="Let them be paired again.")
@pass_session
def apart(session: Session, one: str, other: str, why: str, off: bool) -> None:
    """Keep two people apart from now on; WHY is private."""
    if off and why:
        raise click.UsageError("WHY is for keeping people apart, not for --off")
    with session.desk() as desk:
        if off:
            service.remove_apart(desk, one, other)
        else:
            service.add_apart(desk, one, other, why)
    if session.json:
        show_json({"apart": [one, other], **({"removed": True} if off else {})})
    else:
        say(f"{one} and {other} {'may be paired again' if off else 'will not be paired'}.")


@click.command(cls=Command)
@click.argument("who", metavar="[TEAM|SIDE", required=False)
@click.argument("first", metavar="FROM", type=day, required=False)
@click.argument("last", metavar="TO", type=day, required=False)
@click.argument("why", metavar="WHY]", required=False)
@click.option("--off", is_flag=True, help="Take the freeze of these days back; WHY is not needed.")
@pass_session
def freeze(
    session: Session, *, who: str | None, first: date | None, last: date | None, why: str | None, off: bool
) -> None:
    """Keep a team, or a whole side, out of every plan FROM one day TO another, both included.

    Everybody may read WHY, such as "campaign launch". Without arguments, list all freezes.
    """
    if who is None and not off:
        _list(session)
        return
    if who is None or first is None or last is None:
        raise click.UsageError("Name a team or a side, the first day and the last")
    span = days(first, last)
    if off:
        _thaw(session, who, span, why)
        return
    if why is None:
        raise click.UsageError("A freeze needs its reason: add WHY, such as 'campaign launch'")
    with session.desk() as desk:
        found = service.add_freeze(desk, who, span, why)
    if session.json:
        show_json({"freeze": freeze_json(found)})
    else:
        say(f"{found.team or found.side.label} takes no part {found.days}: {found.reason}.")


def _list(session: Session) -> None:
    with session.desk() as desk:
        found = service.list_freezes(desk)
    if session.json:
        show_json({"freezes": [freeze_json(one) for one in found]})
        return
    rows = [(one.side.label, one.team or "all", one.days.first, one.days.last, one.reason) for one in found]
    print_table(session, ("Side", "Team", "First day", "Last day", "Reason"), rows)


def _thaw(session: Session, who: str, span: Days, why: str | None) -> None:
    if why is not None:
        raise click.UsageError("WHY is for freezing, not for --off")
    with session.desk() as desk:
        gone = service.remove_freeze(desk, who, span)
    if session.json:
        show_json({"freeze": freeze_json(gone), "removed": True})
    else:
        say(f"{gone.team or gone.side.label} takes part again {gone.days}.")
