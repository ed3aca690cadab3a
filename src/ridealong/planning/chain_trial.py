"""Moves tried out on a season and taken back, with what they change in value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning import soon
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.planning.season import Season

Place = tuple[int, int]
"""A round and a host."""


class Trial:
    """One-round visits that are cleared and placed in a season, until `undo`."""

    def __init__(self, season: Season) -> None:
        self.season = season
        self._done: list[tuple[int, int, int, bool]] = []

    def clear(self, guest: int, round_: int) -> None:
        """Take a visit back."""
        self._done.append((guest, round_, self.season.clear(guest, round_), False))

    def place(self, guest: int, host: int, round_: int) -> bool:
        """Place a visit, unless a rule forbids it."""
        fits = self.season.fits(guest, host, round_)
        if fits:
            self.season.place(guest, host, round_)
            self._done.append((guest, round_, host, True))
        return fits

    def put_back(self, guest: int, host: int, round_: int) -> None:
        """Place a visit where it was just cleared; no rule is checked."""
        self.season.place(guest, host, round_)
        self._done.append((guest, round_, host, True))

    def placed(self) -> list[tuple[int, int]]:
        """The guest and the round of every visit placed so far."""
        return [(guest, round_) for guest, round_, _, placed in self._done if placed]

    def undo(self) -> None:
        """Take everything back."""
        for guest, round_, host, placed in reversed(self._done):
            if placed:
                self.season.clear(guest, round_)
            else:
                self.season.place(guest, host, round_)
        self._done = []

    def gain(self) -> int:
        """What the moves add to the value; they are taken back, and the season is as it was before."""
        guests = sorted({guest for guest, *_ in self._done})
        after = _worth(self.season, guests)
        self.undo()
        return after - _worth(self.season, guests)

    def changes(
        self, first: int, more: Sequence[tuple[int, int, int, bool]] = ()
    ) -> list[tuple[int, list[Place], list[Place]]]:
        """Whose visits differ, `first` before the others in order of their moves: the guest, what is gone and got.

        `more` are moves that come on top: guest, round, host, and whether the visit is placed or cleared.
        """
        cells: dict[int, dict[Place, int]] = {first: {}}
        for guest, round_, host, placed in (*self._done, *more):
            mine = cells.setdefault(guest, {})
            mine[round_, host] = mine.get((round_, host), 0) + (1 if placed else -1)
        return [
            (
                guest,
                sorted(place for place, net in mine.items() if net < 0),
                sorted(place for place, net in mine.items() if net > 0),
            )
            for guest, mine in cells.items()
        ]


def _worth(season: Season, guests: Sequence[int]) -> int:
    """The part of `Season.value` that changes when only these guests move."""
    weights = season.grid.problem.weights
    return sum(int(getattr(weights, name)) * count for name, count in terms_among(season, guests).items())


def terms_among(season: Season, guests: Sequence[int]) -> dict[str, int]:
    """The part of each of `Season.terms` that changes when only these guests move."""
    grid = season.grid
    rows = np.array(guests, dtype=np.int64)
    host_of = season.host_of[rows]
    who, when = np.nonzero(host_of != NOBODY)
    # Whoever meets is in the plan: far quicker to look up there than among all hosts.
    width = len(grid.hosts)
    i, j = np.divmod(np.unique(rows[who] * width + host_of[who, when]), width)
    times = season.pair[i, j].astype(np.int64)
    over = np.maximum(0, season.load - grid.share)
    return {
        "placed": len(who),
        "turns_squared": int(((grid.turns[rows] + season.turns[rows]) ** 2).sum()),
        "met_before": int((times * grid.met[i, j] + times * (times - 1) // 2).sum()),
        "over_share": int((over * (over + 1) // 2).sum()),
        "new_teams": int(((season.team[rows] > 0) & ~grid.known[rows]).sum()),
        "fit": int(grid.fit[rows[who], host_of[who, when]].sum(dtype=np.int64)),
        # Wishes for time in between tie the rounds of all together.
        "too_soon": soon.missing(season),
    }
