"""What the visits of a plan are worth, and where else they could be: the tables that chains are found in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.limits import full, rested
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.season import Season

    Numbers = NDArray[np.signedinteger]

SMALL = 2**25
"""Up to this worth of one move, sums along a chain fit into 32 bits."""


class Worth:
    """A season as tables of points.

    `pair` (G, H) is what one more meeting of two is worth whatever its round, without turns and load; `never` stands
    for what cannot be. `one_more` (H,) is what one more meeting costs a host in load, `one_less` (H,) what one less
    saves; `free` (H, R) are seats that rest and limits leave open; `movable` (G, R) are visits that may move, and
    `price` (G, R) is what moving one costs on top.
    """

    def __init__(self, season: Season, keep: Bools | None, keep_worth: int) -> None:
        self.season = season
        self.kind, self.never = _range(season, keep_worth)
        self.pair = self._pairs()
        weight = season.grid.problem.weights.over_share
        over = season.load - season.grid.share
        self.one_more = (weight * np.maximum(0, over + 1)).astype(self.kind)
        self.one_less = (-weight * np.maximum(0, over)).astype(self.kind)
        rounds = range(season.grid.rounds)
        self.free: Bools = np.stack([season.free_seats(round_, extra=True) > 0 for round_ in rounds], axis=1)
        self.movable: Bools = (season.host_of != NOBODY) & ~season.locked & (season.grid.stay == 1)[:, None]
        self.price = (np.zeros_like(season.host_of) if keep is None else keep * keep_worth).astype(self.kind)
        self._codes, self._firsts, self._meetings = _tied(season)
        self._members = _members(season.grid.team, season.grid.teams)

    def _pairs(self) -> Numbers:
        grid, weights = self.season.grid, self.season.grid.problem.weights
        worth = weights.fit * grid.fit.astype(self.kind)
        worth += weights.met_before * (grid.met + self.season.pair).astype(self.kind)
        new = weights.new_teams * (~grid.known & (self.season.team == 0)).astype(self.kind)
        worth += new[:, grid.team]
        worth[grid.fit < 0] = self.never
        return worth

    def last_turn(self, guest: int | Ints) -> Ints:
        """What the last of the turns that a guest has is worth, the place included."""
        had = self.season.grid.turns[guest] + self.season.turns[guest]
        weights = self.season.grid.problem.weights
        worth: Ints = weights.placed + weights.turns_squared * (2 * had - 1)
        return worth

    def next_turn(self, guest: int) -> int:
        """What one more turn of a guest is worth, the place included."""
        weights = self.season.grid.problem.weights
        return weights.placed + weights.turns_squared * int(
            2 * (self.season.grid.turns[guest] + self.season.turns[guest]) + 1
        )

    def without(self, guests: Ints, hosts: Ints) -> Numbers:
        """(n, H) what a meeting is worth to each of `guests` if one of theirs with each of `hosts` did not exist."""
        season, grid, weights = self.season, self.season.grid, self.season.grid.problem.weights
        worth: Numbers = self.pair[guests]
        rows = np.arange(len(guests))
        worth[rows, hosts] -= weights.met_before
        team = grid.team[hosts]
        alone = np.flatnonzero((season.team[guests, team] == 1) & ~grid.known[guests, team])
        # A host who fills a team's row up stands in it several times, but an indexed += adds once.
        worth[alone[:, None], self._members[team[alone]]] += weights.new_teams
        return worth

    def may_meet(self, guests: Ints, hosts: Ints, without: Ints) -> Bools:
        """(n, R) rounds in which a guest has time for a host by the guest's own rules.

        The guest's visit in the round `without` (-1: none) is left aside.
        """
        season, grid = self.season, self.season.grid
        where = np.arange(grid.rounds)
        leaving = where == without[:, None]
        open_: Bools = grid.present[guests] & ((season.host_of[guests] == NOBODY) | leaving)
        if grid.not_before:
            open_ &= where >= self._first(guests, hosts)[:, None]
        gap = grid.problem.repeat_gap
        if gap:
            together = (season.host_of[guests] == hosts[:, None]) & ~leaving
            counts = np.zeros((len(guests), grid.rounds + 1), dtype=np.int64)
            together.cumsum(axis=1, out=counts[:, 1:])
            near = counts[:, np.minimum(grid.rounds, where + gap + 1)] - counts[:, np.maximum(0, where - gap)]
            open_ &= near == 0
        return open_

    def special(self, guests: Ints, hosts: Ints, leaving: Ints) -> tuple[Ints, Ints]:
        """Places (row, column) of guests x hosts where more than being present decides when two may meet.

        `leaving` (n,) is the host whom each guest leaves.
        """
        width = len(self.season.grid.hosts)
        where = np.searchsorted(self._codes, guests * width)
        rows, entries = _each(where, np.searchsorted(self._codes, guests * width + width) - where)
        met = self._codes[entries] % width
        here = (self._firsts[entries] > 0) | (self._meetings[entries] > (met == leaving[rows]))
        rows, met = rows[here], met[here]
        order = np.argsort(hosts, kind="stable")
        where = np.searchsorted(hosts, met, sorter=order)
        again, columns = _each(where, np.searchsorted(hosts, met, side="right", sorter=order) - where)
        return rows[again], order[columns]

    def _first(self, guests: Ints, hosts: Ints) -> Ints:
        """(n,) the first round in which each guest may meet the host beside."""
        codes = guests * len(self.season.grid.hosts) + hosts
        at = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        first: Ints = np.where(self._codes[at] == codes, self._firsts[at], 0)
        return first

    def instead(self, hosts: Ints, round_: int) -> Bools:
        """(n, R) rounds in which each host could have a visit if one in this round did not exist."""
        season, grid = self.season, self.season.grid
        where = np.arange(grid.rounds)
        open_: Bools = (season.used[hosts] < grid.seats[hosts]) & grid.limited[hosts][:, None]
        if open_.any():
            open_ &= rested(season, hosts, where, without=round_) & ~full(season, hosts, round_)
        open_[:, round_] = True
        return open_


def _range(season: Season, keep_worth: int) -> tuple[type[np.signedinteger], int]:
    """The number type in which sums along a chain cannot overflow, and what stands for "never" in it."""
    weights, most = season.grid.problem.weights, season.grid.rounds + int(season.grid.turns.max(initial=0))
    meetings = int(season.grid.met.max(initial=0)) + season.grid.rounds
    reach = (
        weights.placed
        - weights.turns_squared * (2 * most + 1)
        - weights.met_before * meetings
        - weights.over_share * (int(season.load.max(initial=0)) + 1)
        + weights.new_teams
        + 100 * weights.fit
        + keep_worth
    )
    return (np.int32, -(2**29)) if reach < SMALL else (np.int64, -(2**60))


def _members(team: Ints, teams: int) -> Ints:
    """(T, n) the hosts of each team; a shorter team repeats its first."""
    rows = [np.flatnonzero(team == index) for index in range(teams)]
    widest = max(map(len, rows))
    return np.array([np.r_[row, np.full(widest - len(row), row[0])] for row in rows], dtype=np.int64)


def _tied(season: Season) -> tuple[Ints, Ints, Ints]:
    """The pairs who may not meet in every round, and in what.

    (N,) guest x hosts + host in order, the first round in which they may meet, and their meetings in the plan where a
    gap lies between these.
    """
    grid = season.grid
    width = len(grid.hosts)
    first = np.array([guest * width + host for guest, host in grid.not_before], dtype=np.int64)
    meeting = np.zeros(0, dtype=np.int64)
    if grid.problem.repeat_gap:
        guests, rounds = np.nonzero(season.host_of != NOBODY)
        meeting = np.unique(guests * width + season.host_of[guests, rounds])
    codes = np.union1d(first, meeting)
    firsts = np.zeros(len(codes), dtype=np.int64)
    firsts[np.searchsorted(codes, first)] = np.minimum(list(grid.not_before.values()), grid.rounds)
    meetings = np.zeros(len(codes), dtype=np.int64)
    meetings[np.searchsorted(codes, meeting)] = season.pair[meeting // width, meeting % width]
    return codes, firsts, meetings


def _each(starts: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """The numbers of some stretches one after the other: which stretch, and start, start + 1, ..."""
    which = np.repeat(np.arange(len(starts)), counts)
    steps = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    return which, starts[which] + steps


def nearest(round_: int, rounds: Sequence[int]) -> list[int]:
    """Rounds in order of their distance from one of them."""
    return sorted(rounds, key=lambda other: (abs(other - round_), other))
