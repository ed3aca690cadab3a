"""The narrow door of the planner for composite teams: a problem in, a plan out."""

from __future__ import annotations

from collections.abc import Callable

from ridealong.planning.stopper import Stopper
from ridealong.planning.teams.plan import TeamsPlan
from ridealong.planning.teams.problem import TeamsProblem
from ridealong.planning.teams.telling import TeamsProgress, Tell
from ridealong.planning.teams.validate import validate

Told = Callable[[str, float], None]
"""Called with what is being done and how much of it is done, from 0 to 1; now and then from another thread."""

QUICK_CELLS = 20_000
"""People x slots up to which no call of a solver that hears no cancel takes longer than about a fifth of a second."""


def solve_teams(
    problem: TeamsProblem,
    *,
    seconds: float | None = None,
    told: Told | None = None,
    cancelled: Callable[[], bool] | None = None,
    worker: bool | None = None,
) -> TeamsPlan:
    """Fill the slots of all teams of a problem.

    The same problem gives the same plan in whatever order people, teams and slots are listed, unless `seconds` (a cap
    on the time) or `cancelled` (asked now and then) stops the work early: then the best plan so far is returned and
    says so. The first plan, which comes quickly, is waited for whatever the cap.

    `worker` says where the work is done, which changes nothing about the plan: True in a process of its own, so that
    this one stays free whatever the solver does, and a cancel is heard within about a second; False in this process;
    None in this one where the problem is small.

    Raises `InvalidValue` for a problem that breaks a rule; `Refused` for pins that cannot all be kept; `Interrupted`
    if it was cancelled before there was a plan; and `RidealongError` if the process came to a sudden end.
    """
    stopper = Stopper(seconds, cancelled)
    validate(problem)
    tell = _telling(told)
    large = len(problem.people) * sum(len(team.slots) for team in problem.teams) > QUICK_CELLS
    if large if worker is None else worker:
        from ridealong.planning.supervisor import run_apart  # noqa: PLC0415 - for large problems and screens alone
        from ridealong.planning.teams.watch import TeamsWatch  # noqa: PLC0415 - as above

        plan = run_apart(TeamsWatch(problem, stopper, tell), stopper)
        if plan is not None:
            return plan
    from ridealong.planning.teams.engine import run_teams  # noqa: PLC0415 - only those who plan pay for it

    return run_teams(problem, stopper, tell)


def _telling(told: Told | None) -> Tell | None:
    if told is None:
        return None

    def tell(now: TeamsProgress) -> None:
        told(now.stage, now.done)

    return tell
