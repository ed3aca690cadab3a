"""The plan under construction: who visits whom, with every count that the value and the rules need kept up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning import caps, soon
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

    def place_all(self, guests: Ints, hosts: Ints, rounds: Ints) -> None:
        """Put many one-round visits at once, as `place` does one by one; no rule is checked."""
        self.host_of[guests, rounds] = hosts
        for counts in (self.used, self.began, self.brief):
            np.add.at(counts, (hosts, rounds), 1)
        np.add.at(self.turns, guests, 1)
        np.add.at(self.pair, (guests, hosts), 1)
        np.add.at(self.team, (guests, self.grid.team[hosts]), 1)
        np.add.at(self.load, hosts, 1)

    def add(self, guest: int, host: int, round_: int) -> bool:
        """Place a one-round visit that everything but cover and trios is known to allow; whether these do, too.

        A matching of a round gives a guest one host and fills no host above its seats, but knows nothing of the
        limits of a whole round.
        """
        if self.grid.caps.any and not self.fits(guest, host, round_):
            return False
        self.place(guest, host, round_)
        return True

    def in_turn(self, guests: Ints, hosts: Ints) -> list[tuple[int, int]]:
        """Matched pairs in the order in which to `add` them: where not all may fit, fewest turns first."""
        pairs = list(zip(guests.tolist(), hosts.tolist(), strict=True))
        if self.grid.caps.any:
            had = self.grid.turns + self.turns
            pairs.sort(key=lambda pair: (int(had[pair[0]]), pair))
        return pairs

    def clear(self, guest: int, round_: int) -> int:
        """Take a one-round visit back; returns the host. `round_` must hold one."""
        host = int(self.host_of[guest, round_])
        self.host_of[guest, round_] = NOBODY
        self.used[host, round_] -= 1
        self.turns[guest] -= 1
        self._count(guest, host, round_, -1)
        return host

    def clear_stay(self, guest: int, start: int) -> int:
        """Take a visit of whatever length back that begins in `start`, locked or not; returns the host."""
        host, until = int(self.host_of[guest, start]), start + int(self.grid.stay[guest])
        self.host_of[guest, start:until] = NOBODY
        self.locked[guest, start:until] = False
        self.used[host, start:until] -= 1
        self.turns[guest] -= until - start
        self._count(guest, host, start, -1)
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
        """(G,) guests who may get a one-round visit in this round: no more of a team than `cover_left` says."""
        grid = self.grid
        free: Bools = (
            grid.present[:, round_]
            & (self.host_of[:, round_] == NOBODY)
            & (self.turns < grid.max_turns)
            & (grid.stay == 1)
        )
        if grid.caps.guests_covered:
            free &= ~caps.covered_guests(self, round_)
        return free

    def cover_left(self, round_: int) -> tuple[Ints, Ints]:
        """How many more people of each home team a round may take: guests (TG,), and hosts who have nobody yet (T,).

        The rows are those of `grid.caps`; without a limit the numbers are larger than any team.
        """
        return caps.guests_left(self, round_), caps.hosts_left(self, round_)

    def most_more(self, round_: int) -> int:
        """An upper bound of the places that cover lets be added in this round; larger than any round without it."""
        return caps.most_more(self, round_) if self.grid.caps.any else caps.FREE

    def extra_left(self, round_: int) -> int:
        """How many more guests may come on top of the seats of this round, by `grid.caps.extra_seats`."""
        return caps.extra_left(self, round_)

    def free_seats(self, round_: int, *, stays: bool = False, extra: bool = False) -> Ints:
        """(H,) guests who may still come to each host in this round by its seats, rest and limits on visits.

        Hosts without guests have no seats once their team's cover is reached; before that, no more of them than
        `cover_left` says may be used together. With `stays`, guests are counted who may be there on a visit that began
        earlier: limits on visits, which count where they begin, are then left out. With `extra`, the seats on top
        that trios may use are counted, of which no more than `extra_left` may be used together.
        """
        limits = self.grid.limits
        free: Ints = np.maximum(0, self.grid.seats[:, round_] - self.used[:, round_])
        if extra and self.grid.caps.trios:
            free = free + caps.free_extra(self, round_)
        if self.grid.caps.hosts_covered:
            free[caps.covered_hosts(self, round_)] = 0
        resting = np.flatnonzero((limits.rest > 0) & (free > 0))
        if len(resting):
            free[resting[~rested(self, resting, np.array([round_]))[:, 0]]] = 0
        for window in () if stays else limits.windows:
            left = left_in(self, window)[:, window.holds[:, round_]].min(axis=1)
            free[window.hosts] = np.clip(left, 0, free[window.hosts])
        return free

    def may_visit(self, host: int, round_: int) -> bool:
        """Whether rest, visit limits and cover let this host have one more guest in this round, seats aside."""
        if self.grid.caps.hosts_covered and bool(caps.covered_hosts(self, round_)[host]):
            return False
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
            and grid.fit[guest, host] >= 0
            and self.admits(guest, host, round_, 1)
        ):
            return False
        return self.apart_in_time(guest, host, round_) and self.may_visit(host, round_)

    def admits(self, guest: int, host: int, start: int, rounds: int) -> bool:
        """Whether seats and cover let the two be together from `start` on for so many rounds, trios included."""
        if self.grid.caps.any:
            return caps.admits(self, guest, host, start, rounds)
        until = start + rounds
        return bool((self.used[host, start:until] < self.grid.seats[host, start:until]).all())

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

    def terms(self) -> dict[str, int]:
        """Every term of the value in its own unit, as `Score` has them."""
        grid = self.grid
        guests, rounds = np.nonzero(self.host_of >= 0)
        # Whoever meets is in the plan: far quicker to look up there than among all pairs.
        i, j = np.divmod(np.unique(guests * len(grid.hosts) + self.host_of[guests, rounds]), max(1, len(grid.hosts)))
        times = self.pair[i, j].astype(np.int64)
        over = np.maximum(0, self.load - grid.share)
        return {
            "placed": len(guests),
            "turns_squared": int(((grid.turns + self.turns) ** 2 - grid.turns**2).sum()),
            "met_before": int((times * grid.met[i, j] + times * (times - 1) // 2).sum()),
            "over_share": int((over * (over + 1) // 2).sum()),
            "new_teams": int(((self.team > 0) & ~grid.known).sum()),
            "fit": int(grid.fit[guests, self.host_of[guests, rounds]].sum(dtype=np.int64)),
            "too_soon": soon.missing(self),
        }

    def value(self) -> int:
        """The weighted sum of section "The value" in docs/planning.md; equals `score.score` of the same plan."""
        weights = self.grid.problem.weights
        return sum(int(getattr(weights, name)) * count for name, count in self.terms().items())
