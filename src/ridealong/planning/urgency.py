"""Splitting a target into rounds where rules reach over several rounds: most urgent meetings first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.flow import Network
from ridealong.planning.kempe import insert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.season import Season
    from ridealong.planning.stopper import Stopper
    from ridealong.planning.target import Target

URGENT = 1_000_000


def colour_by_urgency(season: Season, target: Target, rounds: Sequence[int], stopper: Stopper) -> int:
    """Place as much of the target as possible into these rounds of the season; returns how much was left over.

    Each round is an exact matching weighted by urgency, scarce rounds first; what is left over is inserted by
    exchanging two rounds.
    """
    left = np.zeros((len(season.grid.guests), len(season.grid.hosts)), dtype=np.int64)
    left[target.i, target.j] = target.times
    order = sorted(rounds, key=lambda round_: (_offered(season, round_), round_))
    for index, round_ in enumerate(order):
        if stopper.due():
            break
        _one_colour(season, left, round_, order[index:])
    over = 0
    for guest, host in zip(*(axis.tolist() for axis in np.nonzero(left)), strict=True):
        for _ in range(int(left[guest, host])):
            over += int(stopper.due() or not insert(season, guest, host, rounds))
    return over


def _offered(season: Season, round_: int) -> int:
    return min(int(season.free_guests(round_).sum()), int(season.free_seats(round_).sum()))


def _one_colour(season: Season, left: Ints, round_: int, later: Sequence[int]) -> None:
    free, seats = season.free_guests(round_), season.free_seats(round_)
    i, j = np.nonzero((left > 0) & free[:, None] & (seats > 0)[None, :])
    if not season.grid.plain and len(i):
        allowed = season.free_pairs(round_)[i, j]
        i, j = i[allowed], j[allowed]
    if not len(i):
        return
    chosen = _match(i, j, _urgency(season, left, i, j, later), free, seats)
    for guest, host in season.in_turn(i[chosen], j[chosen]):
        left[guest, host] -= season.add(guest, host, round_)


def _urgency(season: Season, left: Ints, i: Ints, j: Ints, later: Sequence[int]) -> Ints:
    """More for meetings whose guest, host or pair has few rounds to spare."""
    grid = season.grid
    free = np.stack([season.free_guests(round_) for round_ in later], axis=1)
    seats = np.maximum(0, grid.seats[:, later] - season.used[:, later])
    guest_slack = np.maximum(0, free.sum(axis=1) - left.sum(axis=1))
    host_slack = np.maximum(0, seats.sum(axis=1) - left.sum(axis=0))
    together = (free[i] & (seats[j] > 0)).sum(axis=1)
    pair_slack = np.maximum(0, together - left[i, j])
    urgency = URGENT + URGENT // (1 + guest_slack[i]) + URGENT // (1 + host_slack[j]) + URGENT // (1 + pair_slack)
    return np.asarray(urgency, dtype=np.int64)


def _match(i: Ints, j: Ints, worth: Ints, free: Bools, seats: Ints) -> Ints:
    guests, hosts = len(free), len(seats)
    source, sink = guests + hosts, guests + hosts + 1
    network = Network()
    people, places = np.unique(i), np.unique(j)
    network.add(np.full(len(people), source), people, 1, 0)
    pairs = network.add(i, guests + j, 1, -worth)
    network.add(guests + places, np.full(len(places), sink), seats[places], 0)
    network.cheapest(source, sink, len(people))
    return np.flatnonzero(network.through(pairs))
