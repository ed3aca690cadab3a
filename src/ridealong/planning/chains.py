"""The best chain of moves that gives one guest a visit in a finished plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.chain_fill import fill
from ridealong.planning.chain_force import changes, force
from ridealong.planning.chain_pool import Pool, Step
from ridealong.planning.chain_trial import Place, Trial
from ridealong.planning.chain_worth import Worth, nearest
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ridealong.planning.chain_worth import Numbers
    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.season import Season

WIDE = 600
"""Visits up to which all rounds are searched at once; beyond, those who make way stay in their round."""
FEW_TURNS = 2
"""Visits for each guest, on average, up to which all rounds are searched at once whatever the size."""
MOST_WIDE = 6_000
"""Visits above which that would take too much memory."""
TRIES = 12
"""Chains that are looked at until one breaks no rule."""


@dataclass(frozen=True, slots=True)
class Shift:
    """What changes for one guest: the (round, host) given up and the one got; None where there is none."""

    guest: int
    before: Place | None
    after: Place | None


@dataclass(frozen=True, slots=True)
class Chain:
    """Shifts that together break no rule, the asking guest's first, and the exact change of `Season.value()`."""

    shifts: tuple[Shift, ...]
    gain: int


def apply(season: Season, chain: Chain) -> None:
    """Do what a chain says. The season must be the one that it was found in."""
    for shift in chain.shifts:
        if shift.before is not None:
            season.clear(shift.guest, shift.before[0])
    for shift in chain.shifts:
        if shift.after is not None:
            season.place(shift.guest, shift.after[1], shift.after[0])


def best_chain(
    season: Season,
    guest: int,
    *,
    host: int | None = None,
    rounds: Iterable[int] | None = None,
    keep: Bools | None = None,
    keep_worth: int = 0,
) -> Chain | None:
    """The legal chain found that gives `guest` a visit (with `host`, in one of `rounds`) and adds most to the value.

    A gain may be negative: that is what the visit costs the rest. Returns None where no chain was found, and for
    guests with stays of several rounds. `keep` (G, R) marks visits each of which costs `keep_worth` more to move. See
    `ChainSearch` for what a chain may do.
    """
    search = ChainSearch(season, guest, keep=keep, keep_worth=keep_worth)
    return search.best(None if host is None else [host], None if rounds is None else sorted(set(rounds)))


@dataclass(slots=True)
class _Choice:
    """What the asking guest gives up (a round, or -1) and what is worth how much then, by host (H,) and round."""

    giving_up: int
    rounds: Sequence[int]
    worth: Numbers


class ChainSearch:
    """All chains that give one guest a visit; what is worked out for a round serves every host.

    The guest takes a free seat or the place of somebody, who takes over the place of the next, and so on, until
    somebody finds a free seat, takes over what the guest gave up, or loses the visit. The guest gives up the visit
    of the same round, or, having had `max_turns`, any one. With rest or limits on visits a place may be taken over in
    another round of the same host, and where one visit is not enough, several make way. Visits that are locked, and
    stays of several rounds, never move. In seasons of up to `WIDE` visits, or of few visits a guest, people may change
    rounds anywhere on the chain, in others only at its end. A place given up that nobody of the chain takes over goes
    to whom it adds most, whose place goes to the next, as long as that adds anything.

    The chain is a shortest path, so it is the best of its kind where the plan cannot be improved by such moves alone;
    its gain is always exact, whatever the plan. Searches for several guests of an unchanged season can share the
    tables of `worth`.
    """

    def __init__(
        self,
        season: Season,
        guest: int,
        *,
        keep: Bools | None = None,
        keep_worth: int = 0,
        worth: Worth | None = None,
    ) -> None:
        self.season = season
        self.guest = guest
        self.worth = Worth(season, keep, keep_worth) if worth is None else worth
        visits, guests = int(self.worth.movable.sum()), int(self.worth.movable.any(axis=1).sum())
        self._wide = visits <= WIDE or visits <= min(MOST_WIDE, FEW_TURNS * guests)
        self._pools: dict[int, Pool] = {}
        self._passes: dict[tuple[int, int], list[Numbers]] = {}

    def table(self, hosts: Sequence[int] | None = None, rounds: Sequence[int] | None = None) -> Ints:
        """(H, R) what a visit to each host in each round would change, the best chain assumed legal.

        Places that cannot be, and hosts and rounds that were not asked for, hold the smallest 64-bit number.
        """
        table = np.full(self.worth.free.shape, np.iinfo(np.int64).min)
        for choice in self._choices(hosts, rounds):
            there = table[:, choice.rounds]
            known = choice.worth > self.worth.never // 2
            table[:, choice.rounds] = np.where(known, np.maximum(there, choice.worth), there)
        return table

    def crowded(self, rounds: Sequence[int]) -> Ints:
        """(H,) what the best chain to each host would change where somebody has to make way for it.

        The smallest 64-bit number where a free seat is worth as much, or where there is no way.
        """
        best, least = np.full(len(self.worth.free), self.worth.never, dtype=np.int64), np.iinfo(np.int64).min
        seat = best.copy()
        for choice in self._choices(None, rounds):
            able = self.worth.free[:, choice.rounds] & self._may_meet(choice.giving_up, choice.rounds)
            there = np.where(able, (self._entry(choice.giving_up) + self.worth.one_more)[:, None], self.worth.never)
            seat, best = np.maximum(seat, there.max(axis=1)), np.maximum(best, choice.worth.max(axis=1))
        return np.where((best > seat) & (best > self.worth.never // 2), best, least)

    def best(self, hosts: Sequence[int] | None = None, rounds: Sequence[int] | None = None) -> Chain | None:
        """The legal chain with the largest gain that was found, to one of `hosts` in one of `rounds`."""
        found = self._first(_ranked(list(self._choices(hosts, rounds)), hosts, self.worth.never))
        if found is None and hosts is not None:
            found = self._forced(hosts, rounds)
        return found

    def each(self, rounds: Sequence[int] | None = None, hosts: Sequence[int] | None = None) -> dict[int, Chain]:
        """For every host, or each of `hosts`, the best legal chain found in one of `rounds`; without those of none."""
        choices = list(self._choices(hosts, rounds))
        found = {}
        for host in range(len(self.season.grid.hosts)) if hosts is None else hosts:
            chain = self._first(_ranked(choices, [host], self.worth.never)) or self._forced([host], rounds)
            if chain is not None:
                found[host] = chain
        return found

    def _first(self, ranked: Iterable[tuple[int, int, int, int]]) -> Chain | None:
        """The best of the first legal chains; those further down cannot be better than expected."""
        found: Chain | None = None
        for count, (expected, giving_up, host, round_) in enumerate(ranked):
            if count == TRIES or (found is not None and found.gain >= expected):
                break
            chain = self._legal(giving_up, host, round_)
            if chain is not None and (found is None or chain.gain > found.gain):
                found = chain
        return found

    def _choices(self, hosts: Sequence[int] | None, rounds: Sequence[int] | None) -> Iterator[_Choice]:
        wanted = range(self.season.grid.rounds) if rounds is None else rounds
        for giving_up, some in self._given_up(wanted).items():
            yield _Choice(giving_up, some, self._worth(giving_up, some, hosts))

    def _given_up(self, rounds: Sequence[int]) -> dict[int, list[int]]:
        """For every visit that may be given up (-1: none) the rounds in which another is then possible."""
        season, guest = self.season, self.guest
        found: dict[int, list[int]] = {}
        if season.grid.stay[guest] > 1:
            return found
        movable = self.worth.movable[guest]
        spare = season.turns[guest] < season.grid.max_turns[guest]
        for round_ in rounds:
            if season.host_of[guest, round_] != NOBODY:
                options = [round_] if movable[round_] else []
            else:
                options = [-1] if spare else np.flatnonzero(movable).tolist()
            for option in options:
                found.setdefault(option, []).append(round_)
        return found

    def _worth(self, giving_up: int, rounds: list[int], hosts: Sequence[int] | None) -> Numbers:
        """(H, n) the expected gain with each host in each round."""
        worth, never = self.worth, self.worth.never
        everyone = np.arange(len(self.season.grid.hosts))
        places = self._places(giving_up, rounds, everyone if hosts is None else np.array(hosts, dtype=np.int64))
        seat = np.where(worth.free[:, rounds], worth.one_more[:, None], worth.kind(never))
        total: Numbers = np.maximum(self._entry(giving_up)[:, None] + np.maximum(seat, places), never)
        total[~self._may_meet(giving_up, rounds)] = never
        if hosts is not None:
            total[np.setdiff1d(everyone, hosts)] = never
        return total

    def _may_meet(self, giving_up: int, rounds: Sequence[int]) -> Bools:
        """(H, n) in which of these rounds the guest has time for another visit to each host, seats aside."""
        everyone = np.arange(len(self.season.grid.hosts))
        mine, left = np.full_like(everyone, self.guest), np.full_like(everyone, giving_up)
        meet = self.worth.may_meet(mine, everyone, left)[:, rounds]
        if giving_up in rounds:
            meet[self.season.host_of[self.guest, giving_up], rounds.index(giving_up)] = False
        return meet

    def _entry(self, giving_up: int) -> Numbers:
        """(H,) what being with each host is worth to the guest, load aside, in place of what is given up."""
        season, worth = self.season, self.worth
        if giving_up < 0:
            entry = worth.pair[self.guest] + worth.kind(worth.next_turn(self.guest))
        else:
            left = int(season.host_of[self.guest, giving_up])
            entry = worth.without(np.array([self.guest]), np.array([left]))[0]
            entry = entry - entry[left] + worth.one_less[left] - worth.price[self.guest, giving_up]
        found: Numbers = np.where(season.grid.fit[self.guest] >= 0, entry, worth.never)
        return found

    def _places(self, giving_up: int, rounds: list[int], hosts: Ints) -> Numbers:
        """(H, n) the best price of a place of each host that could be taken over in each round."""
        season, worth = self.season, self.worth
        best = np.full((len(season.grid.hosts), len(rounds)), worth.never, dtype=worth.kind)
        limited = hosts[season.grid.limited[hosts]]
        for number in self._pool_numbers(rounds, limited):
            pool, price = self._pool(number), self._prices(number, giving_up)[-1]
            for column, round_ in enumerate(rounds):
                open_ = pool.open[:, round_] if self._wide else self._retimed(pool, number, round_, limited)
                np.maximum.at(best[:, column], pool.place_host[open_], price[open_])
        return best

    def _retimed(self, pool: Pool, number: int, round_: int, limited: Ints) -> Bools:
        """(P,) the places of one round that the asking guest could take over in a certain round."""
        open_ = np.zeros(len(pool.place_host), dtype=np.bool_)
        if number == round_:
            open_[:] = True
        elif len(limited):
            open_[limited] = self.worth.instead(limited, number)[:, round_]
        return open_

    def _pool_numbers(self, rounds: list[int], limited: Ints) -> list[int]:
        if self._wide:
            return [-1]
        if not len(limited):
            return rounds
        visited = np.flatnonzero((self.season.used[limited] > 0).any(axis=0)).tolist()
        return sorted({*rounds, *visited})

    def _pool(self, number: int) -> Pool:
        """The visits of a round, or of all for -1."""
        if number not in self._pools:
            self._pools[number] = Pool(self.worth, self.guest, None if number < 0 else number)
        return self._pools[number]

    def _prices(self, number: int, giving_up: int) -> list[Numbers]:
        pool = self._pool(number)
        vacant = -1
        if giving_up >= 0 and number in {-1, giving_up}:
            host = self.season.host_of[self.guest, giving_up]
            here = (pool.place_host == host) & (pool.place_round == giving_up)
            vacant = int(np.flatnonzero(here)[0])
        key = (number, vacant)
        if key not in self._passes:
            self._passes[key] = pool.prices(vacant)
        return self._passes[key]

    def _legal(self, giving_up: int, host: int, round_: int) -> Chain | None:
        """The chain behind one number of the table; where it breaks a rule, the next best that breaks none."""
        for _ in range(TRIES):
            way = self._way(giving_up, host, round_)
            if way is None:
                return None
            number, steps = way
            chain, wrong = self._try(giving_up, (round_, host), number, steps)
            if chain is not None:
                return chain
            if wrong is None:
                return None
            self._pool(number).ban(wrong)
            self._passes = {key: value for key, value in self._passes.items() if key[0] != number}
        return None

    def _way(self, giving_up: int, host: int, round_: int) -> tuple[int, list[Step]] | None:
        """The pool and the steps of those who make way, none for a free seat; None where there is no way."""
        limited = np.array([host])[self.season.grid.limited[[host]]]
        best: tuple[int, int, int] | None = None
        if self.worth.free[host, round_]:
            best = int(self.worth.one_more[host]), -2, -1
        for number in self._pool_numbers([round_], limited):
            pool, price = self._pool(number), self._prices(number, giving_up)[-1]
            open_ = pool.open[:, round_] if self._wide else self._retimed(pool, number, round_, limited)
            for place in np.flatnonzero(open_ & (pool.place_host == host)).tolist():
                if price[place] > self.worth.never // 2 and (best is None or price[place] > best[0]):
                    best = int(price[place]), number, place
        if best is None:
            return None
        if best[1] == -2:
            return -1, []
        steps = self._pool(best[1]).path(best[2], self._prices(best[1], giving_up))
        return None if steps is None else (best[1], _without_loops(steps))

    def _try(
        self, giving_up: int, place: Place, number: int, steps: Sequence[Step]
    ) -> tuple[Chain | None, Step | None]:
        """Move everybody, see whether it is legal and what it is worth, and move everybody back."""
        trial, left = Trial(self.season), self.season.host_of[self.guest, giving_up]
        for who, round_ in [(self.guest, giving_up), *((step.guest, step.round) for step in steps)]:
            if round_ >= 0:
                trial.clear(who, round_)
        if not trial.place(self.guest, place[1], place[0]):
            trial.undo()
            return None, steps[0] if steps else None
        for step in steps:
            if step.host != NOBODY and not self._move(trial, step, number):
                trial.undo()
                return None, step
        if giving_up >= 0:
            fill(trial, int(left), giving_up)
        changes = trial.changes(self.guest)
        return Chain(shifts_of(changes), trial.gain()), None

    def _forced(self, hosts: Sequence[int], rounds: Sequence[int] | None) -> Chain | None:
        """The best way found in which more than one visit to the host makes way."""
        limited = [host for host in hosts if self.season.grid.limited[host]]
        if not limited or self.season.grid.stay[self.guest] > 1:
            return None
        found, value = None, self.season.value()
        for host in limited:
            for round_ in range(self.season.grid.rounds) if rounds is None else rounds:
                if self.season.host_of[self.guest, round_] != host:
                    trial = force(self.season, self.guest, host, round_, _settle)
                    if trial is not None and (found is None or trial.value() - value > found.gain):
                        moved = changes(self.season, trial, self.guest)
                        found = Chain(shifts_of(moved), trial.value() - value)
        return found

    def _move(self, trial: Trial, step: Step, number: int) -> bool:
        """Place somebody where the step says, in the nearest round that is legal as things stand."""
        if step.place >= 0:
            pool = self._pool(number)
            first, rounds = int(pool.place_round[step.place]), pool.open[step.place]
        else:
            first, rounds = step.round, self.worth.free[step.host]
        near = nearest(first, np.flatnonzero(rounds).tolist())
        return any(trial.place(step.guest, step.host, round_) for round_ in near)


def _ranked(choices: Sequence[_Choice], hosts: Sequence[int] | None, never: int) -> Iterator[tuple[int, int, int, int]]:
    """Expected gain, round given up, host and round of all that can be, the best first."""
    if not choices:
        return
    rows = np.arange(len(choices[0].worth)) if hosts is None else np.array(hosts, dtype=np.int64)
    flat = np.concatenate([choice.worth[rows].ravel() for choice in choices])
    starts = np.cumsum([0, *(len(rows) * len(choice.rounds) for choice in choices)])
    for index in np.argsort(-flat, kind="stable").tolist():
        if flat[index] <= never // 2:
            return
        which = int(np.searchsorted(starts, index, side="right")) - 1
        choice = choices[which]
        row, column = divmod(index - int(starts[which]), len(choice.rounds))
        yield int(flat[index]), choice.giving_up, int(rows[row]), choice.rounds[column]


def _settle(season: Season, guest: int) -> None:
    """Give somebody who had to leave another visit, where that adds to the value."""
    chain = ChainSearch(season, guest).best()
    if chain is not None and chain.gain > 0:
        apply(season, chain)


def _without_loops(steps: Sequence[Step]) -> list[Step]:
    """The steps without detours by which a guest would have to leave the same visit twice."""
    kept: list[Step] = []
    for step in steps:
        again = [index for index, other in enumerate(kept) if (other.guest, other.round) == (step.guest, step.round)]
        if again:
            del kept[again[0] :]
        kept.append(step)
    return kept


def shifts_of(changes: Sequence[tuple[int, list[Place], list[Place]]]) -> tuple[Shift, ...]:
    """What was given up and what was got, paired up guest by guest in order of time."""
    shifts = []
    for guest, gone, got in changes:
        for index in range(max(len(gone), len(got))):
            left = gone[index] if index < len(gone) else None
            shifts.append(Shift(guest, left, got[index] if index < len(got) else None))
    return tuple(shifts)
