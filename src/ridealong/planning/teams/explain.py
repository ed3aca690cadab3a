"""The questions that are asked about a plan of composite teams, in one place."""

from ridealong.planning.teams.candidates import Openness, TeamCandidate, candidates
from ridealong.planning.teams.contradiction import Contradiction, contradiction
from ridealong.planning.teams.reasons import open_reasons
from ridealong.planning.teams.why import WhyEmbed, why
from ridealong.planning.teams.why_not import TeamMove, WhyNotEmbed, why_not

__all__ = [
    "Contradiction",
    "Openness",
    "TeamCandidate",
    "TeamMove",
    "WhyEmbed",
    "WhyNotEmbed",
    "candidates",
    "contradiction",
    "open_reasons",
    "why",
    "why_not",
]
