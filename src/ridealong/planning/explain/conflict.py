"""Which pins and rules cannot all hold: a smallest set of them, none of which could be left out.

QuickXplain (U. Junker 2004): the demands are halved as long as what is left alone already conflicts, so a conflict of
k among n demands takes about k log(n/k) questions. Each question is answered by the exact model without a value. First
the pins are halved with all rules in force, then the rules with the pins that were found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ridealong.planning.broken_pin import ClashingPins
from ridealong.planning.explain.demands import Demand, only, pins, rules
from ridealong.planning.grid import build_grid
from ridealong.planning.pins import wishes
from ridealong.planning.problem import Cover, FitMatrix, Weights
from ridealong.planning.said import Said, row_of, say
from ridealong.planning.season import Season
from ridealong.planning.stopper import Stopper

if TYPE_CHECKING:
    from ridealong.planning.problem import Problem

EFFORT = 2.0
"""Deterministic time for one question."""
NO_VALUE = Weights(0, 0, 0, 0, 0, 0, 0)


def conflict(problem: Problem) -> tuple[Demand, ...]:
    """A smallest set of pins and rules that cannot all be kept, pins first; empty where all pins can be.

    Every proper part of it can be kept. Where a question could not be answered within `EFFORT`, the demands are taken
    to go together, so that a conflict is never made up.
    """
    wanted = pins(problem)
    if not wanted or possible(problem):
        return ()
    some = _smallest(wanted, lambda kept: possible(only(problem, kept, wanted)))
    fewer = _about(problem, {pin.guest for pin in problem.pins if (pin,) in {one.about for one in some}})
    fewer = only(fewer, some, wanted)
    every = [*some, *rules(fewer, {guest.id for guest in fewer.guests})]
    found = _smallest(every, lambda kept: possible(only(fewer, kept, every)))
    return tuple(sorted(found, key=lambda one: one.kind != "pin"))


def _conflict_said(found: Sequence[Demand]) -> Said:
    """A conflict as one sentence without a full stop."""
    return say("These cannot all hold: ") + row_of([one.said for one in found])


def clash(problem: Problem) -> ClashingPins:
    """The error to raise for a problem whose pins cannot all be kept: it names the smallest conflict found."""
    found = conflict(problem)
    if not found:
        return ClashingPins.of(say("The pins cannot all be kept together"))
    pinned = {pin for one in found if one.kind == "pin" for pin in one.about}
    places = [f"pins[{index}]" for index, pin in enumerate(problem.pins) if pin in pinned]
    return ClashingPins.of(_conflict_said(found), where=", ".join(places))


def possible(problem: Problem) -> bool:
    """Whether all pins of a problem can be kept together with all its rules."""
    from ridealong.planning.exact.ask import Asked, best_visits  # noqa: PLC0415 - the solver is slow to import

    if not problem.pins:
        return True
    if not problem.trios:
        problem = _about(problem, {pin.guest for pin in problem.pins})
    grid = build_grid(replace(problem, weights=NO_VALUE))
    wanted = wishes(grid)
    guests = sorted({wish.guest for wish in wanted})
    return best_visits(Season(grid), Asked(guests, wanted, EFFORT), Stopper()).visits is not None


def _about(problem: Problem, guests: set[str]) -> Problem:
    """The problem of some guests alone; with trios everybody counts, so everybody stays."""
    if problem.trios:
        return problem
    rows = [row for row, guest in enumerate(problem.guests) if guest.id in guests]
    width = problem.fit.columns
    cells = b"".join(problem.fit.cells[row * width : (row + 1) * width] for row in rows)
    teams = {problem.guests[row].team for row in rows}
    limits = {team: limit for team, limit in problem.cover.guests.items() if team in teams}
    return replace(
        problem,
        cover=Cover(limits, problem.cover.hosts),
        guests=tuple(problem.guests[row] for row in rows),
        fit=FitMatrix(len(rows), width, cells),
        met=tuple(met for met in problem.met if met.guest in guests),
        pins=tuple(pin for pin in problem.pins if pin.guest in guests),
    )


def _smallest(demands: Sequence[Demand], holds: Callable[[Sequence[Demand]], bool]) -> list[Demand]:
    """A minimal part of `demands`, which do not hold together, that does not hold either."""

    def search(base: list[Demand], added: Sequence[Demand], among: Sequence[Demand]) -> list[Demand]:
        if added and not holds(base):
            return []
        if len(among) == 1:
            return list(among)
        half = len(among) // 2
        left, right = among[:half], among[half:]
        second = search([*base, *left], left, right)
        first = search([*base, *second], second, left)
        return [*first, *second]

    return search([], [], demands)
