"""Which planner of teams works: the pipeline over OR-Tools, or the plain one where OR-Tools cannot be loaded."""

from __future__ import annotations

from collections.abc import Callable

from ridealong.domain.errors import Interrupted
from ridealong.planning.stopper import Stopper
from ridealong.planning.teams.plan import TeamsPlan
from ridealong.planning.teams.problem import TeamsProblem
from ridealong.planning.teams.telling import Tell, Telling

Planner = Callable[[TeamsProblem, Stopper, Telling], TeamsPlan | None]


def run_teams(problem: TeamsProblem, stopper: Stopper, tell: Tell | None) -> TeamsPlan:
    """Plan a valid problem in this process; raises what `solve_teams` does."""
    telling = Telling(tell)
    # NumPy and the solver take half a second to import.
    telling.stage("Getting ready", 0.02)
    with telling.moving():
        plan = _planner()(problem, stopper, telling)
    if plan is None:
        raise Interrupted("Planning was stopped before there was a plan", "Nothing was changed")
    telling.ended()
    return plan


def _planner() -> Planner:
    """The planner over OR-Tools, or the plain one where OR-Tools cannot be loaded."""
    try:
        from ridealong.planning.teams import pipeline  # noqa: PLC0415 - only those who plan pay for it
    except ImportError:
        from ridealong.planning.teams import plain  # noqa: PLC0415 - rarely needed

        return plain.planned
    return pipeline.planned
