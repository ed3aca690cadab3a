"""What is asked about a plan of composite teams, as it is sent to a worker process."""

from __future__ import annotations

from dataclasses import dataclass

from ridealong.planning.teams.plan import Embed
from ridealong.planning.teams.problem import TeamsProblem


@dataclass(frozen=True, slots=True)
class WhyNotAsked:
    """Why somebody is not in a slot of a plan of a valid problem."""

    problem: TeamsProblem
    embeds: tuple[Embed, ...]
    person: str
    slot: str
