"""People who must never meet, taken out of one group: by swaps within the round, else one of them stays alone."""

from ridealong.planning.groups.acquaintance import Acquaintance, pairs_among
from ridealong.planning.groups.fill import Groups

_SMALLEST = 2


def keep_apart(known: Acquaintance, groups: Groups) -> list[int]:
    """Change the groups of a round so that nobody sits with whom they must not meet; all are noted in `known`.

    Returns:
        Who is in no group any more, since none was found for them.
    """
    alone: list[int] = []
    for at in range(len(groups)):
        while (one := _in_the_way(known, groups[at])) is not None:
            if not _swapped(known, groups, at, one):
                _leave(known, groups[at], one)
                alone.append(one)
    for group in groups:
        if len(group) < _SMALLEST:
            alone += group
            group.clear()
    groups[:] = [group for group in groups if group]
    return [one for one in alone if not _placed(known, groups, one)]


def _in_the_way(known: Acquaintance, group: list[int]) -> int | None:
    """Whoever of a group is apart from most of it."""
    against = dict.fromkeys(group, 0)
    for one, other in pairs_among(group):
        if known.is_apart(one, other):
            against[one] += 1
            against[other] += 1
    worst = max(group, key=lambda one: against[one], default=None)
    return worst if worst is not None and against[worst] else None


def _fits(known: Acquaintance, one: int, group: list[int]) -> bool:
    return not any(known.is_apart(one, other) for other in group)


def _swapped(known: Acquaintance, groups: Groups, at: int, one: int) -> bool:
    """Let somebody exchange places with one of their side, where that settles it; the cheapest of all that do."""
    mine = [each for each in groups[at] if each != one]
    best: tuple[int, int, int] | None = None
    for there, group in enumerate(groups):
        for other in group if there != at else ():
            theirs = [each for each in group if each != other]
            same_side = known.people[other].side is known.people[one].side
            if same_side and _fits(known, one, theirs) and _fits(known, other, mine):
                cost = known.join(one, theirs) + known.join(other, mine) - known.joined(other, theirs)
                best = min(best, (cost, there, other)) if best else (cost, there, other)
    if best is None:
        return False
    _cost, there, other = best
    for place in (at, there):
        known.not_together(groups[place])
    groups[at][groups[at].index(one)] = other
    groups[there][groups[there].index(other)] = one
    for place in (at, there):
        known.together(groups[place])
    return True


def _leave(known: Acquaintance, group: list[int], one: int) -> None:
    known.not_together(group)
    group.remove(one)
    known.together(group)


def _placed(known: Acquaintance, groups: Groups, one: int) -> bool:
    """Put somebody into the smallest group in which they may sit."""
    found = [group for group in groups if _fits(known, one, group)]
    if not found:
        return False
    best = min(found, key=lambda group: (len(group), known.join(one, group), min(group)))
    known.not_together(best)
    best.append(one)
    known.together(best)
    return True
