"""Planning all visits together by HiGHS, for problems with stays: exactly where that fits, with a bound elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.highs import whole
from ridealong.planning.stay_bound import host_visits, priced_bound
from ridealong.planning.stay_columns import fill_places, search_columns
from ridealong.planning.stay_prices import prices_of
from ridealong.planning.stay_rounds import can_be_rounds, search_times
from ridealong.planning.stay_rows import count_columns, stay_model
from ridealong.planning.target import room

if TYPE_CHECKING:
    from ridealong.planning.run_state import Run
    from ridealong.planning.stay_prices import Prices
    from ridealong.planning.stay_rows import StayModel

MOST_COLUMNS = 120_000
"""Visits (guest, host, start) up to which all of them are looked at together."""
PROVABLE = 1_500
"""Columns up to which the best plan is proved."""
MOST_SINGLE = 600_000
SINGLE = 10_000
"""The same two where nobody can have two visits: there linear programmes are nearly whole by themselves."""
LIKELY = 6_000
"""Columns, those that lose least, from which the best plan is chosen first in such a season."""
NODES = 500
LARGEST = 2**40
"""Worths above which sums in doubles would not be exact any more."""


def plan_visits(state: Run) -> None:
    """Choose all visits together, and sharpen the bound, where they are not too many; the plan only gets better."""
    base = state.base
    places = state.bound().placed - base.placed()
    if state.stopper.due():
        return
    if count_columns(base) > (MOST_SINGLE if _once_each(state) else MOST_COLUMNS):
        places = min(places, int(host_visits(base).sum() * base.grid.stay.max()))
        limits = room(base, range(base.grid.rounds), stays=True)
        state.lower(base.value() + priced_bound(base, limits, places, state.stopper), base.placed() + places)
        if can_be_rounds(base):
            search_times(state)
        return
    model = stay_model(base, range(len(base.grid.guests)), state.free, places)
    if not len(model.guest) or int(np.abs(model.linear.worth).max()) * places > LARGEST:
        return
    prices = prices_of(model, state.stopper, base.grid.problem.seed)
    if prices is None:
        return
    above = base.value() + model.constant
    state.lower(above + prices.bound // prices.scale)

    def most() -> int:
        """The most that a column of a better plan may lose; below 0 where there is no better plan."""
        return prices.bound - (state.season.value() + 1 - above) * prices.scale if state.open_gap() else -1

    if _once_each(state):
        likely = int(np.sort(prices.loss)[min(LIKELY, len(prices.loss) - 1)])
        _prove(state, model, prices, min(likely, most()), nodes=1)
        provable = SINGLE
    else:
        fill_places(state, model, prices, most)
        search_columns(state, model, prices, most)
        provable = PROVABLE
    if most() >= 0 and int((prices.loss <= most()).sum()) <= provable:
        _prove(state, model, prices, most(), NODES)


def _once_each(state: Run) -> bool:
    grid = state.base.grid
    return bool((np.minimum(grid.max_turns - state.base.turns, grid.rounds) < 2 * grid.stay).all())


def _prove(state: Run, model: StayModel, prices: Prices, most: int, nodes: int) -> None:
    """Find the best plan over the columns that lose no more than `most`, and take over what that shows.

    Plans with another column are worth less than the bound by more than `most` (G. Dantzig, R. Fulkerson, S. Johnson
    1954), so what holds for these columns and is above that holds for all.
    """
    if most < 0 or state.stopper.due():
        return
    some = np.flatnonzero(prices.loss <= most)
    found = whole(model.linear, some, state.problem.seed, nodes, state.stopper.left())
    above = state.base.value() + model.constant
    if found.values is not None:
        state.take(model.season(state.base, found.values))
    # Worths are whole, and the errors of the solver far below one half.
    within = above + int(np.floor(found.bound + 0.5)) if np.isfinite(found.bound) else -(2**62)
    if found.bound < np.inf:
        beyond = above + (prices.bound - most - 1) // prices.scale
        state.lower(max(state.season.value(), within, beyond))
