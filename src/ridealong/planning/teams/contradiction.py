"""Why some slots cannot be filled, or all pins cannot be kept: the demands that contradict each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.errors import RidealongError
from ridealong.planning.said import Said, row_of, say
from ridealong.planning.teams.able import Able
from ridealong.planning.teams.demands import Demand, Kind
from ridealong.planning.teams.errors import clashing_pins
from ridealong.planning.teams.feasible import concerned, possible
from ridealong.planning.teams.irreducible import irreducible
from ridealong.planning.teams.problem import TeamsProblem
from ridealong.planning.teams.remedies import Remedy, remedies_for
from ridealong.planning.teams.scope import Scope, in_order, narrowed, near_to, pins_alone_suffice
from ridealong.planning.teams.validate_demands import placed
from ridealong.planning.teams.words import plain

MOST_CELLS = 4_000
"""People times slots up to which all teams with pins are looked at as a whole at once."""
MOST_SLOTS = 3
"""Slots to be filled up to which they are all looked at together."""
MOST_ASKED = 40
"""So many questions find out which of many slots matter; what is then not known to be needless stays."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Demands that cannot all hold, and none of which could be left out, as far as that is found out within the effort.

    Args:
        smallest: whether no fewer demands of the problem contradict each other; where many teams have pins, or many
            slots have to be filled, that is not found out.
        remedies: each of them alone, checked to be enough; the least that can be asked for first.
    """

    demands: tuple[Demand, ...]
    smallest: bool
    remedies: tuple[Remedy, ...]

    @property
    def said(self) -> Said:
        """The demands in a row, without a full stop."""
        return row_of([one.said for one in self.demands])


def contradiction(problem: TeamsProblem, slots: Collection[str] = ()) -> Contradiction | None:
    """Why no plan fills all of these slots and keeps all pins.

    None where one does, and where that is not found out within the effort.

    Args:
        slots: the ids of slots that all have to be filled; none of them for the pins alone.
    """
    found = _demands(problem, slots)
    if found is None:
        return None
    demands, fewest = found
    return Contradiction(demands, fewest, remedies_for(problem, slots, demands))


def clashing(problem: TeamsProblem) -> RidealongError:
    """The error to raise for a problem whose pins cannot all be kept: it names those that contradict each other."""
    found = contradiction(problem)
    if found is None:
        return clashing_pins(say("The pins cannot all be kept together"), "Take one of them away")
    pinned = {one.about for one in found.demands if one.kind in {Kind.PIN, Kind.SETTLED}}
    pins = [(place, one) for place, one in placed(problem) if one.kind is DemandKind.PIN]
    where = ", ".join(place for place, one in pins if (one.person, one.target) in pinned)
    remedy = f"They could if {plain(found.remedies[0].said)}" if found.remedies else "Take one of the pins away"
    ways = tuple(one.said for one in found.remedies)
    return clashing_pins(say("These cannot all hold: ") + found.said, remedy, where, ways)


def _demands(problem: TeamsProblem, slots: Collection[str]) -> tuple[tuple[Demand, ...], bool] | None:
    """The demands that contradict each other, and whether no fewer do."""
    answer, small = _possible(problem, slots), _small(problem, slots)
    if answer or (answer is None and not small):
        return None
    if len(slots) <= MOST_SLOTS:
        return _smallest(problem, slots, small=small)
    # What contradicts is seldom about many slots: those that matter first.
    return _smallest(problem, _few(problem, slots), small=False)


def _possible(problem: TeamsProblem, slots: Collection[str]) -> bool | None:
    return possible(narrowed(problem, slots), slots)


def _small(problem: TeamsProblem, slots: Collection[str]) -> bool:
    return len(problem.people) * sum(len(team.slots) for team in concerned(problem, slots).teams) <= MOST_CELLS


def _few(problem: TeamsProblem, slots: Collection[str]) -> Sequence[str]:
    """Slots that cannot all be filled, none of which could be left out; none where the pins alone cannot be kept."""
    if _possible(problem, ()) is False:
        return ()
    able = Able(problem)
    for team in problem.teams:
        for slot in team.slots:
            if slot.id in slots and not any(able(person, team, slot) for person in problem.people):
                return (slot.id,)
    left = count(MOST_ASKED, -1)
    return irreducible(sorted(slots), lambda some: next(left) > 0 and _possible(problem, some) is False)


def _smallest(problem: TeamsProblem, slots: Collection[str], *, small: bool) -> tuple[tuple[Demand, ...], bool] | None:
    asked = in_order(concerned(problem, slots))
    if not small and slots:
        near = in_order(concerned(near_to(problem, slots), slots))
        found = _among(near, slots, Scope(near, _with_slots(near, slots), alike=True))
        if found is not None:
            return found[0], False
    for whole, alike in _scopes(asked, slots, small=small):
        found = _among(asked, slots, Scope(asked, whole, alike=alike))
        if found is None:
            continue
        if not small:
            return found[0], False
        return _proved(asked, slots, found[0]) if alike else found
    return None


def _with_slots(problem: TeamsProblem, slots: Collection[str]) -> set[str]:
    """The teams of some slots."""
    return {team.id for team in problem.teams if not set(slots).isdisjoint(slot.id for slot in team.slots)}


def _among(problem: TeamsProblem, slots: Collection[str], scope: Scope) -> tuple[tuple[Demand, ...], bool] | None:
    # The solver takes half a second to import, and only those who ask pay for it.
    from ridealong.planning.teams.demand_model import DemandModel, Unsettled  # noqa: PLC0415 - as above
    from ridealong.planning.teams.hitting import smallest  # noqa: PLC0415 - as above

    try:
        return smallest(DemandModel(problem, sorted(slots), scope))
    except Unsettled:
        return None


def _proved(
    problem: TeamsProblem, slots: Collection[str], found: tuple[Demand, ...]
) -> tuple[tuple[Demand, ...], bool]:
    """The demands that were found, where nothing smaller contradicts when everybody is looked at; otherwise that."""
    from ridealong.planning.teams.demand_model import DemandModel  # noqa: PLC0415 - as above
    from ridealong.planning.teams.hitting import all_needed  # noqa: PLC0415 - as above

    scope = Scope(problem, [team.id for team in problem.teams], alike=False)
    if all_needed(DemandModel(problem, sorted(slots), scope), found):
        return found, True
    return _among(problem, slots, scope) or (found, False)


def _scopes(problem: TeamsProblem, slots: Collection[str], *, small: bool) -> Iterator[tuple[list[str], bool]]:
    """Which teams to look at as a whole, and whether people who lack a topic are alike, in turn.

    What contradicts when less is looked at contradicts in any case. Of large problems come the teams with slots to be
    filled first, then also those that need more than who is pinned, then all.
    """
    every = [team.id for team in problem.teams]
    if not small:
        first = _with_slots(problem, slots)
        needy = first | {team.id for team in problem.teams if not pins_alone_suffice(problem, team)}
        for some in dict.fromkeys((frozenset(first), frozenset(needy))):
            if len(some) < len(every):
                yield sorted(some), True
    yield every, True
    yield every, False
