"""Visits that may make way for one another, and the best that can come of it when one more is squeezed in.

Shortest augmenting paths (Ahuja, Magnanti & Orlin 1993, chapter 12) by Bellman-Ford, all places at once: a place is
what somebody sits on, its price is the best change of value once one of its guests has to leave. Prices are kept for
every pass, so that a path is read back pass by pass and ends even where the plan holds a cycle that would improve it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ridealong.planning.chain_worth import Numbers, Worth
    from ridealong.planning.grid import Bools, Ints

MOST_STEPS = 16
"""People who can be moved one after the other."""


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody who has to leave, and what becomes of them.

    `guest` leaves the visit in `round`; `host` is who they go to, -1 for nobody; `place` is the number of the place
    that they take over, -1 for a free seat.
    """

    guest: int
    round: int
    host: int
    place: int = -1


class Pool:
    """All visits that may move in some rounds.

    `guest`, `round`, `host` (V,) are the visits and `at` (V,) their places; `place_host`, `place_round` (P,) say where
    a place is, and `open` (P, R) in which rounds somebody else could take it over.
    """

    def __init__(self, worth: Worth, asking: int | None, round_: int | None) -> None:
        self.worth = worth
        self.narrow = round_ is not None
        season = worth.season
        movable = worth.movable.copy()
        if asking is not None:
            movable[asking] = False
        if round_ is not None:
            movable[:, np.arange(season.grid.rounds) != round_] = False
        self.guest, self.round = np.nonzero(movable)
        self.host: Ints = season.host_of[self.guest, self.round].astype(np.int64)
        hosts, rounds = len(season.grid.hosts), season.grid.rounds
        if round_ is None:
            slots = self.host * rounds + self.round
            own = np.zeros(0, dtype=np.int64)
            if asking is not None:
                asked = np.flatnonzero(worth.movable[asking])
                own = season.host_of[asking, asked].astype(np.int64) * rounds + asked
            keys = np.unique(np.concatenate([slots, own]))
            self.place_host, self.place_round = np.divmod(keys, rounds)
            self.at: Ints = np.searchsorted(keys, slots)
        else:
            self.place_host = np.arange(hosts)
            self.place_round = np.full(hosts, round_)
            self.at = self.host
        self.open = self._open_rounds()
        self._weigh()

    def _open_rounds(self) -> Bools:
        rounds = self.worth.season.grid.rounds
        open_: Bools = self.place_round[:, None] == np.arange(rounds)
        if not self.narrow and bool(self.worth.season.grid.limited.any()):
            for round_ in np.unique(self.place_round).tolist():
                here = np.flatnonzero(self.place_round == round_)
                open_[here] = self.worth.instead(self.place_host[here], round_)
        return open_

    def _weigh(self) -> None:
        """(V, P) `gain` of taking a place over, and (V,) `out`: the best end, a free seat or no visit any more."""
        worth = self.worth
        changed = worth.without(self.guest, self.host)
        rows = np.arange(len(self.guest))
        self.own = changed[rows, self.host]
        price = worth.price[self.guest, self.round]
        self.lost: Numbers = -worth.last_turn(self.guest).astype(worth.kind) - self.own - price
        self.seat, seat_gain = self._free_seats(changed)
        self.out = np.maximum(self.lost, seat_gain - price)
        self.seat[self.out == self.lost] = -1
        gain = changed if self.narrow else changed[:, self.place_host]
        gain -= (self.own + price)[:, None]
        self._bar(gain)
        gain[rows, self.at] = worth.never
        self.gain = gain

    def _can(self) -> Bools:
        """(V, R) rounds in which each guest has time once the visit is left."""
        nobody = np.full(len(self.guest), -1)
        season = self.worth.season
        can: Bools = season.grid.present[self.guest] & (season.host_of[self.guest] == nobody[:, None])
        can[np.arange(len(self.guest)), self.round] = True
        return can

    def _free_seats(self, changed: Numbers) -> tuple[Ints, Numbers]:
        """(V,) the best host with a free seat for each guest, and what going there changes."""
        worth, count = self.worth, len(self.guest)
        seat, gain = np.full(count, -1), np.full(count, worth.never, dtype=worth.kind)
        free, can = worth.free, self._can()
        if self.narrow:
            # Free seats of the same round are places with a price; here only other rounds are looked at.
            can[np.arange(count), self.round] = False
        hosts = np.flatnonzero(free.any(axis=1))
        rows = np.flatnonzero((can & free.any(axis=0)).any(axis=1))
        if not len(rows) or not len(hosts):
            return seat, gain
        guests, can = self.guest[rows], can[rows]
        fits = can.astype(np.float32) @ free[hosts].T.astype(np.float32) > 0
        some, columns = worth.special(guests, hosts, self.host[rows])
        meet = worth.may_meet(guests[some], hosts[columns], self.round[rows][some])
        fits[some, columns] = (meet & can[some] & free[hosts[columns]]).any(axis=1)
        value = changed[rows][:, hosts] + worth.one_more[hosts] - self.own[rows, None]
        value[~fits | (value < worth.never // 2)] = worth.never
        best = value.argmax(axis=1)
        gain[rows] = value[np.arange(len(rows)), best]
        seat[rows] = np.where(gain[rows] > worth.never, hosts[best], -1)
        return seat, gain

    def _bar(self, gain: Numbers) -> None:
        """Mark what the rules of the guests forbid."""
        worth = self.worth
        if not self.narrow:
            can = self._can()
            gain[can.astype(np.float32) @ self.open.T.astype(np.float32) == 0] = worth.never
        rows, columns = worth.special(self.guest, self.place_host, self.host)
        if len(rows):
            meet = worth.may_meet(self.guest[rows], self.place_host[columns], self.round[rows])
            closed = ~(meet & self.open[columns]).any(axis=1)
            gain[rows[closed], columns[closed]] = worth.never

    def prices(self, vacant: int = -1) -> list[Numbers]:
        """(P,) the best change of value when a guest of each place has to leave, pass after pass.

        `vacant` is a place that the asking guest leaves: it can be taken over for what leaving it empty would save.
        Where the pool is one round, its free seats are such places, too.
        """
        worth = self.worth
        start = np.full(len(self.place_host), worth.never, dtype=worth.kind)
        if self.narrow and len(start):
            free = worth.free[:, self.place_round[0]]
            start[free] = worth.one_more[free]
        if vacant >= 0:
            start[vacant] = -worth.one_less[self.place_host[vacant]]
        passes = [start]
        if not len(self.guest):
            return passes
        room = np.empty_like(self.gain)
        reached, news = self.out.copy(), np.flatnonzero(start > worth.never)
        while len(passes) <= MOST_STEPS:
            now = passes[-1]
            if len(news):
                few = 4 * len(news) < len(now)
                onward = self.gain[:, news] + now[news] if few else np.add(self.gain, now, out=room)
                np.maximum(reached, onward.max(axis=1), out=reached)
            after = now.copy()
            np.maximum.at(after, self.at, reached)
            news = np.flatnonzero(after > now)
            if not len(news):
                break
            passes.append(after)
        return passes

    def most_from(self, host: int, round_: int) -> int:
        """The most that can come of taking over a place of a host that is open in a round, whoever asks.

        Not less than `prices` for any guest who gives any visit up: the same paths, walked from their other end.
        """
        worth = self.worth
        far = np.full(len(self.place_host), worth.never, dtype=worth.kind)
        news = np.flatnonzero((self.place_host == host) & self.open[:, round_])
        far[news] = 0
        for _ in range(MOST_STEPS):
            visits = np.flatnonzero(np.isin(self.at, news)) if 4 * len(news) < len(far) else slice(None)
            onward = (self.gain[visits] + far[self.at[visits]][:, None]).max(axis=0, initial=worth.never)
            news = np.flatnonzero(onward > np.maximum(far, worth.never // 2))
            if not len(news):
                break
            far[news] = onward[news]
        ends = np.concatenate([far[self.at] + self.out, far - worth.one_less[self.place_host]])
        return int(ends.max(initial=worth.never))

    def path(self, place: int, passes: list[Numbers]) -> list[Step] | None:
        """Who leaves a place, and who leaves because of that, to the end; None where a ban has cut it."""
        worth = self.worth
        steps: list[Step] = []
        level = len(passes) - 1
        while True:
            price = passes[level][place]
            while level and passes[level - 1][place] == price:
                level -= 1
            if price <= worth.never // 2:
                return None
            if level == 0:
                return steps
            for visit in np.flatnonzero(self.at == place).tolist():
                who = int(self.guest[visit]), int(self.round[visit])
                if self.out[visit] == price:
                    return [*steps, Step(*who, int(self.seat[visit]))]
                onward = np.flatnonzero(self.gain[visit] + passes[level - 1] == price)
                if len(onward):
                    place, level = int(onward[0]), level - 1
                    steps.append(Step(*who, int(self.place_host[place]), place))
                    break
            else:
                return None

    def ban(self, step: Step) -> None:
        """Never again take this step: it broke a rule together with others of its chain."""
        rows = np.flatnonzero((self.guest == step.guest) & (self.round == step.round))
        if step.place >= 0:
            self.gain[rows, step.place] = self.worth.never
        else:
            self.out[rows] = self.lost[rows]
            self.seat[rows] = -1
