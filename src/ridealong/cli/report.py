"""The command that writes a report on a program for its sponsors."""

from pathlib import Path

import click

from ridealong.cli.files import write_file
from ridealong.cli.options import Command
from ridealong.cli.output import say, show_json, show_text
from ridealong.cli.progress import progress_line
from ridealong.cli.session import Session, pass_session
from ridealong.cli.values import from_the_call
from ridealong.exchange.report_json import report_json
from ridealong.services.reports.report import report as work_out
from ridealong.services.reports.report_files import FORMS, form_of, report_text

_STDOUT = Path("-")


@click.command(cls=Command)
@click.argument("name", metavar="PROGRAM")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write it to this file, a page (.html), Markdown (.md) or JSON (.json) by its ending; - is stdout.",
)
@click.option("--form", type=click.Choice(tuple(FORMS)), help="What it is to be, whatever the ending.")
@pass_session
def report(session: Session, *, name: str, out: Path | None, form: str | None) -> None:
    """Write the report on a PROGRAM for its sponsors: a page that prints on two sheets.

    What was planned and held, whom it reached, who met for the first time, what was learned, which ideas were taken up,
    how the measures moved, what it cost in days, and what to change. It names teams and sponsors; of those who take
    part, the owner of an idea alone, and only where they agreed. Without --out it prints Markdown.
    """
    to_file = out if out != _STDOUT else None
    with from_the_call():
        form = form or (form_of(to_file) if to_file is not None else "md")
    with session.desk() as desk, progress_line("Working out the report"):
        made = work_out(desk, name)
    if to_file is not None:
        write_file(to_file, report_text(made, form))
        say(f"The report on {made.program} is written to {to_file}.")
    if session.json:
        show_json({"report": report_json(made)})
    elif to_file is None:
        show_text(report_text(made, form))
