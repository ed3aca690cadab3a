"""The model that rules and terms are stated in: visits to choose from, what counts them, and what they are worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from ortools.sat.python import cp_model

from ridealong.planning.season_visits import Key

if TYPE_CHECKING:
    from ridealong.planning.season import Season

# OR-Tools carries no complete types; its expressions are `Any` in this package and nowhere else.
Var = Any
Choice = tuple[Key, Var]
Group = TypeVar("Group")


@dataclass(slots=True)
class Model:
    """A choice among visits on top of a season, in which the guests concerned have none but locked ones.

    `terms` are worths with what they are paid for; their sum is what the choice adds to the value of the season.
    """

    season: Season
    cp: Var = field(default_factory=cp_model.CpModel)
    visit: dict[Key, Var] = field(default_factory=dict)
    terms: list[tuple[int, Var]] = field(default_factory=list)
    counted: list[tuple[Sequence[Var], list[Var]]] = field(default_factory=list)
    """Visits, and the steps that count them."""
    stay: list[int] = field(init=False)
    """(G,) how many rounds a visit of each guest lasts."""

    def __post_init__(self) -> None:
        self.stay = self.season.grid.stay.tolist()

    def ladder(self, total: Sequence[Var], steps: Iterable[int], name: str) -> None:
        """Cover sum(total) with unit steps, each at its worth; worths must fall, so that the best come first."""
        rungs = []
        for index, worth in enumerate(steps):
            rung = self.cp.new_bool_var(f"{name}{index}")
            rungs.append(rung)
            if worth:
                self.terms.append((worth, rung))
        self.cp.add(sum(total) == sum(rungs))
        for lower, upper in pairwise(rungs):
            self.cp.add_implication(upper, lower)
        self.counted.append((total, rungs))

    def hint(self, chosen: AbstractSet[Key]) -> None:
        """Suggest a choice of visits, with every step that counts them, so that the solver has a whole plan at once."""
        taken = {var.index for key, var in self.visit.items() if key in chosen}
        for var in self.visit.values():
            self.cp.add_hint(var, var.index in taken)
        for total, rungs in self.counted:
            count = sum(var.index in taken for var in total)
            for place, rung in enumerate(rungs):
                self.cp.add_hint(rung, place < count)

    def maximize(self) -> None:
        """Make the sum of all terms the aim."""
        self.cp.maximize(sum(worth * var for worth, var in self.terms))

    def grouped(self, by: Callable[[Key], Group]) -> dict[Group, list[Choice]]:
        """The visits in groups, each in the order in which they were added."""
        groups: dict[Group, list[Choice]] = defaultdict(list)
        for key, var in self.visit.items():
            groups[by(key)].append((key, var))
        return groups

    def by_round(self, visits: Iterable[Choice]) -> dict[int, list[Var]]:
        """Which of these visits last through each round."""
        rounds: dict[int, list[Var]] = defaultdict(list)
        for (guest, _, start), var in visits:
            for round_ in range(start, start + self.stay[guest]):
                rounds[round_].append(var)
        return rounds
