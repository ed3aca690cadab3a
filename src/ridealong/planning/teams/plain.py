"""The plain planner of teams, for machines without OR-Tools: team by team, with no proof and seldom the best."""

from __future__ import annotations

from ridealong.domain.errors import Refused
from ridealong.planning.stopper import Stopper
from ridealong.planning.teams.answer import answer
from ridealong.planning.teams.counted import counted_bound
from ridealong.planning.teams.greedy import greedy
from ridealong.planning.teams.layout import layout_of
from ridealong.planning.teams.plan import TeamsPlan
from ridealong.planning.teams.polish import polish
from ridealong.planning.teams.problem import TeamsProblem
from ridealong.planning.teams.telling import Telling


def planned(problem: TeamsProblem, stopper: Stopper, telling: Telling) -> TeamsPlan | None:
    """A legal plan; None if it was cancelled before there was any. Raises `Refused` where it cannot keep the pins."""
    telling.stage("Filling the teams", 0.5)
    if stopper.cancelled():
        return None
    layout = layout_of(problem)
    forming = greedy(layout)
    if forming is None:
        raise Refused(
            "No plan was found that keeps all pins, and there is no solver on this machine that could look further",
            "Take some pins back and try again",
        )
    telling.stage("Looking for better teams", 0.9)
    polish(layout, forming)
    return answer(problem, layout.embeds(forming.all_chosen()), counted_bound(layout), stopper)
