"""The state of the work on one problem: the best plan so far, and what is known of its limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ridealong.planning.answer import percent, points
from ridealong.planning.pins import keeps_all, lock_wishes
from ridealong.planning.plan import Bound
from ridealong.planning.progress import Progress, Snapshot

if TYPE_CHECKING:
    from ridealong.planning.fills import Fill
    from ridealong.planning.pins import Wish
    from ridealong.planning.problem import Problem
    from ridealong.planning.season import Season
    from ridealong.planning.stopper import Stopper


MANY = 250_000
"""Pairs above which the work ends once the plan is `NEARLY` as good as the bound."""
NEARLY = 1e-5
"""Share of the points for fit and new teams that may then be missing."""


@dataclass(slots=True)
class Run:
    """What the stages of planning hand on.

    `base` holds what is fixed, `begun` the places of all pins as well, and `season` the best plan so far; `free` are
    pins that leave something open, `wishes` all pins. `value` and `placed` bound every plan, and `fill` the places of
    each round on top of the base; `fewer` is more than any plan adds to the value that does not fill all places.
    """

    problem: Problem
    stopper: Stopper
    progress: Callable[[Progress], None] | None
    base: Season
    begun: Season
    season: Season
    wishes: list[Wish]
    free: list[Wish]
    value: int | None = None
    placed: int | None = None
    fill: list[Fill] = field(default_factory=list)
    fewer: int | None = None
    _sent: int | None = None

    def lower(self, value: int | None = None, placed: int | None = None) -> None:
        """Take a bound over if it is lower than the one known."""
        if value is not None and (self.value is None or value < self.value):
            self.value = value
        if placed is not None and (self.placed is None or placed < self.placed):
            self.placed = placed

    def tell(self, stage: str, done: float, season: Season | None = None) -> None:
        """Report the state of the work, if anybody listens, with the plan if it became better."""
        if self.progress is None:
            return
        best = season or self.season
        value, placed = best.value(), best.placed()
        gap = None if self.value is None else percent(self.value - value, points(best))
        snapshot = None
        if self._is_plan(best) and (self._sent is None or value > self._sent):
            self._sent = value
            snapshot = Snapshot.of(best.host_of, self.known_bound())
        self.progress(Progress(stage, placed, value, self.value, gap, done, snapshot))

    def _is_plan(self, season: Season) -> bool:
        return season.placed() > self.begun.placed() or season.placed() == self.placed

    def first_stopper(self) -> Stopper:
        """What ends the making of a plan: nothing, as long as there are pins alone, for those are no plan to keep."""
        return self.stopper if self._is_plan(self.season) else self.stopper.patient()

    def known_bound(self) -> Bound | None:
        """The bounds as they stand, if there are any yet."""
        return None if self.value is None or self.placed is None else Bound(self.value, self.placed)

    def bound(self) -> Bound:
        """The bounds as they stand; the first one is always worked out, so that none is ever assumed."""
        known = self.known_bound()
        if known is None:
            raise ArithmeticError("no bound was worked out")
        return known

    def goal(self, share: float) -> int:
        """The value at which no more than this share of the points for fit and new teams can be missing."""
        if self.value is None:
            return 2**62
        return self.value - int(share * points(self.season))

    def enough(self) -> int:
        """The value at which the work ends: the bound, or little less for large seasons, where the rest takes long."""
        return self.goal(NEARLY if self.season.grid.fit.size > MANY else 0.0)

    def open_gap(self) -> bool:
        """Whether the plan may still be improved, as far as that is worth the time."""
        return self.value is None or self.season.value() < self.enough()

    def take(self, season: Season) -> bool:
        """Make another plan the best one if it keeps all pins and is worth more; whether it was taken.

        What keeps its pins is locked, for the stages to come.
        """
        better = season.value() > self.season.value() and keeps_all(season, self.free)
        if better:
            lock_wishes(season, self.free)
            self.season = season
        return better
