"""One round of the plain planner, filled as well as it can be given all other rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning import soon
from ridealong.planning.gains import gains, turn_gain
from ridealong.planning.numbering import numbered
from ridealong.planning.plain_match import FORBIDDEN, assign

if TYPE_CHECKING:
    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.season import Season


def fill_round(season: Season, round_: int) -> None:
    """Give guests who are free in this round the hosts that add most to the value; every rule is kept.

    Limits of a whole round (cover, trios) are no part of an assignment: there the best pairs come first, and what is
    left is assigned again, until nothing more fits.
    """
    while True:
        seats = season.free_seats(round_, extra=True)
        allowed = season.free_pairs(round_) & season.free_guests(round_)[:, None] & (seats > 0)[None, :]
        guests, hosts = np.flatnonzero(allowed.any(axis=1)), np.flatnonzero(allowed.any(axis=0))
        if not len(guests):
            return
        worth = _worth(season, round_, guests, hosts)
        i, j = _matched(season, worth, allowed[np.ix_(guests, hosts)], hosts, seats)
        order = np.lexsort((i, -worth[i, j]))
        pairs = zip(guests[i[order]].tolist(), hosts[j[order]].tolist(), strict=True)
        if not sum(season.add(guest, host, round_) for guest, host in pairs) or not season.grid.caps.any:
            return


def _worth(season: Season, round_: int, guests: Ints, hosts: Ints) -> Ints:
    """(n, m) what a visit in this round adds to the value, the load of the host aside."""
    grid = season.grid
    worth: Ints = gains(season, guests, hosts) + turn_gain(season, guests)[:, None]
    if grid.problem.wish_gap:
        missing = np.zeros(grid.fit.shape, dtype=np.int64)
        who, whom, rounds = soon.added(season, round_)
        missing[who, whom] = rounds
        worth += grid.problem.weights.too_soon * missing[np.ix_(guests, hosts)]
    return worth


def _matched(season: Season, worth: Ints, allowed: Bools, hosts: Ints, seats: Ints) -> tuple[Ints, Ints]:
    """Row and column of the pairs that add most, each host with a column for every seat, the dearest load last."""
    grid = season.grid
    count = np.minimum(seats[hosts], allowed.sum(axis=0))
    column = np.repeat(np.arange(len(hosts)), count)
    over = np.maximum(0, (season.load - grid.share)[hosts][column] + numbered(count) + 1)
    costs = -(worth[:, column] + grid.problem.weights.over_share * over)
    costs[~allowed[:, column]] = FORBIDDEN
    chosen = assign(costs)
    rows = np.flatnonzero(chosen >= 0)
    return rows, column[chosen[rows]]
