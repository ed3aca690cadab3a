"""Placing the stays of guests who visit for several rounds in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.limits import visits_left
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from ridealong.planning.season import Season
    from ridealong.planning.stopper import Stopper

Key = tuple[int, int, int]


def visit_keys(season: Season) -> set[Key]:
    """All visits of a season as (guest, host, start)."""
    keys = set()
    guests = np.flatnonzero((season.host_of >= 0).any(axis=1)).tolist()
    for guest in guests:
        stay = int(season.grid.stay[guest])
        round_ = 0
        while round_ < season.grid.rounds:
            host = int(season.host_of[guest, round_])
            if host == NOBODY:
                round_ += 1
            else:
                keys.add((guest, host, round_))
                round_ += stay
    return keys


def place_stays(season: Season, stopper: Stopper) -> None:
    """Give stays to guests who have room for them, most gain first, those with the fewest choices before others."""
    grid = season.grid
    waiting = [guest for guest in range(len(grid.guests)) if grid.stay[guest] > 1]
    while waiting and not stopper.due():
        options = {guest: _options(season, guest) for guest in waiting}
        waiting = [guest for guest in waiting if options[guest]]
        # Those with fewest turns first keeps turns even; fewest choices first keeps the others' choices open.
        for guest in sorted(waiting, key=lambda who: (season.turns[who] + grid.turns[who], len(options[who]), who)):
            choice = _options(season, guest)
            if choice:
                season.place(guest, *min(choice, key=lambda key: (-_gain(season, guest, key[0]), key[1], key[0])))


def _options(season: Season, guest: int) -> list[tuple[int, int]]:
    """Every (host, start) of a legal stay that pays."""
    grid = season.grid
    stay = int(grid.stay[guest])
    if season.turns[guest] + stay > grid.max_turns[guest]:
        return []
    free = grid.present[guest] & (season.host_of[guest] == NOBODY)
    starts = [start for start in range(grid.rounds - stay + 1) if free[start : start + stay].all()]
    return [
        (host, start)
        for host in np.flatnonzero(grid.fit[guest] >= 0).tolist()
        for start in starts
        if _fits(season, guest, host, start) and _gain(season, guest, host) > 0
    ]


def _fits(season: Season, guest: int, host: int, start: int) -> bool:
    grid = season.grid
    stay = int(grid.stay[guest])
    if (season.used[host, start : start + stay] >= grid.seats[host, start : start + stay]).any():
        return False
    if start < grid.not_before.get((guest, host), 0) or not _spaced(season, guest, host, start):
        return False
    return not grid.limited[host] or _limits(season, host, start, stay)


def _spaced(season: Season, guest: int, host: int, start: int) -> bool:
    gap, stay = season.grid.problem.repeat_gap, int(season.grid.stay[guest])
    return not gap or host not in season.host_of[guest, max(0, start - gap) : start + stay + gap]


def _limits(season: Season, host: int, start: int, stay: int) -> bool:
    rest = season.grid.hosts[host].rest
    if visits_left(season, host, start) == 0:
        return False
    if not rest:
        return True
    taken = season.blocks(host) - {(start, stay)}
    return not any(begin - rest < start + stay and start <= begin + length - 1 + rest for begin, length in taken)


def _gain(season: Season, guest: int, host: int) -> int:
    grid, weights = season.grid, season.grid.problem.weights
    stay = int(grid.stay[guest])
    had = int(grid.turns[guest] + season.turns[guest])
    over = max(0, int(season.load[host] - grid.share[host]) + 1)
    new = not grid.known[guest, grid.team[host]] and season.team[guest, grid.team[host]] == 0
    return (
        stay * weights.placed
        + weights.turns_squared * ((had + stay) ** 2 - had**2)
        + weights.met_before * int(grid.met[guest, host] + season.pair[guest, host])
        + weights.over_share * over
        + weights.new_teams * int(new)
        + weights.fit * int(grid.fit[guest, host]) * stay
    )
