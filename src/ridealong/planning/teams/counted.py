"""What no plan can exceed, by counting slot by slot, without a solver."""

from __future__ import annotations

from collections.abc import Mapping

from ridealong.planning.teams.forming import steps
from ridealong.planning.teams.layout import Layout
from ridealong.planning.teams.plan import TeamsBound


def counted_bound(layout: Layout) -> TeamsBound:
    """What no plan can exceed if everybody could be in every team at once."""
    value = filled = 0
    for slots in layout.slots_of:
        value += sum(best_alone(layout, slot) for slot in slots)
        value += layout.weights.open_uneven * steps(sum(not layout.of_slot[slot] for slot in slots))
        filled += sum(bool(layout.of_slot[slot]) for slot in slots)
    return TeamsBound(value, filled)


def lower(one: TeamsBound, other: TeamsBound) -> TeamsBound:
    """Two bounds that are both true, as one."""
    return TeamsBound(min(one.value, other.value), min(one.filled, other.filled))


def best_alone(layout: Layout, slot: int, prices: Mapping[int, int] | None = None, scale: int = 1) -> int:
    """What the best choice for a slot is worth by itself, times `scale` and less its price; 0 for none at all."""
    weight = layout.weights.filled
    worth = (
        (weight + layout.choices[number].points) * scale - (prices[number] if prices else 0)
        for number in layout.of_slot[slot]
    )
    return max(0, max(worth, default=0))
