"""The smallest sets of relaxations that would allow a meeting, each tried out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from ridealong.planning.explain.beside import new_violations, pinned_cells
from ridealong.planning.explain.conflict import possible
from ridealong.planning.explain.relax import Relaxation, ways_out, without_pin
from ridealong.planning.problem import Pin, Problem
from ridealong.planning.rules.rule import Cell, Facts, Violation

if TYPE_CHECKING:
    from ridealong.planning.explain.case import Case

MOST_WAYS = 6
"""Ways to allow a meeting that are named at most."""
MOST_PINS = 12
"""Pins that leave something open up to which taking one of them away is tried."""

Ways = tuple[Relaxation, ...]


def remedies_for(case: Case, guest: str, host: str, rules: Mapping[int, tuple[Violation, ...]]) -> tuple[Ways, ...]:
    """The smallest sets of relaxations after one of which the two could be together in some round.

    `rules` are those that each round breaks beside what is pinned. First every rule is dropped alone, then pairs, and
    so on; a set counts only if the problem so relaxed has a plan with the meeting.
    """
    found: dict[frozenset[Relaxation], Ways] = {}
    fewest = min((len(violations) for violations in rules.values()), default=0)
    for size in range(1, fewest + 2):
        for ways in _of_size(case, guest, host, rules, size):
            found.setdefault(frozenset(ways), ways)
            if len(found) == MOST_WAYS:
                return tuple(found.values())
        if found:
            break
    return tuple(found.values())


def _of_size(
    case: Case, guest: str, host: str, rules: Mapping[int, tuple[Violation, ...]], size: int
) -> Iterator[Ways]:
    """Sets of so many relaxations that are enough, one of the pins that leave something open among them if need be."""
    loose = [pin for pin in dict.fromkeys(case.problem.pins) if pin.host is None or pin.round is None][:MOST_PINS]
    for round_, violations in rules.items():
        cell = (round_, guest, host)
        for ways in product(*(ways_out(case.facts, one, cell) for one in violations)):
            some = _needed(case.problem, cell, tuple(dict.fromkeys(ways)))
            more = (
                [()] if len(some) == size else [(without_pin(pin),) for pin in loose] if len(some) == size - 1 else []
            )
            for added in more:
                if _enough(case.problem, cell, (*some, *added)):
                    yield (*some, *added)


def _needed(problem: Problem, cell: Cell, ways: Ways) -> Ways:
    """The ways out without those that others among them make needless, such as a shorter rest beside none at all."""
    if len({one.rule for one in ways}) == len(ways):
        return ways
    for one in ways:
        others = tuple(other for other in ways if other != one)
        if _legal(_relaxed(problem, others), cell):
            return _needed(problem, cell, others)
    return ways


def _relaxed(problem: Problem, relaxations: Iterable[Relaxation]) -> Problem:
    for one in relaxations:
        problem = one.applied(problem)
    return problem


def _legal(problem: Problem, cell: Cell) -> bool:
    """Whether the meeting breaks no rule beside what is pinned to a host and a round."""
    facts = Facts(problem)
    round_, guest, host = cell
    rows = [(one, guest, host) for one in range(round_, min(round_ + facts.stay[guest], problem.rounds))]
    return not new_violations(facts, pinned_cells(facts), rows)


def _enough(problem: Problem, cell: Cell, relaxations: Iterable[Relaxation]) -> bool:
    problem = _relaxed(problem, relaxations)
    if not _legal(problem, cell):
        return False
    facts = Facts(problem)
    round_, guest, host = cell
    # Rows and fixed pins are legal together; only pins that leave something open, and stays, need a search.
    pins = [pin for pin in problem.pins if (pin.guest, pin.host, pin.round) != (guest, None, round_)]
    if len(pinned_cells(facts)) == len(pins) and facts.stay[guest] == 1:
        return True
    return possible(replace(problem, pins=(*pins, Pin(guest, host, round_))))
