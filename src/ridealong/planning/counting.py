"""A bound by counting alone: true for every problem, quick, needing no solver, and loose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.plan import Bound

if TYPE_CHECKING:
    from ridealong.planning.grid import Grid, Ints

CHUNK = 512
"""Guests looked at together, so that no table of all pairs is needed."""


def counted_bound(grid: Grid) -> Bound:
    """What no plan can exceed, in value and in places.

    Places: a round fills no more than the guests who are there, and no more than its seats; a guest has no more turns
    than rounds in which somebody could be visited, nor than `max_turns`. Value: the k-th turn of a guest adds no more
    than the place, the cost of a k-th turn, a new team while there are any, and the k-th best meeting that the guest
    could have, repeats included. Those amounts fall with k, so the sum of the largest ones, as many as there are
    places, is at least what any plan is worth. What hosts cost above their share is left out, and so are all wishes.
    """
    turns = _turns(grid)
    most = min(int(turns.sum()), int(_by_round(grid).sum()))
    gains = np.concatenate([_gains(grid, turns, slice(at, at + CHUNK)) for at in range(0, len(grid.guests), CHUNK)])
    best = np.sort(gains)[::-1][:most]
    return Bound(int(best[best > 0].sum()), most)


def _by_round(grid: Grid) -> Ints:
    """(R,) places that each round can fill."""
    seats = grid.seats.sum(axis=0)
    if grid.problem.trios:
        seats = seats + (grid.seats > 0).sum(axis=0)
    fill: Ints = np.minimum(grid.present.sum(axis=0), seats)
    return fill


def _turns(grid: Grid) -> Ints:
    """(G,) turns that each guest can have, in whole stays."""
    anybody = grid.fit.max(axis=1) >= 0
    there = (grid.present & (grid.seats.max(axis=0) > 0)).sum(axis=1)
    most: Ints = np.where(anybody, np.minimum(there, grid.max_turns), 0)
    return most // grid.stay * grid.stay


def _gains(grid: Grid, turns: Ints, rows: slice) -> Ints:
    """What the turns of some guests can add at the most, turn by turn, as one row of numbers."""
    weights, rounds = grid.problem.weights, grid.rounds
    number = np.arange(rounds)
    had = grid.turns[rows, None] + number
    new = _new_teams(grid, rows)[:, None] > number
    gain = weights.placed + weights.turns_squared * (2 * had + 1) + weights.new_teams * new + _meetings(grid, rows)
    return gain[number < turns[rows, None]]


def _new_teams(grid: Grid, rows: slice) -> Ints:
    """(n,) teams that a guest could meet for the first time."""
    reached = np.zeros((len(grid.guests[rows]), grid.teams), dtype=np.bool_)
    guests, hosts = np.nonzero(grid.fit[rows] >= 0)
    reached[guests, grid.team[hosts]] = True
    new: Ints = (reached & ~grid.known[rows]).sum(axis=1)
    return new


def _meetings(grid: Grid, rows: slice) -> Ints:
    """(n, R) what the best, the second best ... meeting of each guest adds by fit and repeats; later rows of a stay
    are no meeting, so stays count with their best fit alone."""
    weights, rounds = grid.problem.weights, grid.rounds
    fit = grid.fit[rows].astype(np.int64)
    first = weights.fit * fit + weights.met_before * grid.met[rows].astype(np.int64)
    first[fit < 0] = np.iinfo(np.int64).min // 2
    width = min(rounds, first.shape[1])
    first = np.partition(first, -width, axis=1)[:, -width:]
    tiers = first[:, :, None] + weights.met_before * np.arange(rounds)
    best = np.sort(tiers.reshape(len(first), -1), axis=1)[:, ::-1][:, :rounds]
    staying = grid.stay[rows] > 1
    best[staying] = weights.fit * fit[staying].max(axis=1, initial=0)[:, None]
    return best
