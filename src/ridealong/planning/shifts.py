"""Which one-round visits of a plan may take place in another round, with the counts that evenness is judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.limits import full, rested
from ridealong.planning.season import NOBODY
from ridealong.planning.soon import missing_of

if TYPE_CHECKING:
    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.season import Season

WORK = 20_000_000
"""Cells (visits x rounds) that may be looked at: about three seconds, which only very large plans need."""
STEP = 1_000
"""Cells that any step counts for at least, since small steps cost time as well."""


class Shifts:
    """A season whose visits change rounds.

    `size` (R,) are the visits of each round, `crowd` (T, R) those of each home team, guests' teams first. `held` (G, R)
    are cells that stay where they are. `work` is what may still be looked at.
    """

    def __init__(self, season: Season, held: Bools) -> None:
        grid = season.grid
        self.season = season
        self.held = held | season.locked | (grid.stay > 1)[:, None]
        self.work = WORK
        names = {name: index for index, name in enumerate(sorted({guest.team for guest in grid.guests}))}
        self.guest_team = np.array([names[guest.team] for guest in grid.guests], dtype=np.int64)
        self.host_team: Ints = len(names) + grid.team
        self.size: Ints = (season.host_of != NOBODY).sum(axis=0).astype(np.int64)
        self.crowd = np.zeros((len(names) + grid.teams, grid.rounds), dtype=np.int64)
        guests, rounds = np.nonzero(season.host_of != NOBODY)
        np.add.at(self.crowd, (self.guest_team[guests], rounds), 1)
        np.add.at(self.crowd, (self.host_team[season.host_of[guests, rounds]], rounds), 1)

    def options(self, start: int) -> tuple[Ints, Bools]:
        """Guests (n,) whose visits in this round may move, and (n, R) to which rounds; every rule is looked at."""
        season, grid = self.season, self.season.grid
        guests = np.flatnonzero((season.host_of[:, start] != NOBODY) & ~self.held[:, start])
        hosts = season.host_of[guests, start]
        self.work -= STEP + len(guests) * grid.rounds
        to = grid.present[guests] & (season.host_of[guests] == NOBODY) & (season.used[hosts] < grid.seats[hosts])
        some = to.any(axis=1)
        guests, hosts, to = guests[some], hosts[some], to[some]
        if len(guests):
            self._spaced(guests, hosts, start, to)
            self._within_limits(hosts, start, to)
        return guests, to

    def _spaced(self, guests: Ints, hosts: Ints, start: int, to: Bools) -> None:
        grid, gap = self.season.grid, self.season.grid.problem.repeat_gap
        if grid.not_before:
            for row, pair in enumerate(zip(guests.tolist(), hosts.tolist(), strict=True)):
                to[row, : grid.not_before.get(pair, 0)] = False
        if gap:
            together = self.season.host_of[guests] == hosts[:, None]
            together[:, start] = False
            for row, round_ in zip(*(axis.tolist() for axis in np.nonzero(together)), strict=True):
                to[row, max(0, round_ - gap) : round_ + gap + 1] = False

    def _within_limits(self, hosts: Ints, start: int, to: Bools) -> None:
        season, grid = self.season, self.season.grid
        if bool(grid.limited[hosts].any()):
            to &= rested(season, hosts, np.arange(grid.rounds), without=start) & ~full(season, hosts, start)

    def cost(self, guests: Ints, start: int, end: int) -> Ints:
        """(n,) what moving each visit adds to the sum of squares of home teams in rounds."""
        teams = self.guest_team[guests], self.host_team[self.season.host_of[guests, start]]
        added: Ints = sum(2 * (self.crowd[team, end] - self.crowd[team, start] + 1) for team in teams)
        return added

    def there(self, guests: Ints, round_: int) -> Bools:
        """(n,) which guests still have a visit in a round that may move."""
        there: Bools = (self.season.host_of[guests, round_] != NOBODY) & ~self.held[guests, round_]
        return there

    def move(self, guest: int, start: int, end: int) -> bool:
        """Move a visit if every rule lets it; otherwise it stays."""
        self.work -= STEP // 10
        host = int(self.season.host_of[guest, start])
        sooner = missing_of(self.season, guest, host)
        self.season.clear(guest, start)
        fits = self.season.fits(guest, host, end)
        self.season.place(guest, host, end if fits else start)
        if fits and missing_of(self.season, guest, host) > sooner:
            # Two people would meet again sooner than wished for, which costs more than even rounds are worth.
            self.season.clear(guest, end)
            self.season.place(guest, host, start)
            fits = False
        if fits:
            self._count(guest, host, start, end)
        return fits

    def back(self, guest: int, start: int, end: int) -> None:
        """Undo the last move, which was from `start` to `end`."""
        host = self.season.clear(guest, end)
        self.season.place(guest, host, start)
        self._count(guest, host, end, start)

    def _count(self, guest: int, host: int, start: int, end: int) -> None:
        for counts in (self.size, self.crowd[self.guest_team[guest]], self.crowd[self.host_team[host]]):
            counts[start] -= 1
            counts[end] += 1
