"""Pins that leave something open, and pins of stays, as wishes that a search has to make true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ridealong.planning.grid import Bools, Grid
    from ridealong.planning.season import Season


@dataclass(frozen=True, slots=True)
class Wish:
    """A pin in the numbering of a grid; None where it leaves host or round open."""

    guest: int
    host: int | None
    round: int | None

    def kept_by(self, visit: tuple[int, int, int], stay: int) -> bool:
        """Whether a visit (guest, host, start) of `stay` rounds keeps the pin: a stay has to cover its round."""
        guest, host, start = visit
        return (
            guest == self.guest
            and self.host in {None, host}
            and (self.round is None or start <= self.round < start + stay)
        )


def wishes(grid: Grid) -> list[Wish]:
    """All pins, sorted."""
    found = {
        Wish(grid.guest_at[pin.guest], None if pin.host is None else grid.host_at[pin.host], pin.round)
        for pin in grid.problem.pins
    }
    return sorted(found, key=_order)


def _order(wish: Wish) -> tuple[int, int, int]:
    return wish.guest, -1 if wish.host is None else wish.host, -1 if wish.round is None else wish.round


def place_fixed(season: Season, all_wishes: Iterable[Wish]) -> None:
    """Place and lock the visits of pins that leave nothing to choose."""
    for wish in all_wishes:
        if wish.host is not None and wish.round is not None and fixed(season.grid, wish):
            season.place(wish.guest, wish.host, wish.round, lock=True)


def fixed(grid: Grid, wish: Wish) -> bool:
    """Whether the pin leaves nothing to choose: a one-round visit with its host and its round."""
    return wish.host is not None and wish.round is not None and bool(grid.stay[wish.guest] == 1)


def keeps_all(season: Season, some: Iterable[Wish]) -> bool:
    """Whether a season keeps each of these pins."""
    return all(bool(_keeping(season, wish).any()) for wish in some)


def lock_wishes(season: Season, some: Iterable[Wish]) -> None:
    """Lock one meeting for each of these pins that the season keeps, so that no later stage moves it away."""
    for wish in some:
        keeping = _keeping(season, wish)
        if keeping.any() and not season.locked[wish.guest][keeping].any():
            season.locked[wish.guest, int(keeping.argmax())] = True


def _keeping(season: Season, wish: Wish) -> Bools:
    """(R,) the rounds in which a season keeps a pin."""
    row = season.host_of[wish.guest]
    keeping: Bools = row >= 0 if wish.host is None else row == wish.host
    if wish.round is not None:
        keeping &= np.arange(len(row)) == wish.round
    return keeping
