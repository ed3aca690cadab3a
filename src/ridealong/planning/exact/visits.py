"""The visits that the exact model chooses from, by presence, seats and first rounds of pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.caps import free_extra
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.planning.exact.model import Model
    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.season import Season


MOST_CELLS = 12_000
"""Guests x hosts x rounds up to which the exact model is asked about a whole season."""


def cell_count(season: Season) -> int:
    """How many (guest, host, round) choices the whole problem has: the size of the exact model."""
    grid = season.grid
    present = grid.present.astype(np.int64)
    together = present @ (grid.seats > 0).astype(np.int64).T
    return int(together[grid.fit >= 0].sum())


def offer(model: Model, guests: Sequence[int], pairs: Bools) -> None:
    """Add a variable for each visit that these guests may have, of the (G, H) pairs alone."""
    season, grid = model.season, model.season.grid
    seats = free_seats(season) + extra_seats(season)
    for guest in guests:
        stay = model.stay[guest]
        free = grid.present[guest] & (season.host_of[guest] == NOBODY)
        for host in np.flatnonzero(pairs[guest]).tolist():
            first = grid.not_before.get((guest, host), 0)
            for start in range(first, grid.rounds - stay + 1):
                rounds = slice(start, start + stay)
                if free[rounds].all() and (seats[host, rounds] > 0).all():
                    model.visit[guest, host, start] = model.cp.new_bool_var(f"v{guest}_{host}_{start}")


def free_seats(season: Season) -> Ints:
    """(H, R) seats that nobody has taken, whatever rest, limits and cover say."""
    free: Ints = np.maximum(0, season.grid.seats - season.used)
    return free


def extra_seats(season: Season) -> Ints:
    """(H, R) where a host may take one guest more than it has seats: 1, else 0."""
    return np.stack([free_extra(season, round_) for round_ in range(season.grid.rounds)], axis=1).astype(np.int64)
