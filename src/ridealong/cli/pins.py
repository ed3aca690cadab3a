"""The command that fixes drafts, or who or when before there is a draft."""

import click

from ridealong.cli.documents import pin_json
from ridealong.cli.explain import ROUND
from ridealong.cli.options import Command
from ridealong.cli.output import say, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import pairing as pairing_number
from ridealong.services.changes import drafts
from ridealong.services.plans import pins as service


@click.command(cls=Command)
@click.argument("pairing", type=pairing_number, required=False)
@click.option("--program", metavar="NAME", help="Instead of PAIRING: the pins of this program, made beforehand.")
@click.option("--guest", metavar="EMAIL", help="Whose turn is pinned; without it, the pins are listed.")
@click.option("--host", metavar="EMAIL", help="With whom; default: planning chooses.")
@click.option("--round", "number", type=ROUND, metavar="N", help="In which round, from 1; default: planning chooses.")
@click.option(
    "--only",
    type=click.Choice([str(service.Hold.HOST), str(service.Hold.ROUND)]),
    help="Of PAIRING: fix only with whom, or only in which round.",
)
@click.option("--off", is_flag=True, help="Let go of it again.")
@pass_session
def pin(
    session: Session,
    *,
    pairing: int | None,
    program: str | None,
    guest: str | None,
    host: str | None,
    number: int | None,
    only: str | None,
    off: bool,
) -> None:
    """Fix the draft with the number PAIRING, so that planning leaves it as it is.

    With --program and --guest, fix with whom or in which round before there is a draft; with --program alone, list
    what is fixed so.
    """
    _check_call(pairing, program, guest, (host, number), off=off)
    if only is not None and (pairing is None or off):
        raise click.UsageError("--only is about the draft with the number PAIRING, and fixes")
    if pairing is not None and only is not None:
        _pin_part(session, pairing, only)
    elif pairing is not None:
        _pin_draft(session, pairing, off=off)
    elif program is not None and guest is None:
        _list(session, program)
    elif program is not None and guest is not None:
        _pin_beforehand(session, program, guest, host, number, off=off)


def _check_call(
    pairing: int | None, program: str | None, guest: str | None, place: tuple[str | None, int | None], *, off: bool
) -> None:
    named = place != (None, None)
    if pairing is not None and (program or guest or named):
        raise click.UsageError("Name either the number of a draft, or a program with --program")
    if pairing is None and program is None:
        raise click.UsageError("Name the number of a draft, or a program with --program")
    if pairing is None and guest is None and (named or off):
        raise click.UsageError("Name whose pin it is with --guest")
    if guest is not None and not named and not off:
        raise click.UsageError("Name a host with --host, a round with --round, or both")


def _pin_draft(session: Session, pairing: int, *, off: bool) -> None:
    with session.desk() as desk:
        drafts.pin(desk, pairing, not off)
    if session.json:
        show_json({"id": pairing, "pinned": not off})
    else:
        say(f"Pairing {pairing} {'is no longer' if off else 'is'} pinned.")


def _pin_part(session: Session, pairing: int, only: str) -> None:
    with session.desk() as desk:
        service.hold(desk, pairing, service.Hold(only))
    if session.json:
        show_json({"id": pairing, "pinned": False, "only": only})
    else:
        say(f"Of pairing {pairing} the {only} is pinned.")


def _list(session: Session, program: str) -> None:
    with session.desk() as desk:
        found = service.list_pins(desk, program)
    if session.json:
        show_json({"pins": [pin_json(one) for one in found]})
        return
    rows = [
        (
            one.guest.name,
            one.guest.email,
            one.host.name if one.host else "",
            one.host.email if one.host else "",
            "" if one.round is None else one.round + 1,
            one.days.first if one.days else "",
        )
        for one in found
    ]
    print_table(session, ("Guest", "E-mail", "Host", "E-mail of host", "Round", "First day"), rows, right=("Round",))


def _pin_beforehand(
    session: Session, program: str, guest: str, host: str | None, number: int | None, *, off: bool
) -> None:
    change = service.remove_pin if off else service.add_pin
    with session.desk() as desk:
        done = change(desk, program, guest, host, None if number is None else number - 1)
    if session.json:
        show_json({"pin": pin_json(done), "pinned": not off})
    else:
        then = "" if off else f' `ridealong plan "{done.program}"` plans with it.'
        say(f"{done} {'is no longer' if off else 'is'} pinned in {done.program}.{then}")
