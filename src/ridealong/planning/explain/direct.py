"""The best way found to give a guest a seat of a host without a search for chains: quick enough for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.chain_fill import fill
from ridealong.planning.chain_trial import Trial
from ridealong.planning.chains import Chain, shifts_of
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ridealong.planning.chain_trial import Place
    from ridealong.planning.explain.case import Case

TRIED = 8
"""Rounds, and visits to give up, that are tried for one guest."""


def direct_chain(case: Case, guest: int, host: int, rounds: Sequence[int]) -> Chain | None:
    """What changes if a guest takes a free seat of a host in one of some rounds, or that of somebody there.

    What the guest gives up goes to whom it adds most, as in the chains of `ChainSearch`; the gain is exact. Of many
    rounds and visits to give up the first `TRIED` that are possible are looked at. None where nothing was found.
    """
    if case.grid.stay[guest] > 1:
        return None
    best: Chain | None = None
    tried = 0
    for round_ in rounds:
        with case.giving_up(guest, [round_]):
            for left in _given_up(case, guest, round_):
                chain = _taken(case, guest, (round_, host), left)
                tried += chain is not None
                if chain is not None and (best is None or chain.gain > best.gain):
                    best = chain
                if tried == TRIED:
                    return best
    return best


def _given_up(case: Case, guest: int, round_: int) -> list[int]:
    """The rounds one of whose visits makes time for another in this round; -1 for none at all."""
    season = case.season
    if season.host_of[guest, round_] != NOBODY:
        return [] if season.locked[guest, round_] else [round_]
    if season.turns[guest] < case.grid.max_turns[guest]:
        return [-1]
    found: list[int] = np.flatnonzero((season.host_of[guest] != NOBODY) & ~season.locked[guest]).tolist()
    return found


def _taken(case: Case, guest: int, place: Place, left: int) -> Chain | None:
    """The first way that breaks no rule: a free seat, then that of each who visits the host, the same round first."""
    for leaving in _making_way(case, guest, place):
        chain = _tried(case, guest, place, left, leaving)
        if chain is not None:
            return chain
    return None


def _making_way(case: Case, guest: int, place: Place) -> Iterator[Place | None]:
    yield None
    season, (round_, host) = case.season, place
    may = (season.host_of == host) & ~season.locked & (case.grid.stay == 1)[:, None]
    may[guest] = False
    visits = sorted(np.argwhere(may).tolist(), key=lambda visit: (abs(visit[1] - round_), visit))
    if not case.grid.limited[host]:
        visits = [visit for visit in visits if visit[1] == round_]
    yield from ((who, when) for who, when in visits)


def _tried(case: Case, guest: int, place: Place, left: int, leaving: Place | None) -> Chain | None:
    """Move everybody, see what it is worth, and move everybody back; `leaving` is a guest and a round."""
    season, trial = case.season, Trial(case.season)
    old = int(season.host_of[guest, left]) if left >= 0 else NOBODY
    if left >= 0:
        trial.clear(guest, left)
    if leaving is not None:
        trial.clear(*leaving)
    if not trial.place(guest, place[1], place[0]):
        trial.undo()
        return None
    if left >= 0:
        fill(trial, old, left)
    changes = trial.changes(guest)
    return Chain(shifts_of(changes), trial.gain())
