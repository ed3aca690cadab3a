"""Squeezing one visit in where more than one other has to make way, and finding each of those another place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from collections.abc import Callable

    from ridealong.planning.chain_trial import Place
    from ridealong.planning.season import Season

Visit = tuple[int, int]
"""A guest and a round."""


def force(season: Season, guest: int, host: int, round_: int, settle: Callable[[Season, int], None]) -> Season | None:
    """A copy of the season with this visit in it, or None where locked visits and rules do not let it.

    Whoever stands in the way leaves, the fewest first; then `settle` is asked to find each of them another place.
    """
    grid = season.grid
    if not grid.present[guest, round_] or grid.fit[guest, host] < 0 or not grid.seats[host, round_]:
        return None
    trial = season.copy()
    if not _give_up(trial, guest, round_):
        return None
    left: list[int] = []
    while not trial.fits(guest, host, round_):
        visit = _in_the_way(trial, guest, host, round_)
        if visit is None:
            return None
        trial.clear(*visit)
        left.append(visit[0])
    trial.place(guest, host, round_, lock=True)
    for other in left:
        settle(trial, other)
    trial.locked[guest, round_] = False
    return trial


def _movable(season: Season, guest: int) -> list[int]:
    row = (season.host_of[guest] != NOBODY) & ~season.locked[guest]
    return [] if season.grid.stay[guest] > 1 else np.flatnonzero(row).tolist()


def _give_up(season: Season, guest: int, round_: int) -> bool:
    """Make the guest free in a round, the visit worth least being given up where there is no turn left."""
    own = _movable(season, guest)
    if season.host_of[guest, round_] != NOBODY:
        if round_ in own:
            season.clear(guest, round_)
        return round_ in own
    if season.turns[guest] < season.grid.max_turns[guest]:
        return True
    if own:
        season.clear(guest, min(own, key=lambda other: season.grid.fit[guest, season.host_of[guest, other]]))
    return bool(own)


def _in_the_way(season: Season, guest: int, host: int, round_: int) -> Visit | None:
    """The visit to a host, or of the guest to that host, that is best taken away to let another one in.

    One that is enough by itself if there is one, else the nearest in time; among equals the one that fits worst.
    """
    grid = season.grid
    others = [
        (int(who), int(when))
        for who, when in zip(*np.nonzero(season.host_of == host), strict=True)
        if not season.locked[who, when] and grid.stay[who] == 1
    ]
    if not others:
        return None
    enough = [visit for visit in others if _lets_in(season, visit, guest, host, round_)]
    return min(enough or others, key=lambda one: (abs(one[1] - round_), grid.fit[one[0], host], one))


def _lets_in(season: Season, visit: Visit, guest: int, host: int, round_: int) -> bool:
    season.clear(*visit)
    fits = season.fits(guest, host, round_)
    season.place(visit[0], host, visit[1])
    return fits


def changes(before: Season, after: Season, first: int) -> list[tuple[int, list[Place], list[Place]]]:
    """Whose visits differ, `first` before the others: the guest, and what is gone and got."""
    differing = np.flatnonzero((before.host_of != after.host_of).any(axis=1)).tolist()
    found = []
    for guest in dict.fromkeys([first, *differing]):
        rounds = np.flatnonzero(before.host_of[guest] != after.host_of[guest]).tolist()
        gone = [(round_, int(before.host_of[guest, round_])) for round_ in rounds]
        got = [(round_, int(after.host_of[guest, round_])) for round_ in rounds]
        found.append((guest, [one for one in gone if one[1] != NOBODY], [one for one in got if one[1] != NOBODY]))
    return found
