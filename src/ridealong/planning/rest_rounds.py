"""Choosing beforehand in which rounds hosts who rest between visits are visited."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.limits import build_limits

if TYPE_CHECKING:
    from ridealong.planning.grid import Grid, Ints
    from ridealong.planning.season import Season


def rests_alone(grid: Grid) -> bool:
    """Whether rest between visits is the only rule that reaches over several rounds."""
    limits = grid.limits
    rests = bool((limits.rest > 0).any()) and not limits.windows
    return rests and not (grid.problem.repeat_gap or grid.caps.any or bool((grid.stay > 1).any()))


def with_rest_rounds(season: Season) -> Season:
    """A copy whose hosts have seats only in rounds that lie far enough apart, and so need no rest any more.

    Every host gets as many seats as it can have (dynamic programming over the rounds), those with fewest rounds to pick
    from first; among equal choices, rounds in which most guests have no seat yet.
    """
    grid = season.grid
    rounds = range(grid.rounds)
    free = np.stack([season.free_seats(round_) for round_ in rounds], axis=1)
    lacking = np.array([season.free_guests(round_).sum() for round_ in rounds], dtype=np.int64)
    resting = np.flatnonzero(grid.limits.rest > 0)
    seats = free.copy()
    lacking -= np.delete(free, resting, axis=0).sum(axis=0)
    for host in sorted(resting.tolist(), key=lambda one: (int((free[one] > 0).sum()), one)):
        chosen = _best_rounds(free[host], lacking, int(grid.limits.rest[host]))
        seats[host] = np.where(chosen, free[host], 0)
        lacking -= seats[host]
    twin = season.copy()
    people = [replace(host, rest=0) for host in grid.hosts]
    twin.grid = replace(
        grid,
        seats=season.used + seats,
        limited=np.zeros_like(grid.limited),
        limits=build_limits(people, grid.rounds),
    )
    return twin


def _best_rounds(seats: Ints, lacking: Ints, rest: int) -> Ints:
    """(R,) which rounds to take, with `rest` others between them: most seats first, then most guests without a seat."""
    rounds = len(seats)
    worth = seats * (1 + int(np.abs(lacking).max(initial=0))) * rounds * 2 + np.where(seats > 0, lacking, 0)
    best = np.zeros(rounds + 1, dtype=np.int64)
    for round_ in range(rounds):
        best[round_ + 1] = max(best[round_], int(worth[round_]) + best[max(0, round_ - rest)] if seats[round_] else 0)
    chosen = np.zeros(rounds, dtype=np.int64)
    round_ = rounds - 1
    while round_ >= 0:
        if best[round_ + 1] == best[round_]:
            round_ -= 1
        else:
            chosen[round_] = 1
            round_ -= rest + 1
    return chosen
