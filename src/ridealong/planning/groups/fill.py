"""The first groups of a round, filled seat by seat with whoever costs least."""

from random import Random

from ridealong.domain.people import Side
from ridealong.planning.groups.acquaintance import Acquaintance
from ridealong.planning.groups.sizes import group_sizes, seats_by_side, seats_of_groups

_LOOKED_AT = 60
"""How many of those who wait are looked at for a seat, before the best of them gets it."""

Groups = list[list[int]]


def fill_round(known: Acquaintance, present: list[int], size: int, chance: Random) -> Groups:
    """Groups of all who are there in a round; who sits where is up to chance among equals.

    Args:
        present: the numbers of who is there, in order.
    """
    waiting = {side: [one for one in present if known.people[one].side is side] for side in Side}
    it, marketing = len(waiting[Side.IT]), len(waiting[Side.MARKETING])
    sizes = group_sizes(size, it, marketing)
    for some in waiting.values():
        chance.shuffle(some)
    groups: Groups = [[] for _ in sizes]
    seats = [seats_by_side(one) for one in seats_of_groups(sizes, it, marketing)]
    # Row by row, so that no group is left with whoever nobody else wanted.
    for row in range(max(sizes, default=0)):
        for group, free in zip(groups, seats, strict=True):
            side = _next_side(free, row)
            if side is not None:
                free[side] -= 1
                group.append(_take_best(known, waiting[side], group))
    return groups


def _next_side(free: dict[Side, int], row: int) -> Side | None:
    """The side of the next seat: in turns, as long as both have some."""
    order = (Side.IT, Side.MARKETING) if row % 2 == 0 else (Side.MARKETING, Side.IT)
    return next((side for side in order if free[side]), None)


def _take_best(known: Acquaintance, waiting: list[int], group: list[int]) -> int:
    best, least = len(waiting) - 1, None
    # From the end, which is the quickest place of a list to take from.
    for index in range(len(waiting) - 1, max(-1, len(waiting) - 1 - _LOOKED_AT), -1):
        cost = known.join(waiting[index], group)
        if least is None or cost < least:
            best, least = index, cost
            if not cost:
                break
    waiting[best], waiting[-1] = waiting[-1], waiting[best]
    return waiting.pop()
