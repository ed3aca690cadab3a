"""Placing the stays of guests who visit for several rounds in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.stay_options import stay_gains, stay_options

if TYPE_CHECKING:
    from ridealong.planning.season import Season
    from ridealong.planning.stopper import Stopper


def place_stays(season: Season, stopper: Stopper) -> None:
    """Give stays to guests who have room for them, each where it adds most: fewest turns first, then fewest choices."""
    grid = season.grid
    waiting = [guest for guest in range(len(grid.guests)) if grid.stay[guest] > 1]
    while waiting and not stopper.due():
        counts = {guest: int(stay_options(season, guest).sum()) for guest in waiting}
        waiting = [guest for guest in waiting if counts[guest]]
        # Those with fewest turns first keeps turns even; fewest choices first keeps the others' choices open.
        for guest in sorted(waiting, key=lambda who: (season.turns[who] + grid.turns[who], counts[who], who)):
            options = stay_options(season, guest)
            if options.any():
                gains = stay_gains(season, np.array([guest]))[0]
                hosts, starts = np.nonzero(options)
                best = np.lexsort((hosts, starts, -gains[hosts]))[0]
                season.place(guest, int(hosts[best]), int(starts[best]))
