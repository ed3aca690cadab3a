"""Improving a plan with stays step by step: a few hundred likely visits at a time, chosen afresh by HiGHS."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.highs import whole
from ridealong.planning.linear_choice import choose
from ridealong.planning.season_visits import visit_keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.run_state import Run
    from ridealong.planning.stay_prices import Prices
    from ridealong.planning.stay_rows import StayModel

STARTS = (20, 60, 180)
"""Points that a visit of the first plan may lose, one try after the other."""
EFFORT = 2.0
"""Deterministic time for each of these tries."""
STEPS = 40
TOGETHER = 60
"""Visits that a step looks at anew, about."""
NEW = 400
"""Visits that may take their place: those that lose least."""
IDLE = 8
"""Steps without a better plan after which the search ends."""
WORK = 12_000
"""Steps of the simplex algorithm after which it ends, too."""


def fill_places(state: Run, model: StayModel, prices: Prices, most: Callable[[], int]) -> None:
    """Find a plan that fills the places evenly, from likely visits alone; no other term is looked at.

    Visits that lose little leave a plan that lacks little, whatever it chooses among them.
    """
    unit = int(np.gcd.reduce(model.places)) * prices.scale
    for points in STARTS:
        if state.stopper.due() or most() < 0:
            return
        some = np.flatnonzero(prices.loss <= min(points * prices.scale, most()))
        values = choose(
            replace(model.linear, worth=model.places),
            some,
            effort=EFFORT,
            seed=state.problem.seed,
            stopper=state.stopper,
        )
        if values is not None:
            state.take(model.season(state.base, values))
        if most() < unit:
            return


def search_columns(state: Run, model: StayModel, prices: Prices, most: Callable[[], int]) -> None:
    """Choose between present and likely visits: of a few guests, of a few hosts, at the same times, in a few rounds.

    The steps take turns; what they look at depends on the seed alone (large neighbourhoods: P. Shaw 1998). `most()` is
    what a column of a better plan may lose.
    """
    steps = _Steps(state, model, random.Random(state.problem.seed))  # noqa: S311 - reproducible, no secrets
    idle = work = 0
    for step in range(STEPS):
        if most() < 0 or idle == IDLE or work > WORK or state.stopper.due():
            return
        now = steps.present()
        likely = prices.loss <= most()
        visits = np.flatnonzero(steps.near(step, now) & likely[: len(now)] & ~now)
        visits = visits[np.argsort(prices.loss[visits], kind="stable")[:NEW]]
        likely[: len(now)] = now
        likely[visits] = True
        found = whole(model.linear, np.flatnonzero(likely), state.problem.seed, 1, state.stopper.left())
        work += found.work
        better = found.values is not None and state.take(model.season(state.base, found.values))
        idle = 0 if better else idle + 1
        state.tell("improving", 0.6 + 0.3 * (step + 1) / STEPS)


class _Steps:
    """What the steps of a search look at, one kind after the other."""

    def __init__(self, state: Run, model: StayModel, rng: random.Random) -> None:
        self._state, self._model, self._rng = state, model, rng
        season = state.base
        self._end = model.start + season.grid.stay[model.guest]
        self._codes = self._code(model.guest, model.host, model.start)

    def present(self) -> Bools:
        """(V,) which visits are in the best plan so far."""
        keys = np.array(sorted(visit_keys(self._state.season)), dtype=np.int64).reshape(-1, 3)
        return np.isin(self._codes, self._code(*keys.T))

    def near(self, step: int, now: Bools) -> Bools:
        """(V,) which visits a step may choose, given those `now` in the plan."""
        model = self._model
        kind = step % 4
        if kind == 0:
            return np.isin(model.guest, self._some(model.guest[now]))
        if kind == 1:
            return np.isin(model.host, self._some(model.host[now]))
        if kind == 2:
            times = self._code(model.guest, 0, model.start)
            some = np.isin(model.guest, self._some(model.guest[now]))
            return some & np.isin(times, times[now])
        return self._rounds(now)

    def _some(self, owners: Ints) -> list[int]:
        """Guests or hosts with about as many visits as a step looks at, but not more than two in three."""
        names, counts = np.unique(owners, return_counts=True)
        share = min(2 / 3, TOGETHER / max(1, int(counts.sum())))
        return self._rng.sample(names.tolist(), int(np.ceil(share * len(names))))

    def _rounds(self, now: Bools) -> Bools:
        model, rounds = self._model, self._state.base.grid.rounds
        longest = int((self._end - model.start).max())
        each = max(1.0, float((self._end - model.start)[now].sum()) / rounds)
        width = min(rounds, longest + max(1, int(TOGETHER / each)))
        first = self._rng.randrange(rounds - width + 1)
        return (model.start >= first) & (self._end <= first + width)

    def _code(self, guest: Ints, host: Ints | int, start: Ints) -> Ints:
        grid = self._state.base.grid
        code: Ints = (guest * len(grid.hosts) + host) * grid.rounds + start
        return code
