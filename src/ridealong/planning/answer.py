"""A finished season turned into the plan that callers receive."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.garbage import without_collection
from ridealong.planning.grid import build_grid
from ridealong.planning.plan import Bound, Plan
from ridealong.planning.reasons import open_cells
from ridealong.planning.score import counted
from ridealong.planning.season import NOBODY, Season
from ridealong.planning.season_visits import visit_keys
from ridealong.planning.stopper import Stopper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.planning.grid import Grid, Ints
    from ridealong.planning.plan import Assignment
    from ridealong.planning.problem import Problem
    from ridealong.planning.progress import Snapshot


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
    weights = problem.weights
    with without_collection():
        assignments, score = counted(problem, season.cells())
        missing = bound.value - score.value
        # A plan that nothing can exceed was not cut short, whatever the clock says.
        stopped = stopper.reason if missing else None
        still_open = open_cells(season, stopped=stopped is not None)
    if missing < 0 or bound.placed < score.placed:
        raise ArithmeticError(f"a plan of value {score.value} cannot exceed its bound {bound.value}")
    return Plan(
        assignments=assignments,
        open=still_open,
        score=score,
        bound=bound,
        gap_percent=percent(missing, weights.fit * score.fit + weights.new_teams * score.new_teams),
        proved=missing == 0,
        seconds=round(stopper.elapsed(), 2),
        stopped=stopped,
    )


def rebuilt(problem: Problem, snapshot: Snapshot, stopper: Stopper) -> Plan:
    """The plan of a snapshot, as `answer` would have given it at that moment."""
    from ridealong.planning.counting import counted_bound  # noqa: PLC0415 - for plans that were cut short alone

    grid = build_grid(problem)
    season = _placed(grid, snapshot.host_of().astype(np.int64))
    return answer(problem, season, snapshot.bound or counted_bound(grid), stopper)


def standing(problem: Problem, before: Sequence[Assignment], found: Plan) -> Plan:
    """A plan of assignments that break no rule, as good as the bound of another plan of the problem shows it to be."""
    grid = build_grid(problem)
    host_of = np.full((len(grid.guests), grid.rounds), NOBODY, dtype=np.int64)
    for one in before:
        host_of[grid.guest_at[one.guest], one.round] = grid.host_at[one.host]
    stopper = Stopper()
    stopper.reason = found.stopped
    return replace(answer(problem, _placed(grid, host_of), found.bound, stopper), seconds=found.seconds)


def _placed(grid: Grid, host_of: Ints) -> Season:
    """A season in which everybody has the host (G, R) given, or nobody."""
    season, stays = Season(grid), Season(grid)
    stays.host_of[:] = host_of
    guests, rounds = np.nonzero((stays.host_of >= 0) & (grid.stay == 1)[:, None])
    season.place_all(guests, stays.host_of[guests, rounds].astype(np.int64), rounds)
    stays.host_of[grid.stay == 1] = NOBODY
    for guest, host, start in sorted(visit_keys(stays)):
        season.place(guest, host, start)
    return season
