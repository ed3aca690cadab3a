"""Which teams are formed afresh together, and from whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from random import Random

from ridealong.planning.teams.forming import Forming, fits
from ridealong.planning.teams.layout import Layout
from ridealong.planning.teams.prices import SCALE, Prices

ALL = 350
"""Up to so many choices are looked at all together."""
LIKELY = 3
"""How many of each home team are looked at for a slot, beyond that."""
LUCK = 60
"""How many points chance may add to what somebody is worth who is looked at."""


class Neighbourhoods:
    """Draws teams that stand in each other's way."""

    def __init__(self, layout: Layout, standing: Forming, prices: Prices, chance: Random) -> None:
        self._layout, self._standing, self._chance = layout, standing, chance
        self._worth = [one.points * SCALE - prices.of(layout, number) for number, one in enumerate(layout.choices)]

    def around(self, first: int, size: int) -> list[int]:
        """A team and others that take what it could use, the more the likelier."""
        layout, chance = self._layout, self._chance
        room = self._standing.without([first])
        filled = {layout.choices[number].slot for number in self._standing.chosen[first]}
        short: dict[int, float] = defaultdict(float)
        for slot in layout.slots_of[first]:
            open_ = 0.0 if slot in filled else 8.0
            for number in layout.of_slot[slot]:
                choice = layout.choices[number]
                for limit, amount in choice.takes:
                    if room[limit] < amount:
                        short[limit] += 1.0 + open_ + max(0, choice.points) / 50
        in_the_way: dict[int, float] = defaultdict(float)
        for team, chosen in enumerate(self._standing.chosen):
            if team != first:
                theirs = (limit for number in sorted(chosen) for limit, _amount in layout.choices[number].takes)
                taken = (short.get(limit, 0.0) for limit in theirs)
                in_the_way[team] = (0.1 + sum(taken)) * chance.random()
        return [first, *sorted(in_the_way, key=lambda team: (-in_the_way[team], team))[: size - 1]]

    def choices(self, teams: Sequence[int], room: Sequence[int]) -> list[int]:
        """What can be chosen from for some teams, given the room that the others leave: all, or the likely ones."""
        layout = self._layout
        slots = [slot for team in teams for slot in layout.slots_of[team]]
        found = [[c for c in layout.of_slot[slot] if fits(layout, (c,), room)] for slot in slots]
        if sum(map(len, found)) <= ALL:
            return [number for some in found for number in some]
        now = {number for team in teams for number in self._standing.chosen[team]}
        return [number for some in found for number in self._likely(some, now)]

    def _likely(self, some: Sequence[int], now: set[int]) -> list[int]:
        """Of each home team those who are worth most, with some chance; and whoever is there now."""
        layout, chance = self._layout, self._chance
        drawn = {number: self._worth[number] + chance.random() * LUCK * SCALE for number in some}
        order = sorted(some, key=lambda number: (number not in now, -drawn[number], number))
        taken: dict[str, int] = defaultdict(int)
        kept = []
        for number in order:
            home = layout.people[layout.choices[number].person].home
            if number in now or taken[home] < LIKELY:
                taken[home] += 1
                kept.append(number)
        return kept
