"""A place for every pin that leaves host or round open, and for pins of stays, without a solver."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.season import NOBODY
from ridealong.planning.stay_options import stay_fits

if TYPE_CHECKING:
    from ridealong.planning.pins import Wish
    from ridealong.planning.season import Season

TRIES = 200
"""Orders of the pins that are tried."""


def keep_wishes(season: Season, wishes: list[Wish]) -> tuple[Season, Wish | None]:
    """A copy of the season with a locked visit for every pin, and None; or the pin for which no place was found.

    Pins are placed one after the other, each where it fits best; one that finds no place comes first in the next try.
    It may fail although there is a way.
    """
    order = list(wishes)
    failed: Wish | None = None
    for _ in range(TRIES):
        trial = season.copy()
        failed = next((wish for wish in order if not _keep(trial, wish)), None)
        if failed is None:
            return trial, None
        if order[0] == failed:
            break
        order.remove(failed)
        order.insert(0, failed)
    return season, failed


def _keep(season: Season, wish: Wish) -> bool:
    guest, grid = wish.guest, season.grid
    stay = int(grid.stay[guest])
    if _kept(season, wish):
        return True
    hosts = range(len(grid.hosts)) if wish.host is None else [wish.host]
    around = range(grid.rounds) if wish.round is None else range(wish.round - stay + 1, wish.round + 1)
    options = [
        (-int(grid.fit[guest, host]), start, host)
        for host in hosts
        for start in around
        if 0 <= start <= grid.rounds - stay and _fits(season, guest, host, start)
    ]
    if not options:
        return False
    _, start, host = min(options)
    season.place(guest, host, start, lock=True)
    return True


def _kept(season: Season, wish: Wish) -> bool:
    row = season.host_of[wish.guest]
    there = row if wish.round is None else row[wish.round : wish.round + 1]
    return bool((there != NOBODY).any() if wish.host is None else (there == wish.host).any())


def _fits(season: Season, guest: int, host: int, start: int) -> bool:
    grid = season.grid
    stay = int(grid.stay[guest])
    if stay == 1:
        return season.fits(guest, host, start)
    until = start + stay
    free = grid.present[guest, start:until] & (season.host_of[guest, start:until] == NOBODY)
    return (
        bool(np.all(free))
        and int(season.turns[guest]) + stay <= int(grid.max_turns[guest])
        and bool(grid.fit[guest, host] >= 0)
        and stay_fits(season, guest, host, start)
    )
