"""The best way found to give a guest a seat of a host without a search for chains: quick enough for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.chain_fill import fill
from ridealong.planning.chain_trial import Trial
from ridealong.planning.chains import Chain, shifts_of
from ridealong.planning.explain.moving_up import Asked
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ridealong.planning.chain_trial import Place
    from ridealong.planning.explain.case import Case
    from ridealong.planning.explain.moving_up import Moved, MovingUp, Round

TRIED = 8
"""Rounds, and visits to give up, that are tried for one guest."""


def direct_chain(case: Case, guest: int, host: int, rounds: Sequence[int], up: MovingUp) -> Chain | None:
    """What changes if a guest takes a free seat of a host in one of some rounds, or that of somebody there.

    What the guest gives up goes to whom it adds most, as in the chains of `ChainSearch`; the gain is exact. Of many
    rounds and visits to give up the first `TRIED` that are possible are looked at. None where nothing was found. `up`
    are the tables of the case's season, which many questions can share.
    """
    if case.grid.stay[guest] > 1:
        return None
    best: Chain | None = None
    tried = 0
    for round_ in rounds:
        with case.giving_up(guest, [round_]):
            for left in _given_up(case, guest, round_):
                chain = _taken(case, guest, (round_, host), left, up)
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


def _taken(case: Case, guest: int, place: Place, left: int, up: MovingUp) -> Chain | None:
    """The first way that breaks no rule: a free seat, then that of each who visits the host, the same round first."""
    # Before anything is tried, since the table is that of the season as it stands.
    table = up.of(left) if left >= 0 and up.able else None
    for leaving in _making_way(case, guest, place):
        chain = _tried(Trial(case.season), (guest, left), place, leaving, table)
        if chain is not None:
            return chain
    return None


def _making_way(case: Case, guest: int, place: Place) -> Iterator[Place | None]:
    yield None
    season, (round_, host) = case.season, place
    rounds = [round_] if not case.grid.limited[host] else np.flatnonzero(season.used[host]).tolist()
    visits = [(int(who), when) for when in rounds for who in np.flatnonzero(season.host_of[:, when] == host)]
    for who, when in sorted(visits, key=lambda visit: (abs(visit[1] - round_), visit)):
        if who != guest and case.grid.stay[who] == 1 and not season.locked[who, when]:
            yield who, when


def _tried(
    trial: Trial, asking: tuple[int, int], place: Place, leaving: Place | None, table: Round | None
) -> Chain | None:
    """Move everybody, see what it is worth, and move everybody back.

    `asking` is the guest and the round of the visit that is given up, -1 for none; `leaving` another guest and a round.
    """
    guest, left = asking
    old = int(trial.season.host_of[guest, left]) if left >= 0 else NOBODY
    if left >= 0:
        trial.clear(guest, left)
    if leaving is not None:
        trial.clear(*leaving)
    if not trial.place(guest, place[1], place[0]):
        trial.undo()
        return None
    found = table.fill(old, Asked(guest, place[1], None if leaving is None else leaving[0])) if table else None
    if left >= 0 and found is None:
        fill(trial, old, left)
    gain, moves = found or (0, [])
    changes = trial.changes(guest, [step for moved in moves for step in _steps(moved, left)])
    return Chain(shifts_of(changes), trial.gain() + gain)


def _steps(moved: Moved, round_: int) -> Iterator[tuple[int, int, int, bool]]:
    if moved.before != NOBODY:
        yield moved.guest, round_, moved.before, False
    yield moved.guest, round_, moved.host, True
