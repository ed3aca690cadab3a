"""What one more visit of one round adds to the value, load of the host and wishes between meetings aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ridealong.planning.grid import Ints
    from ridealong.planning.season import Season


def turn_gain(season: Season, guests: Ints | slice = slice(None)) -> Ints:
    """(n,) what one more turn adds for these guests (default: all), the place itself included."""
    weights = season.grid.problem.weights
    had = season.grid.turns[guests] + season.turns[guests]
    gain: Ints = weights.placed + weights.turns_squared * (2 * had + 1)
    return gain


def gains(season: Season, guests: Ints | slice = slice(None), hosts: Ints | slice = slice(None)) -> Ints:
    """(n, m) what one more meeting of these guests and hosts (default: all) adds in any round, without turns."""
    grid, weights = season.grid, season.grid.problem.weights
    gain: Ints = weights.fit * grid.fit[guests][:, hosts].astype(np.int64)
    gain += weights.met_before * (grid.met[guests][:, hosts].astype(np.int64) + season.pair[guests][:, hosts])
    new = weights.new_teams * (~grid.known[guests] & (season.team[guests] == 0)).astype(np.int64)
    gain += new[:, grid.team[hosts]]
    return gain
