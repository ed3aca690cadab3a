"""The commands about programs."""

from datetime import date
from typing import Any

import click

from ridealong.cli.documents import program_row_json
from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.imports import rejection_lines
from ridealong.cli.options import Group
from ridealong.cli.output import say, show, show_json
from ridealong.cli.program_charters import measure, sign
from ridealong.cli.program_pages import page_json, print_page, whole_page_json
from ridealong.cli.program_settings import FORM_LINK, edit, leads_agree_option, limit_options, meeting_options
from ridealong.cli.session import Session, pass_session
from ridealong.cli.steps import program_steps
from ridealong.cli.tables import print_table
from ridealong.cli.values import day, from_the_call, kind, side
from ridealong.cli.who import read_who
from ridealong.domain.programs import DEFAULTS
from ridealong.services.programs import program_copies as copies
from ridealong.services.programs import program_list as lists
from ridealong.services.programs import programs as service
from ridealong.services.programs.program_look import look


@click.group(cls=Group)
def program() -> None:
    """Create, list, show, sign, edit, copy and archive programs."""


program.add_command(edit)
program.add_command(measure)
program.add_command(sign)
program.add_command(program_steps)


@program.command()
@click.argument("name")
@click.option("--kind", type=kind, required=True, metavar="KIND", help=f"One of {', '.join(DEFAULTS)}.")
@click.option("--guests", type=side, metavar="it|marketing", help="The side that visits. Default: that of the kind.")
@click.option("--start", type=day, required=True, metavar="DATE", help="The first Monday; another day means the next.")
@click.option("--end", type=day, metavar="DATE", help="The last day, in place of --rounds.")
@click.option("--rounds", type=int, metavar="N", help="How many rounds.")
@click.option("--weeks", type=int, metavar="N", help="How many weeks each round lasts.")
@limit_options(editing=False)
@leads_agree_option(False)
@meeting_options
@click.option("--place", default="", metavar="TEXT", help="A room, a site or a link where pairings meet.")
@click.option("--objective", default="", metavar="TEXT", help="Why the program exists, in business words.")
@click.option("--prepare", default="", metavar="TEXT", help="What to prepare for a visit.")
@FORM_LINK
@click.option("--visit-busy", is_flag=True, help="A visit shows people as busy. Default: they stay free.")
@click.option(
    "--country",
    metavar="CODE",
    help="Whose holidays count for people without a time zone: DE, US-CA, ... Default: the organizer's.",
)
@click.option(
    "--enrol",
    "who",
    multiple=True,
    metavar="all|EMAIL|FILE",
    help="Who has agreed to take part; may be given more than once.",
)
@pass_session
def create(
    session: Session,
    /,
    *,
    start: date,
    who: tuple[str, ...],
    form_link: str | None,
    **settings: Any,  # Any: each by the name of its setting, of the type that its option reads
) -> int:
    """Make a program called NAME; what is not given takes the default of its kind.

    Pairings of a visit have all meetings by default, but check-ins only where they stay for two weeks or more; buddies
    have check-ins alone.
    """
    with session.desk() as desk:
        named = read_who(desk, who)
        with from_the_call():
            page = service.create(
                desk, service.NewProgram(start=start, enrol=named.who, form_link=form_link or "", **settings)
            )
    if session.json:
        show_json(page_json(page))
    else:
        show(rejection_lines(named.rejected))
        say(f"{page.program.name}: {page.program.kind.label}, {page.program.days}, {page.row.people} people.")
        if page.program.start != start:
            say(f"It starts on Monday {page.program.start}: rounds begin on Mondays.")
    return NEEDS_ATTENTION if named.rejected else DONE


@program.command("list")
@click.argument("text", required=False, default="")
@click.option("--archived", is_flag=True, help="Archived ones, too.")
@click.option("--needs", is_flag=True, help="Only those about which something is left to do; --json says what.")
@click.option(
    "--sort", type=click.Choice(lists.SORTS), default="start", metavar="COLUMN", help=f"By {', '.join(lists.SORTS)}."
)
@pass_session
def list_(session: Session, text: str, archived: bool, needs: bool, sort: str) -> None:
    """List programs, by start unless told otherwise.

    TEXT is words, and terms such as kind:buddy or archived:yes.
    """
    with session.desk() as desk, from_the_call():
        found = lists.find(desk, lists.ProgramQuery(text=text, archived=archived, needs=needs, sort=sort))
    if session.json:
        show_json({"programs": [program_row_json(one) for one in found]})
        return
    rows = [
        (
            one.name,
            one.kind,
            one.guest_side,
            one.days.first,
            one.days.last,
            f"{one.rounds} x {one.weeks} w",
            one.people,
            one.proposed,
            one.published,
            one.held,
        )
        for one in found
    ]
    numbers = ("People", "Drafts", "Published", "Held")
    print_table(session, ("Name", "Kind", "Guests", "From", "To", "Rounds", *numbers), rows, right=numbers)


@program.command("show")
@click.argument("name")
@pass_session
def show_program(session: Session, name: str) -> None:
    """Show the settings, the charter and the rounds of a program, and who is enrolled."""
    with session.desk() as desk:
        page, found, today = service.show(desk, name), look(desk, name), desk.clock.today()
    if session.json:
        show_json(whole_page_json(page, found))
        return
    print_page(session, page, found, today)


@program.command("copy")
@click.argument("name")
@click.argument("new")
@click.option(
    "--start", type=day, metavar="DATE", help="The first Monday; another day means the next. Default: after the end."
)
@click.option("--enrol", is_flag=True, help="Everybody has the answer that they gave to NAME.")
@pass_session
def copy_program(session: Session, name: str, new: str, start: date | None, enrol: bool) -> None:
    """Make a program called NEW like the program NAME: its settings, objective, measures, sponsors and steps.

    Readings, agreements, pins and pairings stay behind, and so do enrolments without --enrol.
    """
    with session.desk() as desk, from_the_call():
        page = copies.copy(desk, name, copies.Copy(name=new, start=start, enrol=enrol))
    if session.json:
        show_json(page_json(page))
    else:
        say(f"{page.program.name}: {page.program.kind.label}, {page.program.days}, {page.row.people} people.")


@program.command()
@click.argument("name")
@click.option("--off", is_flag=True, help="Take it out of the archive again.")
@pass_session
def archive(session: Session, name: str, off: bool) -> None:
    """Put a program away; what happened in it stays in the history."""
    with session.desk() as desk:
        service.archive(desk, name, archived=not off)
        row = service.show(desk, name).row
    if session.json:
        show_json({"program": program_row_json(row)})
    else:
        say(f"{row.name} {'taken out of the archive' if off else 'archived'}.")
