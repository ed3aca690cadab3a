"""Composite teams formed: what `teams form` does, and `plan` for programs whose people work in teams."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.files import write_file
from ridealong.cli.interrupts import interruptible
from ridealong.cli.output import say, show, show_json
from ridealong.cli.progress import progress_line
from ridealong.cli.session import Session
from ridealong.cli.team_json import formed_json
from ridealong.cli.team_words import open_lines, print_slots, trouble_lines
from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.pairings import UNMARKED
from ridealong.domain.programs import name_identity
from ridealong.domain.wording import many
from ridealong.planning.teams.problem_json import teams_problem_to_json
from ridealong.services.teams import forming
from ridealong.services.teams.forming import Formed
from ridealong.services.teams.views import TeamView

if TYPE_CHECKING:
    from ridealong.services.desk import Desk


def form(
    session: Session,
    desk: "Desk",
    program: str,
    *,
    teams: Collection[str] = (),
    fill: bool = False,
    seed: int = 0,
    seconds: float | None = None,
    dry_run: bool = False,
    problem: Path | None = None,
) -> int:
    """Form teams and print them, and write their problem to a file where one is given; returns the exit code."""
    if problem is not None:
        with progress_line("Reading who is there"):
            found = forming.problem(desk, program, teams=teams, fill=fill, seed=seed)
        write_file(problem, teams_problem_to_json(found))
        say(f"The problem is written to {problem}.")
    with progress_line("Reading who is there") as told, interruptible() as pressed:
        formed = forming.form(
            desk,
            program,
            teams=teams,
            fill=fill,
            seed=seed,
            seconds=seconds,
            dry_run=dry_run,
            told=told,
            cancelled=pressed,
        )
    shown = _shown(formed, teams)
    troubled = any(view.troubles for one in shown for slot in one.slots for view in slot.embeds)
    if session.json:
        show_json(formed_json(formed, shown, seed=seed, dry_run=dry_run))
    else:
        print_slots(session, shown)
        show(open_lines(shown))
        show(trouble_lines(shown))
        show([f"{many(formed.new, 'new draft')}, {formed.kept:,} as before.", _score_line(formed, shown)])
    if dry_run:
        say("A dry run: nothing was changed.")
    elif any(one.drafts for one in shown) and not troubled:
        say(f'Next: ridealong publish "{formed.page.program.name}"')
    return NEEDS_ATTENTION if troubled or any(one.open for one in shown) else DONE


def _shown(formed: Formed, teams: Collection[str]) -> Sequence[TeamView]:
    """The teams that were formed, or could have been: those that were named, or all that have days to come."""
    wanted = {name_identity(one) for one in teams}
    return [one for one in formed.page.teams if (one.team.identity in wanted if wanted else one.state in UNMARKED)]


def _score_line(formed: Formed, teams: Sequence[TeamView]) -> str:
    score, slots = formed.score, sum(len(one.slots) for one in teams)
    taken = slots - sum(len(one.open) for one in teams)
    asked = sum(one.kind is DemandKind.WISH for team in formed.page.teams for one in team.team.demands)
    said = [f"{taken} of {many(slots, 'slot')} filled"]
    said += [f"{score.wishes} of {many(asked, 'wish', 'wishes')} met"] if asked else []
    # Contacts are those of all teams of the program together.
    said += [many(score.new_pairs, "new contact")] if len(teams) == len(formed.page.teams) else []
    return f"{', '.join(said)}; {_quality(formed)}."


def _quality(formed: Formed) -> str:
    if formed.proved:
        return "no plan can be better"
    return f"not proved to be the best: {formed.possible}"


def refuse_options(program: str, given: Collection[str]) -> None:
    """Refuse options that are about rounds of pairings; raises UsageError where some, by their names, were given."""
    if given:
        raise click.UsageError(
            f"{', '.join(sorted(given))}: the people of '{program}' work in composite teams, which have no rounds. "
            "`ridealong teams form --help` says what there is for them"
        )
