"""Prices of seats and turns that bound every plan with stays, by column generation and exact arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.highs import relaxed

if TYPE_CHECKING:
    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.linear_model import LinearModel
    from ridealong.planning.stay_rows import StayModel
    from ridealong.planning.stopper import Stopper

SCALE = 1024
"""Prices are rounded to this part of a point."""
AT_ONCE = 60_000
"""Visits up to which all are in the linear programme from the start."""
EACH = 150
"""Visits of each guest, and of each host, with which a larger one starts."""
MORE = 40
"""Visits of each guest that are added in a pass."""
MOST_PASSES = 12


@dataclass(frozen=True, slots=True)
class Prices:
    """No plan adds more than `bound`; one with a column stays below it by `loss` (N,) at least; a point is `scale`."""

    bound: int
    loss: Ints
    scale: int = SCALE


def prices_of(model: StayModel, stopper: Stopper, seed: int) -> Prices | None:
    """Solve the linear programme and price every column exactly; None if there is no way, or no time.

    By weak duality, any prices of the rows that are not negative where rows are limits bound every plan: what the
    limits cost, and what columns are worth above the prices of their rows (P. Gilmore, R. Gomory 1961 for leaving
    columns out; N. Shor 1985 for prices that are not optimal). Rounding the prices and then counting in whole numbers
    keeps that true whatever the solver's tolerances are.
    """
    linear, visits = model.linear, len(model.guest)
    active = _first(model)
    best: Prices | None = None
    for passes in range(MOST_PASSES):
        if stopper.due():
            return best
        answer = relaxed(linear, np.flatnonzero(active & _useful(linear, active, visits)), seed, stopper.left())
        if answer is None:
            return best
        found, rest = _priced(linear, answer.prices)
        if best is None or found.bound < best.bound:
            best = found
        more = _missing(model, active, rest[:visits])
        if not len(more) or best.bound / SCALE - answer.value < 1 or passes == MOST_PASSES - 1:
            break
        active[more] = True
    return best


def _first(model: StayModel) -> Bools:
    active = np.ones(len(model.linear.worth), dtype=np.bool_)
    visits = len(model.guest)
    if visits <= AT_ONCE:
        return active
    # A visit is the more likely to pay the fewer others could be where it is, which fit alone cannot say.
    worth = model.linear.worth[:visits]
    active[:visits] = _top(model.guest, worth, EACH) | _top(model.host, worth, EACH)
    return active


def _useful(linear: LinearModel, active: Bools, visits: int) -> Bools:
    """Columns without those that only cost something, for the sake of visits that are all left out."""
    kept = active[linear.column] & (linear.column < visits)
    rows = np.zeros(len(linear.limit), dtype=np.bool_)
    rows[linear.row[kept]] = True
    useful = linear.worth >= 0
    useful[:visits] = True
    useful[linear.column[rows[linear.row]]] = True
    return useful


def _top(owner: Ints, worth: Ints, most: int) -> Bools:
    """Which entries are among the best `most` of their owner."""
    order = np.lexsort((-worth, owner))
    sorted_owner = owner[order]
    new = np.r_[True, sorted_owner[1:] != sorted_owner[:-1]]
    index = np.arange(len(order))
    rank = index - np.maximum.accumulate(np.where(new, index, 0))
    top = np.zeros(len(owner), dtype=np.bool_)
    top[order[rank < most]] = True
    return top


def _priced(linear: LinearModel, prices: np.typing.NDArray[np.float64]) -> tuple[Prices, Ints]:
    whole = np.rint(prices * SCALE).astype(np.int64)
    whole = np.where(linear.equal, whole, np.maximum(0, whole))
    rest = linear.reduced(whole, SCALE)
    total = int((whole * linear.limit).sum()) + int((np.maximum(0, rest) * linear.most).sum())
    return Prices(total, np.maximum(0, -rest)), rest


def _missing(model: StayModel, active: Bools, rest: Ints) -> Ints:
    """Visits outside of the linear programme that would pay, the best of each guest."""
    paying = np.flatnonzero(~active[: len(rest)] & (rest > 0))
    if not len(paying):
        return paying
    return paying[_top(model.guest[paying], rest[paying], MORE)]
