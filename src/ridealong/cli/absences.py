"""The commands about days on which people are away."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from ridealong.cli.documents import absence_json, clashes_json
from ridealong.cli.imports import print_report, say_clashes
from ridealong.cli.options import Group
from ridealong.cli.output import say, show_json
from ridealong.cli.progress import counted
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import day, days
from ridealong.domain.pairings import Absence
from ridealong.services.people import absences as service
from ridealong.services.people.absences import AbsenceChange
from ridealong.services.people.import_absences import import_absences
from ridealong.services.repairs.absence_clashes import AbsenceClash


@click.group(cls=Group)
def absences() -> None:
    """Import, list, add, edit and remove days on which people are away."""


@absences.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--person", metavar="EMAIL", help="Whose calendar it is; needed for an .ics file, and only for one.")
@click.option("--dry-run", is_flag=True, help="Print the same, and change nothing.")
@pass_session
def import_(session: Session, file: Path, person: str | None, dry_run: bool) -> int:
    """Add absences from a CSV FILE, or take those of one person from a calendar.

    A CSV file has the columns email,first_day,last_day,reason. Rows that cannot be taken are listed with what would be
    right; they stop no others, and the exit code is 3.

    An .ics file, as Outlook, Google, Apple and others export it, says when --person is busy. Monday to Friday, a day
    counts as away if busy or out-of-office time takes at least half of the person's working hours, in their own time
    zone; neighbouring days are one absence, also across a weekend. What is free, tentative, cancelled, declined or
    working elsewhere does not count, nor do our own meetings. The last 31 days and the next 400 are looked at. What an
    earlier file of the same name said and this one does not say any more is removed; other absences stay.
    """
    from ridealong.services.people.import_busy import holds_calendar, import_busy  # noqa: PLC0415 - icalendar, which `--help` does not wait for

    calendar = holds_calendar(file)
    if calendar and not person:
        raise click.UsageError(f"{file} is a calendar. Say whose it is with --person EMAIL")
    if person and not calendar:
        raise click.UsageError(
            f"{file} is no calendar, and the rows of a CSV file say whose they are: leave --person out"
        )
    with session.desk() as desk:
        if person:
            with counted("Looking through the calendar:") as progress:
                report = import_busy(desk, file, person, dry_run=dry_run, progress=progress)
        else:
            with counted("Comparing absences:") as progress:
                report = import_absences(desk, file, dry_run=dry_run, progress=progress)
    return print_report(session, report)


@absences.command("list")
@click.argument("email", required=False)
@pass_session
def list_(session: Session, email: str | None) -> None:
    """List the absences of everybody, or of EMAIL, without their reasons: those stay on `people show`."""
    with session.desk() as desk:
        found = service.list_absences(desk, email)
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
        added = service.add_absences(desk, [email], span, why)
    _tell(session, added.absences[0], added.clashes)


def _tell(session: Session, absence: Absence, clashes: Sequence[AbsenceClash]) -> None:
    """Say that somebody is away, and which pairings and drafts that spoils."""
    if session.json:
        show_json({"absence": absence_json(absence, reason=False), "clashes": clashes_json(clashes)})
    else:
        say(f"{absence.email} is away {absence.days}.")
    say_clashes(clashes)


@absences.command()
@click.argument("email")
@click.argument("first", metavar="FROM", type=day)
@click.argument("last", metavar="TO", type=day)
@click.option("--from", "new_first", metavar="DATE", type=day, help="The new first day.")
@click.option("--to", "new_last", metavar="DATE", type=day, help="The new last day.")
@click.option("--why", metavar="TEXT", help="The new reason, which is private; an empty text clears it.")
@pass_session
def edit(
    session: Session,
    *,
    email: str,
    first: date,
    last: date,
    new_first: date | None,
    new_last: date | None,
    why: str | None,
) -> None:
    """Change the days or the reason of an absence FROM one day TO another, as `absences list` shows them."""
    if new_first is None and new_last is None and why is None:
        raise click.UsageError("There is nothing to change. Name a day or a reason, such as --to 2027-01-15")
    span, new = days(first, last), days(new_first or first, new_last or last)
    change: AbsenceChange = {} if new == span else {"days": new}
    if why is not None:
        change["reason"] = why
    with session.desk() as desk:
        found = service.absence_on(desk, email, span)
        clashes = service.edit_absence(desk, found.seen, change)
    _tell(session, replace(found, days=new), clashes)


@absences.command()
@click.argument("email")
@click.argument("first", metavar="FROM", type=day)
@click.argument("last", metavar="TO", type=day)
@pass_session
def remove(session: Session, email: str, first: date, last: date) -> None:
    """Take back that EMAIL is away FROM one day TO another: the days as `absences list` shows them."""
    span = days(first, last)
    with session.desk() as desk:
        absence = service.remove_absence(desk, email, span)
    if session.json:
        show_json({"absence": absence_json(absence, reason=False), "removed": True})
    else:
        say(f"{absence.email} is no longer away {absence.days}.")
