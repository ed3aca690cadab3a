"""Meetings that were left out of a network although they could pay, and by how much at most (column generation)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.target import ROWS

if TYPE_CHECKING:
    from ridealong.planning.grid import Ints, Tiny
    from ridealong.planning.season import Season
    from ridealong.planning.target import Room


@dataclass(frozen=True, slots=True)
class Missing:
    """Pairs (`i`, `j`) whose next meeting would pay at the present prices, and what all of them can add at most."""

    i: Ints
    j: Ints
    slack: int


def missing_columns(season: Season, limits: Room, tiers: Tiny, tails: Ints, heads: Ints) -> Missing:
    """Look through all pairs for meetings with a negative reduced cost.

    `tiers` (G, H) are the meetings in the network; `tails` (G, T) and `heads` (H,) are prices on both ends of a
    meeting. By linear programming duality the optimum over all meetings is above that of the network by at most the
    sum of what the left out ones gain at these prices, each as often as it may take place (M. Luebbecke, J. Desrosiers
    2005, section 2).
    """
    found_i, found_j = [], []
    slack = 0
    cost = -season.grid.problem.weights.met_before
    for start in range(0, len(tiers), ROWS):
        rows = slice(start, min(len(tiers), start + ROWS))
        gain = _gain(season, rows, tiers)
        gain -= tails[rows][:, season.grid.team]
        gain += heads
        i, j = np.nonzero((gain > 0) & (limits.pairs[rows] > tiers[rows]))
        if not len(i):
            continue
        by = gain[i, j]
        left = limits.pairs[rows][i, j].astype(np.int64) - tiers[rows][i, j]
        times = np.minimum(left, 1 + (by - 1) // cost) if cost else left
        slack += int((by * np.maximum(1, times)).sum())
        found_i.append(i + start)
        found_j.append(j)
    nothing = np.zeros(0, dtype=np.int64)
    return Missing(np.concatenate([nothing, *found_i]), np.concatenate([nothing, *found_j]), slack)


def pair_losses(season: Season, tails: Ints, heads: Ints) -> Ints:
    """(G, H) by how much any flow through a pair that has none stays below the optimum at least: its reduced cost."""
    every = slice(0, len(season.grid.guests))
    gain = _gain(season, every, np.zeros(season.grid.fit.shape, dtype=np.uint8))
    loss: Ints = np.maximum(0, tails[:, season.grid.team] - gain - heads)
    return loss


def _gain(season: Season, rows: slice, tiers: Tiny) -> Ints:
    """(n, H) what the next meeting of each pair adds; as `season_network.pair_gain`."""
    grid, weights = season.grid, season.grid.problem.weights
    stay = grid.stay[rows][:, None]
    times = grid.met[rows].astype(np.int64)
    times += season.pair[rows]
    gain: Ints = grid.fit[rows].astype(np.int64)
    gain *= weights.fit
    if bool((stay > 1).any()):
        times += np.where(stay > 1, 0, tiers[rows])
        gain -= (-weights.met_before * times) // stay
    else:
        times += tiers[rows]
        times *= weights.met_before
        gain += times
    return gain
