"""A typed wrapper around HiGHS as OR-Tools carries it, through MathOpt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.math_opt.solvers import highs_pb2

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.linear_model import LinearModel

    Floats = NDArray[np.float64]

# MathOpt carries no complete types; its objects are `Any` in this module and nowhere else.
Message = Any


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The optimum without the demand for whole numbers: its value, and the price of each row (M,)."""

    value: float
    prices: Floats


@dataclass(frozen=True, slots=True)
class Whole:
    """The best whole numbers found, by column of the model, or None; no others are worth more than `bound`.

    `work` is how many steps of the simplex algorithm were needed, which is the same on every machine.
    """

    values: Ints | None
    bound: float
    work: int


def relaxed(model: LinearModel, some: Ints, seed: int, seconds: float | None) -> Relaxed | None:
    """Solve over the columns `some` as a linear programme; None if there is no way, or not within `seconds`."""
    result = mathopt.solve(
        _built(model, some, whole=False), mathopt.SolverType.HIGHS, params=_parameters(seed, seconds)
    )
    if result.termination.reason != mathopt.TerminationReason.OPTIMAL or not result.has_dual_feasible_solution():
        return None
    duals = result.dual_values()
    prices = np.zeros(len(model.limit))
    for row, price in duals.items():
        prices[row.id] = price
    return Relaxed(result.objective_value(), prices)


def whole(model: LinearModel, some: Ints, seed: int, nodes: int, seconds: float | None) -> Whole:
    """Solve over the columns `some` in whole numbers, the others 0, within a number of nodes of the search tree.

    `bound` is minus infinity where there is no way.
    """
    parameters = _parameters(seed, seconds)
    parameters.node_limit = nodes
    # Measured: restarts take twice the time here, and prove no more.
    parameters.highs.bool_options["mip_allow_restart"] = False
    parameters.relative_gap_tolerance = 0.0
    # All worths are whole, so that less than one between plan and bound is nothing.
    parameters.absolute_gap_tolerance = 0.5
    result = mathopt.solve(_built(model, some, whole=True), mathopt.SolverType.HIGHS, params=parameters)
    work = result.solve_stats.simplex_iterations
    if result.termination.reason == mathopt.TerminationReason.INFEASIBLE:
        return Whole(None, -np.inf, work)
    values = None
    if result.has_primal_feasible_solution():
        values = np.zeros(len(model.worth), dtype=np.int64)
        for variable, value in result.variable_values().items():
            values[some[variable.id]] = round(value)
    return Whole(values, float(result.termination.objective_bounds.dual_bound), work)


def _parameters(seed: int, seconds: float | None) -> Message:
    options = highs_pb2.HighsOptionsProto()
    options.int_options["threads"] = 1
    parameters = mathopt.SolveParameters(random_seed=seed % 2**31, highs=options)
    if seconds is not None:
        parameters.time_limit = timedelta(seconds=max(0.01, seconds))
    return parameters


def _built(model: LinearModel, some: Ints, *, whole: bool) -> Message:
    place = np.full(len(model.worth), -1, dtype=np.int64)
    place[some] = np.arange(len(some))
    proto = model_pb2.ModelProto()
    columns = proto.variables
    columns.ids.extend(range(len(some)))
    columns.lower_bounds.extend([0.0] * len(some))
    columns.upper_bounds.extend(model.most[some].astype(np.float64).tolist())
    columns.integers.extend([whole] * len(some))
    proto.objective.maximize = True
    worth = np.flatnonzero(model.worth[some])
    proto.objective.linear_coefficients.ids.extend(worth.tolist())
    proto.objective.linear_coefficients.values.extend(model.worth[some][worth].astype(np.float64).tolist())
    rows = proto.linear_constraints
    rows.ids.extend(range(len(model.limit)))
    rows.lower_bounds.extend(np.where(model.equal, model.limit, -np.inf).tolist())
    rows.upper_bounds.extend(model.limit.astype(np.float64).tolist())
    _enter(proto, model, place)
    return mathopt.Model.from_model_proto(proto)


def _enter(proto: Message, model: LinearModel, place: Ints) -> None:
    kept: Bools = place[model.column] >= 0
    row, column, factor = model.row[kept], place[model.column[kept]], model.factor[kept]
    order = np.lexsort((column, row))
    entries = proto.linear_constraint_matrix
    entries.row_ids.extend(row[order].tolist())
    entries.column_ids.extend(column[order].tolist())
    entries.coefficients.extend(factor[order].astype(np.float64).tolist())
