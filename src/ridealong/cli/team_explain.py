"""The commands that say why somebody is in a slot of a composite team or not, and who else there is for it."""

from collections.abc import Sequence
from datetime import date

import click

from ridealong.cli.options import Command
from ridealong.cli.output import say, show, show_json
from ridealong.cli.progress import progress_line
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import has_room, print_table
from ridealong.cli.team_json import candidate_json, why_json
from ridealong.cli.team_values import NUMBER
from ridealong.cli.values import day
from ridealong.planning.teams.candidates import Openness
from ridealong.services.teams import explaining, teams
from ridealong.services.teams.explaining import SlotCandidate

_OPEN = {
    Openness.THERE: "in it",
    Openness.FREE: "free",
    Openness.MOVES: "in other teams",
    Openness.IN_THE_WAY: "others in the way",
    Openness.HINDERED: "cannot",
}


@click.command(cls=Command)
@click.argument("program")
@click.argument("team")
@click.argument("email")
@click.option("--slot", type=NUMBER, metavar="N", help="The slot; default: the one they are in, or the best for them.")
@pass_session
def why(session: Session, program: str, team: str, email: str, slot: int | None) -> None:
    """Why EMAIL is in a TEAM of PROGRAM, or why not and what would allow it."""
    with session.desk() as desk, progress_line("Looking into it"):
        found = explaining.why(desk, program, team, email, slot)
    if session.json:
        show_json(why_json(found))
        return
    if not found.inside:
        show([f"{found.name} is not in slot {found.slot} of {found.team}."])
    show(found.sentences)
    if found.parts:
        rows = [(one.words, f"{one.points:+,}") for one in found.parts]
        title = "What it adds to the plan" if found.inside else "What it would change in the plan"
        print_table(session, (title, "Points"), rows, right=("Points",))
    if found.others:
        show(["Who else could take it at once:"])
        _print_candidates(session, found.others)


@click.command(cls=Command)
@click.argument("program")
@click.argument("team")
@click.argument("slot", type=NUMBER)
@click.option("--on", type=day, metavar="DATE", help="Who could come after the last day of whoever is in it by then.")
@pass_session
def candidates(session: Session, program: str, team: str, slot: int, on: date | None) -> None:
    """Rank everybody of the side of SLOT, by its number in TEAM, with all others where they are.

    `Load` is what they do already in the weeks of the slot, drafts included. `Plan` is what all teams together gain
    (`+`) or lose (`-`) in points with them in the slot, beside that it is filled: by nice topics, what they want to
    learn, who has met before, how senior the team is, and wishes. It is empty for who has the slot, or cannot take it.
    `ridealong teams change --put EMAIL:SLOT` puts one in.
    """
    with session.desk() as desk, progress_line("Comparing people"):
        found = explaining.candidates_for(desk, program, team, slot, on=on)
        view = teams.show(desk, program, team)
    if session.json:
        rows = [candidate_json(one) for one in found]
        show_json({"program": view.program, "team": view.team.name, "slot": slot, "candidates": rows})
        return
    _print_candidates(session, found)
    if not any(one.openness in (Openness.THERE, Openness.FREE) for one in found):
        say("Nobody could take it at once.")


def _print_candidates(session: Session, some: Sequence[SlotCandidate]) -> None:
    rows = [
        (
            one.name,
            one.home_team,
            _OPEN[one.openness],
            str(one.load),
            "" if one.gain is None else f"{one.gain:+,}",
            "; ".join(one.knows),
            "; ".join(one.lacks),
            "; ".join(one.reasons),
        )
        for one in some
    ]
    titles = ("Name", "Home team", "Now", "Load", "Plan", "Knows", "Lacks", "In the way")
    if has_room(titles, rows):
        print_table(session, titles, rows, right=("Plan",))
        return
    # Reasons are long, and many have the same: where there is little room, each stands once below the table.
    print_table(session, titles[:-1], [row[:-1] for row in rows], right=("Plan",), wrap=True)
    held: dict[str, list[str]] = {}
    for one in some:
        for reason in one.reasons:
            held.setdefault(reason, []).append(one.name)
    # Most reasons name whom they are about by themselves.
    show(reason if names[0] in reason else f"{reason}: {', '.join(names)}" for reason, names in held.items())
