"""The plan under construction: who visits whom, with every count that the value and the rules need kept up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ridealong.planning.grid import Bools, Grid, Ints

NOBODY = -1


class Season:
    """A mutable plan over a grid.

    `host_of` (G, R) holds a host or -1, `used` (H, R) seats taken, `pair` (G, H) and `team` (G, T) meetings, `turns`
    (G,) rounds placed, `load` (H,) meetings of a host; `locked` (G, R) are cells that no stage may change. The later
    rounds of a stay are no meetings.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        guests, hosts, rounds = len(grid.guests), len(grid.hosts), grid.rounds
        self.host_of = np.full((guests, rounds), NOBODY, dtype=np.int32)
        self.locked = np.zeros((guests, rounds), dtype=np.bool_)
        self.used = np.zeros((hosts, rounds), dtype=np.int32)
        self.pair = np.zeros((guests, hosts), dtype=np.int16)
        self.team = np.zeros((guests, grid.teams), dtype=np.int16)
        self.turns = np.zeros(guests, dtype=np.int64)
        self.load = np.zeros(hosts, dtype=np.int64)

    def copy(self) -> Season:
        """An independent copy over the same grid."""
        twin = Season.__new__(Season)
        twin.grid = self.grid
        for name in ("host_of", "locked", "used", "pair", "team", "turns", "load"):
            setattr(twin, name, getattr(self, name).copy())
        return twin

    def place(self, guest: int, host: int, round_: int, *, lock: bool = False) -> None:
        """Put a guest's visit of one stay (`grid.stay` rounds from `round_` on) with a host; no rule is checked."""
        until = round_ + int(self.grid.stay[guest])
        self.host_of[guest, round_:until] = host
        self.used[host, round_:until] += 1
        self.turns[guest] += until - round_
        self._count(guest, host, 1)
        if lock or until - round_ > 1:
            self.locked[guest, round_:until] = True

    def clear(self, guest: int, round_: int) -> int:
        """Take a one-round visit back; returns the host. `round_` must hold one."""
        host = int(self.host_of[guest, round_])
        self.host_of[guest, round_] = NOBODY
        self.used[host, round_] -= 1
        self.turns[guest] -= 1
        self._count(guest, host, -1)
        return host

    def clear_stay(self, guest: int, start: int) -> int:
        """Take a whole stay back; returns the host."""
        until = start + int(self.grid.stay[guest])
        host = int(self.host_of[guest, start])
        self.host_of[guest, start:until] = NOBODY
        self.locked[guest, start:until] = False
        self.used[host, start:until] -= 1
        self.turns[guest] -= until - start
        self._count(guest, host, -1)
        return host

    def _count(self, guest: int, host: int, step: int) -> None:
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

    def free_seats(self, round_: int) -> Ints:
        """(H,) seats left in this round, none where rest or visit limits forbid a visit."""
        free: Ints = np.maximum(0, self.grid.seats[:, round_] - self.used[:, round_])
        for host in np.flatnonzero(self.grid.limited & (free > 0)):
            if not self.may_visit(int(host), round_):
                free[host] = 0
        return free

    def may_visit(self, host: int, round_: int) -> bool:
        """Whether rest and visit limits let this host have a visit in this round, seats aside."""
        if not self.grid.limited[host]:
            return True
        person = self.grid.hosts[host]
        taken = self.blocks(host)
        if (round_, 1) in taken:
            return True
        if person.rest and any(
            start - person.rest <= round_ <= start + length - 1 + person.rest for start, length in taken
        ):
            return False
        if person.max_visits is None:
            return True
        window = person.window or self.grid.rounds
        starts = [*(start for start, _ in taken), round_]
        return all(
            sum(end - window < start <= end for start in starts) <= person.max_visits
            for end in range(round_, round_ + window)
        )

    def blocks(self, host: int) -> set[tuple[int, int]]:
        """The visits of a host as (start, rounds), those from elsewhere included; guests who share them count once."""
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
