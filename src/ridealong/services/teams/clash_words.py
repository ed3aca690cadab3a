"""Demands of composite teams that contradict each other, in names and dates."""

from collections.abc import Callable
from typing import TypeVar

from ridealong.planning.broken_pin import BrokenPin, ClashingPins
from ridealong.services.teams.pins_clash import PinsClash, ways_of, without_pin
from ridealong.services.teams.season import TeamSeason
from ridealong.services.teams.season_words import SeasonWords

T = TypeVar("T")
_AGAIN = "form the teams again: other pins may contradict each other, too"
"""What to do where no single change is known to be enough."""
_WAYS = 3
"""How many ways out are named."""


def told_in_names(season: TeamSeason, work: Callable[[], T]) -> T:
    """What `work` returns, or why pins cannot be kept, in names and dates; raises PinsClash."""
    words = SeasonWords(season)
    try:
        return work()
    except BrokenPin as broken:
        raise PinsClash(
            words.told(broken.said),
            "Take the pin away",
            typed=f'Take the pin away: ridealong teams change "{season.program.name}" TEAM --withdraw EMAIL',
            ways=without_pin(season, broken.said),
        ) from broken
    except ClashingPins as clash:
        ways = ", or if ".join(words.within(one) for one in clash.ways[:_WAYS])
        # Each way was tried on all teams: where there is none, these may not be the only pins that contradict.
        remedy = f"It would work if {ways}" if ways else f"Take one of the pins away, and {_AGAIN}"
        raise PinsClash(words.told(clash.said), remedy, ways=ways_of(season, clash.ways)) from clash
