"""The commands that change single pairings by hand."""

import click

from ridealong.cli.explain import ROUND
from ridealong.cli.history import print_marked
from ridealong.cli.options import Command
from ridealong.cli.output import say, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.values import pairing as pairing_number
from ridealong.domain.pairings import State
from ridealong.services import drafts as service
from ridealong.services import history

PAIRING = pairing_number


def _tell(session: Session, text: str, **document: object) -> None:
    if session.json:
        show_json(document)
    else:
        say(text)


@click.command(cls=Command)
@click.argument("one", type=PAIRING, metavar="PAIRING")
@click.argument("other", type=PAIRING, metavar="PAIRING")
@pass_session
def swap(session: Session, one: int, other: int) -> None:
    """Let two pairings exchange their hosts: drafts, which are then pinned, or published ones, whose invites change."""
    with session.desk() as desk:
        service.swap(desk, one, other)
    _tell(session, f"Pairings {one} and {other} have exchanged their hosts.", swapped=[one, other])


@click.command(cls=Command)
@click.argument("pairing", type=PAIRING)
@click.option("--round", "number", type=ROUND, required=True, metavar="N", help="The round, counted from 1.")
@pass_session
def move(session: Session, pairing: int, number: int) -> None:
    """Let the pairing with the number PAIRING take place in another round: a draft, or a published one."""
    with session.desk() as desk:
        service.move(desk, pairing, number - 1)
    _tell(session, f"Pairing {pairing} now takes place in round {number}.", id=pairing, round=number - 1)


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
