"""The commands by which somebody takes a pairing over, or stands in for a week of it."""

from datetime import date

import click

from ridealong.cli.documents import days_json
from ridealong.cli.options import Command
from ridealong.cli.output import say, show, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.told import NOT_KNOWN, print_told, told_json
from ridealong.cli.values import day, pairing
from ridealong.services.changes import covers, takeovers
from ridealong.services.changes.covers import Covered
from ridealong.services.changes.takeovers import TakenOver
from ridealong.services.invites.told import Told

DRY = "A dry run: nothing was changed."


@click.command(cls=Command)
@click.argument("number", type=pairing, metavar="PAIRING")
@click.argument("email")
@click.option("--dry-run", is_flag=True, help="Say whether that can be and who would be told what; change nothing.")
@pass_session
def takeover(session: Session, number: int, email: str, *, dry_run: bool) -> None:
    """Let EMAIL take the pairing PAIRING over: as its host or its guest, by the side on which they are.

    It is refused, with the reason, where a rule forbids it. A draft is then pinned. A published pairing stays
    published: who leaves it gets a cancel, who stays an update, and who comes a request.
    """
    with session.desk() as desk:
        found = takeovers.take_over(desk, number, email, dry_run=dry_run)
    if session.json:
        show_json(_taken_json(found, dry_run=dry_run))
    else:
        show(found.sentences[:1])
        print_told(session, found.told)
    _say_next(found.told, due=found.published, dry_run=dry_run)


@click.command(cls=Command)
@click.argument("number", type=pairing, metavar="PAIRING")
@click.argument("email")
@click.option("--week", type=day, metavar="DAY", help="Any day of the week; default: today.")
@click.option("--dry-run", is_flag=True, help="Say whether that can be and who would be told what; change nothing.")
@pass_session
def cover(session: Session, number: int, email: str, *, week: date | None, dry_run: bool) -> None:
    """Let EMAIL stand in for the host of the published pairing PAIRING for one week.

    For pairings that last several weeks: the meetings of that week with the host do not take place, and the guest and
    EMAIL get a pairing of their own for that week, published, with these meetings. It counts as having met. It is
    refused, with the reason, where a rule forbids it. To take it back later, cancel the pairing of that week.
    """
    with session.desk() as desk:
        found = covers.cover(desk, number, email, week or desk.clock.today(), dry_run=dry_run)
    if session.json:
        show_json(_covered_json(found))
    else:
        show(found.sentences[:1])
        print_told(session, found.told)
    _say_next(found.told, due=True, dry_run=dry_run)


def _say_next(told: tuple[Told, ...] | None, *, due: bool, dry_run: bool) -> None:
    if dry_run:
        say(DRY)
        if told is None:
            say(NOT_KNOWN)
    elif due and (any(one.invites for one in told or ()) or not told):
        say("Next: ridealong invites export --out DIR")


def _taken_json(found: TakenOver, *, dry_run: bool) -> dict[str, object]:
    return {
        "id": found.id,
        "program": found.program,
        "guest": found.guest.email,
        "host": found.host.email,
        "round": found.round,
        **days_json(found.days),
        "published": found.published,
        "replaces": found.went.email,
        "changed": not dry_run,
        "told": told_json(found.told),
    }


def _covered_json(found: Covered) -> dict[str, object]:
    return {
        "id": found.id or None,
        "pairing": found.main,
        "program": found.program,
        "guest": found.guest.email,
        "host": found.host.email,
        "stand_in": found.stand_in.email,
        **days_json(found.days),
        "left_out": [{"kind": str(kind), "day": day_.isoformat()} for kind, day_ in found.left_out],
        "changed": bool(found.id),
        "told": told_json(found.told),
    }
