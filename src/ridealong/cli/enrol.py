"""The command that notes who takes part in a program."""

from collections.abc import Sequence
from datetime import date

import click

from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.imports import rejection_lines
from ridealong.cli.options import Command
from ridealong.cli.output import say, show, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.values import day, enrolment_state, from_the_call
from ridealong.cli.who import read_who
from ridealong.domain.programs import EnrolmentState
from ridealong.domain.wording import many
from ridealong.exchange.json_out import rejection_json
from ridealong.exchange.results import Rejection
from ridealong.services import programs


@click.command(cls=Command)
@click.argument("program")
@click.argument("who", nargs=-1, required=True, metavar="all|EMAIL...|FILE.csv")
@click.option(
    "--state",
    type=enrolment_state,
    default="agreed",
    metavar="STATE",
    help="What they said: asked, agreed (the default), paused or declined. Only the agreed are planned.",
)
@click.option("--until", type=day, metavar="DATE", help="The last day of a pause.")
@pass_session
def enrol(session: Session, program: str, who: tuple[str, ...], state: EnrolmentState, until: date | None) -> int:
    """Note that people take part in PROGRAM: all, some addresses, or those in a CSV file with a column email.

    `all` does not overrule who has declined or is paused; naming them does.
    """
    with session.desk() as desk:
        named = read_who(desk, who)
        with from_the_call():
            number = programs.enrol(desk, program, named.who, state, until)
    _tell(session, program, number, state, named.rejected)
    return NEEDS_ATTENTION if named.rejected else DONE


def _tell(session: Session, program: str, number: int, state: EnrolmentState, rejected: Sequence[Rejection]) -> None:
    if session.json:
        bad = [rejection_json(one) for one in rejected]
        show_json({"program": program, "enrolled": number, "state": str(state), "rejected": bad})
        return
    show(rejection_lines(rejected))
    say(f"{many(number, 'person', 'people')} newly {state} in {program}.")
