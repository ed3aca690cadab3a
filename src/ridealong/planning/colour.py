"""Splitting a target (who meets whom how often) into rounds, by the method that suits the rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ridealong.planning.ejection import colour_by_ejection
from ridealong.planning.urgency import colour_by_urgency

if TYPE_CHECKING:
    from ridealong.planning.season import Season
    from ridealong.planning.stopper import Stopper
    from ridealong.planning.target import Target


def colour(season: Season, target: Target, rounds: Sequence[int], stopper: Stopper, steps: int | None = None) -> int:
    """Place as much of the target as possible into these rounds of the season; returns how much was left over.

    `steps` limits the search for room where the method has one.
    """
    if season.grid.simple:
        return colour_by_ejection(season, target, rounds, stopper, steps)
    return colour_by_urgency(season, target, rounds, stopper)
