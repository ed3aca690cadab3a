"""The narrow door of repair: a plan that was made before, and a plan for what has become of its problem."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ridealong.domain.errors import InvalidValue
from ridealong.planning.broken_pin import ClashingPins
from ridealong.planning.plan import Assignment, Bound, Open, Plan
from ridealong.planning.problem import Problem
from ridealong.planning.said import say
from ridealong.planning.validate import validate

if TYPE_CHECKING:
    from ridealong.planning.changes import Change
    from ridealong.planning.standing import Standing

OVER = "the round is over"


@dataclass(frozen=True, slots=True)
class Repair:
    """A repaired plan, every change to the one before, and how many of its meetings stay as they were.

    The bound of the plan is counted, not solved, so it may be far above what can be reached.
    """

    plan: Plan
    changes: tuple[Change, ...]
    kept: int

    @property
    def moved(self) -> int:
        """How many meetings changed although they could have taken place."""
        return sum(one.kind == "moved" for one in self.changes)


def repair(problem: Problem, before: Sequence[Assignment], *, held_before: int = 0) -> Repair:
    """Change a plan as little as what has happened to its problem allows.

    In this order: visits in rounds before `held_before` stay, whatever rule they break by now; as many places are
    filled as can be; as few visits change as can be of those that still could take place; as many guests as can be
    whose visit fell away get another in the same round; and then the value counts. All of that is exact in a small
    problem; in a large one all but the value, unless turns, rests or gaps reach over several rounds: then guests are
    served one after the other, by free seats and then by shortest chains.

    Raises `InvalidValue` for a problem or an assignment that is wrong, and `Refused` where pins cannot be kept.
    """
    started = time.perf_counter()
    if not 0 <= held_before <= problem.rounds:
        raise InvalidValue(f"{held_before} rounds cannot be over: there are {problem.rounds}")
    coming = tuple(pin for pin in problem.pins if pin.round is None or pin.round >= held_before)
    problem = replace(problem, pins=coming)
    validate(problem)
    # NumPy is slow to import; only those who repair pay for it.
    from ridealong.planning.changes import changes_of  # noqa: PLC0415 - as above
    from ridealong.planning.refill import counts  # noqa: PLC0415 - as above

    standing, bound = _repaired(problem, before, held_before)
    plan = _plan(problem, standing, bound, held_before)
    return Repair(
        plan=replace(plan, seconds=round(time.perf_counter() - started, 2)),
        changes=changes_of(standing),
        kept=counts(standing)[1] + int(standing.fixed[:, :held_before].sum()),
    )


def _repaired(problem: Problem, before: Sequence[Assignment], held_before: int) -> tuple[Standing, Bound]:
    from ridealong.planning.counting import counted_bound  # noqa: PLC0415 - slow to import, as in `repair`
    from ridealong.planning.grid import build_grid  # noqa: PLC0415 - as above
    from ridealong.planning.refill import bring_nearer, refill  # noqa: PLC0415 - as above
    from ridealong.planning.repair_exact import prove  # noqa: PLC0415 - as above
    from ridealong.planning.repair_pins import keep_pins  # noqa: PLC0415 - as above
    from ridealong.planning.standing import settle, what_stands  # noqa: PLC0415 - as above

    grid = build_grid(problem)
    bound = counted_bound(grid)
    rounds = range(held_before, problem.rounds)
    standing = what_stands(grid, before, held_before)
    # Nobody can be planned into a round that is over.
    grid.present[:, :held_before] = False
    keep_pins(standing, rounds)
    settle(standing)
    refill(standing, rounds)
    prove(standing, rounds)
    bring_nearer(standing, rounds)
    return standing, bound


def _plan(problem: Problem, standing: Standing, bound: Bound, held_before: int) -> Plan:
    from ridealong.planning.answer import answer  # noqa: PLC0415 - slow to import, as in `repair`
    from ridealong.planning.stopper import Stopper  # noqa: PLC0415 - as above

    season = standing.season
    # What is over may break a rule, and then be worth more than any plan that keeps them all; people who are kept apart
    # by now have no points, which a season holds as one below zero.
    guests, rounds = (season.host_of >= 0).nonzero()
    apart = int((season.grid.fit[guests, season.host_of[guests, rounds]] < 0).sum())
    value = season.value() + problem.weights.fit * apart
    reached = Bound(max(bound.value, value), max(bound.placed, season.placed()))
    plan = answer(problem, season, reached, Stopper())
    if problem.pins:
        _check_pins(problem, plan.assignments, held_before)
    if not held_before:
        return plan
    said = say(OVER)
    return replace(
        plan,
        open=tuple(
            Open(one.guest, one.round, OVER, (("", "closed"),), said) if one.round < held_before else one
            for one in plan.open
        ),
    )


def _check_pins(problem: Problem, assignments: Sequence[Assignment], held_before: int) -> None:
    """Raise `Refused` where the pins cannot be kept, or break a rule together."""
    from ridealong.planning.check import check  # noqa: PLC0415 - only where there are pins

    over = [one for one in assignments if one.round < held_before]
    excused = {one.text for one in check(problem, over) if one.rule != "pin"}
    wrong = [one for one in check(problem, assignments) if one.text not in excused]
    if wrong:
        raise ClashingPins.of(say("The pins cannot all be kept together: ") + wrong[0].said)
