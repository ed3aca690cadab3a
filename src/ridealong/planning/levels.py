"""The most even way to hand out turns: which turns everybody has, and which only some can have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ridealong.planning.grid import Ints
    from ridealong.planning.season import Season


@dataclass(frozen=True, slots=True)
class Turns:
    """How a number of turns is shared out at least cost.

    Every guest has `certain` (G,) turns and up to `possible` (G,) more, all at the same `cost`, of which `open` are to
    be given. `below` (G,) is how much cheaper than `cost` the last certain turn of a guest is, and `above` (G,) how
    much dearer the first that is not possible; a very large number where there is none.
    """

    certain: Ints
    possible: Ints
    open: int
    cost: int
    below: Ints
    above: Ints


NONE = 2**60


def share_turns(season: Season, least: Ints, most: Ints, amount: int) -> Turns | None:
    """Share out `amount` turns, at least `least` and at most `most` (G,) for each guest; None if that is impossible.

    The k-th turn costs more than the one before, so the cheapest `amount` turns are those below a common level, and
    some of those at it (water filling; R. Rockafellar 1970, separable convex costs).
    """
    if int(least.sum()) > amount or int(most.sum()) < amount or bool((least > most).any()):
        return None
    had = season.grid.turns + season.turns
    weight = -season.grid.problem.weights.turns_squared
    if not weight:
        nothing = np.full(len(least), NONE)
        return Turns(least, most - least, amount - int(least.sum()), 0, nothing, nothing)
    low, high = 0, int((had + most).max()) + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if int(_up_to(middle, had, least, most).sum()) <= amount else (low, middle)
    if int(_up_to(high, had, least, most).sum()) <= amount:
        low = high
    certain, enough = _up_to(low, had, least, most), _up_to(low + 1, had, least, most)
    below = np.where(certain > least, 2 * weight * (low - (had + certain - 1)), NONE)
    above = np.where(enough < most, 2 * weight * (had + enough - low), NONE)
    return Turns(certain, enough - certain, amount - int(certain.sum()), weight * (2 * low + 1), below, above)


def _up_to(level: int, had: Ints, least: Ints, most: Ints) -> Ints:
    return np.minimum(most, np.maximum(least, level - had))
