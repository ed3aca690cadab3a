"""The command that repairs a program's plan after something has happened."""

import click

from ridealong.cli import group_plans
from ridealong.cli.advice import advising
from ridealong.cli.documents import effects_json, open_json
from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.options import Command
from ridealong.cli.output import say, show, show_json
from ridealong.cli.progress import progress_line
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.told import print_told, told_json
from ridealong.services.groups import gatherings
from ridealong.services.plans.plan_views import Visit
from ridealong.services.repairs import repairs
from ridealong.services.repairs.repair_views import RepairChange, Repaired
from ridealong.services.repairs.repairs import DoesNotGoOn


@click.command(cls=Command)
@click.argument("program")
@click.option("--dry-run", is_flag=True, help="Print what would change, and change nothing.")
@pass_session
def repair(session: Session, program: str, dry_run: bool) -> int:
    """Replace what can no longer take place in PROGRAM, with as few changes as that allows.

    Somebody is away, has left or declined, two people are kept apart, a freeze was set: those pairings are replaced,
    newcomers get open places, and everything else stays. Rounds that have begun stay as they are. A published pairing
    is cancelled and what replaces it is published: invites are then due, and it says who gets which. Rounds shown to
    people count from 1.
    The exit code is 3 where places stay open for another reason than somebody being away. Of a program of coffees, who
    cannot come leaves their group, and whoever would be alone joins another.
    """
    advice = advising(DoesNotGoOn, lambda error: f"{error.remedy}: ridealong end {error.pairing}")
    with session.desk() as desk, advice, progress_line("Repairing"):
        if gatherings.gathers(desk, program):
            return group_plans.repair(session, desk, program, dry_run=dry_run)
        done = repairs.repair(desk, program, dry_run=dry_run)
    if session.json:
        show_json(_document(done))
    else:
        _print(session, done)
    if dry_run:
        say("A dry run: nothing was changed.")
    elif any(one.published for one in done.changes):
        say("Next: ridealong invites export --out DIR")
    return NEEDS_ATTENTION if done.begun or not all(one.away for one in done.open) else DONE


def _document(done: Repaired) -> dict[str, object]:
    return {
        "program": done.program,
        "changes": [_change(one) for one in done.changes],
        "kept": done.kept,
        "open": [open_json(one) for one in done.open],
        "begun": [one.id for one in done.begun],
        "told": told_json(done.told),
        "effects": effects_json(done.effects),
        "sentences": list(done.typed),
    }


def _change(one: RepairChange) -> dict[str, object]:
    return {
        "guest": one.guest.email,
        "kind": one.kind,
        "published": one.published,
        "before": _place(one.before),
        "after": _place(one.after),
        "reason": one.reason,
    }


def _place(place: Visit | None) -> dict[str, object] | None:
    if place is None:
        return None
    return {
        "host": place.host.email,
        "round": place.round,
        "start": place.days.first.isoformat(),
        "end": place.days.last.isoformat(),
    }


def _print(session: Session, done: Repaired) -> None:
    rows = [
        (
            one.guest.name,
            _words(one.before),
            _words(one.after),
            "published" if one.published else "draft",
            one.reason,
        )
        for one in done.changes
    ]
    print_table(session, ("Guest", "Before", "After", "State", "Why"), rows)
    show(done.typed)
    print_told(session, done.told)


def _words(place: Visit | None) -> str:
    return "nobody" if place is None else f"{place.host.name}, round {place.round + 1}"
