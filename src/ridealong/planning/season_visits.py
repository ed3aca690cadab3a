"""The visits of a season, each as guest, host and first round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ridealong.planning.season import Season

Key = tuple[int, int, int]
"""A visit: guest, host, first round."""


def visit_keys(season: Season) -> set[Key]:
    """All visits of a season."""
    guests = np.flatnonzero((season.host_of != NOBODY).any(axis=1)).tolist()
    return {(guest, int(season.host_of[guest, start]), start) for guest in guests for start in starts_of(season, guest)}


def starts_of(season: Season, guest: int) -> Iterator[int]:
    """The rounds in which the visits of a guest begin, in order."""
    round_, stay = 0, int(season.grid.stay[guest])
    while round_ < season.grid.rounds:
        placed = season.host_of[guest, round_] != NOBODY
        if placed:
            yield round_
        round_ += stay if placed else 1
