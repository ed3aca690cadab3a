"""What `solve` does with a problem of composite teams."""

from pathlib import Path

from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.files import write_file
from ridealong.cli.interrupts import interruptible
from ridealong.cli.output import say, show_text
from ridealong.cli.progress import progress_line
from ridealong.domain.errors import Interrupted
from ridealong.domain.wording import many
from ridealong.planning.teams.plan import TeamsPlan
from ridealong.planning.teams.plan_json import teams_plan_to_json
from ridealong.planning.teams.problem_json import parse_teams_problem
from ridealong.planning.teams.quality import possible_words
from ridealong.planning.teams.solve import solve_teams


def solve_teams_document(document: object, *, out: Path | None, seconds: float | None) -> int:
    """Plan a problem of composite teams from parsed JSON, and write the plan to a file or to stdout.

    Args:
        seconds: stop after so long with the best plan yet.

    Returns:
        The exit code: slots that stay open need attention.

    Raises:
        RidealongError: the problem is wrong, its pins cannot all be kept, or the plan cannot be written.
        Interrupted: Ctrl-C was pressed; nothing is written.
    """
    given = parse_teams_problem(document)
    with progress_line("Planning") as told, interruptible() as pressed:
        plan = solve_teams(given, seconds=seconds, told=told, cancelled=pressed)
    if plan.stopped == "cancelled":
        raise Interrupted("interrupted. No plan was written")
    text = teams_plan_to_json(plan)
    if out is None:
        show_text(text)
    else:
        write_file(out, text)
        _tell(plan, out)
    return NEEDS_ATTENTION if plan.open else DONE


def _tell(plan: TeamsPlan, out: Path) -> None:
    quality = (
        "no plan can be better"
        if plan.proved
        else f"not proved to be the best, {possible_words(plan.score, plan.bound, plan.gap_percent)}"
    )
    say(f"{many(plan.score.filled, 'slot')} filled, {len(plan.open)} open; {quality}. Written to {out}.")
