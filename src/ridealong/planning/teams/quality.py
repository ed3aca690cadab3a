"""How much better than a plan of composite teams another one could be, in words for people."""

from __future__ import annotations

from ridealong.domain.wording import at_most_percent, many
from ridealong.planning.teams.plan import TeamsBound, TeamsScore

TELLING = 100.0
"""Percent from which on a gap tells nothing: it is made of what weighs far more than that to which it is related."""


def possible_words(score: TeamsScore, bound: TeamsBound, gap_percent: float) -> str:
    """What any other plan could be better in at most, of one that is not proved to be the best.

    Slots come first, since a single one weighs more than all that the percents are about.
    """
    if bound.filled > score.filled:
        return f"at most {many(bound.filled - score.filled, 'more slot')} could be filled"
    if gap_percent >= TELLING:
        return "no more slots can be filled, and how much better the teams could be is not known"
    return f"at most {at_most_percent(gap_percent)} better is possible"
