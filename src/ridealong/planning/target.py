"""What the rounds offer in sum, and who should best meet whom how often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.caps import team_room
from ridealong.planning.host_room import most_guests
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.planning.grid import Bools, Grid, Ints, Tiny
    from ridealong.planning.season import Season

ROWS = 256
"""Guests whose pairs are looked at together, so that no large table of wide numbers is ever needed."""


@dataclass(frozen=True, slots=True)
class Room:
    """What the rounds still offer: `guests` (G,) turns, `hosts` (H,) seats, `pairs` (G, H) meetings.

    `teams` are the places that cover leaves to home teams, of guests (TG,) and of hosts (T,); None without cover.
    `needed` are pairs, as rows and columns, that meet in every plan that is looked at.
    """

    guests: Ints
    hosts: Ints
    pairs: Tiny
    teams: tuple[Ints, Ints] | None = None
    needed: tuple[Ints, Ints] | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """The best sum over rounds: pair n is guest `i[n]` with host `j[n]`, `times[n]` times, sorted by pair.

    `value` is at least what any plan adds within the same limits, and what these meetings add unless a few pairs were
    left out of the network. `loss` (G, H), for small networks, is what any plan with a pair stays below it at least.
    `near`, for large ones, are pairs as rows and columns that are in this target or would cost it little.
    """

    i: Ints
    j: Ints
    times: Ints
    value: int
    loss: Ints | None = None
    near: tuple[Ints, Ints] | None = None

    @property
    def amount(self) -> int:
        """How many meetings these are."""
        return int(self.times.sum())


def room(season: Season, rounds: Sequence[int], *, stays: bool = False) -> Room:
    """Upper limits on what can still be added in these rounds, one for each guest, host and pair.

    Guests with stays are left out unless `stays`, and then count in whole stays. Each limit holds for every plan that
    keeps what is in `season` and, with `stays`, where that has no stays yet.
    """
    grid = season.grid
    where = sorted(rounds)
    longest = int(grid.stay.max()) if stays else 1
    free = grid.present[:, where] & (season.host_of[:, where] == NOBODY)
    seats = np.stack([season.free_seats(round_, stays=longest > 1, extra=stays) for round_ in where], axis=1)
    turns = np.minimum(_turns(grid, free), grid.max_turns - season.turns)
    turns = np.maximum(0, turns // grid.stay * grid.stay)
    if not stays:
        turns[grid.stay > 1] = 0
    pairs = _together(free, seats > 0)
    for (guest, host), first in grid.not_before.items():
        later = [index for index, round_ in enumerate(where) if round_ >= first]
        pairs[guest, host] = int((free[guest, later] & (seats[host, later] > 0)).sum())
    gap = grid.problem.repeat_gap
    if gap:
        pairs = np.minimum(pairs, _spaced(grid, gap)[:, None].astype(np.uint8))
    pairs[grid.fit < 0] = 0
    covered = grid.caps.guests_covered or grid.caps.hosts_covered
    teams = team_room(season, where) if covered else None
    return Room(turns, most_guests(season, seats, where, longest), pairs, teams)


def _together(free: Bools, open_: Bools) -> Tiny:
    """(G, H) rounds in which both could meet; float products are by far the quickest way to count them."""
    pairs = np.empty((len(free), len(open_)), dtype=np.uint8)
    opened = open_.astype(np.float32).T
    for start in range(0, len(free), ROWS):
        pairs[start : start + ROWS] = free[start : start + ROWS].astype(np.float32) @ opened
    return pairs


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
