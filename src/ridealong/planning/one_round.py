"""One round given all others: an exact assignment, or over the best choices of everybody where it is large."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.flow import Network
from ridealong.planning.gains import gains, turn_gain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.season import Season

DENSE = 60_000
"""Pairs up to which a round is solved over all of them; beyond, over the best for each guest and host."""
BEST = 24


def fill_round(season: Season, round_: int, keep: Sequence[tuple[int, int]] = ()) -> None:
    """Give guests who are free in this round the hosts that add most to the value.

    `keep` are pairs which have to be among the choices, so that re-solving a round can never make it worse.
    """
    guests = np.flatnonzero(season.free_guests(round_))
    seats = season.free_seats(round_)
    if not len(guests) or not bool(seats.any()):
        return
    hosts = np.flatnonzero(seats)
    allowed = _allowed(season, round_, guests)[:, hosts]
    gain = gains(season, guests, hosts)
    row, column = np.full(len(season.grid.guests), -1), np.full(len(seats), -1)
    row[guests], column[hosts] = np.arange(len(guests)), np.arange(len(hosts))
    stay = [(int(row[one]), int(column[other])) for one, other in keep if row[one] >= 0 and column[other] >= 0]
    i, j = choices(allowed, gain, stay)
    if not len(i):
        return
    chosen = match(season, guests[i], hosts[j], gain[i, j] + turn_gain(season, guests[i]), seats)
    for guest, host in season.in_turn(guests[i[chosen]], hosts[j[chosen]]):
        season.add(guest, host, round_)


def _allowed(season: Season, round_: int, guests: Ints) -> Bools:
    """(n, H) which hosts each of these guests may meet in this round, seats aside."""
    grid = season.grid
    if grid.not_before or grid.problem.repeat_gap:
        return season.free_pairs(round_)[guests]
    allowed: Bools = grid.fit[guests] >= 0
    return allowed


def choices(allowed: Bools, gain: Ints, keep: Sequence[tuple[int, int]]) -> tuple[Ints, Ints]:
    """Row and column of every pair to be considered: in large rounds the best of everybody, a band, and `keep`."""
    if allowed.size <= DENSE:
        i, j = np.nonzero(allowed)
        return i, j
    worth = np.where(allowed, gain, np.iinfo(np.int64).min)
    wanted = np.zeros_like(allowed)
    for axis in (0, 1):
        most = min(BEST, allowed.shape[axis])
        top = np.argpartition(worth, -most, axis=axis)
        np.put_along_axis(wanted, top[-most:, :] if axis == 0 else top[:, -most:], values=True, axis=axis)
    rows = np.arange(len(allowed))
    for shift in range(4):
        # The band keeps the graph connected where everybody's best are the same few.
        wanted[rows, (rows * allowed.shape[1] // len(rows) + shift) % allowed.shape[1]] = True
    for row, host in keep:
        wanted[row, host] = True
    i, j = np.nonzero(wanted & allowed)
    return i, j


def match(season: Season, i: Ints, j: Ints, worth: Ints, seats: Ints) -> Ints:
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
