"""Improving a plan with stays: visits at times that do not overlap are planned afresh as a season of single rounds."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.aggregate import best_sum
from ridealong.planning.colour import colour
from ridealong.planning.descend import descend
from ridealong.planning.season import NOBODY, Season
from ridealong.planning.season_visits import visit_keys
from ridealong.planning.target import room

if TYPE_CHECKING:
    from ridealong.planning.run_state import Run

    Time = tuple[int, int]

STEPS = 12
WORK = 3_000_000
"""Guests x hosts, over all steps."""
IDLE = 3
"""Steps without a better plan after which the search ends."""
PASSES = 3
SEARCH = 200
"""Steps of the search for room when the visits are spread over their times."""


def can_be_rounds(season: Season) -> bool:
    """Whether every rule is about guests, hosts and pairs alone, so that visits can trade places at will."""
    grid = season.grid
    return grid.simple and not grid.not_before and not grid.problem.wish_gap


def search_times(state: Run) -> None:
    """Choose who visits whom afresh for a family of times that do not overlap, then for others; keep what is better.

    While the times of all visits stay, a visit of several rounds is like one round of its own, in which its guest is
    there and its host has a seat: what is known of seasons without stays holds. The families depend on the seed alone.
    """
    rng = random.Random(state.problem.seed)  # noqa: S311 - reproducible choices, no secrets
    idle, steps = 0, min(STEPS, max(1, WORK // state.season.grid.fit.size))
    seen: Counter[Time] = Counter()
    for step in range(steps):
        if idle == IDLE or not state.open_gap() or state.stopper.due():
            return
        family = _family(state.season, seen, rng)
        seen.update(family)
        idle = 0 if state.take(_afresh(state, family)) else idle + 1
        state.tell("improving", 0.6 + 0.2 * (step + 1) / steps)


def _family(season: Season, seen: Counter[Time], rng: random.Random) -> list[Time]:
    """Times that do not overlap, with many visits, and seldom seen before; more or less by chance."""
    stay = season.grid.stay
    counts = Counter((start, start + int(stay[guest])) for guest, _, start in visit_keys(season))
    best: list[tuple[float, list[Time]]] = [(0.0, [])]
    for until in range(1, season.grid.rounds + 1):
        choice = best[-1]
        for (start, end), count in sorted(counts.items()):
            if end == until:
                worth, times = best[start]
                choice = max(
                    choice,
                    (worth + count * rng.uniform(0.5, 1.5) / (1 + seen[start, end]) ** 2, [*times, (start, end)]),
                )
        best.append(choice)
    return best[-1][1]


def _afresh(state: Run, times: list[Time]) -> Season:
    trial = state.season.copy()
    present = np.zeros((len(trial.turns), len(times)), dtype=np.bool_)
    for guest, _, start in sorted(visit_keys(trial) - visit_keys(state.begun)):
        stay = int(trial.grid.stay[guest])
        # Stays are locked because nothing else may move them; a single round is because it keeps a pin.
        pinned = stay == 1 and trial.locked[guest, start]
        time = (start, start + stay)
        if time in times and not pinned:
            trial.clear_stay(guest, start)
            present[guest, times.index(time)] = True
    small = _as_rounds(trial, times, present)
    limits = room(small, range(len(times)))
    colour(small, best_sum(small, limits, int(limits.guests.sum())), range(len(times)), state.stopper, SEARCH)
    descend(small, range(len(times)), state.stopper, 2**62, PASSES)
    for guest, time in zip(*(index.tolist() for index in np.nonzero(small.host_of != NOBODY)), strict=True):
        trial.place(guest, int(small.host_of[guest, time]), times[time][0])
    return trial


def _as_rounds(season: Season, times: list[Time], present: np.typing.NDArray[np.bool_]) -> Season:
    """The season of which each of `times` is a round, given the visits in `season`."""
    grid = season.grid
    free = np.maximum(0, grid.seats - season.used)
    seats = [free[:, start:until].min(axis=1) for start, until in times]
    return Season(
        replace(
            grid,
            problem=replace(grid.problem, rounds=len(times)),
            present=present,
            seats=np.stack(seats, axis=1),
            fit=np.where(grid.fit < 0, -1, grid.fit * grid.stay[:, None]).astype(np.int16),
            met=(grid.met + season.pair).astype(np.int16),
            known=grid.known | (season.team > 0),
            turns=grid.turns + season.turns,
            max_turns=np.full_like(grid.max_turns, len(times)),
            stay=np.ones_like(grid.stay),
            share=grid.share - season.load,
        )
    )
