"""The methods that others use, each planning one round after the other: a problem's arrays in, rows of a plan out.

What a method is told about the rounds before is what the tools that use it remember: shuffling and the circle know
who may meet and who has met; greedy and assignment know the whole value.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from .arrays import NOBODY, Arrays, Bools, Ints
from .scorer import fair_shares

Floats = NDArray[np.float64]

TRIES = 200
"""How often a round is shuffled again as long as a place stays open or two meet again."""
_NEVER = 1e18


def shuffle(arrays: Arrays, seed: int) -> Ints:
    """Chat bots: guests and seats in random order, up to `TRIES` times a round; most places, then fewest repeats.

    Two who may not meet leave both out. Returns (n, 3) rounds, guests and hosts by number.
    """
    rng = np.random.default_rng(seed)
    met = _met_before(arrays)
    rows = []
    for round_ in range(arrays.rounds):
        guests, seats = _present(arrays, round_)
        best: tuple[tuple[int, int], Ints, Ints] | None = None
        for _ in range(TRIES):
            who, where = _paired(arrays, rng.permutation(guests), rng.permutation(seats))
            again = int(met[who, where].sum())
            if best is None or (len(who), -again) > best[0]:
                best = ((len(who), -again), who, where)
            if not again and len(who) == min(len(guests), len(seats)):
                break
        if best is not None:
            met[best[1], best[2]] = True
            rows.append(_rows(round_, best[1], best[2]))
    return np.concatenate(rows)


def circle(arrays: Arrays, seed: int) -> Ints:
    """Round robin: guests stand still, seats move on by one each round; whoever cannot meet sits out.

    With more on one side, as many empty places turn with the shorter one. Second seats come after all first ones, so
    that nobody meets the same host in two rounds in a row. `seed` is not used. Returns as `shuffle`.
    """
    del seed
    most = arrays.seats.max(axis=1, initial=0)
    seats = np.concatenate([np.nonzero(most > copy)[0] for copy in range(int(most.max(initial=0)))])
    places = max(arrays.guests, len(seats))
    ring = np.full(places, -1)
    ring[: len(seats)] = seats
    rows = []
    for round_ in range(arrays.rounds):
        who = np.arange(arrays.guests)
        where = ring[(who + round_) % places]
        real = where >= 0
        who, where = who[real], where[real]
        there = arrays.present[who, round_] & (arrays.seats[where, round_] > 0)
        rows.append(_rows(round_, *_paired(arrays, who[there], where[there])))
    return np.concatenate(rows)


def greedy(arrays: Arrays, seed: int) -> Ints:
    """The best pair by what it adds to the value, then the best of those left, round after round.

    Pairs that are best for both sides at once are taken together, which gives the same plan as one by one, many times
    as fast. Equal pairs in random order. Returns as `shuffle`.
    """
    noise = np.random.default_rng(seed).random(arrays.fit.shape, dtype=np.float32) * np.float32(0.5)
    return _round_by_round(arrays, _take_best, noise)


def round_by_round(arrays: Arrays, seed: int) -> Ints:
    """One exact assignment a round, with everything that happened in the rounds before in its benefits.

    `scipy.optimize.linear_sum_assignment` on a dense matrix, a column for every seat. `seed` is not used. Returns as
    `shuffle`.
    """
    del seed
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - other methods do without

    def assign(benefits: Floats) -> tuple[Ints, Ints]:
        who, where = linear_sum_assignment(benefits, maximize=True)
        return who, where

    return _round_by_round(arrays, assign)


METHODS: dict[str, Callable[[Arrays, int], Ints]] = {
    "round by round": round_by_round,
    "greedy": greedy,
    "shuffle": shuffle,
    "circle": circle,
}


def _round_by_round(
    arrays: Arrays, choose: Callable[[Floats], tuple[Ints, Ints]], noise: NDArray[np.float32] | None = None
) -> Ints:
    """Plan each round by `choose`, which gets (guests, seats) what each pair adds to the value: 0 if it cannot be.

    What depends on the pair is kept up to date from round to round, so that a round costs one look-up and the choice.
    """
    pairs = _pair_points(arrays)
    if noise is not None:
        pairs += noise
    known, turns, load, share = arrays.known.copy(), arrays.turns.copy(), np.zeros(arrays.hosts), fair_shares(arrays)
    weights = arrays.weights
    rows = []
    for round_ in range(arrays.rounds):
        guests = np.nonzero(arrays.present[:, round_] & (turns - arrays.turns < arrays.max_turns))[0]
        hosts, copy = _seats(arrays, round_)
        benefits = pairs[np.ix_(guests, hosts)].astype(np.float64)
        benefits += (weights.placed + weights.turns_squared * (2 * turns[guests] + 1))[:, None]
        benefits += weights.over_share * np.maximum(0, load[hosts] + copy + 1 - share[hosts])
        np.maximum(benefits, 0, out=benefits)
        who, where = choose(benefits)
        taken = benefits[who, where] > 0
        who, where = guests[who[taken]], hosts[where[taken]]
        rows.append(_rows(round_, who, where))
        turns[who] += 1
        np.add.at(load, where, 1)
        pairs[who, where] += weights.met_before
        new = ~known[who, arrays.team[where]]
        for guest, team in zip(who[new], arrays.team[where[new]], strict=True):
            pairs[guest, arrays.team == team] -= weights.new_teams
        known[who, arrays.team[where]] = True
    return np.concatenate(rows)


def _pair_points(arrays: Arrays) -> NDArray[np.float32]:
    """(G, H) fit, meetings before and new teams, weighed; as low as can be where two stay apart."""
    weights = arrays.weights
    points = arrays.fit.astype(np.float32) * np.float32(weights.fit)
    points += np.float32(weights.new_teams) * ~arrays.known[:, arrays.team]
    points.reshape(-1)[arrays.met_pairs] += weights.met_before * arrays.met_times
    points[arrays.fit == NOBODY] = -_NEVER
    return points


def _take_best(benefits: Floats) -> tuple[Ints, Ints]:
    """The greedy choice: as long as pairs are left, those that are best in their row and in their column."""
    rows, columns = np.arange(benefits.shape[0]), np.arange(benefits.shape[1])
    taken_rows, taken_columns = [], []
    while len(rows) and len(columns):
        best_column, best_row = benefits.argmax(axis=1), benefits.argmax(axis=0)
        mutual = best_row[best_column] == np.arange(len(rows))
        mutual &= benefits[np.arange(len(rows)), best_column] > 0
        if not mutual.any():
            break
        taken_rows.append(rows[mutual])
        taken_columns.append(columns[best_column[mutual]])
        left = np.ones(len(columns), dtype=np.bool_)
        left[best_column[mutual]] = False
        rows, columns, benefits = rows[~mutual], columns[left], benefits[np.ix_(~mutual, left)]
    return _joined(taken_rows), _joined(taken_columns)


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate([np.empty(0, dtype=np.int64), *parts])


def _met_before(arrays: Arrays) -> Bools:
    met = np.zeros(arrays.fit.shape, dtype=np.bool_)
    met.reshape(-1)[arrays.met_pairs] = True
    return met


def _present(arrays: Arrays, round_: int) -> tuple[Ints, Ints]:
    return np.nonzero(arrays.present[:, round_])[0], _seats(arrays, round_)[0]


def _seats(arrays: Arrays, round_: int) -> tuple[Ints, Ints]:
    """The host of each seat of a round, and which of the seats of that host it is, from 0."""
    seats = arrays.seats[:, round_]
    hosts = np.repeat(np.arange(arrays.hosts), seats)
    return hosts, np.arange(len(hosts)) - np.repeat(np.cumsum(seats) - seats, seats)


def _paired(arrays: Arrays, guests: Ints, seats: Ints) -> tuple[Ints, Ints]:
    """The first guest with the first seat and so on, without those who stay apart."""
    both = min(len(guests), len(seats))
    guests, seats = guests[:both], seats[:both]
    good = arrays.fit[guests, seats] != NOBODY
    return guests[good], seats[good]


def _rows(round_: int, guests: Ints, hosts: Ints) -> Ints:
    return np.stack([np.full(len(guests), round_), guests, hosts], axis=1)
