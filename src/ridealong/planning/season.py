"""The plan under construction: who visits whom, with every count that the value and the rules need kept up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.limits import left_in, rested, visits_left

if TYPE_CHECKING:
    from ridealong.planning.grid import Bools, Grid, Ints

NOBODY = -1


class Season:
    """A mutable plan over a grid.

    `host_of` (G, R) holds a host or -1, `used` (H, R) seats taken, `pair` (G, H) and `team` (G, T) meetings, `turns`
    (G,) rounds placed, `load` (H,) meetings of a host; `began` (H, R) counts the visits that begin in a round, one for
    each guest, and `brief` (H, R) those of a single round; `locked` (G, R) are cells that no stage may change. The
    later rounds of a stay are no meetings.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        guests, hosts, rounds = len(grid.guests), len(grid.hosts), grid.rounds
        self.host_of = np.full((guests, rounds), NOBODY, dtype=np.int32)
        self.locked = np.zeros((guests, rounds), dtype=np.bool_)
        self.used = np.zeros((hosts, rounds), dtype=np.int32)
        self.began = np.zeros((hosts, rounds), dtype=np.int32)
        self.brief = np.zeros((hosts, rounds), dtype=np.int32)
        self.pair = np.zeros((guests, hosts), dtype=np.int16)
        self.team = np.zeros((guests, grid.teams), dtype=np.int16)
        self.turns = np.zeros(guests, dtype=np.int64)
        self.load = np.zeros(hosts, dtype=np.int64)

    def copy(self) -> Season:
        """An independent copy over the same grid."""
        twin = Season.__new__(Season)
        twin.grid = self.grid
        for name in ("host_of", "locked", "used", "began", "brief", "pair", "team", "turns", "load"):
            setattr(twin, name, getattr(self, name).copy())
        return twin

    def place(self, guest: int, host: int, round_: int, *, lock: bool = False) -> None:
        """Put a guest's visit of one stay (`grid.stay` rounds from `round_` on) with a host; no rule is checked."""
        until = round_ + int(self.grid.stay[guest])
        self.host_of[guest, round_:until] = host
        self.used[host, round_:until] += 1
        self.turns[guest] += until - round_
        self._count(guest, host, round_, 1)
        if lock or until - round_ > 1:
            self.locked[guest, round_:until] = True

    def clear(self, guest: int, round_: int) -> int:
        """Take a one-round visit back; returns the host. `round_` must hold one."""
        host = int(self.host_of[guest, round_])
        self.host_of[guest, round_] = NOBODY
        self.used[host, round_] -= 1
        self.turns[guest] -= 1
        self._count(guest, host, round_, -1)
        return host

    def _count(self, guest: int, host: int, start: int, step: int) -> None:
        self.began[host, start] += step
        if self.grid.stay[guest] == 1:
            self.brief[host, start] += step
        self.pair[guest, host] += step
        self.team[guest, self.grid.team[host]] += step
        self.load[host] += step

    def clear_round(self, round_: int) -> list[tuple[int, int]]:
        """Take all visits of a round back that are not locked; returns the (guest, host) pairs."""
        guests = np.flatnonzero((self.host_of[:, round_] >= 0) & ~self.locked[:, round_])
        return [(int(guest), self.clear(int(guest), round_)) for guest in guests]

    def free_guests(self, round_: int) -> Bools:
        """(G,) guests who may get a one-round visit in this round."""
        grid = self.grid
        free: Bools = (
            grid.present[:, round_]
            & (self.host_of[:, round_] == NOBODY)
            & (self.turns < grid.max_turns)
            & (grid.stay == 1)
        )
        return free

    def free_seats(self, round_: int, *, stays: bool = False) -> Ints:
        """(H,) guests who may still come to each host in this round by its seats, rest and limits on visits.

        With `stays`, guests are counted who may be there on a visit that began earlier: limits on visits, which count
        where they begin, are then left out.
        """
        limits = self.grid.limits
        free: Ints = np.maximum(0, self.grid.seats[:, round_] - self.used[:, round_])
        resting = np.flatnonzero((limits.rest > 0) & (free > 0))
        if len(resting):
            free[resting[~rested(self, resting, np.array([round_]))[:, 0]]] = 0
        for window in () if stays else limits.windows:
            left = left_in(self, window)[:, window.holds[:, round_]].min(axis=1)
            free[window.hosts] = np.clip(left, 0, free[window.hosts])
        return free

    def may_visit(self, host: int, round_: int) -> bool:
        """Whether rest and visit limits let this host have one more guest in this round, seats aside."""
        return not self.grid.limited[host] or (self.rested(host, round_) and visits_left(self, host, round_) != 0)

    def rested(self, host: int, round_: int) -> bool:
        """Whether rest lets this host have a one-round visit in this round."""
        return bool(rested(self, np.array([host]), np.array([round_]))[0, 0])

    def blocks(self, host: int) -> set[tuple[int, int]]:
        """When a host is visited, as (start, rounds), visits from elsewhere included: what rest is kept between.

        Guests who come and go together are one entry here; limits on visits count each of them.
        """
        found = {(round_, 1) for round_ in self.grid.hosts[host].visits}
        for guest in np.flatnonzero((self.host_of == host).any(axis=1)).tolist():
            stay = int(self.grid.stay[guest])
            rounds = np.flatnonzero(self.host_of[guest] == host).tolist()
            # Stays with one host never overlap, so every stay-th round of the row starts one.
            found.update((start, stay) for start in rounds[::stay])
        return found

    def free_pairs(self, round_: int) -> Bools:
        """(G, H) pairs that may meet in this round, seats and people aside."""
        allowed = self.grid.allowed_pairs(round_)
        gap = self.grid.problem.repeat_gap
        if gap:
            near = self.host_of[:, max(0, round_ - gap) : round_ + gap + 1]
            guests, where = np.nonzero(near >= 0)
            allowed[guests, near[guests, where]] = False
        return allowed

    def fits(self, guest: int, host: int, round_: int) -> bool:
        """Whether every rule lets this one-round visit be added now."""
        grid = self.grid
        if not (
            grid.stay[guest] == 1
            and grid.present[guest, round_]
            and self.host_of[guest, round_] == NOBODY
            and self.turns[guest] < grid.max_turns[guest]
            and self.used[host, round_] < grid.seats[host, round_]
            and grid.fit[guest, host] >= 0
        ):
            return False
        return self.apart_in_time(guest, host, round_) and self.may_visit(host, round_)

    def apart_in_time(self, guest: int, host: int, round_: int) -> bool:
        """Whether `not_before` and the gap between repeats let the two meet in this round."""
        if self.grid.not_before and round_ < self.grid.not_before.get((guest, host), 0):
            return False
        gap = self.grid.problem.repeat_gap
        return not gap or host not in self.host_of[guest, max(0, round_ - gap) : round_ + gap + 1]

    def cells(self) -> list[tuple[int, str, str]]:
        """The (round, guest id, host id) rows of the plan."""
        guests, rounds = np.nonzero(self.host_of >= 0)
        return [
            (int(round_), self.grid.guests[guest].id, self.grid.hosts[self.host_of[guest, round_]].id)
            for guest, round_ in zip(guests.tolist(), rounds.tolist(), strict=True)
        ]

    def placed(self) -> int:
        """Places filled."""
        return int((self.host_of >= 0).sum())

    def value(self) -> int:
        """The weighted sum of section "value" in docs/planning.md; equals `score.score` of the same plan."""
        grid, weights = self.grid, self.grid.problem.weights
        guests, rounds = np.nonzero(self.host_of >= 0)
        fit = int(grid.fit[guests, self.host_of[guests, rounds]].sum(dtype=np.int64))
        squared = int(((grid.turns + self.turns) ** 2 - grid.turns**2).sum())
        i, j = np.nonzero(self.pair)
        times = self.pair[i, j].astype(np.int64)
        met = int((times * grid.met[i, j] + times * (times - 1) // 2).sum())
        over = np.maximum(0, self.load - grid.share)
        new = int(((self.team > 0) & ~grid.known).sum())
        return (
            weights.placed * len(guests)
            + weights.turns_squared * squared
            + weights.met_before * met
            + weights.over_share * int((over * (over + 1) // 2).sum())
            + weights.new_teams * new
            + weights.fit * fit
        )
