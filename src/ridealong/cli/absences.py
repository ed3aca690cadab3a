"""The commands about days on which people are away."""

from datetime import date
from pathlib import Path

import click

from ridealong.cli.documents import absence_json
from ridealong.cli.imports import print_report
from ridealong.cli.options import Group
from ridealong.cli.output import say, show_json
from ridealong.cli.progress import counted
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import day, days
from ridealong.services import limits
from ridealong.services.import_absences import import_absences


@click.group(cls=Group)
def absences() -> None:
    """Import, list, add and remove days on which people are away."""


@absences.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Print the same, and change nothing.")
@pass_session
def import_(session: Session, file: Path, dry_run: bool) -> int:
    """Add absences from a CSV FILE with the columns email,first_day,last_day,reason.

    Rows that cannot be taken are listed with what would be right; they stop no others, and the exit code is 3.
    """
    with session.desk() as desk, counted("Comparing absences:") as progress:
        report = import_absences(desk, file, dry_run=dry_run, progress=progress)
    return print_report(session, report)


@absences.command("list")
@click.argument("email", required=False)
@pass_session
def list_(session: Session, email: str | None) -> None:
    """List the absences of everybody, or of EMAIL, without their reasons: those stay on `people show`."""
    with session.desk() as desk:
        found = limits.list_absences(desk, email)
    if session.json:
        show_json({"absences": [absence_json(one, reason=False) for one in found]})
        return
    rows = [(one.email, one.days.first, one.days.last, one.source) for one in found]
    print_table(session, ("E-mail", "First day", "Last day", "Source"), rows)


@absences.command()
@click.argument("email")
@click.argument("first", metavar="FROM", type=day)
@click.argument("last", metavar="TO", type=day)
@click.argument("why", default="")
@pass_session
def add(session: Session, email: str, first: date, last: date, why: str) -> None:
    """Note that EMAIL is away FROM one day TO another, both included; WHY is private."""
    span = days(first, last)
    with session.desk() as desk:
        absence = limits.add_absence(desk, email, span, why)
    if session.json:
        show_json({"absence": absence_json(absence, reason=False)})
    else:
        say(f"{absence.email} is away {absence.days}.")


@absences.command()
@click.argument("email")
@click.argument("first", metavar="FROM", type=day)
@click.argument("last", metavar="TO", type=day)
@pass_session
def remove(session: Session, email: str, first: date, last: date) -> None:
    """Take back that EMAIL is away FROM one day TO another: the days as `absences list` shows them."""
    span = days(first, last)
    with session.desk() as desk:
        absence = limits.remove_absence(desk, email, span)
    if session.json:
        show_json({"absence": absence_json(absence, reason=False), "removed": True})
    else:
        say(f"{absence.email} is no longer away {absence.days}.")
