"""Filling the places that a change left open, with as few changes to what stands as that allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.round_paths import Moves, RoundPaths
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.season import Season
    from ridealong.planning.standing import Standing

PASSES = 4
"""How often the new visits of each round are chosen again, given those of all other rounds."""
KEPT_SHARE = 20
"""A visit that should be kept is worth this part of a place on a chain, which is shorter than that."""


def refill(standing: Standing, rounds: Sequence[int]) -> None:
    """Fill the open places of these rounds.

    Each round by itself gets as many visits as it can, with as few changes to those that stand, and then the most
    value given all other rounds: that is exact, unless turns or rules reach over several rounds. Where they do, guests
    get free seats first, in the round of the visit that they lost, then in any; then others make way along chains.
    """
    if bool((standing.season.grid.stay > 1).any()):
        from ridealong.planning.long_stays import place_stays  # noqa: PLC0415 - most problems have none
        from ridealong.planning.stopper import Stopper  # noqa: PLC0415 - as above

        place_stays(standing.season, Stopper())
    tied = _tied(standing)
    if tied.any():
        _free_seats(standing, rounds, tied)
    for round_ in rounds:
        paths = _paths_of(standing, round_)
        if not tied.any():
            paths.fill()
        paths.relieve()
    if tied.any() or not standing.season.grid.plain:
        _chains(standing, rounds)
        for round_ in rounds:
            _paths_of(standing, round_).fill()
    _choose_again(standing, rounds)


def bring_nearer(standing: Standing, rounds: Sequence[int]) -> None:
    """Move new visits of guests whose turns are limited as near to the round that they lost as rules allow.

    No term of the value but the wish for free rounds between meetings depends on the round.
    """
    season = standing.season
    if season.grid.problem.wish_gap:
        return
    moved = (season.host_of != NOBODY) & (season.host_of != standing.possible) & ~season.locked
    lost = (standing.was != NOBODY) & (season.host_of == NOBODY) & ~standing.fixed
    for guest in np.flatnonzero(_tied(standing) & moved.any(axis=1) & lost.any(axis=1)).tolist():
        gone = np.flatnonzero(lost[guest])
        for start in np.flatnonzero(moved[guest]).tolist():
            near = int(gone[np.abs(gone - start).argmin()])
            host = season.clear(guest, start)
            better = sorted((abs(round_ - near), round_) for round_ in rounds if abs(round_ - near) < abs(start - near))
            season.place(guest, host, next((one for _, one in better if season.fits(guest, host, one)), start))


def counts(standing: Standing) -> tuple[int, int, int, int]:
    """What a repair is judged by: places, visits kept, lost visits that are replaced in their round, and the value."""
    season = standing.season
    return *_tally(season.host_of, standing.was, standing.possible), season.value()


def _tally(hosts: NDArray[np.signedinteger], was: Ints, possible: Ints) -> tuple[int, int, int]:
    """Places, visits kept and lost visits that are replaced, of hosts in some cells."""
    there = hosts != NOBODY
    kept = (possible != NOBODY) & (hosts == possible)
    again = there & (was != NOBODY) & (possible == NOBODY)
    return int(there.sum()), int(kept.sum()), int(again.sum())


def _paths_of(standing: Standing, round_: int) -> RoundPaths:
    """The paths of one round, which keep what is possible and not fixed."""
    was: Ints = np.where(standing.season.locked[:, round_], NOBODY, standing.possible[:, round_])
    again = (standing.was[:, round_] != NOBODY) & (standing.possible[:, round_] == NOBODY)
    return RoundPaths(standing.season, round_, was, again)


def _tied(standing: Standing) -> Bools:
    """(G,) guests who cannot have a visit in every round that is left to them."""
    grid = standing.season.grid
    tied: Bools = grid.max_turns - standing.fixed.sum(axis=1) < (grid.present & ~standing.fixed).sum(axis=1)
    return tied


def _free_seats(standing: Standing, rounds: Sequence[int], tied: Bools) -> None:
    """Give guests whose turns are limited the free seats of all rounds, the best first."""
    known: dict[int, tuple[int, Moves] | None] = {}
    while True:
        for round_ in rounds:
            if round_ not in known:
                known[round_] = _paths_of(standing, round_).cheapest(tied, direct=True)
        found = [(known_here[0], round_, known_here[1]) for round_, known_here in known.items() if known_here]
        if not found:
            return
        _, at, moves = min(found)
        _paths_of(standing, at).take(moves)
        people, hosts = {guest for guest, _ in moves}, {host for _, host in moves}
        for _, round_, others in found:
            if round_ == at or any(guest in people or host in hosts for guest, host in others):
                del known[round_]


def _chains(standing: Standing, rounds: Sequence[int]) -> None:
    """Give guests who still lack a visit one by moving others, also to other rounds."""
    from ridealong.planning.chains import apply, best_chain  # noqa: PLC0415 - few repairs come to this

    season, grid = standing.season, standing.season.grid
    worth = max(1, grid.problem.weights.placed // KEPT_SHARE)
    free = np.stack([season.free_guests(round_) for round_ in rounds], axis=1) if rounds else np.zeros((0, 0))
    for guest in np.flatnonzero(free.any(axis=1)).tolist():
        while True:
            open_ = [round_ for round_ in rounds if season.free_guests(round_)[guest]]
            kept = (standing.possible != NOBODY) & (season.host_of == standing.possible)
            placed = season.placed()
            chain = best_chain(season, guest, rounds=open_, keep=kept, keep_worth=worth) if open_ else None
            if chain is None or chain.gain <= 0:
                break
            trial = season.copy()
            apply(trial, chain)
            if trial.placed() <= placed:
                break
            apply(season, chain)


def _choose_again(standing: Standing, rounds: Sequence[int]) -> None:
    """Choose the new visits of every round again while that adds to the value, if more than one round has any."""
    season = standing.season
    fresh = (season.host_of != NOBODY) & (season.host_of != standing.possible) & ~season.locked
    touched = [round_ for round_ in rounds if fresh[:, round_].any()]
    if len(touched) < 2:
        return
    value = season.value()
    for _ in range(PASSES):
        start = value
        for round_ in touched:
            value = _again(standing, round_, value)
        if value == start:
            return


def _again(standing: Standing, round_: int, value: int) -> int:
    """Choose the new visits of one round again, if that adds to the value; returns the value."""
    season, possible = standing.season, standing.possible[:, round_]
    before = season.host_of[:, round_].copy()
    loose = (before != NOBODY) & (before != possible) & ~season.locked[:, round_]
    for guest in np.flatnonzero(loose).tolist():
        season.clear(guest, round_)
    _paths_of(standing, round_).fill()
    after = season.host_of[:, round_]
    if (after == before).all():
        return value
    old, new = (_tally(hosts, standing.was[:, round_], possible) for hosts in (before, after))
    found = season.value()
    if (*new, found) > (*old, value):
        return found
    _restore(season, round_, before)
    return value


def _restore(season: Season, round_: int, column: NDArray[np.int32]) -> None:
    changed = np.flatnonzero(season.host_of[:, round_] != column).tolist()
    for guest in changed:
        if season.host_of[guest, round_] != NOBODY:
            season.clear(guest, round_)
    for guest in changed:
        if column[guest] != NOBODY:
            season.place(guest, int(column[guest]), round_)
