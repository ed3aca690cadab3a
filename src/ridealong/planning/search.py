"""Closing a gap: sharper bounds, the exact model for small problems, and a search over some rounds for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.bound import TIMED_CELLS, split, timed
from ridealong.planning.descend import improve_rounds
from ridealong.planning.exact.visits import MOST_CELLS, cell_count
from ridealong.planning.kept_pins import EFFORT
from ridealong.planning.season_visits import visit_keys

if TYPE_CHECKING:
    from ridealong.planning.grid import Ints
    from ridealong.planning.run_state import Run
    from ridealong.planning.target import Room, Target

WORK = 1_000_000
"""Guests x hosts, over all steps, that the improvement of several rounds may go through."""
MOST_STEPS = 80
LIKELY = 40
"""Points that a pair may cost to be among the first that the exact model looks at."""


def tighten(state: Run, limits: Room) -> None:
    """Work out sharper bounds where the plan does not reach the first one."""
    base = state.base
    if (not state.open_gap() and state.season.placed() == state.placed) or state.stopper.due():
        return
    if base.grid.fit.size * base.grid.rounds <= TIMED_CELLS:
        value, most = timed(base, limits)
        state.lower(base.value() + value, base.placed() + most)
        state.lower(base.value() + split(base, limits, most))
    if state.open_gap() and _small(state):
        from ridealong.planning.time_prices import can_be_priced, priced_bound  # noqa: PLC0415 - another solver

        if can_be_priced(base):
            places = sum(fill.places for fill in state.fill)
            state.lower(base.value() + priced_bound(base, limits, places))


def improve(state: Run, target: Target, *, woven: bool = False) -> None:
    """Look for a better plan where there may be one; those that are `woven` have nothing to gain from a few rounds."""
    if bool((state.base.grid.stay > 1).any()):
        _improve_stays(state)
    if not state.open_gap() or state.stopper.due():
        return
    steps = 0 if woven else min(MOST_STEPS, WORK // max(1, state.season.grid.fit.size))
    state.season = improve_rounds(
        state.season,
        state.enough(),
        steps,
        state.stopper,
        lambda best, done: state.tell("improving", 0.6 + done * 0.4, best),
    )
    if state.open_gap() and not state.stopper.due() and _small(state):
        _prove(state, target)


def _improve_stays(state: Run) -> None:
    from ridealong.planning.stays_mip import plan_visits  # noqa: PLC0415 - slow to import, and most problems have none

    if state.open_gap():
        plan_visits(state)


def _small(state: Run) -> bool:
    cells = state.base.grid.fit.size * state.base.grid.rounds
    return cells <= 50 * MOST_CELLS and cell_count(state.base) <= MOST_CELLS


def _prove(state: Run, target: Target) -> None:
    """Give the season to the exact model, starting from the plan so far.

    Pairs that no better plan can have are left out: those whose reduced cost is as large as the gap (reduced cost
    fixing; G. Dantzig, R. Fulkerson, S. Johnson 1954).
    """
    first, rest = _promising(state, target, LIKELY), _promising(state, target)
    # HiGHS has seen whole stays already.
    effort = EFFORT / 3 if bool((state.base.grid.stay > 1).any()) else EFFORT
    if 2 * int((first > 0).sum()) < int((rest > 0).sum()):
        # A wide gap leaves much to look at, and a better plan makes it narrow.
        _ask(state, first, EFFORT / 3, complete=False)
        rest = _promising(state, target)
    if state.open_gap() and not state.stopper.due():
        _ask(state, rest, effort, complete=True)


def _promising(state: Run, target: Target, most: int | None = None) -> Ints:
    """(G, H) how often pairs may meet in a better plan, or in one that costs less than `most` points for each pair.

    One meeting more than in the target costs the reduced cost of the pair, and every further one a repeat on top.
    """
    grid = state.base.grid
    every = np.where(grid.fit >= 0, grid.rounds, 0)
    cost = -grid.problem.weights.met_before
    if target.loss is None:
        return every
    gap = state.base.value() + target.value - state.season.value()
    gap = gap if most is None else min(gap, most)
    times = np.zeros(grid.fit.shape, dtype=np.int64)
    times[target.i, target.j] = target.times
    # The target network lets stays repeat for nothing.
    again = np.where((grid.stay == 1) & (cost > 0), 1 + (gap - 1) // max(1, cost), grid.rounds)
    more = np.where(target.loss < gap, again[:, None], 0)
    promising: Ints = np.minimum(every, np.maximum(times + more, state.season.pair))
    return promising


def _places(state: Run) -> int | None:
    """How many places every better plan adds to the base; None if that is not certain.

    It is where this plan fills all and is worth more than any that does not.
    """
    season = state.season
    all_filled = season.placed() == state.placed and not bool((season.grid.stay > 1).any())
    if not all_filled or state.fewer is None or state.base.value() + state.fewer > season.value():
        return None
    return season.placed() - state.base.placed()


def _ask(state: Run, most: Ints, effort: float, *, complete: bool) -> None:
    """Ask the exact model; `complete` says that no better plan has more than `most`."""
    from ridealong.planning.exact.ask import Asked, best_visits  # noqa: PLC0415 - slow to import, for small problems

    guests = list(range(len(state.base.grid.guests)))
    asked = Asked(
        guests,
        state.free,
        effort,
        hint=visit_keys(state.season) - visit_keys(state.base),
        most=most,
        enough=state.bound().value - state.base.value(),
        places=_places(state),
    )
    found = best_visits(state.base, asked, state.stopper)
    if found.visits:
        better = state.base.copy()
        for guest, host, start in found.visits:
            better.place(guest, host, start)
        state.take(better)
    if complete:
        # What was left out is worth no more than the plan so far.
        state.lower(max(state.season.value(), state.base.value() + found.bound))
