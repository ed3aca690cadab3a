"""What rest and visit limits leave to hosts: which rounds are open to a visit, and how many visits still fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.problem import Host
    from ridealong.planning.season import Season


@dataclass(frozen=True, slots=True)
class Window:
    """Hosts whose visits are counted over equally many rounds, and every stretch of the plan that a window covers.

    `hosts` (N,) are rows of the grid; stretch w runs from round `first[w]` to `last[w]`, `holds` (W, R) says so round
    by round, and `most` (N, W) is how many visits of this plan it may hold: the limit less the visits from elsewhere.
    """

    hosts: Ints
    first: Ints
    last: Ints
    holds: Bools
    most: Ints


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of all hosts: `rest` (H,), `resting` (H, R) where a visit from elsewhere is too close, and windows.

    `window_of` (H,) is the place of a host's window in `windows`, or -1 without a limit, and `row_of` (H,) the host's
    row in it.
    """

    rest: Ints
    resting: Bools
    windows: tuple[Window, ...]
    window_of: Ints
    row_of: Ints


def build_limits(hosts: Sequence[Host], rounds: int) -> Limits:
    """The limits of these hosts over a plan of so many rounds."""
    resting = np.zeros((len(hosts), rounds), dtype=np.bool_)
    groups: dict[int, list[int]] = {}
    for index, host in enumerate(hosts):
        for visit in host.visits if host.rest else ():
            # In the round of a visit from elsewhere itself, a guest may join it.
            resting[index, max(0, visit - host.rest) : max(0, visit)] = True
            resting[index, max(0, visit + 1) : max(0, visit + host.rest + 1)] = True
        if host.max_visits is not None:
            groups.setdefault(host.window or rounds, []).append(index)
    window_of, row_of = np.full(len(hosts), -1, dtype=np.int64), np.zeros(len(hosts), dtype=np.int64)
    windows: list[Window] = []
    for length, members in sorted(groups.items()):
        window_of[members] = len(windows)
        row_of[members] = np.arange(len(members))
        windows.append(_window(hosts, members, length, rounds))
    rest = np.array([min(host.rest, rounds) for host in hosts], dtype=np.int64)
    return Limits(rest, resting, tuple(windows), window_of, row_of)


def _window(hosts: Sequence[Host], members: Sequence[int], length: int, rounds: int) -> Window:
    stretches = _stretches(length, rounds)
    most = np.empty((len(members), len(stretches)), dtype=np.int64)
    known: dict[tuple[int, tuple[int, ...]], list[int]] = {}
    for row, member in enumerate(members):
        limit = hosts[member].max_visits or 0
        key = limit, hosts[member].visits
        if key not in known:
            known[key] = [max(0, limit - _elsewhere(key[1], ends, length)) for _, _, ends in stretches]
        most[row] = known[key]
    first, last = (np.array([stretch[side] for stretch in stretches], dtype=np.int64) for side in (0, 1))
    where = np.arange(rounds)
    holds = (first[:, None] <= where) & (where <= last[:, None])
    return Window(np.array(members, dtype=np.int64), first, last, holds, most)


def _stretches(length: int, rounds: int) -> list[tuple[int, int, range]]:
    """What windows of `length` rounds cover of the plan: its first and last round, and where such windows end."""
    final = rounds - 1
    if length < rounds:
        ends = range(rounds + length - 1)
        return [(max(0, end - length + 1), min(final, end), range(end, end + 1)) for end in ends]
    openings = [(0, end, range(end, end + 1)) for end in range(final)]
    closings = [(start, final, range(start + length - 1, start + length)) for start in range(1, rounds)]
    return [*openings, (0, final, range(final, length)), *closings]


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
    limits = season.grid.limits
    found = np.zeros((len(hosts), season.grid.rounds), dtype=np.bool_)
    for index, window in enumerate(limits.windows):
        rows = np.flatnonzero(limits.window_of[hosts] == index)
        used_up = left_in(season, window, limits.row_of[hosts[rows]]) + window.holds[:, without] <= 0
        found[rows] = used_up.astype(np.float32) @ window.holds.astype(np.float32) > 0
    return found


def visits_left(season: Season, host: int, round_: int) -> int | None:
    """How many more visits of a host may begin in a round, or None without a limit."""
    limits = season.grid.limits
    if limits.window_of[host] < 0:
        return None
    window = limits.windows[int(limits.window_of[host])]
    left = left_in(season, window, np.array([limits.row_of[host]]))[0]
    return max(0, int(left[window.holds[:, round_]].min()))
