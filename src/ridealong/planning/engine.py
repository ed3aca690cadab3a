"""Which planner works: the pipeline over OR-Tools, or the plain one where OR-Tools cannot be loaded."""

from __future__ import annotations

from collections.abc import Callable

from ridealong.planning.plan import Plan
from ridealong.planning.problem import Problem
from ridealong.planning.progress import Progress
from ridealong.planning.stopper import Stopper


def run(problem: Problem, stopper: Stopper, progress: Callable[[Progress], None] | None) -> Plan:
    """Plan a valid problem in this process; raises `Refused` if its pins cannot all be kept together."""
    if _has_solver():
        from ridealong.planning.pipeline import run as planned  # noqa: PLC0415 - imports the solver
    else:
        from ridealong.planning.plain import run as planned  # noqa: PLC0415 - rarely needed
    return planned(problem, stopper, progress)


def _has_solver() -> bool:
    """Whether OR-Tools can be loaded; it has no wheel for some systems, and may not fit to an old C library."""
    try:
        from ortools.graph.python import min_cost_flow  # noqa: F401, PLC0415 - what is asked is whether this works
    except ImportError:
        return False
    return True
