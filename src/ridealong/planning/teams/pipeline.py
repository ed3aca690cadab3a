"""How a problem of composite teams is solved, step by step."""

from __future__ import annotations

from ridealong.domain.errors import Refused
from ridealong.planning.stopper import Stopper
from ridealong.planning.teams.answer import answer
from ridealong.planning.teams.bound import alone, count_places, filled_bound, priced_bound
from ridealong.planning.teams.counted import counted_bound, lower
from ridealong.planning.teams.forming import Forming
from ridealong.planning.teams.greedy import greedy
from ridealong.planning.teams.layout import Layout, layout_of
from ridealong.planning.teams.model import Asked
from ridealong.planning.teams.plan import TeamsBound, TeamsPlan
from ridealong.planning.teams.polish import polish
from ridealong.planning.teams.prices import prices
from ridealong.planning.teams.problem import TeamsProblem
from ridealong.planning.teams.run import run
from ridealong.planning.teams.search import WORK, build_up, improve
from ridealong.planning.teams.telling import Telling

EXACT_CHOICES = 1_200
"""Up to so many choices the whole is tried at once."""
PLACES_CHOICES = 4_000
"""Up to so many choices it is counted over all teams at once how many slots can be filled."""
EXACT_EFFORT = 3.0
PINS_EFFORT = 20.0
"""Deterministic time for the whole at once, and for a first plan that keeps the pins."""
CELLS_A_SECOND = 150_000
"""About so many people x slots are read in a second."""
SEARCH_SECONDS = 10.0
"""About how long the search for better teams takes, where it ends by its limit."""


def planned(
    problem: TeamsProblem, stopper: Stopper, telling: Telling, *, whole: int = EXACT_CHOICES
) -> TeamsPlan | None:
    """The plan; None if it was cancelled before there was any. Raises `Refused` for pins that cannot all be kept.

    Args:
        whole: up to so many choices the whole is tried at once.
    """
    cells = len(problem.people) * sum(len(team.slots) for team in problem.teams)
    telling.stage("Looking at who can take what", 0.08, cells / CELLS_A_SECOND)
    layout = layout_of(problem)
    telling.stage("Filling the teams", 0.12)
    standing = None if stopper.cancelled() else _first(problem, layout, stopper, telling)
    if standing is None:
        return None
    bound, worth = counted_bound(layout), None
    _tell_plan(telling, layout, standing, bound)
    if bound.filled > standing.filled() and len(layout.choices) <= PLACES_CHOICES and not stopper.due():
        telling.stage("Counting the slots that can be filled", 0.2, 2.0)
        places = count_places(layout, stopper)
        standing, worth = _better(layout, standing, places.chosen), places.worth
        bound = lower(bound, TeamsBound(bound.value, places.most))
        _tell_plan(telling, layout, standing, bound)
    if bound.value > standing.value() and len(layout.choices) <= whole and not stopper.due():
        telling.stage("Trying all teams at once", 0.45, 2 * EXACT_EFFORT)
        standing, bound = _exact(layout, standing, bound, worth, stopper)
        _tell_plan(telling, layout, standing, bound)
    if bound.value > standing.value() and not stopper.due():
        work = WORK if len(layout.choices) > whole else WORK / 3
        standing, bound = _by_teams(layout, standing, bound, stopper, telling, work=work)
        _tell_plan(telling, layout, standing, bound)
    if standing.filled() < len(layout.slots):
        telling.stage("Looking at why slots stay open", 0.99, 3.0)
    return answer(problem, layout.embeds(standing.all_chosen()), bound, stopper)


def _tell_plan(telling: Telling, layout: Layout, standing: Forming, bound: TeamsBound) -> None:
    """Hand on the best plan so far, for whoever may end the work."""
    telling.plan(standing.value(), lambda: layout.embeds(standing.all_chosen()), bound)


def _first(problem: TeamsProblem, layout: Layout, stopper: Stopper, telling: Telling) -> Forming | None:
    """A legal plan, however good; None if it was cancelled."""
    standing = greedy(layout) if all(layout.pins) else None
    if standing is not None:
        return standing
    telling.stage("Looking for a way to keep all pins", 0.12, PINS_EFFORT)
    free = layout.pinned_teams()
    asked = Asked(
        teams=free,
        choices=[number for number, one in enumerate(layout.choices) if one.team in set(free)],
        room=layout.caps,
        valued=False,
    )
    found = run(layout, asked, PINS_EFFORT, stopper.patient())
    if found.chosen is not None:
        standing = Forming(layout)
        standing.replace(free, found.chosen)
        return standing
    if stopper.cancelled():
        return None
    if found.none:
        from ridealong.planning.teams.contradiction import clashing  # noqa: PLC0415 - for plans that fail alone

        telling.stage("Looking for pins that contradict each other", 0.99, 5.0)
        raise clashing(problem)
    raise Refused(
        "No plan was found that keeps all pins, and none was shown to be impossible",
        "Take some pins back and try again",
    )


def _exact(
    layout: Layout, standing: Forming, bound: TeamsBound, worth: int | None, stopper: Stopper
) -> tuple[Forming, TeamsBound]:
    """The whole at once; `worth` is that of the places, as `count_places` says."""
    asked = Asked(
        teams=range(len(layout.teams)),
        choices=range(len(layout.choices)),
        room=layout.caps,
        most=bound.filled,
        places=worth,
    )
    found = run(layout, asked, EXACT_EFFORT, stopper, hint=standing.all_chosen())
    standing = _better(layout, standing, found.chosen)
    if found.bound is not None:
        bound = lower(bound, TeamsBound(found.bound, bound.filled))
    return standing, bound


def _better(layout: Layout, standing: Forming, chosen: frozenset[int] | None) -> Forming:
    """The plan so far, or one of other choices if that is worth more."""
    if chosen is None:
        return standing
    other = Forming(layout)
    other.replace(range(len(layout.teams)), chosen)
    polish(layout, other)
    return max(standing, other, key=Forming.value)


def _by_teams(
    layout: Layout, standing: Forming, bound: TeamsBound, stopper: Stopper, telling: Telling, *, work: float
) -> tuple[Forming, TeamsBound]:
    """Team by team at prices, then a few teams at a time."""
    prices_end, alone_end, together_end = telling.between(0.93, 0.1, 0.4, 0.6)
    telling.stage("Looking for what teams take from each other", prices_end, 2.0)
    most = bound.filled if bound.filled < counted_bound(layout).filled else None
    priced = prices(layout, stopper, most)
    telling.stage("Looking at each team alone", alone_end, len(layout.teams))
    teams = alone(layout, priced, stopper, telling.part)
    bound = lower(bound, TeamsBound(priced_bound(layout, priced, teams, most), bound.filled))
    _tell_plan(telling, layout, standing, bound)
    if not stopper.due():
        telling.stage("Putting teams together", together_end, len(layout.teams) / 8)
        built = build_up(layout, teams, priced, standing, stopper)
        polish(layout, built)
        standing = max(built, standing, key=Forming.value)

    def better(done: float) -> None:
        telling.part(done)
        _tell_plan(telling, layout, standing, bound)

    telling.stage("Looking for better teams", 0.93, SEARCH_SECONDS)
    improve(layout, standing, teams, priced, enough=bound.value, limit=work, stopper=stopper, told=better)
    polish(layout, standing)
    _tell_plan(telling, layout, standing, bound)
    if most is None and bound.filled > standing.filled():
        telling.stage("Working out how good it is", 0.97, 3.0)
        bound = _without_places(layout, bound, stopper)
    return standing, bound


def _without_places(layout: Layout, bound: TeamsBound, stopper: Stopper) -> TeamsBound:
    """A bound that knows how many slots can be filled, where not all of them can."""
    most = filled_bound(layout, bound.filled, stopper)
    bound = lower(bound, TeamsBound(bound.value, most))
    if most == counted_bound(layout).filled or stopper.due():
        return bound
    priced = prices(layout, stopper, most)
    return lower(bound, TeamsBound(priced_bound(layout, priced, alone(layout, priced, stopper), most), most))
