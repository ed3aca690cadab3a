"""Running CP-SAT on a stated model within an effort."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from ridealong.planning.exact.model import Model
    from ridealong.planning.season_visits import Key
    from ridealong.planning.stopper import Stopper

# OR-Tools carries no complete types; its objects are `Any` in this module and nowhere else of it.
Solver = Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What the exact model found: visits as (guest, host, start), empty if none was found, or None if there is no legal
    choice at all.

    `bound` is the most that any choice adds to the value of the season without these guests' visits.
    """

    visits: tuple[Key, ...] | None
    bound: int


def run(model: Model, effort: float, stopper: Stopper, enough: int | None = None) -> Answer:
    """The best choice found within `effort`, in deterministic time, so that it does not depend on the machine.

    The search ends early at a value of `enough`, and where the user's cap or cancel says so.
    """
    # One worker with full linearization proves assignments that two workers do not (docs/planning.md, "Sources").
    solver = cp_sat(effort, model.season.grid.problem.seed, stopper, linearization=2)
    with stopper.watching(solver.stop_search):
        status = solver.solve(model.cp, None if enough is None or not model.terms else _Enough(enough))
    if status == cp_model.INFEASIBLE:
        return Answer(None, 0)
    bound = int(np.ceil(solver.best_objective_bound - 1e-6)) if model.terms else 0
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Answer((), bound)
    chosen = tuple(key for key, var in model.visit.items() if solver.boolean_value(var))
    return Answer(chosen, bound)


def cp_sat(effort: float, seed: int, stopper: Stopper, linearization: int) -> Solver:
    """CP-SAT with one worker, limited by `effort` in deterministic time and by the user's cap."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = linearization
    solver.parameters.random_seed = seed % 2**31
    solver.parameters.max_deterministic_time = effort
    # Ctrl-C is for the program to hear, which asks the solver to stop through `stopper`.
    solver.parameters.catch_sigint_signal = False
    left = stopper.left()
    if left is not None:
        solver.parameters.max_time_in_seconds = max(0.01, left)
    return solver


class _Enough(cp_model.CpSolverSolutionCallback):
    """Ends the search once a value is reached that nothing can exceed."""

    def __init__(self, value: int) -> None:
        super().__init__()
        self._value = value

    def on_solution_callback(self) -> None:
        """Look at one solution."""
        if self.objective_value >= self._value - 0.5:
            self.stop_search()
