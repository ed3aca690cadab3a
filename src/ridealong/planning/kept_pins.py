"""Keeping the pins that leave host or round open, all of them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.domain.errors import Refused
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from ridealong.planning.grid import Ints
    from ridealong.planning.pins import Wish
    from ridealong.planning.run_state import Run
    from ridealong.planning.season import Season

EFFORT = 3.0
"""Deterministic time for the exact model; up to twice as many seconds on a laptop."""


def open_wishes(base: Season, all_wishes: list[Wish]) -> list[Wish]:
    """Pins that what is fixed does not keep yet."""
    kept = set()
    for wish in all_wishes:
        row = base.host_of[wish.guest]
        rounds = range(len(row)) if wish.round is None else [wish.round]
        if any(row[round_] >= 0 and wish.host in {None, int(row[round_])} for round_ in rounds):
            kept.add(wish)
    return [wish for wish in all_wishes if wish not in kept]


def keep_open_pins(state: Run) -> None:
    """Choose a place for every pin that leaves something open, all of them together."""
    if not state.free:
        return
    from ridealong.planning.exact.ask import pinned_visits  # noqa: PLC0415 - slow to import, rarely needed

    found = pinned_visits(state.season, state.free, EFFORT / 4)
    if found.visits is None:
        from ridealong.planning.explain.conflict import clash  # noqa: PLC0415 - for the error alone

        raise clash(state.problem)
    if not found.visits:
        raise Refused("No way to keep all pins together was found", "Fix their hosts and rounds, or take some away")
    for guest, host, start in found.visits:
        state.begun.place(guest, host, start, lock=True)
    state.season = state.begun.copy()


def needed_pairs(state: Run) -> tuple[Ints, Ints] | None:
    """Rows and columns of the pairs that pins without a round ask for, where they meet for one round at a time."""
    stay = state.base.grid.stay
    pairs = sorted({(one.guest, one.host) for one in state.free if one.host is not None and one.round is None})
    pairs = [pair for pair in pairs if stay[pair[0]] == 1]
    if not pairs:
        return None
    table = np.array(pairs, dtype=np.int64)
    return table[:, 0], table[:, 1]


def missing_pairs(state: Run, season: Season) -> tuple[Ints, Ints] | None:
    """Those of `needed_pairs` that do not meet in a season yet."""
    needed = needed_pairs(state)
    if needed is None:
        return None
    missing = season.pair[needed] == 0
    return needed[0][missing], needed[1][missing]


def loosened(state: Run) -> Season | None:
    """What is fixed, with the pins that name a round; None where no pin could be left to the colouring of a target."""
    season, needed = state.begun.copy(), needed_pairs(state)
    if needed is None or not season.grid.simple:
        return None
    rounds = {(one.guest, one.round) for one in state.free if one.round is not None}
    for guest, host in zip(*(axis.tolist() for axis in needed), strict=True):
        for round_ in np.flatnonzero((season.host_of[guest] == host) & (state.base.host_of[guest] == NOBODY)).tolist():
            if (guest, round_) not in rounds:
                season.locked[guest, round_] = False
                season.clear(guest, round_)
    return season


def lock_needed(state: Run, season: Season) -> bool:
    """Lock one meeting of every pair that pins ask for, so that later stages keep it; False if one is missing."""
    for guest, host in zip(*(axis.tolist() for axis in needed_pairs(state) or ()), strict=True):
        together = np.flatnonzero(season.host_of[guest] == host)
        if not len(together):
            return False
        season.locked[guest, together[0]] = True
    return True
