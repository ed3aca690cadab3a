"""Where stays of several rounds may begin, and what each adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.limits import visits_left
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.season import Season


def stay_options(season: Season, guest: int) -> Bools:
    """(H, starts) where a stay may begin and pays."""
    grid = season.grid
    stay = int(grid.stay[guest])
    starts = grid.rounds - stay + 1
    if starts <= 0 or season.turns[guest] + stay > grid.max_turns[guest]:
        return np.zeros((len(grid.hosts), 0), dtype=np.bool_)
    free = runs(grid.present[guest] & (season.host_of[guest] == NOBODY), stay)
    hosts = (grid.fit[guest] >= 0) & (stay_gains(season, np.array([guest]))[0] > 0)
    options = np.zeros((len(hosts), starts), dtype=np.bool_)
    room = season.used < grid.seats + grid.caps.extra_seats
    options[hosts] = runs(room[hosts], stay) & free
    known = np.zeros(len(hosts), dtype=np.bool_)
    if not (grid.caps.any or grid.not_before or grid.problem.repeat_gap):
        known = ~grid.limited
    for host, start in zip(*(rows.tolist() for rows in np.nonzero(options & ~known[:, None])), strict=True):
        options[host, start] = stay_fits(season, guest, host, start)
    return options


def runs(free: Bools, stay: int) -> Bools:
    """(..., R - stay + 1) whether all `stay` rounds from each round on are free; `free` is (..., R)."""
    starts = free.shape[-1] - stay + 1
    found = free[..., :starts].copy()
    for offset in range(1, stay):
        found &= free[..., offset : offset + starts]
    return found


def stay_fits(season: Season, guest: int, host: int, start: int) -> bool:
    """Whether the rules about the host, the pair and the round let a stay begin; the guest's own are left aside."""
    grid = season.grid
    stay = int(grid.stay[guest])
    if not season.admits(guest, host, start, stay):
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


def stay_gains(season: Season, guests: Ints) -> Ints:
    """(n, H) what another stay with each host adds to the value, for each of these guests."""
    grid, weights = season.grid, season.grid.problem.weights
    stay = grid.stay[guests][:, None]
    had = (grid.turns + season.turns)[guests][:, None]
    over = np.maximum(0, season.load - grid.share + 1)
    new = (~grid.known[guests] & (season.team[guests] == 0))[:, grid.team]
    gains: Ints = (
        stay * weights.placed
        + weights.turns_squared * ((had + stay) ** 2 - had**2)
        + weights.met_before * (grid.met[guests].astype(np.int64) + season.pair[guests])
        + weights.over_share * over
        + weights.new_teams * new
        + weights.fit * grid.fit[guests].astype(np.int64) * stay
    )
    return gains
