"""Meetings that come sooner after the last one of the same two people than wished for, counted in missing rounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ridealong.planning.grid import Ints
    from ridealong.planning.problem import Problem
    from ridealong.planning.season import Season

LONG_AGO = -(2**40)
"""The round of a last meeting where there was none: so early that nothing is missing."""


@dataclass(frozen=True, slots=True)
class LastMet:
    """The last meetings before the plan: `codes` (N,) are guest x hosts + host, sorted, `rounds` (N,) when."""

    codes: Ints
    rounds: Ints

    def of(self, codes: Ints) -> Ints:
        """When each of these pairs last met before the plan; `LONG_AGO` where nothing is known."""
        if not len(self.codes):
            return np.full(len(codes), LONG_AGO, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        found: Ints = np.where(self.codes[at] == codes, self.rounds[at], LONG_AGO)
        return found


def last_met(problem: Problem, guest_at: Mapping[str, int], host_at: Mapping[str, int]) -> LastMet:
    """The last meetings of a valid problem, people by row."""
    found = sorted(
        (guest_at[met.guest] * len(host_at) + host_at[met.host], met.last)
        for met in problem.met
        if met.last is not None
    )
    codes, rounds = (np.array([row[side] for row in found], dtype=np.int64) for side in (0, 1))
    return LastMet(codes, rounds)


def missing(season: Season) -> int:
    """Rounds that are missing over the whole season between meetings of the same people; 0 without a wish."""
    wish = season.grid.problem.wish_gap
    if not wish:
        return 0
    guests, rounds = np.nonzero(season.host_of >= 0)
    return _missing(season, wish, guests, season.host_of[guests, rounds].astype(np.int64), rounds)


def missing_of(season: Season, guest: int, host: int) -> int:
    """The missing rounds between the meetings of two people."""
    wish = season.grid.problem.wish_gap
    rounds = np.flatnonzero(season.host_of[guest] == host)
    if not wish or not len(rounds):
        return 0
    return _missing(season, wish, np.full(len(rounds), guest), np.full(len(rounds), host), rounds)


def _missing(season: Season, wish: int, guests: Ints, hosts: Ints, rounds: Ints) -> int:
    grid = season.grid
    codes = guests * len(grid.hosts) + hosts
    order = np.lexsort((rounds, codes))
    codes, rounds, stay = codes[order], rounds[order], grid.stay[guests[order]]
    first = np.r_[True, codes[1:] != codes[:-1]]
    index = np.arange(len(codes))
    group = np.maximum.accumulate(np.where(first, index, 0))
    # Stays with one host never overlap, so every stay-th round of a pair starts one.
    starts = (index - group) % stay == 0
    codes, rounds, stay, first = codes[starts], rounds[starts], stay[starts], first[starts]
    ended = np.r_[LONG_AGO, (rounds + stay - 1)[:-1]]
    ended[first] = grid.last_met.of(codes[first])
    return int(np.maximum(0, wish - (rounds - ended - 1)).sum())


def added(season: Season, round_: int) -> tuple[Ints, Ints, Ints]:
    """Guests, hosts and how many more rounds would be missing if each pair met in this round for one round.

    Only pairs with a meeting near enough are listed, each once; for all others nothing would be missing.
    """
    grid, wish = season.grid, season.grid.problem.wish_gap
    nothing = np.zeros(0, dtype=np.int64)
    if not wish:
        return nothing, nothing, nothing
    hosts = len(grid.hosts)
    near = grid.last_met.rounds >= round_ - wish
    before = dict(zip(grid.last_met.codes[near].tolist(), grid.last_met.rounds[near].tolist(), strict=True))
    after: dict[int, int] = {}
    for other in range(max(0, round_ - wish), min(grid.rounds, round_ + wish + 1)):
        with_whom = season.host_of[:, other]
        guests = np.flatnonzero(with_whom >= 0)
        for code in (guests * hosts + with_whom[guests]).tolist():
            if other < round_:
                before[code] = other
            elif other > round_:
                after.setdefault(code, other)
    codes = sorted(before.keys() | after.keys())
    more = [_more(wish, before.get(code, LONG_AGO), round_, after.get(code)) for code in codes]
    pairs = np.array(codes, dtype=np.int64)
    return pairs // hosts, pairs % hosts, np.array(more, dtype=np.int64)


def _more(wish: int, before: int, here: int, after: int | None) -> int:
    def lack(one: int, other: int) -> int:
        return max(0, wish - (other - one - 1))

    if after is None:
        return lack(before, here)
    return lack(before, here) + lack(here, after) - lack(before, after)
