"""A part of things that contradict each other in which nothing can be left out: QuickXplain (U. Junker 2004).

The things are halved as long as what is left alone already contradicts, so that k among n take about k log(n/k)
questions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


def irreducible(things: Sequence[Thing], contradict: Callable[[Sequence[Thing]], bool]) -> list[Thing]:
    """Some of the things, which together contradict, that still do, and none of which can be left out.

    Args:
        contradict: whether some of them contradict; False where that is not known.
    """

    def search(base: list[Thing], added: Sequence[Thing], among: Sequence[Thing]) -> list[Thing]:
        if added and contradict(base):
            return []
        if len(among) == 1:
            return list(among)
        half = len(among) // 2
        left, right = among[:half], among[half:]
        second = search([*base, *left], left, right)
        first = search([*base, *second], second, left)
        return [*first, *second]

    return search([], [], things) if things else []
