"""Making room for one more meeting by exchanging two rounds along a chain (Kempe chains, as in edge colouring)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.planning.season import Season

# guest, host, from round, to round
Move = tuple[int, int, int, int]


def insert(season: Season, guest: int, host: int, rounds: Sequence[int]) -> bool:
    """Place one meeting of the two in one of `rounds`, moving others between two rounds where needed.

    Who meets whom how often stays the same but for the new meeting. Returns False, with nothing changed, if no chain
    of exchanges between two rounds makes room.
    """
    grid = season.grid
    if season.turns[guest] >= grid.max_turns[guest]:
        return False
    open_guest = [r for r in rounds if grid.present[guest, r] and season.host_of[guest, r] == NOBODY]
    open_host = [r for r in rounds if season.used[host, r] < grid.seats[host, r]]
    for round_ in open_guest:
        if season.fits(guest, host, round_):
            season.place(guest, host, round_)
            return True
    for at in open_guest:
        if grid.seats[host, at] == 0 or not season.apart_in_time(guest, host, at):
            continue
        for other in open_host:
            if other != at and _exchange(season, guest, host, at, other):
                return True
    return False


def _exchange(season: Season, guest: int, host: int, at: int, other: int) -> bool:
    moves = _chain(season, host, at, other)
    if moves is None:
        return False
    for who, _, start, _ in moves:
        season.clear(who, start)
    done: list[Move] = []
    for move in moves:
        if not season.fits(move[0], move[1], move[3]):
            break
        season.place(move[0], move[1], move[3])
        done.append(move)
    if len(done) == len(moves) and season.fits(guest, host, at):
        season.place(guest, host, at)
        return True
    for who, _, _, end in done:
        season.clear(who, end)
    for who, whom, start, _ in moves:
        season.place(who, whom, start)
    return False


def _chain(season: Season, host: int, at: int, other: int) -> list[Move] | None:
    """The moves that free a seat with `host` in round `at` by using one in round `other`, or None."""
    grid = season.grid
    moves: list[Move] = []
    moved: set[int] = set()
    while True:
        guest = _movable(season, host, at, other, moved)
        if guest is None:
            return None
        moved.add(guest)
        moves.append((guest, host, at, other))
        next_host = int(season.host_of[guest, other])
        if next_host == NOBODY:
            return moves
        if season.locked[guest, other] or grid.seats[next_host, at] == 0:
            return None
        moves.append((guest, next_host, other, at))
        if season.used[next_host, at] < grid.seats[next_host, at]:
            return moves
        host = next_host


def _movable(season: Season, host: int, at: int, other: int, moved: set[int]) -> int | None:
    """A guest of `host` in round `at` who could be there in round `other`; best one who is free then."""
    found: int | None = None
    for guest in np.flatnonzero(season.host_of[:, at] == host).tolist():
        if guest in moved or season.locked[guest, at] or not season.grid.present[guest, other]:
            continue
        if season.host_of[guest, other] == NOBODY:
            return int(guest)
        if found is None:
            found = int(guest)
    return found
