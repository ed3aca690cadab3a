"""A finished season turned into the plan that callers receive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.plan import Bound, Plan
from ridealong.planning.reasons import open_cells
from ridealong.planning.score import assignments_of, score

if TYPE_CHECKING:
    from ridealong.planning.problem import Problem
    from ridealong.planning.season import Season
    from ridealong.planning.stopper import Stopper


def points(season: Season) -> int:
    """The weighted points for fit and new teams, to which a gap is related."""
    weights = season.grid.problem.weights
    guests, rounds = np.nonzero(season.host_of >= 0)
    fit = int(season.grid.fit[guests, season.host_of[guests, rounds]].sum(dtype=np.int64))
    return weights.fit * fit + weights.new_teams * int(((season.team > 0) & ~season.grid.known).sum())


def percent(missing: int, base: int) -> float:
    """The gap in percent of the points, rounded for people; never 0 where anything is missing."""
    gap = 100 * missing / max(1, base)
    return gap if gap < 1e-6 else round(gap, 6)


def answer(problem: Problem, season: Season, bound: Bound, stopper: Stopper) -> Plan:
    """The plan with its honest score, the reasons for what stays open, and how far from the bound it may be."""
    assignments = assignments_of(problem, season.cells())
    counted = score(problem, assignments)
    weights = problem.weights
    missing = bound.value - counted.value
    if missing < 0 or bound.placed < counted.placed:
        raise ArithmeticError(f"a plan of value {counted.value} cannot exceed its bound {bound.value}")
    return Plan(
        assignments=assignments,
        open=open_cells(season, stopped=stopper.reason is not None),
        score=counted,
        bound=bound,
        gap_percent=percent(missing, weights.fit * counted.fit + weights.new_teams * counted.new_teams),
        proved=missing == 0,
        seconds=round(stopper.elapsed(), 2),
        stopped=stopper.reason,
    )
