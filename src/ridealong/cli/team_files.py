"""The commands that read composite teams from a file, and write them into one."""

from pathlib import Path

import click

from ridealong.cli.files import write_file
from ridealong.cli.imports import print_report
from ridealong.cli.options import Command
from ridealong.cli.output import say, show_json, show_text
from ridealong.cli.session import Session, pass_session
from ridealong.cli.team_json import teams_json
from ridealong.domain.pairings import State
from ridealong.domain.wording import many
from ridealong.services.teams import importing, teams

_FILE = click.Path(path_type=Path)


@click.command("import", cls=Command)
@click.argument("program")
@click.argument("file", type=_FILE)
@click.option("--dry-run", is_flag=True, help="Print the same, and change nothing.")
@pass_session
def import_(session: Session, program: str, file: Path, dry_run: bool) -> int:
    """Add and change teams of PROGRAM by name, as a CSV FILE says, with a row for each slot and each task.

    \b
    Of the team:  team,purpose,focus,first_day,last_day,least,place,meets
    Of a slot:    slot,side,must,nice,share,slot_first_day,slot_last_day
    Of a task:    task,responsible,accountable,consulted,informed

    What is said of a team may stand in one of its rows or in all. Tasks name slots, separated by semicolons, or give
    their place among the rows of the team. What the file does not name stays; a team of which people were told gets
    new slots alone. Rows that cannot be taken are listed with what would be right; they stop no others, and the exit
    code is 3.
    """
    with session.desk() as desk:
        report = importing.import_teams(desk, program, file, dry_run=dry_run)
    return print_report(session, report)


@click.command(cls=Command)
@click.argument("program")
@click.option("--out", type=_FILE, metavar="FILE", help="Write to this file instead of stdout.")
@pass_session
def export(session: Session, program: str, out: Path | None) -> None:
    """Write the teams of PROGRAM as CSV that `teams import` reads back unchanged."""
    with session.desk() as desk:
        text, number = importing.export_teams(desk, program)
        page = teams.page(desk, program) if session.json else None
    if out is not None:
        write_file(out, text)
        say(f"{many(number, 'team')} written to {out}.")
    if page is not None:
        show_json(teams_json(page, [one for one in page.teams if one.state is not State.CANCELLED]))
    elif out is None:
        show_text(text)
