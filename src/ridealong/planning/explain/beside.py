"""The rules that some visits would break beside what is pinned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ridealong.planning.check import broken
from ridealong.planning.rules.rule import Cell, Facts, Violation


def new_violations(facts: Facts, pinned: Sequence[Cell], rows: Iterable[Cell]) -> tuple[Violation, ...]:
    """What rows break beside pinned ones that those do not break by themselves."""
    before = set(broken(facts, pinned)) if pinned else set()
    return tuple(one for one in broken(facts, sorted({*pinned, *rows})) if one not in before)


def pinned_cells(facts: Facts) -> tuple[Cell, ...]:
    """The rows that pins fix: those with host and round, of guests who visit for single rounds."""
    return tuple(
        sorted(
            (pin.round, pin.guest, pin.host)
            for pin in facts.problem.pins
            if pin.host is not None and pin.round is not None and facts.stay[pin.guest] == 1
        )
    )
