"""The most guests that hosts can receive in some rounds under rest and visit limits, never counted too low."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.limits import Window, left_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.planning.grid import Ints
    from ridealong.planning.season import Season


def most_guests(season: Season, seats: Ints, where: Sequence[int], longest: int) -> Ints:
    """(H,) guest-rounds that each host can at most take over in these rounds, ascending, on top of the season.

    `seats` (H, len(where)) are those of single rounds. `longest` is the longest stay: where it is above 1, a visit
    fills up to so many rounds and rest is left aside, which can only raise the count.
    """
    total: Ints = seats.sum(axis=1)
    limits = season.grid.limits
    if longest == 1:
        for rest in np.unique(limits.rest[limits.rest > 0]).tolist():
            hosts = np.flatnonzero(limits.rest == rest)
            total[hosts] = _spaced(seats[hosts], where, rest)
    for window in limits.windows:
        hosts = window.hosts
        total[hosts] = np.minimum(total[hosts], longest * _counted(season, window, seats[hosts], where))
        if longest == 1:
            rounds = _visited_rounds(season, window, seats[hosts], where)
            best_first = np.sort(seats[hosts], axis=1)[:, ::-1]
            top = np.where(np.arange(len(where)) < rounds[:, None], best_first, 0).sum(axis=1)
            total[hosts] = np.minimum(total[hosts], top)
    return total


def _spaced(seats: Ints, where: Sequence[int], rest: int) -> Ints:
    """The most seats in rounds with `rest` rounds between them, limits aside: exact, round by round."""
    best = np.zeros((len(seats), len(where) + 1), dtype=np.int64)
    for index, round_ in enumerate(where):
        before = sum(other < round_ - rest for other in where[:index])
        best[:, index + 1] = np.maximum(best[:, index], seats[:, index] + best[:, before])
    return best[:, -1]


def _counted(season: Season, window: Window, seats: Ints, where: Sequence[int]) -> Ints:
    """The most visits that the limits allow, rest aside, filling the earliest rounds first.

    No plan has more by the end of any round t: it could only get ahead of earliest-first where a full stretch [a, b]
    around t stopped that; then both have the same number from a to t at most, and the plan had no more before a.
    """
    left = left_in(season, window)
    total = np.zeros(len(seats), dtype=np.int64)
    for index, round_ in enumerate(where):
        around = window.holds[:, round_]
        come = np.clip(left[:, around].min(axis=1), 0, seats[:, index])
        left[:, around] -= come[:, None]
        total += come
    return total


def _visited_rounds(season: Season, window: Window, seats: Ints, where: Sequence[int]) -> Ints:
    """The most rounds with visits that rest and limits allow together, with one guest each, earliest first.

    A round with visits has at least one, so no plan visits in more rounds. Where rest stops earliest-first in round t,
    it has a visit in the rounds of rest before t, where a plan with a visit in t has none: the plan is not ahead.
    """
    left = left_in(season, window)
    rest = season.grid.limits.rest[window.hosts]
    total = np.zeros(len(seats), dtype=np.int64)
    last = np.full(len(seats), -season.grid.rounds - 1, dtype=np.int64)
    for index, round_ in enumerate(where):
        around = window.holds[:, round_]
        come = (seats[:, index] > 0) & (left[:, around].min(axis=1) > 0) & (round_ - last > rest)
        left[:, around] -= come[:, None]
        last[come] = round_
        total += come
    return total
