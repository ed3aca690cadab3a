"""Keeping a plan that was made before where a new one is no better: nobody is moved about for nothing."""

from __future__ import annotations

from collections.abc import Sequence

from ridealong.planning.check import check
from ridealong.planning.plan import Assignment, Plan
from ridealong.planning.problem import Problem
from ridealong.planning.score import counted


def better_of(problem: Problem, before: Sequence[Assignment], found: Plan, *, another: bool = False) -> Plan:
    """The plan before, where it breaks no rule of `problem` and is worth as much as what was found; else what was.

    The plan before comes back with the bound of `found`, and says itself how far from that it is. Its assignments must
    be of people and rounds of the problem; their points are not looked at.

    With `another`, of two plans of the same value it is the one that was found.
    """
    cells = {(one.round, one.guest, one.host) for one in before}
    if cells == {(one.round, one.guest, one.host) for one in found.assignments}:
        return found
    rows, score = counted(problem, cells)
    more = score.value - found.score.value
    if more < 0 or (another and not more) or check(problem, rows):
        return found
    # NumPy is slow to import, and mostly the same plan is found again.
    from ridealong.planning.answer import standing  # noqa: PLC0415 - as above

    return standing(problem, rows, found)
