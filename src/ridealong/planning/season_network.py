"""The network that all plans of a season flow through: guests, the teams they visit, hosts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.flow import Network

if TYPE_CHECKING:
    from ridealong.planning.grid import Bools, Ints, Tiny
    from ridealong.planning.levels import Turns
    from ridealong.planning.season import Season
    from ridealong.planning.target import Room

NEEDED = 10**9
"""More than any meeting can be worth."""


@dataclass(slots=True)
class SeasonNetwork:
    """A network under construction.

    Nodes: guests, then hosts, then `contacts` (guest x teams + team) that more than one of the pairs lead to, then
    source and sink. Pair n is guest `i[n]` with host `j[n]`; `tier[n]` arcs of one meeting each stand for it.
    """

    season: Season
    limits: Room
    i: Ints
    j: Ints
    tier: Ints
    fresh: Bools
    contacts: Ints
    tails: Ints
    bonus: Ints
    network: Network
    blocks: list[tuple[Ints, int]]
    prices: Ints | None

    @classmethod
    def of(cls, season: Season, limits: Room, tiers: Tiny, prices: Ints | None = None) -> SeasonNetwork:
        """The layers of guests, teams and hosts, for as many meetings of each pair as `tiers` (G, H) says.

        `prices` (G, H, R) are what the first, second ... meeting of a pair costs on top, in rising order.
        """
        grid = season.grid
        i, j = np.nonzero(tiers)
        fresh = ~grid.known & (season.team == 0)
        key = i * grid.teams + grid.team[j]
        is_fresh = fresh[i, grid.team[j]]
        teams, place, count = np.unique(key, return_inverse=True, return_counts=True)
        # One pair alone can carry the bonus for the first contact itself; a node of its own is for several.
        shared = is_fresh & (count[place] > 1)
        number = np.full(len(teams), -1, dtype=np.int64)
        contacts = np.unique(key[shared])
        number[np.searchsorted(teams, contacts)] = np.arange(len(contacts))
        first = len(grid.guests) + len(grid.hosts)
        tails = np.where(shared, first + number[place], i)
        bonus = np.where(is_fresh & ~shared, grid.problem.weights.new_teams, 0)
        found = cls(
            season, limits, i, j, tiers[i, j].astype(np.int64), fresh, contacts, tails, bonus, Network(), [], prices
        )
        found._contact_arcs()
        found._pair_arcs()
        return found

    @property
    def source(self) -> int:
        """The node that all turns come from."""
        return len(self.season.grid.guests) + len(self.season.grid.hosts) + len(self.contacts)

    @property
    def sink(self) -> int:
        """The node that all meetings go to."""
        return self.source + 1

    @property
    def nodes(self) -> int:
        """How many nodes there are: with cover, one for each home team of guests and of hosts after the sink."""
        return self.sink + 1 + (0 if self.limits.teams is None else sum(map(len, self.limits.teams)))

    def _contact_arcs(self) -> None:
        grid = self.season.grid
        who = self.contacts // max(1, grid.teams)
        node = len(grid.guests) + len(grid.hosts) + np.arange(len(who))
        self.network.add(who, node, 1, -grid.problem.weights.new_teams)
        self.network.add(who, node, grid.rounds, 0)

    def _pair_arcs(self) -> None:
        guests = len(self.season.grid.guests)
        for tier in range(int(self.tier.max(initial=0))):
            on = np.flatnonzero(self.tier > tier)
            gain = pair_gain(self.season, self.i[on], self.j[on], tier)
            if tier == 0:
                gain = gain + self.bonus[on] + NEEDED * self._needed()[on]
            if self.prices is not None:
                gain = gain - self.prices[self.i[on], self.j[on], tier]
            self.blocks.append((on, self.network.add(self.tails[on], guests + self.j[on], 1, -gain)))

    def _needed(self) -> Bools:
        """(N,) which pairs have to meet."""
        if self.limits.needed is None:
            return np.zeros(len(self.i), dtype=np.bool_)
        wanted = np.zeros(self.limits.pairs.shape, dtype=np.bool_)
        wanted[self.limits.needed] = True
        return wanted[self.i, self.j]

    def has_needed(self, times: Ints) -> bool:
        """Whether all pairs that have to meet do so in this flow."""
        count = 0 if self.limits.needed is None else len(self.limits.needed[0])
        return int((self._needed() & (times > 0)).sum()) == count

    def add_hosts(self, least: Ints | None = None) -> None:
        """Arcs from hosts to the sink: load above the share costs 1, 2, 3 ...; the first `least` (H,) are left out."""
        season, grid = self.season, self.season.grid
        first = len(grid.guests)
        ends = self._host_ends()
        done = np.zeros(len(grid.hosts), dtype=np.int64) if least is None else least
        load = season.load + done
        # With stays a host's load is counted in visits, not in rounds: leaving the cost out keeps the bound true.
        weight = 0 if bool((grid.stay > 1).any()) else grid.problem.weights.over_share
        seats = self.limits.hosts - done
        free = np.minimum(seats, np.maximum(0, grid.share - load)) if weight else seats
        inside = np.flatnonzero(free > 0)
        self.network.add(first + inside, ends[inside], free[inside], 0)
        tiers = np.minimum(seats - free, int(self.limits.guests.sum()))
        over = np.repeat(np.arange(len(tiers)), tiers)
        step = np.arange(len(over)) - np.repeat(np.cumsum(tiers) - tiers, tiers)
        above = np.maximum(0, load - grid.share)[over] + step + 1
        self.network.add(first + over, ends[over], 1, -weight * above)

    def _host_ends(self) -> Ints:
        """(H,) where the arcs of hosts lead: to their home team, which has room for so many, or to the sink."""
        teams = self.limits.teams
        if teams is None:
            return np.full(len(self.season.grid.hosts), self.sink)
        first = self.sink + 1 + len(teams[0])
        self.network.add(first + np.arange(len(teams[1])), np.full(len(teams[1]), self.sink), teams[1], 0)
        ends: Ints = first + self.season.grid.team
        return ends

    def _guest_starts(self) -> Ints:
        """(G,) where the turns of guests come from: from their home team, which has room for so many, or the source."""
        teams = self.limits.teams
        if teams is None:
            return np.full(len(self.season.grid.guests), self.source)
        first = self.sink + 1
        self.network.add(np.full(len(teams[0]), self.source), first + np.arange(len(teams[0])), teams[0], 0)
        starts: Ints = first + self.season.grid.caps.guest_team
        return starts

    def add_needs(self, least: Ints) -> None:
        """Arcs from hosts to the sink for what they need at least, at a price that is paid whatever it is for."""
        some = np.flatnonzero(least)
        guests = len(self.season.grid.guests)
        self.network.add(guests + some, np.full(len(some), self.sink), least[some], -NEEDED)

    def add_free_turns(self, least: Ints | None = None) -> None:
        """An arc from the source for every turn of every guest, each at its cost less what a place is worth.

        The first `least` (G,) turns are paid for as needs.
        """
        grid, weights = self.season.grid, self.season.grid.problem.weights
        count = np.minimum(self.limits.guests, self.limits.pairs.sum(axis=1, dtype=np.int64))
        who = np.repeat(np.arange(len(count)), count)
        step = np.arange(len(who)) - np.repeat(np.cumsum(count) - count, count)
        squared = 2 * (grid.turns + self.season.turns)[who] + 2 * step + 1
        cost = -(weights.placed + weights.turns_squared * squared)
        if least is not None:
            cost = cost - NEEDED * (step < least[who])
        self.network.add(self._guest_starts()[who], who, 1, cost)

    def add_turns(self, turns: Turns) -> int:
        """Arcs for the turns that only some have; returns their block. The others are supplied to the guests."""
        some = np.flatnonzero(turns.possible)
        return self.network.add(np.full(len(some), self.source), some, turns.possible[some], 0)

    def times(self) -> Ints:
        """(N,) how often each pair meets in the flow that was found."""
        times = np.zeros(len(self.i), dtype=np.int64)
        for on, block in self.blocks:
            times[on] += self.network.through(block)
        return times

    def per_guest(self, times: Ints) -> Ints:
        """(G,) meetings of each guest, from those of each pair."""
        return np.bincount(self.i, weights=times, minlength=len(self.season.grid.guests)).astype(np.int64)

    def per_host(self, times: Ints) -> Ints:
        """(H,) meetings of each host, from those of each pair."""
        return np.bincount(self.j, weights=times, minlength=len(self.season.grid.hosts)).astype(np.int64)

    def contact_prices(self, prices: Ints, times: Ints) -> Ints:
        """(G, T) the price at which a pair leaves towards a host of each team, whether or not the network has a node.

        Where it has none, every price between two limits would do; the largest is taken, at which fewest other pairs
        seem to pay.
        """
        grid = self.season.grid
        guests, hosts = len(grid.guests), len(grid.hosts)
        before = prices[:guests, None]
        tails = np.where(self.fresh, before - grid.problem.weights.new_teams, before)
        flat = tails.reshape(-1)
        flat[self.contacts] = prices[guests + hosts : guests + hosts + len(self.contacts)]
        alone = np.flatnonzero((self.bonus > 0) & (times > 0))
        i, j = self.i[alone], self.j[alone]
        back = prices[guests + j] + pair_gain(self.season, i, j, 0)
        flat[i * grid.teams + grid.team[j]] = np.minimum(prices[i], back)
        return tails


def pair_gain(season: Season, i: Ints, j: Ints, tier: Ints | int) -> Ints:
    """What the meeting number `tier` of each pair adds; for one round of a stay, no less than its part."""
    grid, weights = season.grid, season.grid.problem.weights
    before = grid.met[i, j].astype(np.int64) + season.pair[i, j]
    stay = grid.stay[i]
    times = before + np.where(stay > 1, 0, tier).astype(np.int64)
    # Rounded towards nothing, so that a stay's rounds together never cost more than the stay.
    gain: Ints = weights.fit * grid.fit[i, j].astype(np.int64) - (-weights.met_before * times) // stay
    return gain
