"""The narrow door of the planner: a problem in, a plan out."""

from __future__ import annotations

from collections.abc import Callable

from ridealong.planning.plan import Plan
from ridealong.planning.problem import Problem
from ridealong.planning.progress import Progress
from ridealong.planning.stopper import Stopper
from ridealong.planning.validate import validate


def solve(
    problem: Problem,
    *,
    seconds: float | None = None,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Plan:
    """Plan all rounds of a problem.

    The same problem gives the same plan in whatever order people are listed, unless `seconds` (a cap on the time) or
    `cancelled` (asked now and then) stops the work early; then the best plan so far is returned and says so.
    Raises `InvalidValue` for a problem that breaks a rule, and `Refused` for one that is too large or whose pins
    cannot all be kept together.
    """
    stopper = Stopper(seconds, cancelled)
    validate(problem)
    # The solver takes a tenth of a second to import; only those who plan pay for it.
    from ridealong.planning.pipeline import run  # noqa: PLC0415 - as above

    return run(problem, stopper, progress)
