"""Better plans: teams that stand in each other's way are formed afresh together, a few at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from ridealong.planning.stopper import Stopper
from ridealong.planning.teams.bound import Alone
from ridealong.planning.teams.forming import Forming, fits, team_worth
from ridealong.planning.teams.layout import Layout
from ridealong.planning.teams.model import Asked
from ridealong.planning.teams.neighbourhood import Neighbourhoods
from ridealong.planning.teams.prices import SCALE, Prices
from ridealong.planning.teams.run import run

EFFORT = 0.15
"""Deterministic time for one step."""
WORK = 2.0
"""Deterministic time for all steps, where the whole was too large to be tried at once."""
STEP = 0.02
"""What a step costs at least, since its model has to be stated."""
WORTHWHILE = 4
"""A step is in vain that makes up for less than one part in so many of what the team lacks."""
AT_ONCE, TO_FILL, MORE = 3, 6, 3
"""How many teams are free in a step, and in one for a team with open slots; how many more after steps in vain."""


def build_up(layout: Layout, teams: Sequence[Alone], priced: Prices, before: Forming, stopper: Stopper) -> Forming:
    """A plan made of what is best for each team alone, as far as it fits together; others choose from what is left.

    Args:
        before: a legal plan, from which those teams are taken in which somebody is pinned.
    """
    standing = Forming(layout)
    pinned = layout.pinned_teams()
    for team in pinned:
        standing.put(team, before.chosen[team])
    for team in (*pinned, *(team for team in range(len(layout.teams)) if team not in pinned)):
        if stopper.due():
            break
        room = standing.without([team])
        found = teams[team].chosen
        if not fits(layout, found, room):
            inside = [number for slot in layout.slots_of[team] for number in layout.of_slot[slot]]
            fitting = [number for number in inside if fits(layout, (number,), room)]
            at_prices = {number: priced.of(layout, number) for number in fitting}
            asked = Asked(teams=(team,), choices=fitting, room=room, scale=SCALE, prices=at_prices)
            found = run(layout, asked, EFFORT, stopper, hint=standing.chosen[team]).chosen or standing.chosen[team]
        standing.put(team, found)
    return standing


def improve(
    layout: Layout,
    standing: Forming,
    teams: Sequence[Alone],
    priced: Prices,
    *,
    enough: int,
    limit: float,
    stopper: Stopper,
    told: Callable[[float], None] | None = None,
) -> None:
    """Make a plan better until it is worth `enough`, or steps have long been in vain, or took `limit`."""
    steps = _Steps(layout, standing, teams, priced)
    work, vain = 0.0, 0
    while standing.value() < enough and work < limit and vain < max(10, 2 * len(layout.teams)) and not stopper.due():
        if told:
            told(work / limit)
        better, took = steps.step(stopper)
        work += took + STEP
        vain = 0 if better else vain + 1


class _Steps:
    """Steps of the search, with what was learned from those before."""

    def __init__(self, layout: Layout, standing: Forming, teams: Sequence[Alone], priced: Prices) -> None:
        self._layout, self._standing, self._teams, self._priced = layout, standing, teams, priced
        chance = Random(f"teams {layout.seed}")  # noqa: S311 - nothing secret hangs on it
        self._drawn = Neighbourhoods(layout, standing, priced, chance)
        self._vain = [0] * len(layout.teams)
        self._count = 0

    def step(self, stopper: Stopper) -> tuple[bool, float]:
        """Form some teams afresh; returns whether that was better, and how much work it took."""
        layout, standing = self._layout, self._standing
        self._count += 1
        first = max(range(len(layout.teams)), key=lambda team: (self._promise(team), -team))
        is_open = len(standing.chosen[first]) < len(layout.slots_of[first])
        free = self._drawn.around(first, TO_FILL if is_open else AT_ONCE + min(MORE, self._vain[first]))
        room = standing.without(free)
        now = frozenset[int]().union(*(standing.chosen[team] for team in free))
        asked = Asked(teams=free, choices=self._drawn.choices(free, room), room=room, fine=not is_open)
        found = run(layout, asked, EFFORT, stopper, hint=now)
        before = sum(standing.worth[team] for team in free)
        after = before - 1 if found.chosen is None else self._worth(free, found.chosen)
        if found.chosen is not None and after >= before:
            standing.replace(free, found.chosen)
        # A little gain is no reason to come back at once: other teams promise more by then.
        for team in free if after > before else ():
            self._vain[team] //= 2
        if (after - before) * SCALE * WORTHWHILE < self._loss(first):
            self._vain[first] += 1
        return after > before, found.work

    def _worth(self, free: Sequence[int], chosen: frozenset[int]) -> int:
        inside = self._layout.choices
        return sum(
            team_worth(self._layout, team, [number for number in chosen if inside[number].team == team])
            for team in free
        )

    def _promise(self, team: int) -> float:
        """How much better the team could be, less for each time that little came of it."""
        return self._loss(team) / (1 + self._vain[team]) ** 2

    def _loss(self, team: int) -> int:
        """By how much the team is worse than it would be alone at the prices.

        Every other step leaves open slots out of that: they would drown everything else.
        """
        now, best = self._standing.chosen[team], self._teams[team]
        paid = sum(self._priced.of(self._layout, number) for number in now)
        loss = best.worth - self._standing.worth[team] * SCALE + paid
        if self._count % 2:
            loss -= (len(best.chosen) - len(now)) * self._layout.weights.filled * SCALE
        return max(0, loss)
