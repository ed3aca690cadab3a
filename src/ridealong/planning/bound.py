"""Sharper upper bounds that no plan can exceed, for problems in which single rounds are short of somebody."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.aggregate import best_sum
from ridealong.planning.fills import offer
from ridealong.planning.flow import Network
from ridealong.planning.numbering import numbered

if TYPE_CHECKING:
    from ridealong.planning.problem import Weights
    from ridealong.planning.season import Season
    from ridealong.planning.target import Room

TIMED_CELLS = 400_000
"""Guests x hosts x rounds up to which a bound with every round in the network is worked out as well."""


def timed(base: Season, limits: Room) -> tuple[int, int]:
    """The best flow with every round in the network, as (value, most places) added to `base`.

    Source -> guest (turns) -> guest in a round -> host in a round (seats) -> host (load) -> sink. Repeats within the
    plan cost nothing here and a new team pays each time, so the value is an upper bound; it is exact where nobody
    has more than one turn and no host rests.
    """
    grid, weights = base.grid, base.grid.problem.weights
    guests, hosts, rounds = len(grid.guests), len(grid.hosts), grid.rounds
    source = guests + hosts + (guests + hosts) * rounds
    sink = source + 1
    network = Network()
    count = limits.guests
    who = np.repeat(np.arange(guests), count)
    step = numbered(count)
    squared = 2 * (grid.turns + base.turns)[who] + 2 * step + 1
    network.add(np.full(len(who), source), who, 1, -(weights.placed + weights.turns_squared * squared))
    new = weights.new_teams * (~grid.known & (base.team == 0)).astype(np.int64)[:, grid.team]
    before = grid.met.astype(np.int64) + base.pair
    gain = weights.fit * grid.fit.astype(np.int64) + new - (-weights.met_before * before) // grid.stay[:, None]
    for round_ in range(rounds):
        seats, allowed = offer(base, round_)
        offset = guests + hosts + round_ * (guests + hosts)
        people, places = np.flatnonzero(allowed.any(axis=1)), np.flatnonzero(seats)
        i, j = np.nonzero(allowed)
        network.add(people, offset + people, 1, 0)
        network.add(offset + i, offset + guests + j, 1, -gain[i, j])
        network.add(offset + guests + places, guests + places, np.minimum(seats[places], guests), 0)
    _sinks(network, base, limits, sink)
    most = network.largest(source, sink)
    return -network.cheapest(source, sink, most), most


def _sinks(network: Network, base: Season, limits: Room, sink: int) -> None:
    grid = base.grid
    guests = len(grid.guests)
    weight = 0 if bool((grid.stay > 1).any()) else grid.problem.weights.over_share
    free = np.minimum(limits.hosts, np.maximum(0, grid.share - base.load)) if weight else limits.hosts
    network.add(guests + np.arange(len(free)), np.full(len(free), sink), free, 0)
    tiers = np.minimum(limits.hosts - free, int(limits.guests.sum()))
    over = np.repeat(np.arange(len(tiers)), tiers)
    step = numbered(tiers)
    above = np.maximum(0, base.load - grid.share)[over] + step + 1
    network.add(guests + over, np.full(len(over), sink), 1, -weight * above)


def split(base: Season, limits: Room, most: int) -> int:
    """Bound the places and turns with rounds, and everything else without, each by its own best flow.

    The sum of two maxima is never below the maximum of the sum, so this bounds what can be added to `base`.
    """
    weights = base.grid.problem.weights
    turns = replace(weights, met_before=0, over_share=0, new_teams=0, fit=0)
    rest = replace(weights, placed=0, turns_squared=0)
    first, _ = timed(reweighted(base, turns), limits)
    second = best_sum(reweighted(base, rest), limits, most)
    return first + second.value


def reweighted(base: Season, weights: Weights) -> Season:
    """The same season, valued by other weights."""
    twin = base.copy()
    twin.grid = replace(base.grid, problem=replace(base.grid.problem, weights=weights))
    return twin
