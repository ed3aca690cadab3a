"""The smallest set of demands that contradict each other, and an irreducible one where that is too much to ask.

The smallest by implicit hitting sets (A. Ignatiev, A. Previti, M. Liffiton, J. Marques-Silva 2015): whatever
contradicts takes at least one of every set of demands without which the others hold; a smallest choice that takes one
of each set found so far either contradicts, and then nothing smaller does, or shows a further set. Where that
takes too many questions, an irreducible one has to do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from ortools.sat.python import cp_model

from ridealong.planning.exact.solver import cp_sat
from ridealong.planning.stopper import Stopper
from ridealong.planning.teams.demand_model import DemandModel, Unsettled
from ridealong.planning.teams.demands import Demand, Kind
from ridealong.planning.teams.irreducible import irreducible

MOST_SETS = 60
"""So many sets without which the others hold are looked at; where that is too few, an irreducible set is enough."""
MOST_FILLED = 10
"""Slots that have to be filled up to which a smallest set is looked for."""


def smallest(model: DemandModel) -> tuple[tuple[Demand, ...], bool] | None:
    """Demands that contradict each other, in order, and whether no fewer do; None where all hold together.

    Raises:
        Unsettled: it was not found out within the effort whether they do.
    """
    everything = frozenset(model.demands)
    if model.together(everything):
        return None
    sets: list[frozenset[Demand]] = []
    # Where many slots contradict, so do many demands, and an irreducible set comes sooner.
    few = sum(one.kind is Kind.FILL for one in everything) <= MOST_FILLED
    try:
        while few and len(sets) < MOST_SETS:
            chosen = hit(sets)
            held = model.holding(chosen)
            if held is None:
                return in_order(chosen), True
            while held is not None and len(sets) < MOST_SETS:
                sets.append(everything - held)
                chosen |= sets[-1]
                held = model.holding(chosen)
    except Unsettled:
        pass
    model.allow_more()
    return in_order(irreducible(model.demands, lambda some: _contradict(model, some))), False


def all_needed(model: DemandModel, some: Collection[Demand]) -> bool:
    """Whether everything else holds together without any one of some demands that contradict each other.

    Then nothing that contradicts does without one of them, so that nothing smaller does.
    """
    everything = frozenset(model.demands)
    try:
        return all(model.together(everything - {one}) for one in some)
    except Unsettled:
        return False


def in_order(some: Iterable[Demand]) -> tuple[Demand, ...]:
    """Demands in the order in which they stand in a sentence."""
    return tuple(sorted(some, key=lambda one: one.rank))


def hit(sets: Collection[frozenset[Demand]]) -> frozenset[Demand]:
    """A smallest set of demands with at least one of every set."""
    forced = frozenset(one for some in sets if len(some) == 1 for one in some)
    left = [some for some in sets if forced.isdisjoint(some)]
    if not left:
        return forced
    cp = cp_model.CpModel()
    among = in_order(frozenset[Demand]().union(*left))
    take = {one: cp.new_bool_var("") for one in among}
    for some in left:
        cp.add_bool_or([take[one] for one in among if one in some])
    cp.minimize(sum(take.values()))
    solver = cp_sat(5.0, 0, Stopper(), linearization=1)
    if solver.solve(cp) != cp_model.OPTIMAL:
        raise Unsettled
    return forced | {one for one in among if solver.boolean_value(take[one])}


def _contradict(model: DemandModel, some: Sequence[Demand]) -> bool:
    """Where it is not found out, demands are taken to hold together, so that no contradiction is made up."""
    try:
        return not model.together(some)
    except Unsettled:
        return False
