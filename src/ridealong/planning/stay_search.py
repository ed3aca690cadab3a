"""Improving a plan with stays step by step: some guests' visits are taken back and chosen afresh by HiGHS."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.highs import whole
from ridealong.planning.long_stays import visit_keys
from ridealong.planning.stay_rows import stay_model

if TYPE_CHECKING:
    from ridealong.planning.run_state import Run
    from ridealong.planning.season import Season

STEPS = 16
FREED = 40
"""Visits that are taken back in a step, about."""
BEST = 24
"""Hosts that each guest may choose from in a step, besides their present ones."""
ENOUGH = 1e-4
"""Share of the points for fit and new teams that may be missing when the search ends."""


def search_stays(state: Run) -> None:
    """Take back all visits of a few guests and choose them afresh, given all others; keep what is better.

    Everybody's turn comes once before anybody's second; the order depends on the seed alone.
    """
    rng = random.Random(state.problem.seed)  # noqa: S311 - reproducible choices, no secrets
    fixed = visit_keys(state.base)
    waiting: list[int] = []
    for step in range(STEPS):
        if state.stopper.due() or state.season.value() >= state.goal(ENOUGH):
            return
        visits: dict[int, list[tuple[int, int]]] = {}
        for guest, host, start in sorted(visit_keys(state.season) - fixed):
            visits.setdefault(guest, []).append((host, start))
        some: list[int] = []
        while sum(len(visits.get(guest, [])) for guest in some) < FREED and len(some) < len(state.season.turns):
            if not waiting:
                waiting = list(range(len(state.season.turns)))
                rng.shuffle(waiting)
            guest = waiting.pop()
            if guest not in some:
                some.append(guest)
        _again(state, sorted(some), visits)
        state.tell("improving", 0.6 + 0.4 * (step + 1) / STEPS)


def _again(state: Run, some: list[int], visits: dict[int, list[tuple[int, int]]]) -> None:
    trial = state.season.copy()
    mine = [(guest, host, start) for guest in some for host, start in visits.get(guest, [])]
    for guest, _, start in mine:
        trial.clear_stay(guest, start)
    places = int(trial.grid.stay[some] @ (trial.grid.rounds // trial.grid.stay[some]))
    wishes = [wish for wish in state.free if wish.guest in some]
    model = stay_model(trial, some, wishes, places, _likely(trial, some, mine))
    everything = np.arange(len(model.linear.worth))
    found = whole(model.linear, everything, state.problem.seed, 1, state.stopper.left())
    if found.values is None:
        return
    chosen = np.flatnonzero(found.values[: len(model.guest)])
    for index in chosen.tolist():
        trial.place(int(model.guest[index]), int(model.host[index]), int(model.start[index]))
    state.take(trial)


def _likely(season: Season, some: list[int], mine: list[tuple[int, int, int]]) -> np.typing.NDArray[np.bool_]:
    """(G, H) the hosts that each guest may choose from: those who fit best among those with seats, and the present."""
    grid = season.grid
    room = (season.used < grid.seats).any(axis=1)
    likely = np.zeros(grid.fit.shape, dtype=np.bool_)
    for guest in some:
        fit = np.where(room, grid.fit[guest] - 100 * np.minimum(1, grid.met[guest] + season.pair[guest]), -1000)
        likely[guest, np.argsort(-fit, kind="stable")[:BEST]] = True
    for guest, host, _ in mine:
        likely[guest, host] = True
    return likely
