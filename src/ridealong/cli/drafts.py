"""The commands that change single pairings by hand."""

from datetime import date

import click

from ridealong.cli.documents import days_json
from ridealong.cli.explain import ROUND
from ridealong.cli.history import print_marked
from ridealong.cli.options import Command
from ridealong.cli.output import say, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.values import day
from ridealong.cli.values import pairing as pairing_number
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.domain.wording import many
from ridealong.services.board.board_moves import Wanted, look
from ridealong.services.changes import drafts as service
from ridealong.services.changes.swap_looks import look_at_swap
from ridealong.services.outcomes import history

PAIRING = pairing_number


def _tell(session: Session, text: str, **document: object) -> None:
    if session.json:
        show_json(document)
    else:
        say(text)


@click.command(cls=Command)
@click.argument("one", type=PAIRING, metavar="PAIRING")
@click.argument("other", type=PAIRING, metavar="PAIRING")
@click.option("--dry-run", is_flag=True, help="Say whether that can be, and what the plan would gain or lose.")
@pass_session
def swap(session: Session, one: int, other: int, *, dry_run: bool) -> None:
    """Let two pairings exchange their hosts: drafts, which are then pinned, or published ones, whose invites change."""
    with session.desk() as desk:
        if dry_run:
            look = look_at_swap(desk, one, other)
            if look.refused:
                raise Refused(look.refused, "Nothing was changed")
            text = f"It can: {look.points:+,} points. {' '.join((*look.sentences, 'Nothing was changed.'))}"
            _tell(session, text, swapped=[], points=look.points, sentences=list(look.sentences))
            return
        service.swap(desk, one, other)
    _tell(session, f"Pairings {one} and {other} have exchanged their hosts.", swapped=[one, other])


@click.command(cls=Command)
@click.argument("pairing", type=PAIRING)
@click.option("--round", "number", type=ROUND, metavar="N", help="The round, counted from 1.")
@click.option("--host", metavar="EMAIL", help="Of a draft: whom the guest visits instead.")
@click.option("--last-day", type=day, metavar="DAY", help="Until when it lasts, within its round.")
@click.option("--day", "on", type=day, metavar="DAY", help="Where visits take single days: the day of its round.")
@click.option("--dry-run", is_flag=True, help="Say whether that can be, and how many invites it would make due.")
@pass_session
def move(
    session: Session,
    pairing: int,
    *,
    number: int | None,
    host: str | None,
    last_day: date | None,
    on: date | None,
    dry_run: bool,
) -> None:
    """Let the pairing PAIRING take place in another round, with another host, until another day, or on another one.

    A draft is then pinned; of a published pairing, the invites are then due.
    """
    if number is None and host is None and last_day is None and on is None:
        raise click.UsageError("Say what is to change: --round, --host, --last-day or --day")
    if on is not None and (number is not None or host is not None or last_day is not None):
        raise click.UsageError("--day stands without --round, --host and --last-day")
    wanted = Wanted(round=None if number is None else number - 1, host=host, last_day=last_day, day=on)
    with session.desk() as desk:
        if dry_run:
            outlook = look(desk, pairing, wanted)
            if outlook.refused:
                raise Refused(outlook.refused, "Nothing was changed")
            text = f"It can: {outlook.days}. {many(outlook.invites, 'invite')} would be due. Nothing was changed."
            _tell(session, text, id=pairing, **days_json(outlook.days), invites=outlook.invites, fit=outlook.fit)
            return
        service.move(desk, pairing, wanted.round, host=host, last_day=last_day, day=on)
    told: dict[str, object] = {"id": pairing}
    told |= {} if number is None else {"round": number - 1}
    told |= {} if host is None else {"host": host}
    told |= {} if last_day is None else {"last_day": last_day.isoformat()}
    told |= {} if on is None else {"start": on.isoformat()}
    words = [f"on {on}"] if on else []
    words += [f"in round {number}"] if number is not None else []
    words += [f"with {host}"] if host else []
    words += [f"until {last_day}"] if last_day else []
    _tell(session, f"Pairing {pairing} now takes place {' '.join(words)}.", **told)


@click.command(cls=Command)
@click.argument("pairing", type=PAIRING)
@click.option("--reason", default="", help="Why; private.")
@pass_session
def cancel(session: Session, pairing: int, reason: str) -> None:
    """Set a draft aside, or cancel a published pairing: its invites are then due to be cancelled."""
    with session.desk() as desk:
        before = service.cancel(desk, pairing, reason)
    if before is State.PROPOSED:
        _tell(session, f"Draft {pairing} is set aside.", id=pairing, was=str(before))
    else:
        text = f"Pairing {pairing} is cancelled. `ridealong invites list` shows whom to tell."
        _tell(session, text, id=pairing, was=str(before))


@click.command(cls=Command)
@click.argument("pairing", type=PAIRING)
@click.option("--reason", default="", help="Why; private.")
@pass_session
def end(session: Session, pairing: int, reason: str) -> None:
    """End the pairing with the number PAIRING early: nobody's fault, and the two have met."""
    with session.desk() as desk:
        row = history.mark(desk, pairing, State.ENDED, reason)
    print_marked(session, row)
