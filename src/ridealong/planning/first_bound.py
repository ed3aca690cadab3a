"""The first bound: the sum of all rounds as one flow, where everybody has what filling all places asks of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.aggregate import Least, aggregate, best_sum
from ridealong.planning.fills import exact_fill, quick_fills
from ridealong.planning.first_plan import first_plan
from ridealong.planning.kept_pins import needed_pairs
from ridealong.planning.levels import share_turns
from ridealong.planning.likely import likely_pairs
from ridealong.planning.target import room

if TYPE_CHECKING:
    from ridealong.planning.fills import Fill
    from ridealong.planning.grid import Tiny
    from ridealong.planning.run_state import Run
    from ridealong.planning.season import Season
    from ridealong.planning.target import Room, Target

NOTHING_KNOWN = 2**62
LARGE = 4_000_000
"""Pairs above which a first plan is made before the best sum is known."""


def bound_of_sum(state: Run, *, exact: bool = False) -> tuple[Room, Target]:
    """Work out, or sharpen, the bounds in `state`; returns what the rounds offer and the best sum of all rounds.

    Places of rounds are counted quickly, or exactly by maximum flows (`exact`): only where the plan stays behind the
    quick count is that worth the time.
    """
    base = state.base
    rounds = range(base.grid.rounds)
    state.fill = [_fill(state, round_) for round_ in rounds] if exact else quick_fills(base)
    limits = replace(room(base, rounds, stays=True), needed=needed_pairs(state))
    places = sum(fill.places for fill in state.fill)
    most = min(places, int(limits.guests.sum()), int(limits.hosts.sum()))
    likely = _begin(state, limits, most) if limits.pairs.size > LARGE and not exact else None
    target, value = _target(base, limits, most, state.fill if most == places else None, likely)
    state.lower(base.value() + value, base.placed() + most)
    state.fewer = _with_fewer(base, limits, most)
    return limits, target


def _begin(state: Run, limits: Room, most: int) -> Tiny:
    """Have a first plan, since the flow takes long; returns the likely pairs, for the flow to begin with."""
    likely = likely_pairs(state.base, limits)
    if state.season.grid.simple and state.begun.placed() == state.base.placed():
        state.season = first_plan(state.base, limits, most, likely, state.first_stopper())
        state.tell("bound", 0.1)
    return likely


def _fill(state: Run, round_: int) -> Fill:
    known = state.fill[round_]
    here, before = ((some.host_of[:, round_] >= 0).sum() for some in (state.season, state.base))
    return known if int(here - before) == known.places else exact_fill(state.base, round_)


def _target(base: Season, limits: Room, most: int, fill: list[Fill] | None, likely: Tiny | None) -> tuple[Target, int]:
    """The best sum, and the most that any plan adds to the value."""
    if fill is not None:
        least = Least(np.sum([one.guests for one in fill], axis=0), np.sum([one.hosts for one in fill], axis=0))
        with_all = aggregate(base, limits, most, least, likely)
        if with_all is not None and with_all.value >= _with_fewer(base, limits, most):
            return with_all, with_all.value
    target = best_sum(base, limits, most, likely)
    return target, target.value


def _with_fewer(base: Season, limits: Room, most: int) -> int:
    """More than any plan can add that does not fill all of `most` places: the best fit and a new team every time."""
    grid, weights = base.grid, base.grid.problem.weights
    turns = share_turns(base, np.zeros_like(limits.guests), limits.guests, most - 1)
    if turns is None:
        return 0
    had = grid.turns + base.turns
    squared = int(((had + turns.certain) ** 2 - had**2).sum())
    each = weights.placed + weights.fit * max(0, int(grid.fit.max(initial=0))) + weights.new_teams
    if turns.cost > each:
        # With such weights a plan may be better the fewer places it fills, and nothing can be said.
        return NOTHING_KNOWN
    return each * (most - 1) + weights.turns_squared * squared - turns.cost * turns.open
