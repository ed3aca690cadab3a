"""What CP-SAT is told about teams: the rules, and the terms of the value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python import cp_model

from ridealong.domain.people import Side
from ridealong.planning.teams.able import TENTHS
from ridealong.planning.teams.layout import Layout
from ridealong.planning.teams.rules import at_once

# OR-Tools carries no complete types; its objects are `Any` in this module and nowhere else of it.
Var = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which part of the problem a model is about.

    Args:
        teams: the teams that are free; of all others nobody is moved.
        choices: the choices that may be made, all in those teams.
        room: by limit, what the other teams leave of it.
        must_fill: slots that have to be filled.
        valued: whether the value counts, or any legal choice is as good; fine: whether all of it does, or not known
            pairs, nice topics and seniority.
        scale: what a point counts; prices: by choice, what it costs on top.
        most: how many slots can be filled at most, where that is known; places: what they can be worth at most, with
            open slots as even as can be and all else left out.
    """

    teams: Sequence[int]
    choices: Iterable[int]
    room: Sequence[int]
    must_fill: Collection[int] = ()
    valued: bool = True
    fine: bool = True
    scale: int = 1
    prices: Mapping[int, int] = field(default_factory=dict)
    most: int | None = None
    places: int | None = None


class TeamsModel:
    """The model of some teams: `cp` for the solver, and `made`, by choice whether it is made."""

    def __init__(self, layout: Layout, asked: Asked) -> None:
        self.cp = cp_model.CpModel()
        self._layout = layout
        self._asked = asked
        self.made: dict[int, Var] = {number: self.cp.new_bool_var("") for number in sorted(asked.choices)}
        self.terms: list[tuple[Var, int]] = []
        self.uneven: list[tuple[Var, int]] = []
        self._of_slot: dict[int, list[int]] = defaultdict(list)
        self._of_person: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number in self.made:
            choice = layout.choices[number]
            self._of_slot[choice.slot].append(number)
            self._of_person[choice.team][choice.person].append(number)
        for team in asked.teams:
            self._team(team)
        self._limits()
        self._pins()
        if asked.most is not None:
            self.cp.add(sum(self.made.values()) <= asked.most)
        if asked.places is not None:
            filled = weighted([*self.made.values()], [layout.weights.filled] * len(self.made))
            uneven = weighted([var for var, _points in self.uneven], [points for _var, points in self.uneven])
            self.cp.add(filled + uneven <= asked.places)
        if asked.valued:
            self._choices_valued()
            self.cp.maximize(weighted([var for var, _points in self.terms], [points for _var, points in self.terms]))

    def hint(self, chosen: Collection[int]) -> None:
        """Let the search begin with these choices."""
        for number, var in self.made.items():
            self.cp.add_hint(var, number in chosen)

    def _team(self, team: int) -> None:
        """All rules and terms of one team."""
        layout, cp = self._layout, self.cp
        formed = cp.new_bool_var("")
        empty = [self._slot(slot, formed) for slot in layout.slots_of[team]]
        size = len(empty)
        # A sum over literals that may all be missing: plain 0 then.
        filled = size - sum(empty)
        cp.add(filled >= layout.teams[team].least * formed)
        for side in Side:
            both = [
                self.made[number]
                for slot in layout.slots_of[team]
                if layout.slots[slot].side is side
                for number in self._of_slot[slot]
            ]
            cp.add(sum(both) >= formed)
        inside = {person: self._there(mine) for person, mine in self._of_person[team].items()}
        self._apart(team)
        self._hours([number for mine in self._of_person[team].values() for number in mine])
        if self._asked.valued:
            steps = self._open(empty, size)
            if self._asked.fine:
                self._nice(team)
                self._even(team, steps)
                self._known(inside)

    def _there(self, mine: Sequence[int]) -> list[Var]:
        """Let somebody have one slot of a team at a time; returns variables of which one holds if they are in it."""
        found = [self.made[number] for number in mine]
        groups = at_once(
            [(self.made[number], self._layout.slots[self._layout.choices[number].slot]) for number in mine]
        )
        for group in groups:
            self.cp.add_at_most_one(group)
        if len(found) < 2 or (len(groups) == 1 and len(groups[0]) == len(found)):
            return found
        there = self.cp.new_bool_var("")
        self.cp.add_max_equality(there, found)
        return [there]

    def _slot(self, slot: int, formed: Var) -> Var:
        """A slot with at most one person; returns whether it stays empty."""
        mine = [self.made[number] for number in self._of_slot[slot]]
        empty = self.cp.new_bool_var("")
        self.cp.add_exactly_one([*mine, empty])
        self.cp.add_implication(formed.negated(), empty)
        if slot in self._asked.must_fill:
            self.cp.add(empty == 0)
        return empty

    def _apart(self, team: int) -> None:
        """Let of two who are kept apart only one be in the team at a time."""
        layout, inside = self._layout, self._of_person[team]
        for person, mine in inside.items():
            for other in sorted(layout.apart[person]):
                if person < other and other in inside:
                    both = (*mine, *inside[other])
                    for group in at_once([(number, layout.slots[layout.choices[number].slot]) for number in both]):
                        if len({layout.choices[number].person for number in group}) == 2:
                            self.cp.add_at_most_one([self.made[number] for number in group])

    def _hours(self, inside: Iterable[int]) -> None:
        """One window of the day for everybody in the team, in each period."""
        some = sorted(inside)
        for period in self._layout.periods:
            kinds: dict[int, list[Var]] = defaultdict(list)
            for number in some:
                kinds[self._layout.hours[number] & period].append(self.made[number])
            kinds.pop(period, None)
            if kinds:
                self._window(period, kinds)

    def _window(self, period: int, kinds: Mapping[int, list[Var]]) -> None:
        window = {bit: self.cp.new_bool_var("") for bit in range(period.bit_length()) if period >> bit & 1}
        self.cp.add_exactly_one(window.values())
        for bits, mine in kinds.items():
            open_to = self._any([var for bit, var in window.items() if bits >> bit & 1])
            for var in mine:
                self.cp.add_implication(var, open_to) if open_to is not None else self.cp.add(var == 0)

    def _any(self, some: list[Var]) -> Var | None:
        """Whether one of some windows is taken."""
        if len(some) < 2:
            return some[0] if some else None
        var = self.cp.new_bool_var("")
        self.cp.add(sum(some) == var)
        return var

    def _limits(self) -> None:
        """What is taken of rooms and covers, and in how many teams people are at once."""
        taking: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for number in self.made:
            for limit, amount in self._layout.choices[number].takes:
                taking[limit].append((number, amount))
        for limit, some in taking.items():
            amounts = [amount for _number, amount in some]
            room = self._asked.room[limit]
            if sum(amounts) > room:
                self.cp.add(weighted([self.made[number] for number, _amount in some], amounts) <= room)

    def _pins(self) -> None:
        free = set(self._asked.teams)
        for pin in self._layout.pins:
            if not pin or self._layout.choices[pin[0]].team in free:
                self.cp.add_bool_or([self.made[number] for number in pin if number in self.made])

    def _value(self, var: Var, points: int) -> None:
        if points:
            self.terms.append((var, points))

    def _choices_valued(self) -> None:
        asked, weights = self._asked, self._layout.weights
        for number, var in self.made.items():
            points = weights.filled + self._layout.choices[number].points
            self._value(var, points * asked.scale - asked.prices.get(number, 0))

    def _open(self, empty: Sequence[Var], size: int) -> list[Var]:
        """The first open slot of a team costs once, the second twice, and so on; returns whether there is each."""
        weight = self._layout.weights.open_uneven * self._asked.scale
        steps = [self.cp.new_bool_var("") for _ in range(size)]
        self.cp.add(sum(empty) == sum(steps))
        for at, step in enumerate(steps):
            self._value(step, weight * (at + 1))
            self.uneven.append((step, self._layout.weights.open_uneven * (at + 1)))
        return steps

    def _nice(self, team: int) -> None:
        """The same for nice topics that are missing."""
        weight = self._layout.weights.missing_nice * self._asked.scale
        counted: list[tuple[Var, int]] = []
        most = 0
        for slot in self._layout.slots_of[team]:
            here = [(self.made[c], self._layout.choices[c].missing) for c in self._of_slot[slot]]
            counted += [(var, missing) for var, missing in here if missing]
            most += max((missing for _var, missing in here), default=0)
        if not weight or not most:
            return
        steps = [self.cp.new_bool_var("") for _ in range(most)]
        self.cp.add(weighted([var for var, _missing in counted], [missing for _var, missing in counted]) == sum(steps))
        for at, step in enumerate(steps):
            self._value(step, weight * (at + 1))

    def _even(self, team: int, steps: Sequence[Var]) -> None:
        """How far the team is from the usual seniority."""
        layout, weight = self._layout, self._layout.weights.uneven * self._asked.scale
        slots = [[(self.made[c], layout.choices[c].person) for c in self._of_slot[s]] for s in layout.slots_of[team]]
        most = sum(max((abs(layout.lift[person]) for _var, person in here), default=0) for here in slots)
        if not weight or not most:
            return
        away = self.cp.new_int_var(0, most, "")
        inside = [one for here in slots for one in here]
        above = weighted([var for var, _person in inside], [layout.lift[person] for _var, person in inside])
        self.cp.add(away >= above)
        self.cp.add(away >= -above)
        self._value(away, weight)
        # Seniority counts in whole levels, so that a team of a given number of people can seldom be at the usual one.
        levels = weighted([var for var, _person in inside], [layout.people[who].seniority for _var, who in inside])
        for count in range(layout.teams[team].least, len(slots) + 1):
            under, below = divmod(layout.level * count, TENTHS)
            exactly = [*steps[: len(slots) - count], *(step.negated() for step in steps[len(slots) - count :])]
            at_least = (TENTHS - 2 * below) * (levels - under) + below
            self.cp.add(away >= at_least).only_enforce_if(*exactly)

    def _known(self, inside: Mapping[int, list[Var]]) -> None:
        """Pairs of both sides that have met before."""
        weight = self._layout.weights.known_pairs * self._asked.scale
        if not weight:
            return
        for person, mine in inside.items():
            for other in sorted(self._layout.met[person]):
                if person < other and other in inside:
                    pair = self.cp.new_bool_var("")
                    self.cp.add(sum(mine) + sum(inside[other]) - pair <= 1)
                    self._value(pair, weight)


def weighted(some: Sequence[Var], factors: Sequence[int]) -> Var:
    """The sum of variables, each times its factor."""
    return cp_model.LinearExpr.weighted_sum(some, factors)
