"""The commands about composite teams: formed, listed and looked at, with those that make and change them."""

from pathlib import Path

import click

from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.options import Group
from ridealong.cli.output import say, show, show_json
from ridealong.cli.progress import progress_line
from ridealong.cli.session import Session, pass_session
from ridealong.cli.team_changes import change
from ridealong.cli.team_defining import add, remove, templates
from ridealong.cli.team_endings import end, mark
from ridealong.cli.team_explain import candidates, why
from ridealong.cli.team_files import export, import_
from ridealong.cli.team_json import team_json, teams_json
from ridealong.cli.team_plans import form as form_teams
from ridealong.cli.team_words import print_team, print_teams
from ridealong.domain.pairings import State
from ridealong.domain.wording import many
from ridealong.services.teams import teams as service
from ridealong.services.teams.views import TeamView


@click.group(cls=Group)
def teams() -> None:
    """Composite teams: people of both sides who work on one purpose for some weeks, each in a slot.

    Make a program with `ridealong program create NAME --kind composite`, add teams, form them, and publish the program:
    `ridealong publish` tells everybody. From then on, `teams change` and `teams end` are for what comes in between.
    """


for _command in (add, candidates, change, end, export, import_, mark, remove, templates, why):
    teams.add_command(_command)


@teams.command()
@click.argument("program")
@click.option("--team", "names", multiple=True, metavar="NAME", help="Only this one; may be given more than once.")
@click.option("--fill", is_flag=True, help="Leave drafts as they are, and fill only what nobody takes.")
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, metavar="N", help="Another seed: mostly another plan as good."
)
@click.option(
    "--seconds", type=click.FloatRange(min=0, min_open=True), metavar="S", help="Stop after so long, with the best yet."
)
@click.option("--dry-run", is_flag=True, help="Print the teams, and keep nothing of it.")
@click.option(
    "--problem", type=click.Path(path_type=Path), metavar="FILE.json", help="Also write the problem, for `solve`."
)
@pass_session
def form(
    session: Session,
    *,
    program: str,
    names: tuple[str, ...],
    fill: bool,
    seed: int,
    seconds: float | None,
    dry_run: bool,
    problem: Path | None,
) -> int:
    """Fill the slots of the teams of PROGRAM with those who agreed to take part, all at once, as drafts.

    What is published stays as it is; other drafts are made anew, unless --fill is given. Who is pinned is in, who is
    excluded is not, and wishes are met as far as can be. The exit code is 3 where slots stay open, with the reasons.
    Ctrl-C stops it, and nothing is changed.
    """
    with session.desk() as desk:
        return form_teams(
            session, desk, program, teams=names, fill=fill, seed=seed, seconds=seconds, dry_run=dry_run, problem=problem
        )


@teams.command("show")
@click.argument("program")
@click.argument("team", required=False)
@click.option("--all", "everything", is_flag=True, help="Also teams that were called off.")
@click.option("--loads", is_flag=True, help="Also how much of each week the exchange takes of the people in it.")
@click.option("--reasons", is_flag=True, help="Also why it ended early or was called off; private.")
@pass_session
def show_(session: Session, *, program: str, team: str | None, everything: bool, loads: bool, reasons: bool) -> int:
    """List the teams of PROGRAM; or show one TEAM: slots and people, topics, tasks, and what is wrong with it.

    The exit code is 3 where slots are open, or somebody cannot be there.
    """
    if team is None and (loads or reasons):
        raise click.UsageError("--loads and --reasons are about one TEAM: name it")
    with session.desk() as desk, progress_line("Reading the teams"):
        if team is not None:
            found = service.show(desk, program, team)
            return _show_one(session, found, loads=loads, reasons=reasons)
        page = service.page(desk, program)
    some = [one for one in page.teams if everything or one.state is not State.CANCELLED]
    if session.json:
        show_json(teams_json(page, some))
    else:
        print_teams(session, some)
        show(page.sentences)
        if hidden := len(page.teams) - len(some):
            are, them = ("is", "it") if hidden == 1 else ("are", "them")
            say(f"{many(hidden, 'called-off team')} {are} hidden: --all shows {them}.")
    return NEEDS_ATTENTION if any(_wants(one) for one in some) else DONE


def _show_one(session: Session, one: TeamView, *, loads: bool, reasons: bool) -> int:
    hidden = bool(one.team.reason) and not reasons
    if session.json:
        document = team_json(one, loads=loads, reason=reasons)
        show_json({"teams": [document], "hidden_reasons": int(hidden)})
    else:
        print_team(session, one, loads=loads, reason=reasons)
        if hidden:
            say("1 reason kept private: --reasons shows it.")
    return NEEDS_ATTENTION if _wants(one) else DONE


def _wants(one: TeamView) -> bool:
    return bool(one.open) or any(view.troubles for slot in one.slots for view in slot.embeds)
