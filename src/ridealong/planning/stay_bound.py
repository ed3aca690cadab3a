"""A bound for large problems with stays: everybody has the best visits there are, at a price for each host."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.limits import left_in

if TYPE_CHECKING:
    from ridealong.planning.grid import Ints
    from ridealong.planning.season import Season
    from ridealong.planning.stopper import Stopper
    from ridealong.planning.target import Room

STEPS = 30
STEP = 40.0
"""Points by which the price of a host with twice as many visits as it can take rises at first."""


def priced_bound(base: Season, limits: Room, places: int, stopper: Stopper) -> int:
    """The most that any plan adds to `base` with at most `places` places.

    Hosts are limited by how many visits they can take, guests by their turns; rounds are left aside. For any prices
    that are not negative the sum of what everybody gains at these prices, and of what the hosts take, is a bound (J.
    Everett 1963); the prices follow the visits that are too many or too few (N. Shor 1985). The numbers are whole.
    """
    most = host_visits(base)
    stays = limits.guests // base.grid.stay
    prices = np.zeros(len(most), dtype=np.int64)
    best, step = None, STEP
    for _ in range(STEPS):
        if best is not None and stopper.due():
            break
        value, load = _guests(base, stays, prices, places)
        host_value, wanted = _hosts(base, most, prices)
        total = value + host_value
        if best is None or total < best:
            best = total
        else:
            step *= 0.8
        moved = np.rint(step * (load - wanted) / np.maximum(1, wanted)).astype(np.int64)
        prices = np.maximum(0, prices + np.clip(moved, -int(step) - 1, int(step) + 1))
    return 0 if best is None else best


def host_visits(base: Season) -> Ints:
    """(H,) the most visits that each host can take by seats and limits: those of the shortest kind, earliest first.

    Of equally long intervals as many as can be fit if each begins as early as seats let it: the next visit of any plan
    that does not begin then can be moved there, since the seats it leaves are those it needs.
    """
    grid = base.grid
    shortest = int(grid.stay.min(initial=grid.rounds))
    free = np.maximum(0, grid.seats + grid.caps.extra_seats - base.used)
    most = np.zeros(len(free), dtype=np.int64)
    for start in range(grid.rounds - shortest + 1):
        begun = free[:, start : start + shortest].min(axis=1)
        free[:, start : start + shortest] -= begun[:, None]
        most += begun
    for window in grid.limits.windows:
        every = (window.first == 0) & (window.last == grid.rounds - 1)
        if bool(every.any()):
            left = np.maximum(0, left_in(base, window)[:, every].min(axis=1))
            most[window.hosts] = np.minimum(most[window.hosts], left)
    return most


def _guests(base: Season, stays: Ints, prices: Ints, places: int) -> tuple[int, Ints]:
    """What guests gain at most at these prices, and the (H,) visits of the choice."""
    grid, weights = base.grid, base.grid.problem.weights
    fresh_team = ~grid.known & (base.team == 0)
    fresh = np.minimum(stays, fresh_team.sum(axis=1))
    gain = weights.fit * grid.fit.astype(np.int64) * grid.stay[:, None] - prices
    gain += weights.met_before * (grid.met.astype(np.int64) + base.pair)
    gain = np.where(grid.fit < 0, -(2**50), gain)
    load = np.zeros(gain.shape[1], dtype=np.int64)
    worths, rounds = [], []
    for guest in range(len(gain)):
        count = int(stays[guest])
        if not count:
            continue
        top = np.argpartition(-gain[guest], min(count, gain.shape[1]) - 1)[:count]
        steps = gain[guest][top][:, None] + weights.met_before * np.arange(count if len(top) else 0)
        order = np.argsort(-steps, axis=None, kind="stable")[:count]
        hosts = top[order // steps.shape[1]]
        best = steps.reshape(-1)[order]
        stay = int(grid.stay[guest])
        had = int(grid.turns[guest] + base.turns[guest]) + stay * np.arange(count)
        worth = best + stay * weights.placed + weights.turns_squared * ((had + stay) ** 2 - had**2)
        worth[: int(fresh[guest])] += weights.new_teams
        paying = worth > 0
        np.add.at(load, hosts[paying], 1)
        worths.append(worth[paying])
        rounds.append(np.full(int(paying.sum()), stay))
    return _filled(worths, rounds, places), load


def _filled(worths: list[Ints], rounds: list[Ints], places: int) -> int:
    """The most that visits with these worths are worth together if they fill no more than so many places."""
    if not worths:
        return 0
    worth, size = np.concatenate(worths), np.concatenate(rounds)
    if int(size.sum()) <= places:
        return int(worth.sum())
    order = np.argsort(-(worth / size), kind="stable")
    worth, size = worth[order], size[order]
    inside = np.cumsum(size) <= places
    cut = int(inside.sum())
    left = places - int(size[:cut].sum())
    # One visit may be cut, rounded up.
    return int(worth[:cut].sum()) + -(-int(worth[cut]) * left // int(size[cut]))


def _hosts(base: Season, most: Ints, prices: Ints) -> tuple[int, Ints]:
    """What hosts take at most for their visits, less what load above the share costs, and the visits they want."""
    grid = base.grid
    weight = grid.problem.weights.over_share
    room = np.minimum(most, np.maximum(0, grid.share - base.load))
    above = np.maximum(0, base.load - grid.share)
    more = most - room if not weight else np.clip(prices // -weight - above, 0, most - room)
    taken = prices * (room + more) + weight * (more * (2 * above + more + 1) // 2)
    wanted: Ints = np.where(prices > 0, room + more, np.maximum(1, room))
    return int(taken.sum()), wanted
