"""Choosing whole numbers for a linear model by CP-SAT, within an effort that is the same on every machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from ortools.sat.python import cp_model

from ridealong.planning.exact.solver import cp_sat

if TYPE_CHECKING:
    from ridealong.planning.grid import Ints
    from ridealong.planning.linear_model import LinearModel
    from ridealong.planning.stopper import Stopper

# OR-Tools carries no complete types; its expressions are `Any` in this module and nowhere else.
Var = Any


def choose(model: LinearModel, some: Ints, *, effort: float, seed: int, stopper: Stopper) -> Ints | None:
    """The best values (N,) found for the columns `some`, the others 0; None if none was found.

    `effort` is in deterministic time.
    """
    worth = model.worth
    cp = cp_model.CpModel()
    columns = {int(column): cp.new_int_var(0, int(model.most[column]), "") for column in some}
    rows = _rows(model, columns)
    for row, limit in enumerate(model.limit.tolist()):
        entries = rows.get(row, [])
        total = sum(factor * columns[column] for column, factor in entries)
        if model.equal[row]:
            cp.add(total == limit)
        elif sum(factor * int(model.most[column]) for column, factor in entries if factor > 0) > limit:
            cp.add(total <= limit)
    unit = max(1, int(np.gcd.reduce(worth[some])))
    cp.maximize(sum(int(worth[column]) // unit * var for column, var in columns.items() if worth[column]))
    # Full linearization takes longer here: there is little to bound where places alone count.
    solver = cp_sat(effort, seed, stopper, linearization=1)
    with stopper.watching(solver.stop_search):
        status = solver.solve(cp)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    values = np.zeros(len(model.worth), dtype=np.int64)
    for column, var in columns.items():
        values[column] = solver.value(var)
    return values


def _rows(model: LinearModel, columns: dict[int, Var]) -> dict[int, list[tuple[int, int]]]:
    kept = np.zeros(len(model.worth), dtype=np.bool_)
    kept[list(columns)] = True
    used = np.flatnonzero(kept[model.column])
    rows: dict[int, list[tuple[int, int]]] = {}
    entries = (model.row[used].tolist(), model.column[used].tolist(), model.factor[used].tolist())
    for row, column, factor in zip(*entries, strict=True):
        rows.setdefault(row, []).append((column, factor))
    return rows
