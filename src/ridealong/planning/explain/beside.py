"""The rules that some visits would break beside what is pinned."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from ridealong.planning.check import broken
from ridealong.planning.rules.rule import Cell, Facts, Violation


def new_violations(facts: Facts, pinned: Sequence[Cell], rows: Iterable[Cell]) -> tuple[Violation, ...]:
    """What rows break beside pinned ones that those do not break by themselves."""
    new = set(rows)
    near = _beside(facts, pinned, new)
    before = set(broken(facts, near)) if near else set()
    return tuple(one for one in broken(facts, sorted({*near, *new})) if one not in before)


def _beside(facts: Facts, pinned: Sequence[Cell], new: Collection[Cell]) -> list[Cell]:
    """The pinned rows that a rule could see together with new ones: of the same people, or of a home team."""
    if facts.problem.cover.guests or facts.problem.cover.hosts:
        return list(pinned)
    guests, hosts = {guest for _, guest, _ in new}, {host for _, _, host in new}
    return [one for one in pinned if one[1] in guests or one[2] in hosts]


def pinned_cells(facts: Facts) -> tuple[Cell, ...]:
    """The rows that pins fix: those with host and round, of guests who visit for single rounds."""
    return tuple(
        sorted(
            (pin.round, pin.guest, pin.host)
            for pin in facts.problem.pins
            if pin.host is not None and pin.round is not None and facts.stay[pin.guest] == 1
        )
    )
