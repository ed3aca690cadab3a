"""Evening out the rounds of a small plan whose visits stand in each other's way: all of them look for rounds anew.

Cover at home and the rest of hosts may let no single visit move, nor a few one after the other, although the same
visits fit into more even rounds. In a plan of few visits that is found by placing them one by one, with steps back.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from heapq import heapify, heappop, heapreplace
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.season import NOBODY
from ridealong.planning.soon import missing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.season import Season
    from ridealong.planning.stopper import Stopper

MOST_VISITS = 48
"""Visits up to which all of them are placed anew."""
LOOKS = 6_000
"""Places that are looked at: about a fifth of a second."""

# guest, host, round
Visit = tuple[int, int, int]


def even_out(season: Season, held: Bools, stopper: Stopper) -> bool:
    """Place the visits of a small legal season anew where that makes its rounds more even; whether it did.

    Who is with whom stays, and so does the value; no host has more guests at once than before. What is not found
    within `LOOKS` leaves the season as it is.

    Args:
        held: (G, R) cells that must not move.
    """
    size = _sizes(season)
    if int(size.max()) - int(size.min()) < 2 or season.grid.caps.trios or bool((season.grid.stay > 1).any()):
        return False
    guests, rounds = np.nonzero((season.host_of != NOBODY) & ~held & ~season.locked)
    if not 0 < len(guests) <= MOST_VISITS:
        return False
    visits = [
        (guest, int(season.host_of[guest, round_]), round_)
        for guest, round_ in zip(guests.tolist(), rounds.tolist(), strict=True)
    ]
    sooner, together = missing(season), season.used.max(axis=1)
    for guest, _host, round_ in visits:
        season.clear(guest, round_)
    choices = {one: _choices(season, one) for one in visits}
    full = _sizes(season) + np.sum(list(choices.values()), axis=0)
    search = _Search(season, sooner, together, full, int((size**2).sum()), stopper)
    search.look(_in_order(visits, choices), [])
    for guest, host, round_ in search.best or visits:
        season.place(guest, host, round_)
    return bool(search.best)


@dataclass(slots=True)
class _Search:
    """A search for more even rounds.

    Args:
        sooner: the rounds that were missing between meetings of the same people. most: (H,) guests at once.
        full: (R,) how large each round can be: as large as it is where it is closed to all who are to be placed.
        squares: the sum of squares of the best sizes of rounds. best: the visits in those rounds; empty for none yet.
    """

    season: Season
    sooner: int
    most: Ints
    full: Ints
    squares: int
    stopper: Stopper
    left: int = LOOKS
    best: tuple[Visit, ...] = ()

    def look(self, visits: Sequence[Visit], placed: list[Visit]) -> None:
        """Place the rest of the visits in all ways that could be better than the best so far; leaves none of them."""
        season, size = self.season, _sizes(self.season)
        if _least(size, self.full, len(visits)) >= self.squares:
            return
        if not visits:
            if missing(season) <= self.sooner:
                self.squares, self.best = int((size**2).sum()), tuple(placed)
            return
        guest, host, _was = visits[0]
        for round_ in np.argsort(size, kind="stable").tolist():
            self.left -= 1
            if self.left < 0 or self.stopper.due():
                return
            if season.used[host, round_] < self.most[host] and season.fits(guest, host, round_):
                season.place(guest, host, round_)
                self.look(visits[1:], [*placed, (guest, host, round_)])
                season.clear(guest, round_)


def _sizes(season: Season) -> Ints:
    size: Ints = (season.host_of != NOBODY).sum(axis=0).astype(np.int64)
    return size


def _choices(season: Season, visit: Visit) -> Bools:
    """(R,) the rounds into which a visit fits as the season is."""
    guest, host, _round = visit
    return np.array([season.fits(guest, host, each) for each in range(season.grid.rounds)], dtype=np.bool_)


def _least(size: Ints, full: Ints, more: int) -> int:
    """The least sum of squares that rounds of some sizes can have with so many more visits, none above `full`."""
    total = int((size**2).sum())
    room = [(now, most - now) for now, most in zip(size.tolist(), full.tolist(), strict=True) if most > now]
    heapify(room)
    for _ in range(more if room else 0):
        now, left = room[0]
        total += 2 * now + 1
        if left > 1:
            heapreplace(room, (now + 1, left - 1))
        else:
            heappop(room)
            if not room:
                break
    return total


def _in_order(visits: Sequence[Visit], choices: Mapping[Visit, Bools]) -> list[Visit]:
    """The visits with the fewest rounds to choose from first, and of these those of the busiest hosts."""
    hosted = Counter(host for _guest, host, _round in visits)
    return sorted(visits, key=lambda one: (int(choices[one].sum()), -hosted[one[1]], one[1], one[0], one[2]))
