"""The best visits of some rounds given all others, as one flow in which turns, places and seats are exact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.flow import Network
from ridealong.planning.season import NOBODY
from ridealong.planning.season_network import pair_gain

if TYPE_CHECKING:
    from ridealong.planning.grid import Ints
    from ridealong.planning.levels import Turns
    from ridealong.planning.season import Season

SHORT = 20
"""What a turn that finds no seat costs, as a multiple of the largest costs that quality can have."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Visits (N,) that may be chosen: guest `i` with host `j` in round `at`, and what each `gain`s.

    `contact` (N,) numbers pairs of a guest and a team that is new to them, and of a guest and a host of another team;
    `gain` holds for the first visit of each contact alone. `cell_of` (P, R) finds the visits of `pair` (N,), or -1.
    """

    i: Ints
    j: Ints
    at: Ints
    gain: Ints
    contact: Ints
    pair: Ints
    cell_of: Ints

    @classmethod
    def of(cls, base: Season, i: Ints, j: Ints) -> Cells:
        """All visits of these pairs, each given once, that can be added to a season of base rules alone."""
        grid = base.grid
        guests, hosts = len(grid.guests), len(grid.hosts)
        free = grid.present & (base.host_of == NOBODY)
        pair, at = np.nonzero(free[i] & (grid.seats > base.used)[j])
        cell_of = np.full((len(i), grid.rounds), -1)
        cell_of[pair, at] = np.arange(len(pair))
        fresh = (~grid.known & (base.team == 0))[i, grid.team[j]]
        names = np.where(fresh, i * grid.teams + grid.team[j], guests * grid.teams + i * hosts + j)
        contact = np.unique(names, return_inverse=True)[1]
        gain = pair_gain(base, i, j, 0) + grid.problem.weights.new_teams * fresh
        return cls(i[pair], j[pair], at, gain[pair], contact[pair], pair, cell_of)


class RoundFlow:
    """Chooses among cells so that everybody has the most even turns and all of them together fill all places.

    Guests (their turns) -> guest in a round -> host in a round (seats) -> host (load above the share, convex): whole
    numbers come of themselves (Ahuja, Magnanti & Orlin 1993, theorem 9.10). It says nothing of contacts; callers
    offer each contact in one round only.
    """

    def __init__(self, base: Season, cells: Cells, turns: Turns) -> None:
        self.base, self.cells, self.turns = base, cells, turns
        self.seats: Ints = np.maximum(0, base.grid.seats - base.used)
        self.most = int(turns.certain.sum()) + turns.open

    def choose(self, offered: Ints, fixed: Ints, rounds: Ints) -> Ints | None:
        """The best of the `offered` cells, all in `rounds`, next to the `fixed` ones of other rounds.

        Returns indices of cells; None if they leave a place or a turn open that there should be.
        """
        grid, cells, turns = self.base.grid, self.cells, self.turns
        guests, hosts, count = len(grid.guests), len(grid.hosts), len(rounds)
        in_round, of_host = guests, guests + guests * count
        load = of_host + hosts * count
        source, sink = load + hosts, load + hosts + 1
        place = np.zeros(grid.rounds, dtype=np.int64)
        place[rounds] = np.arange(count)
        i, j, at = cells.i[offered], cells.j[offered], place[cells.at[offered]]
        network = Network()
        here = np.unique(i * count + at)
        network.add(here // count, in_round + here, 1, 0)
        visits = network.add(in_round + i * count + at, of_host + j * count + at, 1, -cells.gain[offered])
        there = np.unique(j * count + at)
        who, when = np.divmod(there, count)
        network.add(of_host + there, load + who, self.seats[who, rounds[when]], 0)
        self._add_loads(network, fixed, rounds, load, sink)
        given = np.bincount(cells.i[fixed], minlength=guests)
        certain = np.maximum(0, turns.certain - given)
        more = turns.certain + turns.possible - given - certain
        some = np.flatnonzero(more)
        network.add(np.full(len(some), source), some, more[some], 0)
        amount = self.most - len(fixed)
        supply = np.zeros(sink + 1, dtype=np.int64)
        supply[:guests] = certain
        supply[source] = amount - int(certain.sum())
        supply[sink] = -amount
        from_ = np.append(np.flatnonzero(certain), source)
        short = network.add(from_, np.full(len(from_), sink), np.maximum(0, supply[from_]), self._short())
        if supply[source] < 0 or not network.deliver(supply) or bool(network.through(short).any()):
            return None
        chosen: Ints = offered[network.through(visits) > 0]
        return chosen

    def worth(self, chosen: Ints) -> int:
        """What these cells add to the value, turns and places aside, if no contact is among them twice."""
        over = [np.maximum(0, some - self.base.grid.share) for some in (self.base.load, self._load(chosen))]
        before, after = (int((some * (some + 1) // 2).sum()) for some in over)
        return int(self.cells.gain[chosen].sum()) + self.base.grid.problem.weights.over_share * (after - before)

    def _short(self) -> int:
        weights = self.base.grid.problem.weights
        return SHORT * (100 * weights.fit + weights.new_teams - weights.over_share)

    def _load(self, chosen: Ints) -> Ints:
        load: Ints = self.base.load + np.bincount(self.cells.j[chosen], minlength=len(self.base.load))
        return load

    def _add_loads(self, network: Network, fixed: Ints, rounds: Ints, first: int, sink: int) -> None:
        grid, load = self.base.grid, self._load(fixed)
        seats = self.seats[:, rounds].sum(axis=1)
        inside = np.minimum(seats, np.maximum(0, grid.share - load))
        network.add(first + np.arange(len(seats)), np.full(len(seats), sink), inside, 0)
        over = np.repeat(np.arange(len(seats)), seats - inside)
        step = np.arange(len(over)) - np.repeat(np.cumsum(seats - inside) - (seats - inside), seats - inside)
        above = np.maximum(0, load - grid.share)[over] + step + 1
        network.add(first + over, np.full(len(over), sink), 1, -grid.problem.weights.over_share * above)
