"""What no plan can exceed: each team on its own, at prices for what teams take from each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ridealong.planning.stopper import Stopper
from ridealong.planning.teams.counted import best_alone
from ridealong.planning.teams.forming import NOBODY
from ridealong.planning.teams.layout import Layout
from ridealong.planning.teams.model import Asked
from ridealong.planning.teams.prices import SCALE, Prices, prices
from ridealong.planning.teams.problem import TeamWeights
from ridealong.planning.teams.run import run

ALONE_EFFORT = 0.2
"""Deterministic time for one team alone."""
PLACES_EFFORT = 0.5
"""Deterministic time to count how many slots can be filled."""


@dataclass(frozen=True, slots=True)
class Alone:
    """The best of a team at prices, whatever the other teams do.

    Args:
        worth: in points times `SCALE`, less the prices: no choice for the team is worth more.
        chosen: the best that was found.
    """

    worth: int
    chosen: frozenset[int]


def alone(
    layout: Layout, priced: Prices, stopper: Stopper, told: Callable[[float], None] | None = None
) -> tuple[Alone, ...]:
    """Each team on its own; a team that there is no time for counts what it can be worth at most."""
    found = []
    for team in range(len(layout.teams)):
        if told:
            told(team / len(layout.teams))
        found.append(_alone(layout, team, priced, stopper))
    return tuple(found)


def _alone(layout: Layout, team: int, priced: Prices, stopper: Stopper) -> Alone:
    inside = [number for slot in layout.slots_of[team] for number in layout.of_slot[slot]]
    at_prices = {number: priced.of(layout, number) for number in inside}
    most = sum(best_alone(layout, slot, at_prices, SCALE) for slot in layout.slots_of[team])
    if stopper.due():
        return Alone(most, NOBODY)
    asked = Asked(teams=(team,), choices=inside, room=layout.caps, scale=SCALE, prices=at_prices)
    found = run(layout, asked, ALONE_EFFORT, stopper)
    return Alone(most if found.bound is None else min(most, found.bound), found.chosen or NOBODY)


def priced_bound(layout: Layout, priced: Prices, teams: Sequence[Alone], most: int | None) -> int:
    """What no plan is worth more than.

    Whatever a plan takes of the limits is no more than there is. So it costs no more at the prices than all that there
    is, and what is left of its value is no more than that of the best of every team (Lagrangian relaxation).
    """
    limits = sum(cap * price for cap, price in zip(layout.caps, priced.limits, strict=True))
    return (limits + priced.filled * (most or 0) + sum(one.worth for one in teams)) // SCALE


def filled_bound(layout: Layout, most: int, stopper: Stopper) -> int:
    """How many slots no plan fills more than, by a linear programme; `most` are known to be enough."""
    if stopper.due():
        return most
    priced = prices(layout, stopper, fill_alone=True)
    worth = sum(cap * price for cap, price in zip(layout.caps, priced.limits, strict=True))
    for some in layout.of_slot:
        worth += max(0, max((SCALE - priced.of(layout, number) for number in some), default=0))
    return min(most, worth // SCALE)


@dataclass(frozen=True, slots=True)
class Places:
    """How many slots can be filled, whatever else that is worth.

    Args:
        chosen: a plan with as many as were found, and those that stay open as even as was found.
        most: no plan fills more.
        worth: no plan is worth more in slots filled and in how even the open ones are, or None if that is not known.
    """

    chosen: frozenset[int] | None
    most: int
    worth: int | None


def count_places(layout: Layout, stopper: Stopper) -> Places:
    """Count how many slots can be filled, over all teams at once."""
    weights = TeamWeights(filled=1, open_uneven=0, wishes=0, known_pairs=0, missing_nice=0, uneven=0, wants=0)
    bare = replace(layout, weights=weights, choices=tuple(replace(one, points=0) for one in layout.choices))
    asked = Asked(teams=range(len(layout.teams)), choices=range(len(layout.choices)), room=layout.caps)
    found = run(bare, asked, PLACES_EFFORT, stopper)
    most = len(layout.slots) if found.bound is None else found.bound
    if found.chosen is None or stopper.due():
        return Places(found.chosen, most, None)
    weights = replace(weights, filled=layout.weights.filled, open_uneven=layout.weights.open_uneven)
    even = run(replace(bare, weights=weights), replace(asked, most=most), PLACES_EFFORT, stopper, hint=found.chosen)
    return Places(even.chosen or found.chosen, most, even.bound)
