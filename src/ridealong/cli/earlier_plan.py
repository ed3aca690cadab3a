"""What `solve` does with a plan that was made before: repair it, and compare with it."""

from pathlib import Path

from ridealong.cli.output import say, show, show_json
from ridealong.domain.wording import many
from ridealong.planning.compare import compare
from ridealong.planning.compare_json import comparison_document
from ridealong.planning.compare_text import comparison_lines
from ridealong.planning.plan import Plan
from ridealong.planning.plan_json import read_plan
from ridealong.planning.problem import Problem
from ridealong.planning.repair import Repair, repair


def repaired(problem: Problem, plan: Path, held: int) -> Repair:
    """The plan in a file, repaired for a problem; rounds before `held` are over."""
    return repair(problem, read_plan(plan).assignments, held_before=held)


def tell_repair(done: Repair, out: Path | None) -> None:
    """Say what a repair changed, and why, and which file it is written to."""
    for one in done.changes:
        say(f"{one.guest}: {_place(one.before)} -> {_place(one.after)} ({one.reason})")
    moved = f", {done.moved} of them to make room" if done.moved else ""
    written = "" if out is None else f" Written to {out}."
    say(f"{many(done.kept, 'visit')} kept, {many(len(done.changes), 'change')}{moved}.{written}")


def _place(place: tuple[int, str] | None) -> str:
    return "nobody" if place is None else f"{place[1]} in round {place[0]}"


def show_comparison(problem: Problem, earlier: Path, plan: Plan, *, as_json: bool) -> None:
    """Print how a plan differs from the one in a file."""
    found = compare(problem, read_plan(earlier).assignments, plan.assignments)
    if as_json:
        show_json(comparison_document(found))
    else:
        show(comparison_lines(found))
