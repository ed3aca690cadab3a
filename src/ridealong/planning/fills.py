"""How many places a round can have at most, and who has one in every plan that fills them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.flow import Network
from ridealong.planning.season import NOBODY
from ridealong.planning.target import ROWS

if TYPE_CHECKING:
    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.season import Season


@dataclass(frozen=True, slots=True)
class Fill:
    """The most `places` that a round can have on top of a season.

    `guests` (G,) are those who have a place, and `hosts` (H,) the seats that are taken, in every plan that fills so
    many.
    """

    places: int
    guests: Ints
    hosts: Ints


def quick_fill(base: Season, round_: int) -> Fill:
    """At least the places that can be added in a round: the fewer of guests and seats that have anybody allowed."""
    seats, allowed = offer(base, round_)
    people = np.asarray(allowed.any(axis=1))
    taken = np.where(allowed.any(axis=0), np.minimum(seats, allowed.shape[0]), 0)
    return _fill(base, round_, min(int(people.sum()), int(taken.sum())), people, taken)


def quick_fills(base: Season) -> list[Fill]:
    """`quick_fill` of every round, all at once where no rule reaches over several rounds or is about few pairs."""
    grid = base.grid
    rounds = range(grid.rounds)
    if not grid.plain:
        return [quick_fill(base, round_) for round_ in rounds]
    free = grid.present & (base.host_of == NOBODY) & (base.turns < grid.max_turns)[:, None]
    seats = np.maximum(0, grid.seats - base.used)
    known_by, knows = np.zeros(seats.shape, dtype=np.float32), np.zeros(free.shape, dtype=np.float32)
    for start in range(0, len(free), ROWS):
        rows = slice(start, start + ROWS)
        allowed = (grid.fit[rows] >= 0).astype(np.float32)
        knows[rows] = allowed @ (seats > 0).astype(np.float32)
        known_by += allowed.T @ free[rows].astype(np.float32)
    people = free & (knows > 0)
    taken = np.where((known_by > 0), np.minimum(seats, len(free)), 0)
    return [
        _fill(base, r, min(int(people[:, r].sum()), int(taken[:, r].sum())), people[:, r], taken[:, r]) for r in rounds
    ]


def exact_fill(base: Season, round_: int) -> Fill:
    """The places that can be added in a round, by maximum flow; never more than `quick_fill`.

    Who is in every largest matching: guests that no alternating path reaches from a guest without a place, and hosts
    that none reaches from a free seat (A. Dulmage, N. Mendelsohn 1958).
    """
    seats, allowed = offer(base, round_)
    quick = quick_fill(base, round_)
    i, j = np.nonzero(allowed)
    if not len(i):
        return quick
    guests, hosts = allowed.shape
    network = Network()
    people, places = np.unique(i), np.unique(j)
    network.add(np.full(len(people), guests + hosts), people, 1, 0)
    pairs = network.add(i, guests + j, 1, 0)
    network.add(guests + places, np.full(len(places), guests + hosts + 1), np.minimum(seats, guests)[places], 0)
    most = network.largest(guests + hosts, guests + hosts + 1)
    if most >= quick.places or base.grid.caps.any:
        return Fill(min(most, quick.places), quick.guests, quick.hosts)
    matched = np.flatnonzero(network.through(pairs))
    host_of = np.full(guests, NOBODY)
    host_of[i[matched]] = j[matched]
    return _essential(most, allowed, seats, host_of)


def offer(base: Season, round_: int) -> tuple[Ints, Bools]:
    """(H,) free seats in a round, and the (G, H) pairs that may meet in it; guests with stays included."""
    free = base.grid.present[:, round_] & (base.host_of[:, round_] == NOBODY) & (base.turns < base.grid.max_turns)
    seats = base.free_seats(round_, stays=bool((base.grid.stay > 1).any()), extra=True)
    return seats, base.free_pairs(round_) & free[:, None] & (seats > 0)[None, :]


def _fill(base: Season, round_: int, places: int, people: Bools, taken: Ints) -> Fill:
    if base.grid.caps.any:
        # Cover and trios choose among guests and seats, so that nobody in particular is sure of a place.
        nobody = np.zeros(len(people), dtype=np.int64), np.zeros(len(taken), dtype=np.int64)
        return Fill(min(places, base.most_more(round_)), *nobody)
    all_guests, all_seats = places == int(people.sum()), places == int(taken.sum())
    return Fill(places, (people & all_guests).astype(np.int64), taken * int(all_seats))


def _essential(most: int, allowed: Bools, seats: Ints, host_of: Ints) -> Fill:
    used = np.bincount(host_of[host_of >= 0], minlength=len(seats))
    without = (host_of == NOBODY) & allowed.any(axis=1)
    while True:
        reached = allowed[without].any(axis=0)
        more = without | ((host_of >= 0) & reached[host_of])
        if bool((more == without).all()):
            break
        without = more
    spare = used < np.where(allowed.any(axis=0), seats, 0)
    while True:
        movable = allowed[:, spare].any(axis=1) & (host_of >= 0)
        more = spare.copy()
        more[host_of[movable]] = True
        if bool((more == spare).all()):
            break
        spare = more
    return Fill(most, ((host_of >= 0) & ~without).astype(np.int64), np.where(spare, 0, used))
