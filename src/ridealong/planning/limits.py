"""What rest and visit limits leave to hosts: which rounds are open to a visit, and how many visits still fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.problem import Host
    from ridealong.planning.season import Season


@dataclass(frozen=True, slots=True)
class Window:
    """Hosts whose visits are counted over equally many rounds, and every stretch of the plan that a window covers.

    A host may be in several, by what it was promised for visits from elsewhere.

    `hosts` (N,) are rows of the grid; stretch w runs from round `first[w]` to `last[w]`, `holds` (W, R) says so round
    by round, and `most` (N, W) is how many visits of this plan it may hold: the limit less the visits from elsewhere.
    `row_of` (H,) is the row of each host of the grid among `hosts`, or -1 where it is not among them.
    """

    hosts: Ints
    row_of: Ints
    first: Ints
    last: Ints
    holds: Bools
    most: Ints


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of all hosts: `rest` (H,), `resting` (H, R) where a visit from elsewhere is too close, and windows."""

    rest: Ints
    resting: Bools
    windows: tuple[Window, ...]


FREE = 1 << 30
"""More visits than any host has: for stretches in which nothing limits them."""

# How many visits a window may hold, and the round that it holds where that is so; None for all windows.
Cap = tuple[int, "int | None"]


def build_limits(hosts: Sequence[Host], rounds: int) -> Limits:
    """The limits of these hosts over a plan of so many rounds."""
    resting = np.zeros((len(hosts), rounds), dtype=np.bool_)
    groups: dict[int, dict[int, list[Cap]]] = {}
    for index, host in enumerate(hosts):
        for visit in host.visits if host.rest else ():
            # In the round of a visit from elsewhere itself, a guest may join it.
            resting[index, max(0, visit - host.rest) : max(0, visit)] = True
            resting[index, max(0, visit + 1) : max(0, visit + host.rest + 1)] = True
        if host.max_visits is not None:
            groups.setdefault(host.window or rounds, {})[index] = [(host.max_visits, None)]
        for one in host.promises:
            groups.setdefault(one.window, {}).setdefault(index, []).append((one.visits, one.round))
    windows = tuple(_window(hosts, members, length, rounds) for length, members in sorted(groups.items()))
    rest = np.array([min(host.rest, rounds) for host in hosts], dtype=np.int64)
    return Limits(rest, resting, windows)


def _window(hosts: Sequence[Host], members: Mapping[int, Sequence[Cap]], length: int, rounds: int) -> Window:
    stretches = _stretches(length, rounds)
    most = np.empty((len(members), len(stretches)), dtype=np.int64)
    known: dict[tuple[tuple[Cap, ...], tuple[int, ...]], list[int]] = {}
    for row, (member, caps) in enumerate(members.items()):
        key = tuple(caps), hosts[member].visits
        if key not in known:
            known[key] = [min(_room(cap, key[1], ends, length) for cap in caps) for _, _, ends in stretches]
        most[row] = known[key]
    first, last = (np.array([stretch[side] for stretch in stretches], dtype=np.int64) for side in (0, 1))
    where = np.arange(rounds)
    holds = (first[:, None] <= where) & (where <= last[:, None])
    rows = np.array(list(members), dtype=np.int64)
    row_of = np.full(len(hosts), -1, dtype=np.int64)
    row_of[rows] = np.arange(len(rows))
    return Window(rows, row_of, first, last, holds, most)


def _stretches(length: int, rounds: int) -> list[tuple[int, int, range]]:
    """What windows of `length` rounds cover of the plan: its first and last round, and where such windows end."""
    final = rounds - 1
    if length < rounds:
        ends = range(rounds + length - 1)
        return [(max(0, end - length + 1), min(final, end), range(end, end + 1)) for end in ends]
    openings = [(0, end, range(end, end + 1)) for end in range(final)]
    closings = [(start, final, range(start + length - 1, start + length)) for start in range(1, rounds)]
    return [*openings, (0, final, range(final, length)), *closings]


def _room(cap: Cap, visits: Iterable[int], ends: range, length: int) -> int:
    """How many visits of the plan a limit leaves to every window of `length` rounds that ends in one of `ends`."""
    limit, within = cap
    if within is not None:
        ends = range(max(ends.start, within), min(ends.stop, within + length))
    return max(0, limit - _elsewhere(visits, ends, length)) if ends else FREE


def _elsewhere(visits: Iterable[int], ends: range, length: int) -> int:
    """The most visits from elsewhere in a window that ends in one of `ends`; one of them ends such a window."""
    return max(
        sum(end - length < visit <= end for visit in visits)
        for end in {ends[0], *(visit for visit in visits if visit in ends)}
    )


def rested(season: Season, hosts: Ints, rounds: Ints, without: int | None = None) -> Bools:
    """(n, r) rounds in which rest lets each of `hosts` have a one-round visit, as if one in `without` did not exist.

    Guests who come in the same round share it; a stay shares its rounds only with equal stays.
    """
    limits, last = season.grid.limits, season.grid.rounds
    used = season.used[hosts]
    busy = used > 0
    if without is not None:
        busy[:, without] = used[:, without] > 1
    rest = limits.rest[hosts][:, None]
    before = np.zeros((len(hosts), last + 1), dtype=np.int64)
    busy.cumsum(axis=1, out=before[:, 1:])
    row = np.arange(len(hosts))[:, None]
    near = before[row, np.minimum(last, rounds + rest + 1)] - before[row, np.maximum(0, rounds - rest)]
    alone = near - busy[:, rounds] == 0
    staying = used[:, rounds] > season.brief[hosts[:, None], rounds]
    open_: Bools = (rest == 0) | (alone & ~staying & ~limits.resting[hosts[:, None], rounds])
    return open_


def left_in(season: Season, window: Window, rows: Ints | slice = slice(None)) -> Ints:
    """(n, W) visits that still fit into each stretch of a window, for some of its rows; below 0 where too many are."""
    began = season.began[window.hosts[rows]]
    before = np.zeros((len(began), began.shape[1] + 1), dtype=np.int64)
    np.cumsum(began, axis=1, out=before[:, 1:])
    left: Ints = window.most[rows] - (before[:, window.last + 1] - before[:, window.first])
    return left


def full(season: Season, hosts: Ints, without: int) -> Bools:
    """(n, R) rounds in which each of `hosts` has had all visits allowed, as if one in `without` did not exist."""
    found = np.zeros((len(hosts), season.grid.rounds), dtype=np.bool_)
    for window in season.grid.limits.windows:
        rows = np.flatnonzero(window.row_of[hosts] >= 0)
        used_up = left_in(season, window, window.row_of[hosts[rows]]) + window.holds[:, without] <= 0
        found[rows] |= used_up.astype(np.float32) @ window.holds.astype(np.float32) > 0
    return found


def visits_left(season: Season, host: int, round_: int) -> int | None:
    """How many more visits of a host may begin in a round, or None without a limit."""
    found = None
    for window in season.grid.limits.windows:
        if window.row_of[host] >= 0:
            left = left_in(season, window, window.row_of[host : host + 1])[0]
            least = max(0, int(left[window.holds[:, round_]].min()))
            found = least if found is None else min(found, least)
    return found
