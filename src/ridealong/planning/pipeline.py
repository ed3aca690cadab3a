"""The stages of planning, one after the other: pins, bound, stays, rounds, descent, search, evenness."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from ridealong.planning.aggregate import best_sum
from ridealong.planning.answer import answer
from ridealong.planning.colour import colour
from ridealong.planning.descend import descend
from ridealong.planning.first_bound import bound_of_sum
from ridealong.planning.grid import build_grid
from ridealong.planning.kept_pins import keep_open_pins, lock_needed, loosened, missing_pairs, open_wishes
from ridealong.planning.long_stays import place_stays
from ridealong.planning.one_round import fill_round
from ridealong.planning.pins import place_fixed, wishes
from ridealong.planning.progress import Progress
from ridealong.planning.rest_rounds import rests_alone, with_rest_rounds
from ridealong.planning.run_state import Run
from ridealong.planning.search import improve, tighten
from ridealong.planning.season import Season
from ridealong.planning.stay_starts import start_stays
from ridealong.planning.target import room
from ridealong.planning.top_up import top_up
from ridealong.planning.weave import suits, weave

if TYPE_CHECKING:
    from ridealong.planning.plan import Plan
    from ridealong.planning.problem import Problem
    from ridealong.planning.stopper import Stopper
    from ridealong.planning.target import Room, Target

CELLS_AT_ONCE = 5_000_000
"""Pairs above which whole rounds are not re-solved: there the colouring has to suffice."""


def run(problem: Problem, stopper: Stopper, progress: Callable[[Progress], None] | None) -> Plan:
    """Plan a valid problem; raises `Refused` if its pins cannot all be kept together."""
    state = _start(problem, stopper, progress)
    state.tell("pins", 0.0)
    keep_open_pins(state)
    state.tell("bound", 0.05)
    limits, target = bound_of_sum(state)
    state.tell("rounds", 0.3)
    _plan_rounds(state, target)
    if state.season.placed() != state.placed and not stopper.due():
        limits, target = _count_exactly(state)
    state.tell("descending", 0.5)
    woven = _descend(state, limits, target)
    state.tell("improving", 0.6)
    tighten(state, limits)
    improve(state, target, woven=woven)
    if problem.level:
        from ridealong.planning.level import level_plan  # noqa: PLC0415 - few problems ask for it

        level_plan(state.season, state.wishes)
    return answer(problem, state.season, state.bound(), stopper)


def _start(problem: Problem, stopper: Stopper, progress: Callable[[Progress], None] | None) -> Run:
    grid = build_grid(problem)
    all_wishes = wishes(grid)
    base = Season(grid)
    place_fixed(base, all_wishes)
    free = open_wishes(base, all_wishes)
    return Run(problem, stopper, progress, base, base.copy(), base.copy(), all_wishes, free)


def _plan_rounds(state: Run, target: Target) -> None:
    """Split the target into rounds, and fill what is left open as well as single rounds can."""
    loose = loosened(state)
    if loose is not None and _split(state, loose, target):
        state.take(loose)
        return
    season = state.begun.copy()
    _split(state, season, target)
    state.take(season)
    if rests_alone(season.grid) and state.open_gap() and not state.stopper.due():
        rested = with_rest_rounds(state.begun)
        limits = room(rested, range(rested.grid.rounds))
        _split(state, rested, best_sum(rested, limits, int(limits.guests.sum())))
        rested.grid = season.grid
        state.take(rested)


def _split(state: Run, season: Season, target: Target) -> bool:
    """Complete a season; False if a pin was not kept."""
    rounds, stopper = range(season.grid.rounds), state.first_stopper()
    if bool((season.grid.stay > 1).any()):
        start_stays(season, stopper)
        place_stays(season, stopper)
    if season.placed() != state.base.placed() or bool((season.grid.stay > 1).any()):
        limits = replace(room(season, rounds), needed=missing_pairs(state, season))
        target = best_sum(season, limits, int(limits.guests.sum()))
    colour(season, target, rounds, stopper)
    if not lock_needed(state, season):
        return False
    for round_ in rounds:
        if not stopper.due():
            fill_round(season, round_)
    if season.grid.caps.any:
        top_up(season, rounds, stopper)
    return True


def _count_exactly(state: Run) -> tuple[Room, Target]:
    """Count the places exactly where the plan has fewer, and plan afresh if that shows another target."""
    before = state.bound()
    limits, target = bound_of_sum(state, exact=True)
    if state.bound() != before:
        _plan_rounds(state, target)
    return limits, target


def _descend(state: Run, limits: Room, target: Target) -> bool:
    """Improve single rounds given all others, or weave them together; whether they were woven."""
    if state.open_gap() and suits(state, target) and weave(state, limits, target):
        return True
    season = state.season
    if state.open_gap() and season.grid.fit.size <= CELLS_AT_ONCE:
        descend(season, range(season.grid.rounds), state.stopper, state.enough())
    return False
