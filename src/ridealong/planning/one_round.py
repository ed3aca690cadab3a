"""One round, assigned exactly: the best completion of a round given everything in the other rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.candidates import best_pairs
from ridealong.planning.flow import Network

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.season import Season

DENSE = 60_000
"""Pairs up to which a round is solved over all of them; beyond, over the best for each guest and host."""
BEST = 24


def gains(season: Season) -> Ints:
    """(G, H) what one more meeting adds, without turns and load, whatever the round."""
    grid, weights = season.grid, season.grid.problem.weights
    gain = weights.fit * grid.fit.astype(np.int64)
    gain += weights.met_before * (grid.met.astype(np.int64) + season.pair)
    new = weights.new_teams * (~grid.known & (season.team == 0)).astype(np.int64)
    gain += new[:, grid.team]
    return gain


def turn_gain(season: Season) -> Ints:
    """(G,) what one more turn adds for each guest, the place itself included."""
    grid, weights = season.grid, season.grid.problem.weights
    gain: Ints = weights.placed + weights.turns_squared * (2 * (grid.turns + season.turns) + 1)
    return gain


def fill_round(
    season: Season,
    round_: int,
    keep: Sequence[tuple[int, int]] = (),
) -> int:
    """Give guests who are free in this round the hosts that add most to the value; returns what that adds.

    `keep` are pairs which have to be among the choices, so that re-solving a round can never make it worse.
    """
    free, seats = season.free_guests(round_), season.free_seats(round_)
    allowed = season.free_pairs(round_) & free[:, None] & (seats > 0)[None, :]
    gain = gains(season)
    i, j = _choices(allowed, gain, keep)
    if not len(i):
        return 0
    chosen = _match(season, i, j, gain[i, j] + turn_gain(season)[i], seats)
    return _apply(season, round_, i[chosen], j[chosen])


def _apply(season: Season, round_: int, guests: Ints, hosts: Ints) -> int:
    before = season.value()
    for guest, host in zip(guests.tolist(), hosts.tolist(), strict=True):
        season.place(guest, host, round_)
    return season.value() - before


def _choices(allowed: Bools, gain: Ints, keep: Sequence[tuple[int, int]]) -> tuple[Ints, Ints]:
    """Row and column of every pair to be considered."""
    if allowed.size <= DENSE:
        i, j = np.nonzero(allowed)
        return i, j
    i, j = np.nonzero(best_pairs(allowed, gain, BEST, keep))
    return i, j


def _match(season: Season, i: Ints, j: Ints, worth: Ints, seats: Ints) -> Ints:
    """Indices of the chosen pairs: a maximum-weight assignment with convex costs for load above the share."""
    grid = season.grid
    guests, hosts = len(grid.guests), len(grid.hosts)
    source, sink = guests + hosts, guests + hosts + 1
    network = Network()
    people = np.unique(i)
    network.add(np.full(len(people), source), people, 1, 0)
    pairs = network.add(i, guests + j, 1, -worth)
    offered = np.minimum(seats, np.bincount(j, minlength=hosts))
    free = np.minimum(offered, np.maximum(0, grid.share - season.load))
    inside = np.flatnonzero(free > 0)
    network.add(guests + inside, np.full(len(inside), sink), free[inside], 0)
    tiers = offered - free
    over = np.repeat(np.arange(hosts), tiers)
    step = np.arange(len(over)) - np.repeat(np.cumsum(tiers) - tiers, tiers)
    above = np.maximum(0, season.load - grid.share)[over] + step + 1
    network.add(guests + over, np.full(len(over), sink), 1, -grid.problem.weights.over_share * above)
    network.cheapest(source, sink, len(people))
    return np.flatnonzero(network.through(pairs))
