"""Rounds of a season as plain lists and bit masks, in which single meetings are moved about quickly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from ridealong.planning.season import Season

Move = tuple[int, int, int, int]
"""Guest, host, from round, to round."""


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, from the lowest."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


class Timetable:
    """The free part of some rounds of a season whose rules are about single rounds (`Grid.simple`).

    Bit r of `open_guest[i]` says that guest i is there in round r and not locked, of `free_guest[i]` that they also
    have nobody yet; `open_host[j]` and `free_host[j]` say the same of seats. `at[i][r]` is the host, or -1.
    """

    def __init__(self, season: Season, rounds: Sequence[int]) -> None:
        grid = season.grid
        self.season = season
        self.rounds = list(rounds)
        chosen = np.zeros(grid.rounds, dtype=np.bool_)
        chosen[self.rounds] = True
        guests = grid.present & chosen & (season.host_of == NOBODY) & (grid.stay == 1)[:, None]
        seats = np.maximum(0, grid.seats - season.used) * chosen
        self.open_guest = _masks(guests)
        self.open_host = _masks(seats > 0)
        self.free_guest = list(self.open_guest)
        self.free_host = list(self.open_host)
        self.left = seats.tolist()
        self.at: list[list[int]] = [[NOBODY] * grid.rounds for _ in grid.guests]
        self.of: list[dict[int, list[int]]] = [{} for _ in grid.hosts]
        """Guests of each host by round."""
        self._log: list[tuple[int, int, int]] = []
        every = (1 << grid.rounds) - 1
        self._later = {pair: every & ~((1 << first) - 1) for pair, first in grid.not_before.items()}

    def mark(self) -> None:
        """Remember the present state, in place of the one remembered before."""
        self._log.clear()

    def back(self) -> None:
        """Return to the state that was remembered last."""
        for guest, host, round_ in reversed(self._log.copy()):
            if self.at[guest][round_] == host:
                self.clear(guest, round_)
            else:
                self.place(guest, host, round_)
        self._log.clear()

    def common(self, guest: int, host: int) -> int:
        """The rounds in which the two could meet, whoever they meet now."""
        both = self.open_guest[guest] & self.open_host[host]
        return both & self._later.get((guest, host), both) if self._later else both

    def free(self, guest: int, host: int) -> int:
        """The rounds in which the two could meet without moving anybody."""
        both = self.free_guest[guest] & self.free_host[host]
        return both & self._later.get((guest, host), both) if self._later else both

    def place(self, guest: int, host: int, round_: int) -> None:
        """Let the two meet; there must be room."""
        self.at[guest][round_] = host
        self.free_guest[guest] &= ~(1 << round_)
        self.of[host].setdefault(round_, []).append(guest)
        self._log.append((guest, host, round_))
        left = self.left[host]
        left[round_] -= 1
        if not left[round_]:
            self.free_host[host] &= ~(1 << round_)

    def clear(self, guest: int, round_: int) -> int:
        """Take a meeting back and return its host."""
        row = self.at[guest]
        host = row[round_]
        row[round_] = NOBODY
        self._log.append((guest, host, round_))
        self.free_guest[guest] |= 1 << round_
        self.of[host][round_].remove(guest)
        self.left[host][round_] += 1
        self.free_host[host] |= 1 << round_
        return host

    def insert(self, guest: int, host: int) -> bool:
        """Place one meeting, if need be by exchanging two rounds along a chain; False, nothing changed, if none helps.

        In a round `at` the guest is free and the host full, in another, `other`, the reverse: exchanging the two rounds
        along the chain of meetings from the host on frees a seat (A. Kempe 1879). Without absences the chain always
        ends well (D. Konig 1916).
        """
        free = self.free(guest, host)
        if free:
            self.place(guest, host, (free & -free).bit_length() - 1)
            return True
        common = self.common(guest, host)
        for at in bits(self.free_guest[guest] & common):
            for other in bits(self.free_host[host]):
                moves = self._chain(host, at, other)
                if moves is not None:
                    self._apply(moves)
                    self.place(guest, host, at)
                    return True
        return False

    def _apply(self, moves: Sequence[Move]) -> None:
        for guest, _, start, _ in moves:
            self.clear(guest, start)
        for guest, host, _, end in moves:
            self.place(guest, host, end)

    def _chain(self, host: int, at: int, other: int) -> list[Move] | None:
        """The moves that free a seat with `host` in round `at` by taking one in round `other`; None if stuck."""
        moves: list[Move] = []
        moved: set[int] = set()
        into_at, into_other = 1 << at, 1 << other
        while True:
            guest = self._movable(host, at, other, into_other, moved)
            if guest == NOBODY:
                return None
            moved.add(guest)
            moves.append((guest, host, at, other))
            host = self.at[guest][other]
            if host == NOBODY:
                return moves
            if not self.common(guest, host) & into_at:
                return None
            moves.append((guest, host, other, at))
            if self.free_host[host] & into_at:
                return moves

    def _movable(self, host: int, at: int, other: int, into_other: int, moved: set[int]) -> int:
        """A guest of `host` in round `at` who could be there in round `other`; best one who is free then."""
        found = NOBODY
        for guest in self.of[host][at]:
            if guest in moved or not self.open_guest[guest] & into_other:
                continue
            if self._later and not self.common(guest, host) & into_other:
                continue
            if self.at[guest][other] == NOBODY:
                return guest
            if found == NOBODY:
                found = guest
        return found

    def write(self) -> None:
        """Put all meetings into the season."""
        table = np.array(self.at, dtype=np.int64)
        guests, rounds = np.nonzero(table != NOBODY)
        self.season.place_all(guests, table[guests, rounds], rounds)


def _masks(table: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> list[int]:
    """Each row as a number whose bit r is column r."""
    packed = np.packbits(table, axis=1, bitorder="little")
    return [int.from_bytes(row.tobytes(), "little") for row in packed]
