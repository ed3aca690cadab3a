"""The commands that say why two people are paired or not, and who else could be."""

import click

from ridealong.cli.documents import pairing_json
from ridealong.cli.options import Command
from ridealong.cli.output import show, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.domain.fit import Fit
from ridealong.domain.programs import EnrolmentState
from ridealong.services import people, programs
from ridealong.services.candidates import candidates as candidates_for
from ridealong.services.desk import Desk
from ridealong.services.why import why as why_these

ROUND = click.IntRange(min=1)


@click.command(cls=Command)
@click.argument("one", metavar="EMAIL")
@click.argument("other", metavar="EMAIL")
@click.option("--program", metavar="NAME", help="In this program.")
@pass_session
def why(session: Session, one: str, other: str, program: str | None) -> None:
    """Why two people are paired, or why not and what would allow it."""
    with session.desk() as desk:
        found = why_these(desk, one, other, program)
    if session.json:
        show_json(
            {
                "people": [found.one.email, found.other.email],
                "fit": _fit_json(found.fit) if found.fit else None,
                "kept_apart": [
                    {"rule": rule.rule, "why": rule.why, "remedy": rule.remedy} for rule in found.kept_apart
                ],
                "paired": [pairing_json(row) for row in found.paired],
                "sentences": list(found.sentences),
            }
        )
        return
    show(found.sentences)
    if found.fit:
        rows = [(part.name, f"{part.points} of {part.most}", part.why) for part in found.fit.parts]
        print_table(session, ("Part", "Points", "Why"), rows, right=("Points",))


def _fit_json(fit: Fit) -> dict[str, object]:
    parts = [{"name": one.name, "points": one.points, "most": one.most, "why": one.why} for one in fit.parts]
    return {"points": fit.points, "parts": parts}


@click.command(cls=Command)
@click.argument("email")
@click.option("--program", metavar="NAME", help="The program; default: the only one the person takes part in.")
@click.option("--round", "number", type=ROUND, metavar="N", help="The round, counted from 1; default: any.")
@pass_session
def candidates(session: Session, email: str, program: str | None, number: int | None) -> None:
    """Rank everyone for the open place of the guest EMAIL, the best first."""
    with session.desk() as desk:
        name = program or _only_program(desk, email)
        found = candidates_for(desk, email, name, None if number is None else number - 1)
    if session.json:
        rows = [{"email": one.email, "fit": one.fit, "met": one.met, "free": one.free, "why": one.why} for one in found]
        show_json({"program": name, "round": None if number is None else number - 1, "candidates": rows})
        return
    table = [(one.name, one.team, one.fit, one.met, "yes" if one.free else "no", one.why) for one in found]
    print_table(session, ("Name", "Team", "Fit", "Met", "Free", "Why"), table, right=("Fit", "Met"))


def _only_program(desk: Desk, email: str) -> str:
    agreed = {name for name, state in people.show(desk, email).programs if state is EnrolmentState.AGREED}
    names = [row.name for row in programs.list_all(desk) if row.name in agreed]
    if len(names) == 1:
        return names[0]
    known = f"{email} takes part in {', '.join(names)}" if names else f"{email} takes part in no program"
    raise click.UsageError(f"{known}. Name one with --program")
