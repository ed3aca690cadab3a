"""The season as one network flow: who should meet whom how often, and a value that no plan can exceed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.candidates import best_pairs
from ridealong.planning.flow import Network
from ridealong.planning.host_room import most_guests
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.planning.grid import Bools, Grid, Ints
    from ridealong.planning.season import Season


DENSE = 60_000
"""Pairs up to which the network holds all of them from the start."""
BEST = 40


@dataclass(frozen=True, slots=True)
class Target:
    """The best sum over rounds: `times` (G, H) meetings, what they add to the value, and how many they are."""

    times: Ints
    value: int
    amount: int


@dataclass(frozen=True, slots=True)
class Room:
    """What the rounds still offer: `guests` (G,) turns, `hosts` (H,) seats, `pairs` (G, H) meetings."""

    guests: Ints
    hosts: Ints
    pairs: Ints


def room(season: Season, rounds: Sequence[int], *, stays: bool = False) -> Room:
    """Upper limits on what can still be added in these rounds, one for each guest, host and pair.

    Guests with stays are left out unless `stays`, and then count in whole stays. Each limit holds for every plan that
    keeps what is in `season` and, with `stays`, where that has no stays yet.
    """
    grid = season.grid
    where = sorted(rounds)
    longest = int(grid.stay.max()) if stays else 1
    free = grid.present[:, where] & (season.host_of[:, where] == NOBODY)
    seats = np.stack([season.free_seats(round_, stays=longest > 1) for round_ in where], axis=1)
    turns = np.minimum(_turns(grid, free), grid.max_turns - season.turns)
    turns = np.maximum(0, turns // grid.stay * grid.stay)
    if not stays:
        turns[grid.stay > 1] = 0
    pairs = (free.astype(np.float32) @ (seats > 0).astype(np.float32).T).astype(np.int64)
    for (guest, host), first in grid.not_before.items():
        later = [index for index, round_ in enumerate(where) if round_ >= first]
        pairs[guest, host] = int((free[guest, later] & (seats[host, later] > 0)).sum())
    gap = grid.problem.repeat_gap
    if gap:
        pairs = np.minimum(pairs, _spaced(grid, gap)[:, None])
    pairs[grid.fit < 0] = 0
    return Room(turns, most_guests(season, seats, where, longest), pairs)


def _turns(grid: Grid, free: Bools) -> Ints:
    turns: Ints = free.sum(axis=1).astype(np.int64)
    for guest in np.flatnonzero(grid.stay > 1).tolist():
        stay, total, run = int(grid.stay[guest]), 0, 0
        for is_free in [*free[guest].tolist(), False]:
            total, run = (total, run + 1) if is_free else (total + run // stay * stay, 0)
        turns[guest] = total
    return turns


def _spaced(grid: Grid, gap: int) -> Ints:
    """Rounds each guest can at most spend with one host if `gap` rounds lie between two meetings."""
    meetings = -(-grid.rounds // (grid.stay + gap))
    spaced: Ints = np.minimum(grid.rounds, meetings * grid.stay)
    return spaced


def aggregate(season: Season, limits: Room, most: int) -> Target:
    """The best sum of all rounds within the limits and with at most `most` places, by min-cost flow.

    Source -> guest (turns, convex) -> (guest, team) (first contact pays) -> host (repeats, convex) -> sink (load above
    the share, convex). Every plan is such a flow of at least its value, and networks have integral optima
    (Ahuja, Magnanti & Orlin 1993, theorem 9.10), so the optimum is an upper bound.
    """
    tiers = np.minimum(limits.pairs, _first_tiers(limits))
    if tiers.size > DENSE:
        tiers[~best_pairs(tiers > 0, _worth(season), BEST)] = 0
    while True:
        target, missing = _solve(season, limits, tiers, most)
        if not missing.any():
            return target
        # A meeting left out of the network changes nothing if the prices say that it cannot pay (column generation).
        # Many are added at once where a repeat pays, so that few passes are needed.
        tiers = np.where(missing, np.minimum(limits.pairs, np.maximum(1, tiers * 2)), tiers)


def _worth(season: Season) -> Ints:
    grid, weights = season.grid, season.grid.problem.weights
    before = grid.met.astype(np.int64) + season.pair
    worth: Ints = weights.fit * grid.fit.astype(np.int64) + weights.met_before * before
    return worth


def _missing(season: Season, limits: Room, tiers: Ints, prices: Ints, fresh: Bools) -> Bools:
    """Pairs whose next meeting is not in the network although, at these prices, it could pay."""
    grid = season.grid
    guests, hosts = len(grid.guests), len(grid.hosts)
    missing: Bools = tiers < limits.pairs
    contact = prices[guests + hosts : guests + hosts + guests * grid.teams].reshape(guests, grid.teams)
    offered = np.zeros((guests, grid.teams), dtype=np.bool_)
    i, j = np.nonzero(tiers)
    offered[i, grid.team[j]] = True
    # A team without any pair in the network has no node there; the best price it can have is that of a first contact.
    tail = np.where(offered, contact, prices[:guests, None] - grid.problem.weights.new_teams)
    tail = np.where(fresh, tail, prices[:guests, None])
    for guest in np.flatnonzero(missing.any(axis=1)).tolist():
        j = np.flatnonzero(missing[guest])
        gain = _pair_gain(season, np.full(len(j), guest), j, tiers[guest, j])
        missing[guest, j] = tail[guest, grid.team[j]] - gain - prices[guests + j] < 0
    return missing


def _first_tiers(limits: Room) -> int:
    possible = int((limits.pairs > 0).sum())
    wanted = min(int(limits.guests.sum()), int(limits.hosts.sum()))
    return 1 + wanted // max(1, possible)


def _solve(season: Season, limits: Room, tiers: Ints, most: int) -> tuple[Target, Bools]:
    grid = season.grid
    guests, hosts = len(grid.guests), len(grid.hosts)
    contact = guests + hosts
    source = contact + guests * grid.teams
    sink = source + 1
    network = Network()
    i, j = np.nonzero(tiers)
    _guest_arcs(network, season, limits, source)
    fresh = ~grid.known & (season.team == 0)
    _contact_arcs(network, season, fresh, i, j)
    tails = np.where(fresh[i, grid.team[j]], contact + i * grid.teams + grid.team[j], i)
    blocks = []
    for tier in range(int(tiers.max(initial=0))):
        on = np.flatnonzero(tiers[i, j] > tier)
        blocks.append((on, network.add(tails[on], guests + j[on], 1, -_pair_gain(season, i[on], j[on], tier))))
    _host_arcs(network, season, limits, sink)
    cost = network.cheapest(source, sink, min(most, int(limits.guests.sum())))
    times = np.zeros((guests, hosts), dtype=np.int64)
    for on, block in blocks:
        times[i[on], j[on]] += network.through(block)
    target = Target(times, -cost, int(times.sum()))
    if bool((tiers == limits.pairs).all()):
        return target, tiers < 0
    return target, _missing(season, limits, tiers, network.prices(sink + 1), fresh)


def _pair_gain(season: Season, i: Ints, j: Ints, tier: Ints | int) -> Ints:
    """What the meeting number `tier` of each pair adds; for one round of a stay, no less than its part."""
    grid, weights = season.grid, season.grid.problem.weights
    before = grid.met[i, j].astype(np.int64) + season.pair[i, j]
    stay = grid.stay[i]
    times = before + np.where(stay > 1, 0, tier).astype(np.int64)
    # Rounded towards nothing, so that a stay's rounds together never cost more than the stay.
    gain: Ints = weights.fit * grid.fit[i, j].astype(np.int64) - (-weights.met_before * times) // stay
    return gain


def _guest_arcs(network: Network, season: Season, limits: Room, source: int) -> None:
    grid, weights = season.grid, season.grid.problem.weights
    count = np.minimum(limits.guests, limits.pairs.sum(axis=1))
    who = np.repeat(np.arange(len(count)), count)
    step = np.arange(len(who)) - np.repeat(np.cumsum(count) - count, count)
    squared = 2 * (grid.turns + season.turns)[who] + 2 * step + 1
    network.add(np.full(len(who), source), who, 1, -(weights.placed + weights.turns_squared * squared))


def _contact_arcs(network: Network, season: Season, fresh: Bools, i: Ints, j: Ints) -> None:
    grid = season.grid
    pairs = i * grid.teams + grid.team[j]
    contacts = np.unique(pairs[fresh[i, grid.team[j]]])
    who = contacts // max(1, grid.teams)
    node = len(grid.guests) + len(grid.hosts) + contacts
    network.add(who, node, 1, -grid.problem.weights.new_teams)
    network.add(who, node, grid.rounds, 0)


def _host_arcs(network: Network, season: Season, limits: Room, sink: int) -> None:
    grid = season.grid
    first = len(grid.guests)
    # With stays a host's load is counted in visits, not in rounds: leaving the cost out keeps the bound true.
    weight = 0 if bool((grid.stay > 1).any()) else grid.problem.weights.over_share
    free = np.minimum(limits.hosts, np.maximum(0, grid.share - season.load)) if weight else limits.hosts
    inside = np.flatnonzero(free > 0)
    network.add(first + inside, np.full(len(inside), sink), free[inside], 0)
    tiers = np.minimum(limits.hosts - free, int(limits.guests.sum()))
    over = np.repeat(np.arange(len(tiers)), tiers)
    step = np.arange(len(over)) - np.repeat(np.cumsum(tiers) - tiers, tiers)
    above = np.maximum(0, season.load - grid.share)[over] + step + 1
    network.add(first + over, np.full(len(over), sink), 1, -weight * above)
