"""The stages of planning, one after the other: pins, stays, target, colouring, descent, polish, bounds, evenness."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ridealong.domain.errors import Refused
from ridealong.planning.aggregate import Room, Target, aggregate, room
from ridealong.planning.answer import answer, percent, points
from ridealong.planning.bound import TIMED_CELLS, exact_fill, quick_fill, split, timed
from ridealong.planning.colour import colour
from ridealong.planning.descend import descend, improve_rounds
from ridealong.planning.grid import build_grid
from ridealong.planning.one_round import DENSE, fill_round
from ridealong.planning.pins import fixed, wishes
from ridealong.planning.plan import Bound, Plan
from ridealong.planning.progress import Progress
from ridealong.planning.season import Season
from ridealong.planning.stopper import Stopper

if TYPE_CHECKING:
    from ridealong.planning.pins import Wish
    from ridealong.planning.problem import Problem

EXACT_CELLS = 12_000
"""Guests x hosts x rounds up to which the whole season is given to the exact model where a gap remains."""
EFFORT = 8.0
"""Deterministic time for the exact model; up to twice as many seconds on a laptop."""
GOOD_ENOUGH = 4e-4
"""Share of the points for fit and new teams below which a large plan is not worked on any longer."""
WORK = 40_000_000
"""Cells (guests x hosts x rounds freed) that the improvement of several rounds may go through."""


@dataclass(slots=True)
class _Run:
    problem: Problem
    stopper: Stopper
    progress: Callable[[Progress], None] | None
    base: Season
    season: Season
    wishes: list[Wish]
    free: list[Wish]
    value: int | None = None
    placed: int | None = None
    fill: list[int] = field(default_factory=list)

    def lower(self, value: int | None = None, placed: int | None = None) -> None:
        """Take a bound over if it is lower than the one known."""
        if value is not None and (self.value is None or value < self.value):
            self.value = value
        if placed is not None and (self.placed is None or placed < self.placed):
            self.placed = placed

    def tell(self, stage: str, done: float, season: Season | None = None) -> None:
        """Report the state of the work, if anybody listens."""
        if self.progress is not None:
            best = season or self.season
            value = best.value()
            gap = None if self.value is None else percent(self.value - value, points(best))
            self.progress(Progress(stage, best.placed(), value, self.value, gap, done))

    def goal(self, share: float) -> int:
        """The value at which no more than this share of the points for fit and new teams can be missing."""
        if self.value is None:
            return 2**62
        return self.value - int(share * points(self.season))

    def open_gap(self) -> bool:
        """Whether the plan may still be improved."""
        return self.value is None or self.season.value() < self.value


def run(problem: Problem, stopper: Stopper, progress: Callable[[Progress], None] | None) -> Plan:
    """Plan a valid problem; raises `Refused` if its pins cannot all be kept together."""
    grid = build_grid(problem)
    all_wishes = wishes(grid)
    base = Season(grid)
    for wish in all_wishes:
        if wish.host is not None and wish.round is not None and fixed(grid, wish):
            base.place(wish.guest, wish.host, wish.round, lock=True)
    state = _Run(problem, stopper, progress, base, base.copy(), all_wishes, _open_wishes(base, all_wishes))
    state.tell("pins", 0.0)
    _keep_open_pins(state)
    state.tell("bound", 0.05)
    limits, target = _first_bound(state)
    state.tell("stays", 0.1)
    _place_stays(state)
    state.tell("rounds", 0.15)
    _plan_rounds(state, target)
    state.tell("improving", 0.4)
    _tighten(state, limits)
    _improve(state)
    _even_out(state)
    return answer(problem, state.season, _bound(state), stopper)


def _open_wishes(base: Season, all_wishes: list[Wish]) -> list[Wish]:
    """Pins that what is fixed does not keep yet."""
    kept = set()
    for wish in all_wishes:
        row = base.host_of[wish.guest]
        rounds = range(len(row)) if wish.round is None else [wish.round]
        if any(row[round_] >= 0 and wish.host in {None, int(row[round_])} for round_ in rounds):
            kept.add(wish)
    return [wish for wish in all_wishes if wish not in kept]


def _keep_open_pins(state: _Run) -> None:
    """Choose a place for every pin that leaves something open, all of them together."""
    if not state.free:
        return
    from ridealong.planning.exact import best_visits  # noqa: PLC0415 - slow to import, rarely needed

    guests = sorted({wish.guest for wish in state.free})
    found = best_visits(state.season, guests, state.free, state.stopper, effort=EFFORT)
    if not found.visits:
        raise Refused(
            "The pins cannot all be kept together: " + ", ".join(_named(state, wish) for wish in state.free[:5]),
            "Take one of them away",
        )
    for guest, host, start in found.visits:
        if any(wish.kept_by((guest, host, start), int(state.season.grid.stay[guest])) for wish in state.free):
            state.season.place(guest, host, start, lock=True)


def _named(state: _Run, wish: Wish) -> str:
    grid = state.season.grid
    host = "" if wish.host is None else f" with {grid.hosts[wish.host].id}"
    round_ = "" if wish.round is None else f" in round {wish.round}"
    return f"{grid.guests[wish.guest].id}{host}{round_}"


def _first_bound(state: _Run) -> tuple[Room, Target]:
    base = state.base
    rounds = range(base.grid.rounds)
    small = base.grid.fit.size <= DENSE
    state.fill = [(exact_fill if small else quick_fill)(base, round_) for round_ in rounds]
    limits = room(base, rounds, stays=True)
    most = min(sum(state.fill), int(limits.guests.sum()), int(limits.hosts.sum()))
    target = aggregate(base, limits, most)
    state.lower(base.value() + target.value, base.placed() + most)
    return limits, target


def _place_stays(state: _Run) -> None:
    from ridealong.planning.long_stays import place_stays  # noqa: PLC0415 - most problems have none

    if bool((state.season.grid.stay > 1).any()):
        place_stays(state.season, state.stopper)


def _plan_rounds(state: _Run, target: Target) -> None:
    season, rounds = state.season, range(state.season.grid.rounds)
    if season.placed() != state.base.placed() or bool((season.grid.stay > 1).any()):
        limits = room(season, rounds)
        target = aggregate(season, limits, int(limits.guests.sum()))
    colour(season, target, rounds, state.stopper)
    for round_ in rounds:
        if not state.stopper.due():
            fill_round(season, round_)
    state.tell("descending", 0.3)
    if state.open_gap():
        descend(season, rounds, state.stopper, state.goal(GOOD_ENOUGH / 20))


def _tighten(state: _Run, limits: Room) -> None:
    """Work out sharper bounds where the plan does not reach the first one."""
    base = state.base
    if not state.open_gap() and state.season.placed() == state.placed:
        return
    if base.grid.fit.size * base.grid.rounds <= TIMED_CELLS:
        if state.stopper.due():
            return
        value, most = timed(base, limits)
        state.lower(base.value() + value, base.placed() + most)
        state.lower(base.value() + split(base, limits, most))
    elif state.season.placed() != state.placed:
        _exact_fills(state, limits)


def _exact_fills(state: _Run, limits: Room) -> None:
    base, season = state.base, state.season
    before = sum(state.fill)
    for round_ in range(base.grid.rounds):
        filled = int((season.host_of[:, round_] >= 0).sum()) - int((base.host_of[:, round_] >= 0).sum())
        if filled < state.fill[round_] and not state.stopper.due():
            state.fill[round_] = exact_fill(base, round_)
    if sum(state.fill) < before and not state.stopper.due():
        target = aggregate(base, limits, sum(state.fill))
        state.lower(base.value() + target.value, base.placed() + sum(state.fill))


def _improve(state: _Run) -> None:
    season = state.season
    if not state.open_gap() or state.stopper.due():
        return
    if _small(state):
        _prove(state)
        return
    steps = min(40, WORK // max(1, season.grid.fit.size * 4))
    goal = state.goal(GOOD_ENOUGH)
    state.season = improve_rounds(
        season, goal, steps, state.stopper, lambda best, done: state.tell("improving", 0.5 + done / 2, best)
    )


def _small(state: _Run) -> bool:
    from ridealong.planning.exact import cell_count  # noqa: PLC0415 - slow to import, only for small problems

    return (
        state.base.grid.fit.size * state.base.grid.rounds <= 50 * EXACT_CELLS and cell_count(state.base) <= EXACT_CELLS
    )


def _prove(state: _Run) -> None:
    """Give the whole season to the exact model, starting from the plan so far."""
    from ridealong.planning.exact import best_visits  # noqa: PLC0415 - slow to import, only for small problems
    from ridealong.planning.long_stays import visit_keys  # noqa: PLC0415 - as above

    guests = list(range(len(state.base.grid.guests)))
    hint = visit_keys(state.season) - visit_keys(state.base)
    found = best_visits(state.base, guests, state.free, state.stopper, hint=hint, effort=EFFORT)
    if found.visits is None:
        raise Refused("The pins cannot all be kept together", "Take one of them away")
    state.lower(state.base.value() + found.bound)
    better = state.base.copy()
    for guest, host, start in found.visits:
        better.place(guest, host, start)
    if found.visits and better.value() > state.season.value():
        state.season = better


def _even_out(state: _Run) -> None:
    """Even out the rounds where the problem asks for it; a pin that names a round keeps its guest there.

    A plan that was stopped is evened out, too: the work is bounded, and what is kept should be fit for use.
    """
    if not state.problem.level:
        return
    from ridealong.planning.level import level  # noqa: PLC0415 - few problems ask for it

    held = state.season.locked.copy()
    for wish in state.wishes:
        if wish.round is not None:
            held[wish.guest, wish.round] = True
    level(state.season, held, Stopper())


def _bound(state: _Run) -> Bound:
    """The bounds as they stand; the first one is always worked out, so that none is ever assumed."""
    if state.value is None or state.placed is None:
        raise ArithmeticError("no bound was worked out")
    return Bound(state.value, state.placed)
