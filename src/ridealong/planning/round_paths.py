"""One more visit in a round at the least change to those that stand, by shortest alternating paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.season import Season

AGAIN = 2**36
"""What it is worth to serve a guest in the round of a visit that fell away: more than the values on a path differ."""
KEEP = 2**40
"""The price of changing one visit that should be kept."""
PLACE = 2**53
"""The price of a place: more than that of changing every visit on a path."""
NEVER = 2**60
FAR = 2**59

Moves = list[tuple[int, int]]
"""Guests with the hosts they go to, -1 for nobody; the guest with whom a path begins is the last one."""


class RoundPaths:
    """The free places of one round, filled one after the other, each by the cheapest path there is.

    Who is in play are guests without a visit and visits that are not locked. A path begins with a guest who has nobody,
    goes on from host to host along guests who change hosts, and ends at a free seat. Its price is `KEEP` for every
    visit that should be kept and is not, less the value that it adds. Shortest augmenting paths, found by
    Bellman-Ford, keep the flow of each amount one of least cost (Ahuja, Magnanti & Orlin 1993, section 9.7), so
    the result has as many places as the round can have, then as few changes, then as many of `again` served, and then
    the most value given all other rounds. With cover at home or trios it is legal, but need not be the best.

    Args:
        was: (G,) the host of each visit of this round that should be kept, or -1.
        again: (G,) guests whose visit of this round fell away.
    """

    def __init__(self, season: Season, round_: int, was: Ints, again: Bools) -> None:
        self.season, self.round, self.was, self.again = season, round_, was, again
        self._read()

    def _read(self) -> None:
        season, grid, round_ = self.season, self.season.grid, self.round
        self.host: Ints = season.host_of[:, round_].astype(np.int64)
        self.placed: Bools = (self.host != NOBODY) & ~season.locked[:, round_]
        self.free: Bools = season.free_guests(round_)
        self.seats: Ints = season.free_seats(round_, extra=season.extra_left(round_) > 0)
        self.allowed: Bools = season.free_pairs(round_)
        standing = np.flatnonzero(self.placed)
        # A gap between repeats counts the visit of this round itself, which is what may be kept.
        self.allowed[standing, self.host[standing]] = True
        self.turn_worth: Ints = grid.problem.weights.placed + grid.problem.weights.turns_squared * (
            2 * (grid.turns + season.turns - self.placed) + 1
        )

    def fill(self) -> None:
        """Give as many guests without a visit one as can be."""
        while (found := self.cheapest()) is not None:
            self.take(found[1])

    def cheapest(self, sources: Bools | None = None, *, direct: bool = False) -> tuple[int, Moves] | None:
        """The cheapest path that gives a guest a visit, as its price and its moves; None if none pays.

        Args:
            sources: (G,) only these guests. direct: change no visit that should be kept.
        """
        free = self.free if sources is None else self.free & sources
        if not free.any() or not self.seats.any():
            return None
        loose = free | (self.placed & (self.host != self.was))
        starts: Ints = np.where(free, -self.turn_worth - AGAIN * self.again, NEVER)
        # A path that changes nothing that is kept is cheaper than every one that does.
        for rows in (loose,) if direct else (loose, free | self.placed):
            found = self._search(np.flatnonzero(rows), starts, np.full(len(self.seats), NEVER))
            if found is not None:
                return found if self._pays(*found) else None
        return None

    def _pays(self, price: int, moves: Moves) -> bool:
        """Whether a path adds to the value; `AGAIN` and `KEEP` only choose among those that do."""
        value = -price - AGAIN * int(self.again[moves[-1][0]])
        return value - KEEP * round(value / KEEP) > 0

    def take(self, moves: Moves) -> None:
        """Do what a path says."""
        for guest, _ in moves:
            if self.season.host_of[guest, self.round] != NOBODY:
                self.season.clear(guest, self.round)
        for guest, host in moves:
            if host != NOBODY:
                self.season.place(guest, host, self.round)
        self._read()

    def relieve(self) -> None:
        """Take guests from hosts who have more than they have seats for, at least loss, until nobody has."""
        season, caps = self.season, self.season.grid.caps
        while True:
            over = season.used[:, self.round] > season.grid.seats[:, self.round] + caps.extra_seats[:, self.round]
            crowded = [host for host in np.flatnonzero(over).tolist() if (self.placed & (self.host == host)).any()]
            if not crowded:
                return
            if not self._send_away(crowded[0]):
                return

    def _send_away(self, host: int) -> bool:
        """One guest fewer with a host: to a free seat along a path, or out of the round."""
        season, weights = self.season, self.season.grid.problem.weights
        starts = np.full(len(self.host), NEVER)
        begin = np.full(len(self.seats), NEVER)
        begin[host] = weights.over_share * max(0, int(season.load[host] - season.grid.share[host]))
        found = self._search(np.flatnonzero(self.placed | self.free), starts, begin, out=True)
        if found is None:
            return False
        self.take(found[1])
        return True

    def _costs(self, rows: Ints, columns: Ints) -> Ints:
        """(n, m) the price of each pair, the visits of this round themselves not counted as had."""
        grid, weights = self.season.grid, self.season.grid.problem.weights
        table = np.ix_(rows, columns)
        met = grid.met[table].astype(np.int64) + self.season.pair[table]
        team = self.season.team[rows].copy()
        place = np.full(len(self.seats), -1)
        place[columns] = np.arange(len(columns))
        mine = np.flatnonzero(self.placed[rows])
        hosts = self.host[rows[mine]]
        met[mine, place[hosts]] -= 1
        team[mine, grid.team[hosts]] -= 1
        new = weights.new_teams * (~grid.known[rows] & (team == 0)).astype(np.int64)
        cost: Ints = -weights.fit * grid.fit[table].astype(np.int64) - weights.met_before * met
        cost -= new[:, grid.team[columns]]
        kept = np.flatnonzero((self.was[rows] != NOBODY) & (place[self.was[rows]] >= 0))
        cost[kept, place[self.was[rows[kept]]]] -= KEEP
        return np.where(self.allowed[table], cost, NEVER)

    def _search(self, rows: Ints, starts: Ints, begin: Ints, *, out: bool = False) -> tuple[int, Moves] | None:
        """The cheapest path among some guests, as its price and the (guest, new host) moves; None if there is none.

        Args:
            starts: (G,) the price of beginning with a guest. begin: (H,) that of beginning with a host.
            out: whether a path may also end with a guest who then has nobody.
        """
        placed = self.placed[rows]
        open_ = (self.seats > 0) | (begin < FAR)
        open_[self.host[rows[placed]]] = True
        columns = np.flatnonzero(open_)
        place = np.cumsum(open_) - 1
        cost = self._costs(rows, columns)
        host = np.where(placed, place[self.host[rows]], 0)
        back = np.where(placed, -cost[np.arange(len(rows)), host], 0)
        reach, via = begin[columns], np.full(len(columns), -1)
        every = np.arange(len(columns))
        while True:
            here = np.where(placed, np.minimum(reach[host] + back, NEVER), starts[rows])
            near = np.flatnonzero(here < FAR)
            through = here[near, None] + cost[near]
            best = through.argmin(axis=0) if len(near) else every * 0
            price = through[best, every] if len(near) else np.full(len(every), NEVER)
            better = (price < reach) & (price < FAR)
            if not better.any():
                break
            reach[better], via[better] = price[better], near[best[better]]
        return self._cheapest(rows, columns, reach, via, here, out=out)

    def _cheapest(
        self, rows: Ints, columns: Ints, reach: Ints, via: Ints, here: Ints, *, out: bool
    ) -> tuple[int, Moves] | None:
        season, weights = self.season, self.season.grid.problem.weights
        over = np.maximum(0, season.load + 1 - season.grid.share)[columns]
        ends = np.where((self.seats[columns] > 0) & (reach < FAR), reach - weights.over_share * over, NEVER)
        at = int(columns[ends.argmin()])
        price = int(ends.min())
        moves: Moves = []
        if out:
            leave = np.where(self.placed[rows] & (here < FAR), here + PLACE + self.turn_worth[rows], NEVER)
            last = int(leave.argmin())
            if leave[last] < price:
                price, at = int(leave[last]), int(self.host[rows[last]])
                moves.append((int(rows[last]), NOBODY))
        if price >= FAR:
            return None
        through = dict(zip(columns.tolist(), via.tolist(), strict=True))
        while through[at] >= 0:
            guest = int(rows[through[at]])
            moves.append((guest, at))
            if not self.placed[guest]:
                break
            at = int(self.host[guest])
        return price, moves
