"""A first full plan for large problems, long before the best one: places and turns alone, among likely pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.colour import colour
from ridealong.planning.flow import Network
from ridealong.planning.levels import share_turns
from ridealong.planning.one_round import fill_round
from ridealong.planning.target import Target

if TYPE_CHECKING:
    from ridealong.planning.grid import Ints, Tiny
    from ridealong.planning.season import Season
    from ridealong.planning.stopper import Stopper
    from ridealong.planning.target import Room

STEPS = 3_000
"""Steps of the search for room: what is left over is filled round by round."""


def first_plan(season: Season, limits: Room, most: int, likely: Tiny, stopper: Stopper) -> Season:
    """A plan with turns as even as they can be and nearly every place, by one maximum flow over `likely` (G, H) pairs.

    Who meets whom is only as good as the pairs are likely. Returns a new season with all that was in `season`.
    """
    plan = season.copy()
    turns = share_turns(season, np.zeros_like(limits.guests), limits.guests, most)
    if turns is not None:
        i, j = np.nonzero(likely)
        times = _meetings(i, j, turns.certain + turns.possible, limits.hosts)
        some = np.flatnonzero(times)
        colour(plan, Target(i[some], j[some], times[some], 0), range(season.grid.rounds), stopper, STEPS)
    for round_ in range(season.grid.rounds):
        fill_round(plan, round_)
    return plan


def _meetings(i: Ints, j: Ints, turns: Ints, seats: Ints) -> Ints:
    guests, hosts = len(turns), len(seats)
    network = Network()
    network.add(np.full(guests, guests + hosts), np.arange(guests), turns, 0)
    pairs = network.add(i, guests + j, 1, 0)
    network.add(guests + np.arange(hosts), np.full(hosts, guests + hosts + 1), seats, 0)
    network.largest(guests + hosts, guests + hosts + 1)
    return network.through(pairs)
