"""The command that runs the planner alone, without a database."""

from pathlib import Path

import click

from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.files import write_file
from ridealong.cli.interrupts import interruptible
from ridealong.cli.options import Command
from ridealong.cli.output import say, show_text
from ridealong.cli.progress import planned, progress_line
from ridealong.cli.session import Session, pass_session
from ridealong.domain.errors import Interrupted
from ridealong.domain.wording import at_most_percent
from ridealong.planning.documents import load_document
from ridealong.planning.garbage import without_collection
from ridealong.planning.plan import Plan
from ridealong.planning.plan_json import plan_to_json
from ridealong.planning.problem import Problem
from ridealong.planning.problem_json import parse_problem
from ridealong.planning.solve import solve as solve_problem
from ridealong.planning.teams.problem import FORMAT as TEAMS

_FILE = click.Path(path_type=Path)


@click.command(cls=Command)
@click.argument("problem", type=_FILE, metavar="PROBLEM.json")
@click.option("--out", type=_FILE, metavar="PLAN.json", help="Write the plan to this file; default: stdout.")
@click.option(
    "--seconds", type=click.FloatRange(min=0, min_open=True), metavar="S", help="Stop after so long, with the best yet."
)
@click.option("--repair", "broken", type=_FILE, metavar="PLAN.json", help="Change this plan as little as needed.")
@click.option("--held", type=click.IntRange(min=0), default=0, metavar="N", help="With --repair: rounds that are over.")
@click.option("--compare", "earlier", type=_FILE, metavar="PLAN.json", help="Print how the plan differs from this one.")
@pass_session
@without_collection()
def solve(
    session: Session,
    *,
    problem: Path,
    out: Path | None,
    seconds: float | None,
    broken: Path | None,
    held: int,
    earlier: Path | None,
) -> int:
    """Solve a planning problem (format ridealong-problem/1) and write the plan (format ridealong-plan/1).

    A problem of composite teams (format ridealong-teams/1) becomes a plan of teams (format ridealong-teams-plan/1):
    weeks count from 0, and the exit code is 3 where slots stay open.

    With --repair, a plan that was made before is changed as little as the problem as it is now allows (format
    ridealong-repair/1). With --compare, the comparison is what goes to stdout, and the plan only to a file.
    Rounds count from 0 here. The exit code is 3 where places stay open for another reason than somebody being away.
    """
    if held and broken is None:
        raise click.UsageError("--held N is for a plan to repair. Name it with --repair PLAN.json")
    given = _read(problem)
    if isinstance(given, dict):
        from ridealong.cli.solve_teams import solve_teams_document  # noqa: PLC0415 - few calls need it

        if broken is not None or earlier is not None:
            raise click.UsageError("--repair and --compare are for plans of visits; PROBLEM.json is of composite teams")
        return solve_teams_document(given, out=out, seconds=seconds)
    if broken is not None:
        plan, text = _repaired(given, broken, held, out)
    else:
        with progress_line("Planning") as told, interruptible() as pressed:
            plan = solve_problem(given, seconds=seconds, progress=planned(told), cancelled=pressed)
        if plan.stopped == "cancelled":
            raise Interrupted("interrupted. No plan was written")
        text = plan_to_json(plan)
    if earlier is not None:
        from ridealong.cli.earlier_plan import show_comparison  # noqa: PLC0415 - few calls need it

        show_comparison(given, earlier, plan, as_json=session.json)
    _write(plan, text, out, shown=earlier is None, told=broken is None)
    return DONE if all(one.only_away for one in plan.open) else NEEDS_ATTENTION


def _read(path: Path) -> Problem | dict[str, object]:
    """A problem of visits, or the document of one of composite teams."""
    # Visits are read here, so that what was parsed does not fill the memory while they are planned.
    document = load_document(path, "problem")
    return document if document.get("format") == TEAMS else parse_problem(document, path.parent)


def _repaired(problem: Problem, broken: Path, held: int, out: Path | None) -> tuple[Plan, str]:
    from ridealong.cli.earlier_plan import repaired, tell_repair  # noqa: PLC0415 - few calls need it
    from ridealong.planning.repair_json import repair_to_json  # noqa: PLC0415 - as above

    done = repaired(problem, broken, held)
    tell_repair(done, out)
    return done.plan, repair_to_json(done)


def _write(plan: Plan, text: str, out: Path | None, *, shown: bool, told: bool) -> None:
    if out is not None:
        write_file(out, text)
        if told:
            _tell(plan, out)
    elif shown:
        show_text(text)


def _tell(plan: Plan, out: Path) -> None:
    quality = (
        "no plan can be better"
        if plan.proved
        else f"not proved to be the best, at most {at_most_percent(plan.gap_percent)} better is possible"
    )
    say(f"{plan.score.placed} places filled, {len(plan.open)} open; {quality}. Written to {out}.")
