"""Made-up seasons: `from bench.planning.seasons import make_season`, with the root of the project on the path.

The same kind, people, rounds and seed always give the same problem. Three kinds:

* `full`: as many guests as hosts, one guest a host, nobody away, everybody may meet everybody, nothing behind them.
* `real`: 55 guests to 45 hosts, 35 % of the hosts take two at once, 8 to 15 % of the rounds away in blocks of one to
  three, working days that share two hours at least (some pairs cannot meet), 1 % of the pairs kept apart, and six
  earlier rounds: who met, turns, and teams known.
* `tight`: as `real`, but 60 guests to 40 hosts, and one guest a host: a third has to sit out in every round.

Fit is made as the program makes it: topics wanted and known, shared hours, and how new people and teams are to each
other. Whole matrices, so that 10,000 people take a second or two.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ridealong.planning.problem import APART, FitMatrix, Guest, Host, Met, Problem

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Bytes = NDArray[np.uint8]

KINDS = ("full", "real", "tight")
EARLIER_ROUNDS = 6
_GUEST_SHARE = {"full": 0.5, "real": 0.55, "tight": 0.6}
_TAKE_TWO = {"full": 0.0, "real": 0.35, "tight": 0.0}
_AWAY = (0.08, 0.15)
_LONGEST_BLOCK = 3
_KEPT_APART = 0.01
_KNOW_FROM_ELSEWHERE = 0.2
_TEAM_SIZE = 8
_ZONES = np.array([0.0, 1.0, -5.0, 5.5, -8.0])
"""Hours from UTC: London, Berlin, New York, Bangalore, San Francisco."""
_ZONE_SHARES = (0.2, 0.4, 0.2, 0.12, 0.08)
_WORKING_HOURS = 8.0
_LEAST_SHARED = 2.0
_TOPICS = 24
_CHUNK = 512


@dataclass(frozen=True, slots=True)
class _Side:
    """One side: the team number of each, the zone in hours from UTC, and the topics wanted and known (n, topics)."""

    team: Ints
    teams: int
    zone: NDArray[np.float64]
    wants: NDArray[np.float32]
    knows: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.team)


@dataclass(frozen=True, slots=True)
class _Past:
    """Who met: pair numbers (guest x hosts + host) with how often, and the turns of each guest."""

    pairs: Ints
    times: Ints
    turns: Ints


def make_season(kind: str, people: int, rounds: int, seed: int) -> Problem:
    """Make a season of one of `KINDS` for so many people on both sides together.

    Raises `ValueError` for another kind.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is none of {', '.join(KINDS)}")
    rng = np.random.default_rng([KINDS.index(kind), people, rounds, seed])
    guest_count = round(people * _GUEST_SHARE[kind])
    guests = _side(rng, guest_count, one_zone=kind == "full")
    hosts = _side(rng, people - guest_count, one_zone=kind == "full")
    capacity = np.ones(len(hosts), dtype=np.int64)
    capacity[rng.permutation(len(hosts))[: round(len(hosts) * _TAKE_TWO[kind])]] = 2
    pairs = len(guests) * len(hosts)
    if kind == "full":
        apart = np.empty(0, dtype=np.int64)
        past = _Past(apart, apart, np.zeros(len(guests), dtype=np.int64))
        away = [np.zeros((len(side), rounds), dtype=np.bool_) for side in (guests, hosts)]
    else:
        apart = np.unique(rng.integers(0, pairs, round(pairs * _KEPT_APART)))
        past = _past(rng, guests, hosts, capacity, apart)
        away = [_away(rng, len(side), rounds) for side in (guests, hosts)]
    return Problem(
        rounds=rounds,
        guests=_guests(rng, guests, hosts, away[0], past),
        hosts=tuple(
            Host(f"h{number:05}", f"host-team-{team:03}", capacity=int(seats), away=_rounds(row))
            for number, (team, seats, row) in enumerate(zip(hosts.team, capacity, away[1], strict=True))
        ),
        fit=FitMatrix(len(guests), len(hosts), _fit(guests, hosts, apart, past).tobytes()),
        met=tuple(
            Met(f"g{pair // len(hosts):05}", f"h{pair % len(hosts):05}", int(times))
            for pair, times in zip(past.pairs.tolist(), past.times, strict=True)
        ),
    )


def _side(rng: np.random.Generator, size: int, *, one_zone: bool) -> _Side:
    teams = max(3, round(size / _TEAM_SIZE))
    popular = 1.0 / np.arange(3, _TOPICS + 3)
    return _Side(
        team=np.sort(rng.integers(0, teams, size)),
        teams=teams,
        zone=np.zeros(size) if one_zone else rng.choice(_ZONES, size, p=_ZONE_SHARES),
        wants=_topics(rng, size, popular, rng.integers(2, 5, size)),
        knows=_topics(rng, size, popular, rng.integers(2, 6, size)),
    )


def _topics(rng: np.random.Generator, size: int, popular: NDArray[np.float64], count: Ints) -> NDArray[np.float32]:
    """So many topics for each person, popular ones more often: the first by exponential arrival times."""
    arrival = rng.exponential(size=(size, len(popular))) / popular
    rank = arrival.argsort(axis=1).argsort(axis=1)
    return (rank < count[:, None]).astype(np.float32)


def _away(rng: np.random.Generator, size: int, rounds: int) -> Bools:
    """(size, rounds): a share between 8 and 15 % of the rounds of each, in blocks of one to three."""
    wanted = rng.uniform(*_AWAY, size) * rounds
    left = np.floor(wanted + rng.random(size)).astype(np.int64)
    away = np.zeros((size, rounds), dtype=np.bool_)
    while left.any():
        block = np.minimum(left, rng.integers(1, _LONGEST_BLOCK + 1, size))
        start = np.floor(rng.random(size) * (rounds - block + 1)).astype(np.int64)
        for offset in range(_LONGEST_BLOCK):
            rows = np.nonzero(block > offset)[0]
            away[rows, start[rows] + offset] = True
        left -= block
    return away


def _past(rng: np.random.Generator, guests: _Side, hosts: _Side, capacity: Ints, apart: Ints) -> _Past:
    """Six earlier rounds at random, a tenth away, repeats only where three tries find nobody else."""
    all_seats = np.repeat(np.arange(len(hosts)), capacity)
    met = np.empty(0, dtype=np.int64)
    for _ in range(EARLIER_ROUNDS):
        free = np.nonzero(rng.random(len(guests)) > sum(_AWAY) / 2)[0]
        seats = all_seats[(rng.random(len(hosts)) > sum(_AWAY) / 2)[all_seats]]
        for attempt in range(4):
            free, seats = rng.permutation(free), rng.permutation(seats)
            both = min(len(free), len(seats))
            pairs = free[:both] * len(hosts) + seats[:both]
            good = _shared_hours(guests.zone[free[:both]], hosts.zone[seats[:both]]) >= _LEAST_SHARED
            good &= ~_within(pairs, apart)
            if attempt < 3:
                good &= ~_within(pairs, np.sort(met))
            met = np.concatenate([met, pairs[good]])
            free = np.concatenate([free[:both][~good], free[both:]])
            seats = np.concatenate([seats[:both][~good], seats[both:]])
    unique, times = np.unique(met, return_counts=True)
    return _Past(unique, times, np.bincount(met // len(hosts), minlength=len(guests)))


def _within(values: Ints, members: Ints) -> Bools:
    """Which values are among the members, which are in order."""
    if not len(members):
        return np.zeros(len(values), dtype=np.bool_)
    found: Bools = members[np.searchsorted(members, values).clip(max=len(members) - 1)] == values
    return found


def _shared_hours(zone: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.maximum(0.0, _WORKING_HOURS - np.abs(zone - other))


def _guests(rng: np.random.Generator, side: _Side, hosts: _Side, away: Bools, past: _Past) -> tuple[Guest, ...]:
    """The guests; turns are counted from the fewest that anybody had, as the program does it."""
    turns = past.turns - past.turns.min()
    elsewhere = rng.random(len(side)) < (_KNOW_FROM_ELSEWHERE if past.pairs.size else 0.0)
    teams = rng.integers(0, hosts.teams, len(side))
    return tuple(
        Guest(
            f"g{number:05}",
            f"guest-team-{side.team[number]:03}",
            away=_rounds(away[number]),
            turns=int(turns[number]),
            known_teams=(f"host-team-{teams[number]:03}",) if elsewhere[number] else (),
        )
        for number in range(len(side))
    )


def _rounds(row: Bools) -> tuple[int, ...]:
    return tuple(np.nonzero(row)[0].tolist())


def _fit(guests: _Side, hosts: _Side, apart: Ints, past: _Past) -> Bytes:
    """(guests, hosts) points: up to 50 for topics, 25 for hours, 15 for new teams and 10 for new people; 255 for apart.

    Some rows at a time and looked up in small tables, so that the matrix itself is the largest thing in memory.
    """
    between = np.zeros((guests.teams, hosts.teams), dtype=np.int64)
    np.add.at(between, (guests.team[past.pairs // len(hosts)], hosts.team[past.pairs % len(hosts)]), past.times)
    team_points = (15 // (1 + between)).astype(np.uint8)[:, hosts.team]
    zones, zone_of = np.unique(guests.zone, return_inverse=True)
    hours = _shared_hours(zones[:, None], hosts.zone)
    hour_points = (25 * np.minimum(6.0, hours) // 6).astype(np.uint8)
    fit = np.empty((len(guests), len(hosts)), dtype=np.uint8)
    for first in range(0, len(guests), _CHUNK):
        rows = slice(first, first + _CHUNK)
        topics = (17 * guests.wants[rows]) @ hosts.knows.T + (8 * guests.knows[rows]) @ hosts.wants.T
        points = np.minimum(50, topics).astype(np.uint8) + 10
        points += hour_points[zone_of[rows]]
        points += team_points[guests.team[rows]]
        points[(hours < _LEAST_SHARED)[zone_of[rows]]] = APART
        fit[rows] = points
    flat = fit.reshape(-1)
    together = flat[past.pairs] != APART
    flat[past.pairs[together]] -= (10 - 10 // (1 + past.times[together])).astype(np.uint8)
    flat[apart] = APART
    return fit
