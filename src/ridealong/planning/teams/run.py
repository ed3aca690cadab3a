"""Running CP-SAT on a model of teams within an effort."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import floor

from ortools.sat.python import cp_model

from ridealong.planning.exact.solver import cp_sat
from ridealong.planning.stopper import Stopper
from ridealong.planning.teams.layout import Layout
from ridealong.planning.teams.model import Asked, TeamsModel


@dataclass(frozen=True, slots=True)
class Found:
    """What CP-SAT found: choices, or None if it found none.

    Args:
        none: whether there is no legal choice at all.
        bound: no legal choice is worth more; None if there was no time to say.
        best: whether the choices are proved to be the best.
        work: how much deterministic time it took.
    """

    chosen: frozenset[int] | None
    none: bool
    bound: int | None
    best: bool
    work: float


def run(layout: Layout, asked: Asked, effort: float, stopper: Stopper, hint: Collection[int] | None = None) -> Found:
    """The best choice found within `effort`, in deterministic time, so that it does not depend on the machine."""
    model = TeamsModel(layout, asked)
    if hint is not None:
        model.hint(hint)
    solver = cp_sat(effort, layout.seed, stopper, linearization=2)
    # Measured: probing takes a third of the time of problems as small as these, and finds nothing.
    solver.parameters.cp_model_probing_level = 0
    with stopper.watching(solver.stop_search):
        status = solver.solve(model.cp)
    work = float(solver.response_proto.deterministic_time)
    if status == cp_model.INFEASIBLE:
        return Found(None, True, None, True, work)
    # Points are whole, so that rounding down is no more than what the solver has proved.
    bound = floor(solver.best_objective_bound + 1e-6) if asked.valued and status != cp_model.UNKNOWN else None
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Found(None, False, bound, False, work)
    chosen = frozenset(number for number, var in model.made.items() if solver.boolean_value(var))
    return Found(chosen, False, bound, status == cp_model.OPTIMAL, work)
