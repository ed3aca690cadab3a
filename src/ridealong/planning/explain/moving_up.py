"""Who moves up into a place that somebody leaves, looked up in a table of everybody in that round.

It finds what `chain_fill.fill` finds, which looks at everybody anew for each place, but for thousands of places.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.chain_fill import MOST_MOVES, meeting
from ridealong.planning.gains import turn_gain
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.season import Season

NEVER = -(2**60)


@dataclass(frozen=True, slots=True)
class Moved:
    """A guest who moves up in a round: from which host, `NOBODY` for somebody who waits, and to which."""

    guest: int
    before: int
    host: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What has been tried so far: a guest goes to a host, and in the same step somebody may have lost a visit there."""

    guest: int
    host: int
    leaving: int | None


class MovingUp:
    """The tables of a season, made as they are asked for; its visits must be as they were when it was given.

    What is locked is taken from then, too: who asks may have a lock lifted, but the tables are shared with others.
    """

    def __init__(self, season: Season) -> None:
        self.season = season
        self._locked = season.locked.copy()
        self._rounds: dict[int, Round] = {}

    @property
    def able(self) -> bool:
        """Whether the tables tell all: wishes and rules about whole rounds tie people together."""
        return not (self.season.grid.caps.any or self.season.grid.problem.wish_gap)

    def of(self, round_: int) -> Round:
        """The table of a round, to be taken before anything is tried on the season."""
        if round_ not in self._rounds:
            self._rounds[round_] = Round(self.season, round_, self._locked[:, round_])
        return self._rounds[round_]


class Round:
    """Everybody who could move up in a round: who visits somebody else there, or waits.

    Those whom `locked` (G,) marks stay where they are. `gain` (n, m) is what each of `guests` (n,) adds with each host
    who has guests in the round, once a seat is free.
    """

    def __init__(self, season: Season, round_: int, locked: Bools) -> None:
        self.season, self.round = season, round_
        grid, now = season.grid, season.host_of[:, round_]
        self.load = season.load.copy()
        may = (now != NOBODY) & ~locked & (grid.stay == 1) & grid.present[:, round_]
        may &= season.turns <= grid.max_turns
        self.guests: Ints = np.flatnonzero(may | season.free_guests(round_))
        self.now: Ints = now[self.guests].astype(np.int64)
        self.hosts: Ints = np.unique(now[now != NOBODY]).astype(np.int64)
        self._column = {host: column for column, host in enumerate(self.hosts.tolist())}
        self._gain = self._gains()
        self._best: dict[int, list[tuple[int, int, int]]] = {}
        self._room: dict[int, bool] = {}

    def _gains(self) -> Ints:
        """Fit, repeats, new teams, load and turns of every move, `NEVER` for what cannot be."""
        season, grid = self.season, self.season.grid
        over = grid.problem.weights.over_share
        shape = len(self.guests), len(self.hosts)
        guests, now = np.repeat(self.guests, shape[1]), np.repeat(self.now, shape[1])
        hosts = np.tile(self.hosts, shape[0])
        gain: Ints = meeting(season, guests, hosts, now).reshape(shape)
        gain += over * np.maximum(0, self.load - grid.share)[self.hosts]
        moving = self.now != NOBODY
        rows, from_ = self.guests[moving], self.now[moving]
        here = meeting(season, rows, from_, from_) + over * np.maximum(0, self.load - grid.share)[from_]
        gain[moving] -= here[:, None]
        gain[~moving] += turn_gain(season, self.guests[~moving])[:, None]
        gain[~self._may()] = NEVER
        return gain

    def _may(self) -> Bools:
        """(n, m) who may be with whom in the round."""
        season, grid = self.season, self.season.grid
        may: Bools = (grid.fit[self.guests][:, self.hosts] >= 0) & (self.now[:, None] != self.hosts)
        row, column = np.full(len(grid.guests), NOBODY), np.full(len(grid.hosts), NOBODY)
        row[self.guests], column[self.hosts] = np.arange(len(self.guests)), np.arange(len(self.hosts))
        early = [pair for pair, first in grid.not_before.items() if self.round < first]
        pairs = np.array(early, dtype=np.int64).reshape(len(early), 2)
        gap = grid.problem.repeat_gap
        if gap:
            near = slice(max(0, self.round - gap), self.round + gap + 1)
            who, when = np.nonzero(season.host_of[:, near] != NOBODY)
            pairs = np.concatenate([pairs, np.stack([who, season.host_of[:, near][who, when]], axis=1)])
        rows, columns = row[pairs[:, 0]], column[pairs[:, 1]]
        here = (rows >= 0) & (columns >= 0)
        may[rows[here], columns[here]] = False
        return may

    def _in_turn(self, host: int) -> list[tuple[int, int, int]]:
        """What is added, the guest and where they are now, the best first, of all who add something with a host."""
        if host not in self._best:
            gain = self._gain[:, self._column[host]]
            rows = np.flatnonzero(gain > 0)
            rows = rows[np.argsort(-gain[rows], kind="stable")]
            columns = gain[rows].tolist(), self.guests[rows].tolist(), self.now[rows].tolist()
            self._best[host] = list(zip(*columns, strict=True))
        return self._best[host]

    def _has_room(self, host: int) -> bool:
        """Whether somebody may come once one guest of the host has left."""
        if host not in self._room:
            season, round_ = self.season, self.round
            for counts in (season.used, season.began, season.brief):
                counts[host, round_] -= 1
            self._room[host] = self._free(host)
            for counts in (season.used, season.began, season.brief):
                counts[host, round_] += 1
        return self._room[host]

    def _free(self, host: int) -> bool:
        season, round_ = self.season, self.round
        seats = season.grid.seats[host, round_]
        return bool(season.used[host, round_] < seats) and season.may_visit(host, round_)

    def fill(self, host: int, asked: Asked) -> tuple[int, list[Moved]] | None:
        """Who moves up to a host whom the asking guest leaves, one after the other, and what that adds.

        The season is the one that `asked` has been tried on. None where the tables cannot tell.
        """
        if asked.leaving is not None and self.season.host_of[asked.leaving, self.round] != NOBODY:
            return None
        settled, left = {asked.guest}, host
        total, moves = 0, list[Moved]()
        while host != NOBODY and len(moves) < MOST_MOVES:
            if host == asked.host:
                return None
            if not (self._free(host) if host == left else self._has_room(host)):
                break
            gain, guest, before = max(self._offers(host, asked, settled), default=(0, 0, 0))
            if gain <= 0:
                break
            total += gain
            moves.append(Moved(-guest, before, host))
            settled.add(-guest)
            host = before
        return total, moves

    def _offers(self, host: int, asked: Asked, settled: set[int]) -> Iterator[tuple[int, int, int]]:
        """What is added, the guest as a negative number and where they are: whoever may be the best."""
        for gain, guest, now in self._in_turn(host):
            if guest not in settled and guest != asked.leaving and now != asked.host:
                yield gain, -guest, now
                break
        # Who comes from the host who is asked about saves more load than the table knows.
        more = self._over(self.load, asked.host) - self._over(self.season.load, asked.host)
        for row in np.flatnonzero(self.now == asked.host).tolist():
            guest = int(self.guests[row])
            if guest not in settled and guest != asked.leaving:
                yield int(self._gain[row, self._column[host]]) + more, -guest, asked.host
        if asked.leaving is not None and asked.leaving not in settled and self._may_come(asked.leaving, host):
            who = np.array([asked.leaving])
            gain = int(meeting(self.season, who, np.array([host]), np.array([NOBODY]))[0])
            yield gain + self._over(self.load, host) + int(turn_gain(self.season, who)[0]), -asked.leaving, NOBODY

    def _over(self, load: Ints, host: int) -> int:
        """What the last of the guests of a host costs in load."""
        grid = self.season.grid
        return grid.problem.weights.over_share * max(0, int(load[host] - grid.share[host]))

    def _may_come(self, guest: int, host: int) -> bool:
        season, grid = self.season, self.season.grid
        return bool(
            grid.present[guest, self.round]
            and season.turns[guest] < grid.max_turns[guest]
            and grid.fit[guest, host] >= 0
            and season.apart_in_time(guest, host, self.round)
        )
