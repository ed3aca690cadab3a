"""Which pairs a large network starts with: those that are likely to meet, given how sought-after each host is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.target import ROWS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ridealong.planning.grid import Ints, Tiny
    from ridealong.planning.season import Season
    from ridealong.planning.target import Room

    Floats = NDArray[np.float32]

SPARE = 24
"""Hosts more than a guest has turns that the network offers each guest."""
SAMPLE = 800
"""Guests whose wishes the prices are estimated from."""
STEPS = 14


def likely_pairs(season: Season, limits: Room) -> Tiny:
    """Mark (G, H) pairs with 1: the best for every guest at estimated prices, the best for every host, and a band.

    The band keeps the network connected where everybody's best are the same few.
    """
    wanted = int(limits.guests.sum())
    each = max(1, -(-wanted // max(1, len(limits.guests))))
    prices = _prices(season, limits, each)
    marked = np.zeros(limits.pairs.shape, dtype=np.uint8)
    hosts = limits.pairs.shape[1]
    best = min(hosts, each + SPARE)
    for start in range(0, len(marked), ROWS):
        worth = _worth(season, limits, slice(start, start + ROWS)) - prices
        np.put_along_axis(marked[start : start + ROWS], np.argpartition(worth, -best, axis=1)[:, -best:], 1, axis=1)
    _for_hosts(season, limits, marked)
    rows = np.arange(len(marked))
    for shift in range(4):
        marked[rows, (rows * hosts // len(marked) + shift) % hosts] = 1
    marked *= limits.pairs > 0
    return marked


def _worth(season: Season, limits: Room, rows: slice | Ints, columns: slice = slice(None)) -> Floats:
    grid, weights = season.grid, season.grid.problem.weights
    before = grid.met[rows, columns] + season.pair[rows, columns]
    worth = weights.fit * grid.fit[rows, columns].astype(np.float32) + weights.met_before * before.astype(np.float32)
    return np.where(limits.pairs[rows, columns] > 0, worth, np.float32(-1e9))


def _prices(season: Season, limits: Room, each: int) -> Floats:
    """(H,) what a seat with each host is worth, roughly: raised where too many want it, lowered where too few do.

    Tatonnement over a sample of the guests. The prices only choose pairs, so that no harm is done where they are wrong.
    """
    guests, hosts = limits.pairs.shape
    rows = np.linspace(0, guests - 1, min(guests, SAMPLE)).astype(np.int64)
    worth = _worth(season, limits, rows)
    seats = limits.hosts * (len(rows) / guests) * min(1.0, limits.guests.sum() / max(1, limits.hosts.sum()))
    prices = np.zeros(hosts, dtype=np.float32)
    step = 12.0
    best = min(hosts, each)
    for _ in range(STEPS):
        chosen = np.argpartition(worth - prices, -best, axis=1)[:, -best:]
        asked = np.bincount(chosen.ravel(), minlength=hosts)
        prices += (step * np.clip((asked - seats) / np.maximum(1.0, seats), -1.0, 1.5)).astype(np.float32)
        step *= 0.85
    return prices


def _for_hosts(season: Season, limits: Room, marked: Tiny) -> None:
    """Mark the best guests of every host as well, so that those whom nobody prefers can be filled."""
    guests, hosts = marked.shape
    best = min(guests, SPARE)
    columns = max(1, ROWS * hosts // guests)
    for start in range(0, hosts, columns):
        some = slice(start, min(hosts, start + columns))
        worth = np.ascontiguousarray(_worth(season, limits, slice(None), some).T)
        top = np.argpartition(worth, -best, axis=1)[:, -best:]
        marked[top, np.arange(some.start, some.stop)[:, None]] = 1


def first_tiers(limits: Room) -> int:
    """How many meetings of one pair the network offers at first: as many as an even spread over all pairs needs."""
    possible = int(np.count_nonzero(limits.pairs))
    wanted = min(int(limits.guests.sum()), int(limits.hosts.sum()))
    return 1 + wanted // max(1, possible)
