"""Groups made better: two people of one side exchange their groups of a round, again and again.

This is the local search for the social golfer problem of Dotu and Van Hentenryck (2005): swaps within a round, best
first, with a tabu list so that the last ones are not taken back at once. It proves nothing, and keeps the best it saw.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from ridealong.domain.people import Side
from ridealong.planning.groups.acquaintance import AGAIN, Acquaintance, pairs_among
from ridealong.planning.groups.fill import Groups

LOOKS = 300_000
"""How many swaps are looked at in all."""
_AT_ONCE = 100
"""How many swaps are looked at before the best of them is made."""
_TABU = 8
"""For how many moves somebody who was swapped in a round stays there."""
_IN_VAIN = 500
"""How many looks for each place in a group may in a row find nothing better, before it is enough."""
_TOLD_EVERY = 5_000

Told = Callable[[float], None]
Place = tuple[int, int]
"""A round, and a group of it."""


@dataclass(frozen=True, slots=True)
class _Swap:
    """Two people who exchange their groups of a round, and by how much that changes the cost."""

    round: int
    one: int
    other: int
    more: int


class Swaps:
    """The groups of all rounds while they are made better.

    Args:
        rounds: the groups of each round, which are already noted in `known`; they change.
        looks: how many swaps are looked at at most.
    """

    def __init__(self, known: Acquaintance, rounds: list[Groups], chance: Random, looks: int = LOOKS) -> None:
        self._known, self._chance, self._looks = known, chance, looks
        self._rounds = rounds
        self._where = [{one: at for at, group in enumerate(groups) for one in group} for groups in rounds]
        self._of_side = [_by_side(known, groups) for groups in rounds]
        self._costs = {
            (number, at): self._group_cost(group)
            for number, groups in enumerate(rounds)
            for at, group in enumerate(groups)
        }
        self._cost = _cost(known, rounds)
        self._since_best: list[_Swap] = []
        self._move = 0
        self._tabu: dict[tuple[int, int], int] = {}

    def run(self, enough: int, told: Told | None = None, cancelled: Callable[[], bool] | None = None) -> bool:
        """Make swaps until the cost is no more than enough, or too many were looked at.

        Returns:
            Whether it was cut short; the groups are the best that were seen either way.
        """
        best, looked, found, heard = self._cost, 0, 0, -_TOLD_EVERY
        cut = False
        patience = _IN_VAIN * sum(map(len, self._where)) if any(len(groups) > 1 for groups in self._rounds) else 0
        while best > enough and looked < self._looks and looked - found < patience:
            if looked - heard >= _TOLD_EVERY:
                heard = looked
                if told:
                    told(looked / self._looks)
                if cancelled and cancelled():
                    cut = True
                    break
            self._move += 1
            swap, seen = self._best_swap(best)
            looked += max(1, seen)
            if swap is not None:
                self._make(swap)
                self._since_best.append(swap)
                if self._cost < best:
                    best, found = self._cost, looked
                    self._since_best.clear()
        while self._since_best:
            last = self._since_best.pop()
            self._make(_Swap(last.round, last.one, last.other, -last.more))
        return cut

    def _best_swap(self, best: int) -> tuple[_Swap | None, int]:
        """The best of some swaps that take somebody out of a group that costs something, and how many those were."""
        number, at = self._place()
        one = self._who_costs(self._rounds[number][at])
        side = self._known.people[one].side
        others = self._of_side[number][side]
        some = others if len(others) <= _AT_ONCE else self._chance.sample(others, _AT_ONCE)
        found: _Swap | None = None
        # Alike ones are chosen among by chance, or the search would go round in circles.
        begin = self._chance.randrange(len(some))
        for other in (*some[begin:], *some[:begin]):
            if self._where[number][other] == self._where[number][one]:
                continue
            more = self._more(number, one, other)
            tabu = self._is_tabu(number, one) or self._is_tabu(number, other)
            if (found is None or more < found.more) and (not tabu or self._cost + more < best):
                found = _Swap(number, one, other, more)
        return found, len(some)

    def _is_tabu(self, number: int, one: int) -> bool:
        return self._tabu.get((number, one), 0) > self._move

    def _place(self) -> Place:
        """A group that costs something, of those with a repeat if there are any."""
        while True:
            again = [place for place, cost in self._costs.items() if cost >= AGAIN]
            place = self._chance.choice(again or [place for place, cost in self._costs.items() if cost])
            # Of two groups in which a pair meets, a swap in one makes the other one better too.
            before, now = self._costs[place], self._group_cost(self._rounds[place[0]][place[1]])
            self._costs[place] = now
            if now == before or now >= AGAIN:
                return place

    def _who_costs(self, group: list[int]) -> int:
        costs = [self._known.joined(one, [other for other in group if other != one]) for one in group]
        most = max(costs)
        worth = [one for one, cost in zip(group, costs, strict=True) if cost >= min(most, AGAIN)]
        return self._chance.choice(worth)

    def _more(self, number: int, one: int, other: int) -> int:
        """By how much the cost rises if two exchange their groups."""
        groups, where = self._rounds[number], self._where[number]
        mine = [each for each in groups[where[one]] if each != one]
        theirs = [each for each in groups[where[other]] if each != other]
        known = self._known
        gains = known.joined(one, mine) + known.joined(other, theirs)
        return known.join(other, mine) + known.join(one, theirs) - gains

    def _make(self, swap: _Swap) -> None:
        groups, where = self._rounds[swap.round], self._where[swap.round]
        at, there = where[swap.one], where[swap.other]
        for place in (at, there):
            self._known.not_together(groups[place])
        groups[at][groups[at].index(swap.one)] = swap.other
        groups[there][groups[there].index(swap.other)] = swap.one
        where[swap.one], where[swap.other] = there, at
        for place in (at, there):
            self._known.together(groups[place])
        self._cost += swap.more
        for place in (at, there):
            self._costs[swap.round, place] = self._group_cost(groups[place])
        self._tabu[swap.round, swap.one] = self._tabu[swap.round, swap.other] = self._move + _TABU

    def _group_cost(self, group: list[int]) -> int:
        return sum(self._known.joined(one, [other]) for one, other in pairs_among(group))


def _cost(known: Acquaintance, rounds: list[Groups]) -> int:
    """What all groups cost: a pair that meets for the third time costs more than one that does for the second."""
    times = Counter(tuple(sorted(pair)) for groups in rounds for group in groups for pair in pairs_among(group))
    cost = 0
    for (one, other), here in times.items():
        last = known.joined(one, [other])
        cost += here * last - AGAIN * (here * (here - 1) // 2)
    return cost


def _by_side(known: Acquaintance, groups: Groups) -> dict[Side, list[int]]:
    found: dict[Side, list[int]] = {side: [] for side in Side}
    for one in sorted(each for group in groups for each in group):
        found[known.people[one].side].append(one)
    return found
