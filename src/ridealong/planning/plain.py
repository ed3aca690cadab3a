"""The plain planner, for machines without OR-Tools: one round after the other, by NumPy alone.

Every rule is kept, and each round is as good as it can be given the others; but rounds are not planned together, and
the bound comes from counting, so that a plan is seldom proved.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ridealong.planning.answer import answer, percent, points
from ridealong.planning.broken_pin import ClashingPins
from ridealong.planning.counting import counted_bound
from ridealong.planning.grid import build_grid
from ridealong.planning.long_stays import place_stays
from ridealong.planning.pins import place_fixed, wishes
from ridealong.planning.plain_pins import keep_wishes
from ridealong.planning.plain_round import fill_round
from ridealong.planning.problem import Pin
from ridealong.planning.progress import Progress, Snapshot
from ridealong.planning.rules.whole import described
from ridealong.planning.said import say
from ridealong.planning.season import Season
from ridealong.planning.stopper import Stopper

if TYPE_CHECKING:
    from ridealong.planning.pins import Wish
    from ridealong.planning.plan import Bound, Plan
    from ridealong.planning.problem import Problem

PASSES = 4
"""Times that every round is planned again with all others known; later passes rarely find anything."""
AGAIN = 250_000
"""Guests x hosts above which rounds are planned once only."""


def run(problem: Problem, stopper: Stopper, progress: Callable[[Progress], None] | None) -> Plan:
    """Plan a valid problem; raises `Refused` where no place is found for a pin."""
    grid = build_grid(problem)
    bound = counted_bound(grid)

    def tell(stage: str, done: float) -> None:
        if progress is not None:
            value = season.value()
            gap = percent(bound.value - value, points(season))
            snapshot = Snapshot.of(season.host_of, bound) if stage == "improving" else None
            progress(Progress(stage, season.placed(), value, bound.value, gap, done, snapshot))

    all_wishes = wishes(grid)
    season = _pinned(Season(grid), all_wishes)
    tell("pins", 0.0)
    # Pins, or some of the rounds, are no plan to keep: the first one is waited for.
    place_stays(season, stopper.patient())
    tell("stays", 0.1)
    for round_ in range(grid.rounds):
        fill_round(season, round_)
        tell("rounds", 0.1 + 0.5 * (round_ + 1) / grid.rounds)
    tell("improving", 0.6)
    if grid.fit.size <= AGAIN:
        _improve(season, bound, stopper, lambda done: tell("improving", 0.6 + 0.4 * done))
    if problem.level:
        from ridealong.planning.level import level_plan  # noqa: PLC0415 - few problems ask for it

        level_plan(season, all_wishes)
    return answer(problem, season, bound, stopper)


def _pinned(season: Season, all_wishes: list[Wish]) -> Season:
    """The season with every pin kept."""
    grid = season.grid
    place_fixed(season, all_wishes)
    kept, failed = keep_wishes(season, all_wishes)
    if failed is not None:
        host = None if failed.host is None else grid.hosts[failed.host].id
        pin = described(Pin(grid.guests[failed.guest].id, host, failed.round))
        raise ClashingPins.of(
            say("No place was found for the pin ") + pin + say(" beside the others"),
            "Take one of the pins away, or give both a host and a round. Where OR-Tools can be installed, all choices "
            "are gone through",
        )
    return kept


def _improve(season: Season, bound: Bound, stopper: Stopper, tell: Callable[[float], None]) -> None:
    """Plan every round again, given all others, as long as the plan becomes better."""
    for number in range(PASSES):
        before = season.value()
        for round_ in range(season.grid.rounds):
            if stopper.due() or season.value() >= bound.value:
                return
            _again(season, round_)
        tell((number + 1) / PASSES)
        if season.value() == before:
            return


def _again(season: Season, round_: int) -> None:
    """Plan a round again; what was there comes back where nothing better is found."""
    before = season.value()
    cleared = season.clear_round(round_)
    fill_round(season, round_)
    if season.value() < before:
        season.clear_round(round_)
        for guest, host in cleared:
            season.place(guest, host, round_)
