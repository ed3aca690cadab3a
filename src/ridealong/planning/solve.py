"""The narrow door of the planner: a problem in, a plan out."""

from __future__ import annotations

from collections.abc import Callable

from ridealong.planning.plan import Plan
from ridealong.planning.problem import Problem
from ridealong.planning.progress import Progress
from ridealong.planning.stopper import Stopper
from ridealong.planning.validate import validate

QUICK_PAIRS = 40_000
"""Guests x hosts up to which no call of the flow solver takes longer than about a fifth of a second."""


def solve(
    problem: Problem,
    *,
    seconds: float | None = None,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    worker: bool | None = None,
) -> Plan:
    """Plan all rounds of a problem.

    The same problem gives the same plan in whatever order people are listed, unless `seconds` (a cap on the time) or
    `cancelled` (asked now and then) stops the work early; then the best plan so far is returned and says so.

    `worker` says where the work is done, which changes nothing about the plan: True in a process of its own, so that
    this one stays free whatever the solver does (for screens: a solver call stops all threads of its process); False
    in this process; None in this one where that is quick, since starting another takes a quarter of a second.

    Raises `InvalidValue` for a problem that breaks a rule; `Refused` for one that is too large or whose pins cannot
    all be kept together; `Interrupted` if it was cancelled before there was a plan; and `RidealongError` if the
    process came to a sudden end.
    """
    stopper = Stopper(seconds, cancelled)
    validate(problem)
    large = len(problem.guests) * len(problem.hosts) > QUICK_PAIRS
    if large if worker is None else worker:
        from ridealong.planning.supervisor import run_apart  # noqa: PLC0415 - for large problems alone
        from ridealong.planning.watch import PlanWatch  # noqa: PLC0415 - as above

        plan = run_apart(PlanWatch(problem, stopper, progress), stopper)
        if plan is not None:
            return plan
    # The solver takes a tenth of a second to import; only those who plan pay for it.
    from ridealong.planning.engine import run  # noqa: PLC0415 - as above

    return run(problem, stopper, progress)
