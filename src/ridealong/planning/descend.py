"""Improving a plan: one round after the other re-solved exactly, then several rounds at once."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

from ridealong.planning.aggregate import best_sum
from ridealong.planning.colour import colour
from ridealong.planning.one_round import fill_round
from ridealong.planning.target import room

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.planning.season import Season
    from ridealong.planning.stopper import Stopper

MOST_PASSES = 12
SEARCH = 200
"""Steps of the search for room when a few rounds are planned afresh."""


def descend(season: Season, rounds: Sequence[int], stopper: Stopper, goal: int, passes: int = MOST_PASSES) -> int:
    """Re-solve each round given all others until none improves or `goal` is reached.

    Returns the value, which never falls.
    """
    value = season.value()
    stale = 0
    for _ in range(passes):
        for round_ in rounds:
            if value >= goal or stale >= len(rounds) or stopper.due():
                return value
            after = _again(season, round_, value)
            stale = 0 if after > value else stale + 1
            value = after
    return value


def _again(season: Season, round_: int, value: int) -> int:
    before = season.clear_round(round_)
    fill_round(season, round_, keep=before)
    after = season.value()
    if after > value:
        return after
    season.clear_round(round_)
    for guest, host in before:
        season.place(guest, host, round_)
    return value


def improve_rounds(
    season: Season, goal: int, steps: int, stopper: Stopper, report: Callable[[Season, float], None]
) -> Season:
    """Free a few rounds, plan them afresh as a small season, keep what is better; up to `steps` times.

    Stops at the value `goal`. Which rounds are freed depends on the seed alone.
    """
    rng = random.Random(season.grid.problem.seed)  # noqa: S311 - reproducible choices, no secrets
    rounds = range(season.grid.rounds)
    best, value = season, season.value()
    for step in range(steps):
        if value >= goal or stopper.due() or len(rounds) < 2:
            break
        some = sorted(rng.sample(rounds, min(len(rounds), rng.randint(2, 6))))
        trial = season.copy()
        for round_ in some:
            trial.clear_round(round_)
        limits = room(trial, some)
        colour(trial, best_sum(trial, limits, int(limits.guests.sum())), some, stopper, SEARCH)
        gained = descend(trial, some, stopper, goal, passes=3)
        if gained >= value:
            # Plans of equal value are taken as well: from some of them there is a way on.
            season = trial
        if gained > value:
            best, value = trial, gained
            report(best, step / steps)
    return best
