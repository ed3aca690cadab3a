"""Evening out the rounds of a finished plan by moving visits to other rounds, at the same value.

Moving a one-round visit changes when two people meet and nothing else: who meets whom how often, and so the turns of
guests, the load of hosts, first contacts of teams and points of fit, stays the same. Repeats cost by their number: the
k-th meeting of a pair costs the same in whatever round it is. So no term of the value depends on the round, and all
plans on the way are worth the same. The wish for rounds between two meetings is the one exception: a move that would
bring two people together sooner than before is not made.

What is made small is a sum of squares, first over the sizes of the rounds, then over home teams (of guests and of
hosts) in each round: among numbers with the same sum, the more even ones have the smaller sum of squares
(G. Hardy, J. Littlewood, G. Polya: Inequalities, 1934, theorem 108).
"""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.level_small import even_out
from ridealong.planning.shifts import STEP, Shifts
from ridealong.planning.stopper import Stopper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.pins import Wish
    from ridealong.planning.season import Season

PASSES = 6
"""Times that all pairs of rounds are gone through to spread teams; later passes rarely find anything."""
CHOICES = 48
"""Visits of either round that are looked at for an exchange, the best first."""
TRIES = 4
"""Exchanges between two rounds that are tried before the next two have their turn."""
NEVER = 2**40

Options = tuple["Ints", "Bools"]
# guest, from round, to round
Move = tuple[int, int, int]


def level_plan(season: Season, wishes: Iterable[Wish]) -> None:
    """Make the rounds of a plan as even as moves can; a pin that names a round keeps its guest there.

    A plan that was stopped is evened out, too: the work is bounded, and what is kept should be fit for use.
    """
    held = season.locked.copy()
    for wish in wishes:
        if wish.round is not None:
            held[wish.guest, wish.round] = True
    level(season, held, Stopper())


def level(season: Season, held: Bools, stopper: Stopper) -> None:
    """Make the rounds of a legal season as even as moves can, in place; `held` (G, R) are cells that must not move.

    The value stays what it is, and every rule that held still holds. The order of moves depends on nothing but the
    season, so the same plan is levelled in the same way each time.
    """
    shifts = Shifts(season, held)
    while _shed_all(shifts, stopper) or _chain(shifts, stopper):
        pass
    if even_out(season, shifts.held, stopper):
        shifts = Shifts(season, held)
    for _ in range(PASSES):
        if not _spread_all(shifts, stopper):
            break


def _over(shifts: Shifts, stopper: Stopper) -> bool:
    return shifts.work <= 0 or stopper.due()


def _shed_all(shifts: Shifts, stopper: Stopper) -> bool:
    """Move single visits from fuller to emptier rounds, the fullest round first; whether any was moved."""
    moved = False
    for start in np.argsort(-shifts.size, kind="stable").tolist():
        if _over(shifts, stopper):
            return False
        if shifts.size[start] - shifts.size.min() >= 2:
            guests, to = shifts.options(start)
            while len(guests) and _shed(shifts, start, guests, to):
                moved = True
    return moved


def _shed(shifts: Shifts, start: int, guests: Ints, to: Bools) -> bool:
    """Move one visit to the emptiest round that takes one; crosses out in `to` what is no longer possible."""
    for end in np.argsort(shifts.size, kind="stable").tolist():
        if shifts.size[start] - shifts.size[end] < 2:
            return False
        while to[:, end].any():
            row = int(np.where(to[:, end], shifts.cost(guests, start, end), NEVER).argmin())
            if shifts.move(int(guests[row]), start, end):
                to[row] = False
                return True
            to[row, end] = False
    return False


def _chain(shifts: Shifts, stopper: Stopper) -> bool:
    """Move one visit each along a shortest way from a full round to one with two fewer; whether it was done."""
    rounds = range(len(shifts.size))
    if shifts.size.max() - shifts.size.min() < 2 or _over(shifts, stopper):
        return False
    edges = np.stack([shifts.options(round_)[1].any(axis=0) for round_ in rounds])
    for start in np.argsort(-shifts.size, kind="stable").tolist():
        way = _way(edges, shifts.size, start)
        while way and not _over(shifts, stopper):
            broken = _follow(shifts, way)
            if broken is None:
                return True
            edges[broken] = False
            way = _way(edges, shifts.size, start)
    return False


def _way(edges: Bools, size: Ints, start: int) -> list[int]:
    """The shortest way over `edges` from a round to one with at least two visits fewer, or nothing."""
    came = {start: start}
    queue = [start]
    for here in queue:
        if size[start] - size[here] >= 2:
            way = [here]
            while way[0] != start:
                way.insert(0, came[way[0]])
            return way
        for end in np.flatnonzero(edges[here]).tolist():
            if end not in came:
                came[end] = here
                queue.append(end)
    return []


def _follow(shifts: Shifts, way: list[int]) -> tuple[int, int] | None:
    """Make the moves of a way, last one first, or none of them; the step that could not be made, if any."""
    done: list[Move] = []
    for start, end in reversed(list(pairwise(way))):
        guests, to = shifts.options(start)
        open_ = guests[to[:, end]]
        order = np.argsort(shifts.cost(open_, start, end), kind="stable")
        moved = next((guest for guest in open_[order].tolist() if shifts.move(guest, start, end)), None)
        if moved is None:
            for move in reversed(done):
                shifts.back(*move)
            return start, end
        done.append((moved, start, end))
    return None


def _spread_all(shifts: Shifts, stopper: Stopper) -> bool:
    """Spread home teams by exchanges between pairs of rounds, sizes as even as before; whether any was made."""
    options = [shifts.options(round_) for round_ in range(len(shifts.size))]
    changed = False
    for one, other in combinations(range(len(options)), 2):
        if not (len(options[one][0]) and len(options[other][0])):
            continue
        while not _over(shifts, stopper) and _spread(shifts, options, one, other):
            changed = True
    return changed and not _over(shifts, stopper)


def _spread(shifts: Shifts, options: list[Options], one: int, other: int) -> bool:
    """Make one move or exchange between two rounds that spreads teams and keeps sizes even; whether there was any."""
    shifts.work -= STEP // 4
    fuller, emptier = (one, other) if shifts.size[one] > shifts.size[other] else (other, one)
    guests, costs = _best(shifts, options[fuller], fuller, emptier)
    # One visit more here and one fewer there: as even as before.
    if shifts.size[fuller] - shifts.size[emptier] == 1:
        for guest in guests[costs < 0][:TRIES].tolist():
            if shifts.move(guest, fuller, emptier):
                return True
    others, prices = _best(shifts, options[emptier], emptier, fuller)
    if not (len(guests) and len(others)):
        return False
    together = costs[:, None] + prices[None, :] - _overlap(shifts, (guests, fuller), (others, emptier))
    for place in np.argsort(together, axis=None, kind="stable")[:TRIES].tolist():
        row, column = divmod(place, len(others))
        if together[row, column] >= 0:
            return False
        if _exchange(shifts, (int(guests[row]), fuller, emptier), (int(others[column]), emptier, fuller)):
            return True
    return False


def _best(shifts: Shifts, options: Options, start: int, end: int) -> tuple[Ints, Ints]:
    """Guests whose visits may move from one round to another, and what that costs: the cheapest few, in order."""
    guests, to = options
    guests = guests[to[:, end] & shifts.there(guests, start)]
    costs = shifts.cost(guests, start, end)
    order = np.argsort(costs, kind="stable")[:CHOICES]
    return guests[order], costs[order]


def _overlap(shifts: Shifts, here: tuple[Ints, int], there: tuple[Ints, int]) -> Ints:
    """(n, m) what two moves that cross cost less together than one by one: for a team in both, nothing changes."""
    hosts, others = (shifts.host_team[shifts.season.host_of[guests, round_]] for guests, round_ in (here, there))
    teams = shifts.guest_team[here[0]][:, None] == shifts.guest_team[there[0]]
    overlap: Ints = 4 * (teams.astype(np.int64) + (hosts[:, None] == others))
    return overlap


def _exchange(shifts: Shifts, one: Move, other: Move) -> bool:
    """Make both moves, in the order in which rules allow them, or neither."""
    for first, second in ((one, other), (other, one)):
        if shifts.move(*first):
            if shifts.move(*second):
                return True
            shifts.back(*first)
    return False
