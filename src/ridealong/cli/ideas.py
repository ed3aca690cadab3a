"""The commands about ideas, from spark to project."""

import click

from ridealong.cli.options import Group
from ridealong.cli.outcome_documents import idea_json
from ridealong.cli.outcome_values import idea_number, idea_state
from ridealong.cli.output import say, show, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import from_the_call, pairing
from ridealong.domain.ideas import Idea, IdeaState
from ridealong.domain.wording import many
from ridealong.services.outcomes import ideas as service

_STATES = "open, taken-up, project, done or dropped"


@click.group(cls=Group)
def ideas() -> None:
    """What people would try after a visit: from a spark to a project, each with an owner and a state."""


@ideas.command("list")
@click.argument("search", nargs=-1)
@click.option("--program", default="", metavar="NAME", help="Only ideas from this program.")
@click.option("--owner", default="", metavar="EMAIL", help="Only ideas that this person sees to.")
@click.option("--unowned", is_flag=True, help="Only ideas that nobody sees to.")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=idea_state,
    metavar="STATE",
    help=f"{_STATES}; may be given more than once.",
)
@click.option("--limit", type=click.IntRange(1), help="At most so many, the newest. Default: all.")
@pass_session
def list_(
    session: Session,
    *,
    search: tuple[str, ...],
    program: str,
    owner: str,
    unowned: bool,
    states: tuple[IdeaState, ...],
    limit: int | None,
) -> None:
    """List ideas, the newest first: all, or those with some words and terms in SEARCH.

    \b
    Terms: state:open owner:ana program:spring
    """
    if unowned and owner:
        raise click.UsageError("--unowned are those without an --owner: leave out one of the two")
    query = service.IdeaQuery(text=" ".join(search), program=program, owner=owner, states=states, unowned=unowned)
    with session.desk() as desk, from_the_call():
        found = service.page(desk, query, limit=limit)
    if session.json:
        show_json({"ideas": [idea_json(one.idea) for one in found.rows]})
        return
    rows = [
        (one.number, one.noted, one.state.label, one.owner_name or "-", one.program or "-", one.text)
        for one in (row.idea for row in found.rows)
    ]
    print_table(session, ("Id", "Noted", "State", "Owner", "Program", "Idea"), rows, right=("Id",), spare=True)
    listed = f"{len(found.rows):,} of " if found.total > len(found.rows) else ""
    say(f"{listed}{many(found.total, 'idea')}.")


@ideas.command("show")
@click.argument("number", type=idea_number, metavar="ID")
@pass_session
def show_(session: Session, number: int) -> None:
    """Show the idea with the number ID."""
    with session.desk() as desk:
        idea = service.show(desk, number).idea
    if session.json:
        show_json({"idea": idea_json(idea)})
        return
    whence = "; ".join(
        part for part in (idea.program, f"pairing {idea.pairing}" if idea.pairing is not None else "") if part
    )
    show([idea.text, f"State: {idea.state.label}, since {idea.changed}", f"Noted: {idea.noted}"])
    if whence:
        show([f"From: {whence}"])
    show([f"Owner: {_owner(idea)}"])
    if idea.note:
        show([f"Note: {idea.note}"])


@ideas.command()
@click.argument("text")
@click.option("--program", default="", metavar="NAME", help="Which program it comes from.")
@click.option("--pairing", "number", type=pairing, metavar="PAIRING", help="Which visit it comes from.")
@click.option("--owner", default="", metavar="EMAIL", help="Who sees to it.")
@click.option("--state", type=idea_state, default="open", metavar="STATE", help=f"{_STATES}; open is the default.")
@click.option("--named", is_flag=True, help="The owner agreed to be named beside it in reports.")
@click.option("--note", default="", metavar="TEXT", help="What there is to say of it.")
@pass_session
def add(
    session: Session,
    /,
    *,
    text: str,
    program: str,
    number: int | None,
    owner: str,
    state: IdeaState,
    named: bool,
    note: str,
) -> None:
    """Note the idea TEXT."""
    new = service.NewIdea(text=text, program=program, pairing=number, owner=owner, state=state, named=named, note=note)
    with session.desk() as desk, from_the_call():
        _told(session, service.add(desk, new).idea)


@ideas.command()
@click.argument("number", type=idea_number, metavar="ID")
@click.option("--state", type=idea_state, metavar="STATE", help=f"{_STATES}.")
@click.option("--owner", metavar="EMAIL", help="Who sees to it; 'none' for nobody any more.")
@click.option("--text", metavar="TEXT", help="How it reads.")
@click.option("--named/--not-named", default=None, help="Whether the owner agreed to be named beside it in reports.")
@click.option("--note", metavar="TEXT", help="What became of it; empty for nothing.")
@pass_session
def edit(
    session: Session,
    /,
    *,
    number: int,
    state: IdeaState | None,
    owner: str | None,
    text: str | None,
    named: bool | None,
    note: str | None,
) -> None:
    """Say what becomes of the idea with the number ID, who sees to it, or how it reads.

    An open idea is a spark; somebody takes it up, makes it a project, and gets it done, or it is dropped. Another owner
    than before has not agreed to be named.
    """
    if owner is not None and owner.strip().casefold() == "none":
        owner = ""
    change = service.IdeaChange(state=state, owner=owner, text=text, named=named, note=note)
    if change == service.IdeaChange():
        raise click.UsageError("Say what is different: --state, --owner, --text, --named, --not-named or --note")
    with session.desk() as desk, from_the_call():
        _told(session, service.change(desk, number, change).idea)


@ideas.command()
@click.argument("number", type=idea_number, metavar="ID")
@pass_session
def remove(session: Session, number: int) -> None:
    """Take the idea with the number ID off the list; `edit --state dropped` keeps it there."""
    with session.desk() as desk:
        gone = service.remove(desk, number).idea
    if session.json:
        show_json({"idea": idea_json(gone), "removed": True})
    else:
        say(f"Idea {gone.number} is off the list.")


def _told(session: Session, idea: Idea) -> None:
    if session.json:
        show_json({"idea": idea_json(idea)})
    else:
        say(f"Idea {idea.number} is {idea.state.said}; owner: {_owner(idea)}.")


def _owner(idea: Idea) -> str:
    if not idea.owner_email:
        return "nobody yet"
    left = ", who has left" if idea.owner_left else ""
    return f"{idea.owner_name}{left}{', named in reports' if idea.named else ''}"
