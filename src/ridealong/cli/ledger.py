"""The command about visits that are owed."""

import click

from ridealong.cli.options import Command
from ridealong.cli.output import say, show_json, show_text
from ridealong.cli.progress import progress_line
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.domain.wording import many
from ridealong.services.outcomes import ledger as service
from ridealong.services.outcomes.history_tables import ledger_csv, owed_record


@click.command(cls=Command)
@click.option("--program", default="", metavar="NAME", help="Only returns of visits in this program.")
@click.option("--overdue", is_flag=True, help="Only visits that should have begun by now.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@pass_session
def ledger(session: Session, *, program: str, overdue: bool, as_csv: bool) -> None:
    """Who still owes whom the return visit, those due first at the top.

    In a rotation each of two people visits the other. Once a visit was held, its return is due within six weeks; what
    is planned by then is not owed.
    """
    with session.desk() as desk, progress_line("Looking for visits without a return"):
        rows = service.owed(desk, program=program, overdue=overdue)
    if session.json:
        show_json({"ledger": [owed_record(one) for one in rows]})
        return
    if as_csv:
        show_text(ledger_csv(rows))
        return
    cells = [
        (one.guest_name, one.host_name, one.since, one.due, one.overdue_days or "", one.planned or "", one.program)
        for one in rows
    ]
    titles = ("Who owes a visit", "To whom", "Since", "Due", "Days overdue", "Planned", "Program")
    print_table(session, titles, cells, right=("Days overdue",))
    late = sum(one.overdue for one in rows)
    say(f"{many(len(rows), 'visit')} owed, {late:,} of them overdue.")
