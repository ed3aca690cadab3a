"""Demands of composite teams that contradict each other, in names and dates."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from ridealong.domain.errors import Refused
from ridealong.planning.broken_pin import BrokenPin, ClashingPins
from ridealong.services.teams.season import TeamSeason
from ridealong.services.teams.season_words import SeasonWords

T = TypeVar("T")
_WAYS = 3
"""How many ways out are named."""


def told_in_names(season: TeamSeason, work: Callable[[], T]) -> T:
    """What `work` returns, or why pins cannot be kept, in names and dates; raises Refused."""
    words = SeasonWords(season)
    try:
        return work()
    except BrokenPin as broken:
        raise Refused(
            words.told(broken.said).rstrip("."),
            "Take the pin away",
            typed=f'Take the pin away: ridealong teams change "{season.program.name}" TEAM --withdraw EMAIL',
        ) from broken
    except ClashingPins as clash:
        raise Refused(words.told(clash.said).rstrip("."), ways_out(season) or "Take one of the pins away") from clash


def ways_out(season: TeamSeason, slots: Sequence[str] = ()) -> str:
    """What would resolve it that pins cannot be kept, or slots not be filled; empty where nothing simple does."""
    from ridealong.planning.teams.contradiction import contradiction  # noqa: PLC0415 - the solver, rarely needed

    found = contradiction(season.problem, slots)
    if found is None or not found.remedies:
        return ""
    words = SeasonWords(season)
    return f"It would work if {', or if '.join(words.within(one.said) for one in found.remedies[:_WAYS])}"
