"""Planning all visits together by HiGHS, for problems with stays: exactly where that fits, with a bound elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.highs import whole
from ridealong.planning.stay_bound import host_visits, priced_bound
from ridealong.planning.stay_prices import SCALE, prices_of
from ridealong.planning.stay_rows import count_columns, stay_model
from ridealong.planning.stay_search import search_stays
from ridealong.planning.target import room

if TYPE_CHECKING:
    from ridealong.planning.grid import Ints
    from ridealong.planning.run_state import Run
    from ridealong.planning.season import Season
    from ridealong.planning.stay_prices import Prices
    from ridealong.planning.stay_rows import StayModel

MOST_COLUMNS = 120_000
"""Visits (guest, host, start) up to which all of them are looked at together."""
LIKELY = 6_000
"""Columns, those of least loss, over which a first plan is looked for."""
PROVABLE = 10_000
"""Columns up to which the best plan is proved."""
NODES = 2_000
LARGEST = 2**40
"""Worths above which sums in doubles would not be exact any more."""


def plan_visits(state: Run) -> None:
    """Choose all visits together, and sharpen the bound, where they are not too many; the plan only gets better."""
    base = state.base
    places = state.bound().placed - base.placed()
    if state.stopper.due():
        return
    if count_columns(base) > MOST_COLUMNS:
        places = min(places, int(host_visits(base).sum() * base.grid.stay.max()))
        limits = room(base, range(base.grid.rounds), stays=True)
        state.lower(base.value() + priced_bound(base, limits, places, state.stopper), base.placed() + places)
        search_stays(state)
        return
    model = stay_model(base, range(len(base.grid.guests)), state.free, places)
    if not len(model.guest) or int(np.abs(model.linear.worth).max()) * places > LARGEST:
        return
    prices = prices_of(model, state.stopper, base.grid.problem.seed)
    if prices is None:
        return
    above = base.value() + model.constant
    state.lower(above + prices.bound // SCALE)
    likely = np.sort(prices.loss)[: LIKELY + 1]
    _choose(state, model, prices, min(int(likely[-1]), _gap(state, prices, above)), nodes=1)
    left = _gap(state, prices, above)
    if left >= 0 and int((prices.loss <= left).sum()) <= PROVABLE:
        _choose(state, model, prices, left, nodes=NODES)


def _gap(state: Run, prices: Prices, above: int) -> int:
    """The most that a column of a better plan may lose; below 0 where there is no better plan."""
    return prices.bound - (state.season.value() + 1 - above) * SCALE if state.open_gap() else -1


def _choose(state: Run, model: StayModel, prices: Prices, most: int, nodes: int) -> None:
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
        state.take(_season(state.base, model, found.values))
    # Worths are whole, and the errors of the solver far below one half.
    within = above + int(np.floor(found.bound + 0.5)) if np.isfinite(found.bound) else -(2**62)
    if found.bound < np.inf:
        beyond = above + (prices.bound - most - 1) // SCALE
        state.lower(max(state.season.value(), within, beyond))


def _season(base: Season, model: StayModel, values: Ints) -> Season:
    season = base.copy()
    chosen = np.flatnonzero(values[: len(model.guest)])
    visits = (model.guest[chosen].tolist(), model.host[chosen].tolist(), model.start[chosen].tolist())
    for guest, host, start in zip(*visits, strict=True):
        season.place(guest, host, start)
    return season
