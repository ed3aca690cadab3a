"""Planning the rounds of large seasons of few rounds together, each contact held to one round at a time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.levels import share_turns
from ridealong.planning.round_flow import Cells, RoundFlow
from ridealong.planning.round_swaps import swapped
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from ridealong.planning.grid import Ints
    from ridealong.planning.run_state import Run
    from ridealong.planning.season import Season
    from ridealong.planning.target import Room, Target

MOST_ROUNDS = 6
"""Rounds up to which seasons are woven; with more, colouring leaves little over."""
TRIES = 4
"""Draws of rounds for contacts before the first flow is given up."""
MIX = (1, 2, 2, 2)
"""How many rounds a step plans, each number as likely as it is often here."""
WORK = 270_000
"""Cells for each round of the season that the flows of all steps may have."""
LARGE = 5_000_000
"""Pairs above which there are `LARGE_WORK` cells for all rounds, since each of them takes longer."""
LARGE_WORK = 500_000
STEP = 10_000
"""Cells that any step counts for at least, since small steps cost time as well."""
SLOWER = 20_000
"""Cells from which on the solver takes longer for each of them."""


def suits(state: Run, target: Target) -> bool:
    """Whether a season is one for `weave`: few rounds, base rules, and no pins that leave something open."""
    grid = state.base.grid
    return target.near is not None and grid.plain and 1 < grid.rounds <= MOST_ROUNDS and not state.free


def weave(state: Run, limits: Room, target: Target) -> bool:
    """Make turns as even as they can be, and then fit better step by step, until nothing lacks or the work is used up.

    Visits of likely pairs are chosen by a flow over all rounds, then by flows over one or two. A flow cannot know that
    the second visit to a team is worth less, so each contact is offered in one round only, drawn anew in each step;
    those of the plan keep theirs, so that no step makes it worse (large neighbourhoods, P. Shaw 1998). Chains of
    visits are exchanged between two rounds before a step, which costs nothing and opens other ways. Returns whether
    the plan became better.
    """
    if target.near is None or state.placed is None:
        return False
    base = state.base
    turns = share_turns(base, np.zeros_like(limits.guests), limits.guests, state.placed - base.placed())
    if turns is None:
        return False
    loom = _Loom(state, RoundFlow(base, _cells(base, state.season, target.near), turns))
    return loom.begin() and loom.improve()


def _cells(base: Season, plan: Season, near: tuple[Ints, Ints]) -> Cells:
    """The visits of likely pairs, and of all pairs in the plan."""
    hosts = len(base.grid.hosts)
    i, at = np.nonzero((plan.host_of != NOBODY) & (base.host_of == NOBODY))
    return Cells.of(base, *np.divmod(np.union1d(near[0] * hosts + near[1], i * hosts + plan.host_of[i, at]), hosts))


class _Loom:
    """The chosen cells of a season, and how much work is left to choose better ones."""

    def __init__(self, state: Run, flow: RoundFlow) -> None:
        self.state, self.flow, self.cells = state, flow, flow.cells
        self.rng = np.random.default_rng(state.problem.seed)
        self.rounds = np.arange(state.base.grid.rounds)
        self.chosen: Ints = np.zeros(0, dtype=np.int64)
        self.work = LARGE_WORK if state.base.grid.fit.size > LARGE else WORK * len(self.rounds)

    def begin(self) -> bool:
        """Plan all rounds at once, contacts where the plan so far has them; False if nothing was found."""
        cells, plan = self.cells, self.state.season
        as_planned = np.flatnonzero(plan.host_of[cells.i, cells.at] == cells.j)
        for _ in range(TRIES):
            found = self.flow.choose(self._offered(as_planned, self.rounds), self.chosen, self.rounds)
            if found is not None:
                self.chosen = found
                return True
            if self.state.stopper.due():
                break
        return False

    def improve(self) -> bool:
        """Choose again in some rounds at a time, and keep what is better than the plan so far; whether anything is."""
        season = self._season()
        better = self.state.take(season)
        self.state.tell("descending", 0.5)
        worth = self.flow.worth(self.chosen)
        goal = worth + self.state.enough() - season.value()
        while worth < goal and self.work > 0 and not self.state.stopper.due():
            trial = self._step()
            if trial is not None and self.flow.worth(trial) >= worth:
                # Those of equal worth are taken as well: from some of them there is a way on.
                worth, self.chosen = self.flow.worth(trial), trial
        return self.state.take(self._season()) or better

    def _step(self) -> Ints | None:
        some = np.sort(self.rng.choice(self.rounds, MIX[self.rng.integers(len(MIX))], replace=False))
        mixed = self.chosen
        if len(some) > 1:
            mixed = swapped(self.cells, self.flow.seats, mixed, (int(some[0]), int(some[1])), self.rng)
        others = mixed[~np.isin(self.cells.at[mixed], some)]
        found = self.flow.choose(self._offered(mixed, some), others, some)
        return None if found is None else np.concatenate([others, found])

    def _offered(self, chosen: Ints, rounds: Ints) -> Ints:
        """Cells in these rounds, of each contact in one round only: that of the chosen cells, if they have it."""
        cells = self.cells
        only = rounds[self.rng.integers(0, len(rounds), int(cells.contact.max(initial=-1)) + 1)]
        only[cells.contact[chosen]] = cells.at[chosen]
        offered: Ints = np.flatnonzero((only[cells.contact] == cells.at) & np.isin(cells.at, rounds))
        self.work -= max(STEP, len(offered) * math.isqrt(1 + len(offered) // SLOWER))
        return offered

    def _season(self) -> Season:
        season, cells = self.state.base.copy(), self.cells
        season.place_all(cells.i[self.chosen], cells.j[self.chosen], cells.at[self.chosen])
        return season
