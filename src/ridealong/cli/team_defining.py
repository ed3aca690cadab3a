"""The commands that make composite teams and take them out: added, removed, from a template."""

from datetime import date

import click

from ridealong.cli.options import Command
from ridealong.cli.output import say, show, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.team_json import team_json, template_json
from ridealong.cli.team_values import LEAST, meets, slot, task
from ridealong.cli.team_words import print_slot_words, print_tasks
from ridealong.cli.values import day, from_the_call
from ridealong.domain.composite_teams import FOCUS_AREAS, Task
from ridealong.domain.programs import CheckIn
from ridealong.domain.team_templates import TEMPLATES
from ridealong.domain.team_values import SlotWords
from ridealong.domain.wording import many
from ridealong.services.teams import defining
from ridealong.services.teams.defining import NewTeam
from ridealong.services.teams.views import TeamView

AREAS = f"Its area, such as {', '.join(FOCUS_AREAS)}; any other will do."


@click.command(cls=Command)
@click.argument("program")
@click.argument("name")
@click.option(
    "--template",
    type=click.Choice(tuple(TEMPLATES)),
    metavar="NAME",
    help="Start from a template; `ridealong teams templates` lists them.",
)
@click.option("--purpose", default="", metavar="TEXT", help="What it is for, in business words.")
@click.option("--focus", default="", metavar="AREA", help=AREAS)
@click.option("--from", "first", type=day, metavar="DATE", help="Its first day. Default: when the next round begins.")
@click.option("--until", "last", type=day, metavar="DATE", help="Its last day. Default: as long as a round lasts.")
@click.option("--least", type=LEAST, metavar="N", help="How many people it takes at least. Default: 2.")
@click.option("--place", default="", metavar="TEXT", help="Where it sits or meets. Default: the place of the program.")
@click.option(
    "--meets", type=meets, metavar="WHEN", help='Every week, such as "Wed 10:00 45". Default: as the program says.'
)
@click.option(
    "--slot",
    "slots",
    type=slot,
    multiple=True,
    metavar="SLOT",
    help='"side=it, name=Data engineer, must=sql;python, nice=dbt, share=50, from=DATE, until=DATE"; one for each.',
)
@click.option(
    "--task",
    "tasks",
    type=task,
    multiple=True,
    metavar="TASK",
    help='"Choose a vendor: A=1 R=2,3 C=4 I=5", by the numbers of slots; one for each.',
)
@pass_session
def add(
    session: Session,
    /,
    *,
    program: str,
    name: str,
    template: str | None,
    purpose: str,
    focus: str,
    first: date | None,
    last: date | None,
    least: int | None,
    place: str,
    meets: CheckIn | None,
    slots: tuple[SlotWords, ...],
    tasks: tuple[Task, ...],
) -> None:
    """Make the composite team NAME in PROGRAM, with slots for both sides.

    A slot has a side and a name; must are topics that whoever takes it knows, nice those that it is good to know, and
    share is how much of a week it takes, in percent. Slots are numbered in their order, from 1. For a task, A is who
    answers for it, R who does it, C who is asked before and I who is told after.
    """
    with from_the_call():
        new = NewTeam(
            name=name,
            first=first,
            last=last,
            purpose=purpose,
            focus=focus,
            least=least,
            place=place,
            meets=meets,
            template=template or "",
            slots=[one.new() for one in slots],
            tasks=tasks,
        )
    with session.desk() as desk, from_the_call():
        made = defining.create(desk, program, new)
    if session.json:
        show_json({"team": team_json(made)})
    else:
        say(f"{made.program}: {made.team.name}, {made.team.days}, {many(len(made.slots), 'slot')}.")
    for notice in made.notices:
        say(notice)
    if not session.json:
        _say_next(made)


def _say_next(made: TeamView) -> None:
    if made.slots:
        say(f'Next: ridealong teams form "{made.program}"')
    else:
        say(f'It needs slots: ridealong teams change "{made.program}" "{made.team.name}" --add-slot SLOT')


@click.command(cls=Command)
@click.argument("program")
@click.argument("team")
@pass_session
def remove(session: Session, program: str, team: str) -> None:
    """Take a TEAM out that nobody was told of, with its slots, tasks and drafts."""
    with session.desk() as desk:
        gone = defining.remove(desk, program, team)
    if session.json:
        show_json({"program": program, "team": gone, "removed": True})
    else:
        say(f"{gone} is taken out. `ridealong undo` brings it back.")


@click.command(cls=Command)
@pass_session
def templates(session: Session) -> None:
    """List the templates of composite teams, with their slots and tasks."""
    if session.json:
        show_json({"templates": [template_json(name, one) for name, one in TEMPLATES.items()]})
        return
    for number, (name, one) in enumerate(TEMPLATES.items()):
        show([""] if number else [])
        show([f"{name}: {one.purpose} ({one.focus}, at least {many(one.least, 'person', 'people')})"])
        print_slot_words(session, one.slots)
        print_tasks(session, one.slots, one.tasks)
