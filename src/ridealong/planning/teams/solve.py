"""The narrow door of the planner for composite teams: a problem in, a plan out."""

from __future__ import annotations

from collections.abc import Callable

from ridealong.domain.errors import Interrupted
from ridealong.planning.stopper import Stopper
from ridealong.planning.teams.plan import TeamsPlan
from ridealong.planning.teams.problem import TeamsProblem
from ridealong.planning.teams.validate import validate

Told = Callable[[str, float], None]
"""Called with what is being done and how much of it is done, from 0 to 1."""
Planner = Callable[[TeamsProblem, Stopper, Told], TeamsPlan | None]


def solve_teams(
    problem: TeamsProblem,
    *,
    seconds: float | None = None,
    told: Told | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> TeamsPlan:
    """Fill the slots of all teams of a problem.

    The same problem gives the same plan in whatever order people, teams and slots are listed, unless `seconds` (a cap
    on the time) or `cancelled` (asked now and then) stops the work early: then the best plan so far is returned and
    says so. The first plan, which comes quickly, is waited for whatever the cap.

    Raises `InvalidValue` for a problem that breaks a rule; `Refused` for pins that cannot all be kept; and
    `Interrupted` if it was cancelled before there was a plan.
    """
    stopper = Stopper(seconds, cancelled)
    validate(problem)
    plan = _planner()(problem, stopper, told or (lambda _stage, _done: None))
    if plan is None:
        raise Interrupted("Planning was stopped before there was a plan", "Nothing was changed")
    return plan


def _planner() -> Planner:
    """The planner over OR-Tools, or the plain one where OR-Tools cannot be loaded."""
    # NumPy and the solver take half a second to import; only those who plan pay for it.
    try:
        from ridealong.planning.teams import pipeline  # noqa: PLC0415 - as above
    except ImportError:
        from ridealong.planning.teams import plain  # noqa: PLC0415 - rarely needed

        return plain.planned
    return pipeline.planned
