"""The command that runs the planner alone, without a database."""

from pathlib import Path

import click

from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.files import write_file
from ridealong.cli.interrupts import interruptible
from ridealong.cli.options import Command
from ridealong.cli.output import say, show_text
from ridealong.cli.progress import planned, progress_line
from ridealong.domain.errors import Interrupted
from ridealong.planning.plan import Plan
from ridealong.planning.plan_json import plan_to_json
from ridealong.planning.problem_json import read_problem
from ridealong.planning.solve import solve as solve_problem

_FILE = click.Path(path_type=Path)


@click.command(cls=Command)
@click.argument("problem", type=_FILE, metavar="PROBLEM.json")
@click.option("--out", type=_FILE, metavar="PLAN.json", help="Write the plan to this file; default: stdout.")
@click.option(
    "--seconds", type=click.FloatRange(min=0, min_open=True), metavar="S", help="Stop after so long, with the best yet."
)
def solve(problem: Path, out: Path | None, seconds: float | None) -> int:
    """Solve a planning problem (format ridealong-problem/1) and write the plan (format ridealong-plan/1).

    Rounds count from 0 here. The exit code is 3 where places stay open for another reason than somebody being away.
    """
    with progress_line() as told, interruptible() as pressed:
        plan = solve_problem(read_problem(problem), seconds=seconds, progress=planned(told), cancelled=pressed)
    if plan.stopped == "cancelled":
        raise Interrupted("interrupted. No plan was written")
    if out is None:
        show_text(plan_to_json(plan))
    else:
        write_file(out, plan_to_json(plan))
        _tell(plan, out)
    return DONE if all(one.only_away for one in plan.open) else NEEDS_ATTENTION


def _tell(plan: Plan, out: Path) -> None:
    quality = "no plan can be better" if plan.proved else f"at most {plan.gap_percent:.2g} % better is possible"
    say(f"{plan.score.placed} places filled, {len(plan.open)} open; {quality}. Written to {out}.")
