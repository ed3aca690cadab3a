"""The commands about steps: the template of a program, and what is done for a visit."""

from datetime import date

import click

from ridealong.cli.documents import days_json
from ridealong.cli.options import Command
from ridealong.cli.output import say, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import day, from_the_call, phase, who_does
from ridealong.cli.values import pairing as pairing_number
from ridealong.domain.steps import Phase, VisitStep, Who
from ridealong.domain.wording import many
from ridealong.services.programs import steps as service
from ridealong.services.programs.steps import PairingSteps, StepChange, Template

_PHASES, _DOERS = "|".join(Phase), "|".join(Who)


@click.command("steps", cls=Command)
@click.argument("name")
@click.option("--add", metavar="TEXT", help="Add a step, such as 'Order a badge'; say when with --phase.")
@click.option("--edit", type=int, metavar="N", help="Change step N by --text, --phase or --who.")
@click.option("--remove", type=int, metavar="N", help="Take step N out, also where it was noted as done.")
@click.option("--reset", is_flag=True, help="Have the steps of all programs again.")
@click.option("--text", metavar="TEXT", help="What is to be done.")
@click.option("--phase", "when", type=phase, metavar=_PHASES, help="When. Default of a new step: before.")
@click.option("--who", "doer", type=who_does, metavar=_DOERS, help="Who does it. Default of a new step: both.")
@pass_session
def program_steps(
    session: Session,
    *,
    name: str,
    add: str | None,
    edit: int | None,
    remove: int | None,
    reset: bool,
    text: str | None,
    when: Phase | None,
    doer: Who | None,
) -> None:
    """List what guests and hosts of the program NAME do before, during and after a visit, or change it.

    Invites to prepare and to visit tell the steps. A program of which nothing else was said has those of all programs.
    """
    if (add is not None) + (edit is not None) + (remove is not None) + reset > 1:
        raise click.UsageError("--add, --edit, --remove and --reset stand for themselves: give one of them")
    change = StepChange(phase=when, who=doer, text=text)
    if (edit is None and text is not None) or (edit is None and add is None and change != StepChange()):
        raise click.UsageError("--text, --phase and --who are about a step: name it with --edit N, or use --add TEXT")
    if edit is not None and change == StepChange():
        raise click.UsageError("There is nothing to change. Give --text, --phase or --who")
    with session.desk() as desk, from_the_call():
        if add is not None:
            new = VisitStep(phase=when or Phase.BEFORE, who=doer or Who.BOTH, text=add)
            found = service.add_step(desk, name, new)
        elif edit is not None:
            found = service.edit_step(desk, name, edit, change)
        elif remove is not None:
            found = service.remove_step(desk, name, remove)
        else:
            found = service.reset_steps(desk, name) if reset else service.template(desk, name)
    _print_template(session, found)


def _print_template(session: Session, found: Template) -> None:
    if session.json:
        some = [{"number": one.number, **_step_json(one.step)} for one in found.steps]
        show_json({"program": found.program, "own": found.own, "steps": some})
        return
    rows = [(one.number, one.step.phase, one.step.who, one.step.text) for one in found.steps]
    print_table(session, ("No.", "When", "Who", "Step"), rows, right=("No.",))
    if found.steps and not found.own:
        say("These are the steps of all programs; --add, --edit and --remove make a template for this one.")


def _step_json(step: VisitStep) -> dict[str, object]:
    return {"phase": str(step.phase), "who": str(step.who), "text": step.text}


@click.command(cls=Command)
@click.argument("pairing", type=pairing_number, metavar="[PAIRING]", required=False)
@click.option("--done", type=int, multiple=True, metavar="N", help="Step N is done; may be given more than once.")
@click.option("--undo", type=int, multiple=True, metavar="N", help="Step N is not done; may be given more than once.")
@click.option("--on", type=day, metavar="DATE", help="The day on which it was done. Default: today.")
@click.option(
    "--days",
    type=click.IntRange(0, 366),
    metavar="N",
    help=f"Without PAIRING: visits that begin within N days. Default: {service.SOON_DAYS}.",
)
@pass_session
def steps(
    session: Session,
    *,
    pairing: int | None,
    done: tuple[int, ...],
    undo: tuple[int, ...],
    on: date | None,
    days: int | None,
) -> None:
    """List the steps of the visit PAIRING, and note which are done.

    Without PAIRING, list what is still to be done before visits that begin soon.
    """
    if pairing is None:
        if done or undo or on:
            raise click.UsageError("Name the pairing whose steps are done")
        _print_open(session, service.SOON_DAYS if days is None else days)
        return
    if done and undo:
        raise click.UsageError("--done and --undo stand for themselves: give one of them")
    if on and not done:
        raise click.UsageError("--on is about --done")
    if days is not None:
        raise click.UsageError("--days is about the visits of all: leave PAIRING out")
    with session.desk() as desk, from_the_call():
        if done or undo:
            found = service.mark(desk, pairing, done or undo, done=bool(done), day=on)
        else:
            found = service.of_pairing(desk, pairing)
    _print_visit(session, found)


def _print_visit(session: Session, found: PairingSteps) -> None:
    if session.json:
        show_json({"pairing": _visit_json(found)})
        return
    rows = [(one.number, one.step.phase, one.step.who, one.done or "", one.step.text) for one in found.steps]
    print_table(session, ("No.", "When", "Who", "Done", "Step"), rows, right=("No.",))
    left = sum(one.done is None for one in found.steps)
    say(f"{found.guest} visits {found.host}, {found.days}: {many(left, 'step')} to do.")


def _print_open(session: Session, days: int) -> None:
    with session.desk() as desk:
        found = service.open_steps(desk, days)
    if session.json:
        show_json({"pairings": [_visit_json(one) for one in found.rows]})
        return
    rows = [
        (one.pairing, one.days.first, one.guest, one.host, each.number, each.step.who, each.step.text)
        for one in found.rows
        for each in one.open(Phase.BEFORE)
    ]
    titles = ("Pairing", "Begins", "Guest", "Host", "No.", "Who", "Step to do before")
    print_table(session, titles, rows, right=("Pairing", "No."))
    say(f"{many(found.total, 'visit')} within {many(days, 'day')} with something left to do before.")


def _visit_json(one: PairingSteps) -> dict[str, object]:
    return {
        "id": one.pairing,
        "program": one.program,
        "guest": one.guest_email,
        "host": one.host_email,
        **days_json(one.days),
        "state": str(one.state),
        "steps": [
            {"number": each.number, **_step_json(each.step), "done": each.done.isoformat() if each.done else None}
            for each in one.steps
        ],
    }
