"""Stays placed round by round: in each round, an exact assignment of those who had better begin one now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.one_round import choices, match
from ridealong.planning.season import NOBODY
from ridealong.planning.stay_options import runs, stay_fits, stay_gains

if TYPE_CHECKING:
    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.season import Season
    from ridealong.planning.stopper import Stopper

URGENT = 4
"""A stay that would be lost by waiting counts as much as one that would not, and this part of a place on top."""


def start_stays(season: Season, stopper: Stopper) -> None:
    """Give stays to guests, those first who have fewer stays left if they wait a round.

    From front to back nothing is left over before a round, so that free rounds of guests and hosts are not cut into
    pieces too short for a stay.
    """
    grid = season.grid
    guests = np.flatnonzero(grid.stay > 1)
    for round_ in range(grid.rounds):
        if stopper.due():
            return
        _begin(season, guests, round_)


def _begin(season: Season, guests: Ints, round_: int) -> None:
    grid = season.grid
    free = grid.present & (season.host_of == NOBODY)
    guests = guests[free[guests, round_] & (season.turns + grid.stay <= grid.max_turns)[guests]]
    room = season.used < grid.seats + grid.caps.extra_seats
    allowed = np.zeros((len(guests), len(grid.hosts)), dtype=np.bool_)
    for stay in np.unique(grid.stay[guests]).tolist():
        until = round_ + stay
        if until <= grid.rounds:
            some = (grid.stay[guests] == stay) & free[guests, round_:until].all(axis=1)
            allowed[some] = (grid.fit[guests[some]] >= 0) & room[:, round_:until].all(axis=1)
    gain = stay_gains(season, guests)
    allowed &= gain > 0
    i, j = choices(allowed, gain, [])
    if not len(i):
        return
    urgent = _urgent(season, guests, free, round_) * (grid.problem.weights.placed // URGENT)
    seats = np.maximum(0, grid.seats + grid.caps.extra_seats - season.used)[:, round_]
    chosen = match(season, guests[i], j, (gain + urgent[:, None])[i, j], seats)
    order = np.lexsort((j[chosen], i[chosen], -gain[i, j][chosen]))
    for index in chosen[order].tolist():
        guest, host = int(guests[i[index]]), int(j[index])
        if stay_fits(season, guest, host, round_):
            season.place(guest, host, round_)


def _urgent(season: Season, guests: Ints, free: Bools, round_: int) -> Ints:
    """(n,) rounds of stays that each guest can no longer have if none begins in this round."""
    grid = season.grid
    lost = np.zeros(len(guests), dtype=np.int64)
    for row, guest in enumerate(guests.tolist()):
        stay = int(grid.stay[guest])
        left = int(grid.max_turns[guest] - season.turns[guest]) // stay
        now, later = (min(left, _most(free[guest, begin:], stay)) for begin in (round_, round_ + 1))
        lost[row] = (now - later) * stay
    return lost


def _most(free: Bools, stay: int) -> int:
    """How many stays fit into the free rounds."""
    if len(free) < stay:
        return 0
    starts = np.flatnonzero(runs(free, stay)).tolist()
    count, after = 0, 0
    for start in starts:
        if start >= after:
            count, after = count + 1, start + stay
    return count
