"""Filling what the matchings of single rounds leave open where cover at home or trios limit a whole round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.gains import gains, turn_gain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.planning.grid import Ints
    from ridealong.planning.season import Season
    from ridealong.planning.stopper import Stopper


def top_up(season: Season, rounds: Sequence[int], stopper: Stopper) -> None:
    """Give guests without a host in these rounds the one who adds most, those with the fewest turns first.

    One guest after the other, so what is found is no best choice; every rule is kept.
    """
    had = season.grid.turns
    for round_ in rounds:
        if stopper.due():
            return
        allowed = season.free_pairs(round_)
        free, seats = season.free_guests(round_), season.free_seats(round_, extra=True)
        for guest in np.argsort(had + season.turns, kind="stable").tolist():
            if not seats.any():
                break
            if free[guest] and _place(season, guest, round_, np.flatnonzero(allowed[guest] & (seats > 0))):
                free, seats = season.free_guests(round_), season.free_seats(round_, extra=True)


def _place(season: Season, guest: int, round_: int, hosts: Ints) -> bool:
    gain = _gain(season, guest, hosts)
    for index in np.argsort(-gain, kind="stable").tolist():
        if gain[index] > 0 and season.fits(guest, int(hosts[index]), round_):
            season.place(guest, int(hosts[index]), round_)
            return True
    return False


def _gain(season: Season, guest: int, hosts: Ints) -> Ints:
    """What one more meeting with each of these hosts adds, wishes for the rounds between meetings aside."""
    one, grid = np.array([guest]), season.grid
    over = np.maximum(0, season.load[hosts] - grid.share[hosts] + 1)
    gain: Ints = gains(season, one, hosts)[0] + turn_gain(season, one) + grid.problem.weights.over_share * over
    return gain
