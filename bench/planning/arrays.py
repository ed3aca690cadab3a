"""A problem and a plan as NumPy arrays, for the scorer and for the methods that others use."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ridealong.planning.problem import Guest, Host, Met, Problem, Weights

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Bytes = NDArray[np.uint8]

_Part = Problem | Guest | Host | Met

NOBODY = 255
"""The byte for a pair that must stay apart."""
_GUEST_FIELDS = frozenset({"away", "turns", "max_turns", "known_teams"})
_HOST_FIELDS = frozenset({"capacity", "away", "share"})


@dataclass(frozen=True, slots=True)
class Arrays:
    """G guests, H hosts, R rounds and T host teams.

    `present` (G, R) and `seats` (H, R) hold absences; `fit` (G, H) is a byte a pair; `met_pairs` are pair numbers
    (guest x H + host) in order, each once, with `met_times`; `team` (H) and `known` (G, T) are teams of hosts; `share`
    (H) is -1 where it has to be worked out, and `max_turns` (G) is R where there is no limit.
    """

    present: Bools
    seats: Ints
    fit: Bytes
    met_pairs: Ints
    met_times: Ints
    team: Ints
    known: Bools
    turns: Ints
    max_turns: Ints
    share: Ints
    weights: Weights

    @property
    def guests(self) -> int:
        return int(self.fit.shape[0])

    @property
    def hosts(self) -> int:
        return int(self.fit.shape[1])

    @property
    def rounds(self) -> int:
        return int(self.present.shape[1])


def arrays_of(problem: Problem) -> Arrays:
    """The arrays of a problem in the base format.

    Raises `ValueError` for one with extensions or pins, which neither the scorer nor the other methods know.
    """
    if _extended(problem):
        raise ValueError("made-up seasons have neither pins nor extensions")
    guests, hosts, rounds = problem.guests, problem.hosts, problem.rounds
    names = {name: number for number, name in enumerate(dict.fromkeys(host.team for host in hosts))}
    team = np.array([names[host.team] for host in hosts], dtype=np.int64)
    guest_at = {guest.id: number for number, guest in enumerate(guests)}
    host_at = {host.id: number for number, host in enumerate(hosts)}
    met = sorted((guest_at[m.guest] * len(hosts) + host_at[m.host], m.times) for m in problem.met if m.times)
    met_pairs = np.array([pair for pair, _times in met], dtype=np.int64)
    return Arrays(
        present=~_away([guest.away for guest in guests], rounds),
        seats=_capacity(hosts, rounds) * ~_away([host.away for host in hosts], rounds),
        fit=np.frombuffer(problem.fit.cells, dtype=np.uint8).reshape(len(guests), len(hosts)),
        met_pairs=met_pairs,
        met_times=np.array([times for _pair, times in met], dtype=np.int64),
        team=team,
        known=_known(guests, names, met_pairs, team),
        turns=np.array([guest.turns for guest in guests], dtype=np.int64),
        max_turns=np.array([rounds if g.max_turns is None else g.max_turns for g in guests], dtype=np.int64),
        share=np.array([-1 if host.share is None else host.share for host in hosts], dtype=np.int64),
        weights=problem.weights,
    )


def plan_rows(problem: Problem, visits: Sequence[tuple[int, str, str]]) -> Ints:
    """(n, 3) rounds, guests and hosts by number, of visits as (round, guest id, host id); an unknown id is -1."""
    guest_at = {guest.id: number for number, guest in enumerate(problem.guests)}
    host_at = {host.id: number for number, host in enumerate(problem.hosts)}
    rows = [(round_, guest_at.get(guest, -1), host_at.get(host, -1)) for round_, guest, host in visits]
    return np.array(rows, dtype=np.int64).reshape(-1, 3)


def _extended(problem: Problem) -> bool:
    """Whether anything but the fields of the base format, pins aside, differs from its default."""
    plain = Problem(problem.rounds, problem.guests, problem.hosts, problem.fit)
    return (
        _differs(problem, plain, {"seed", "met", "weights"})
        or any(_differs(guest, Guest(guest.id, guest.team), _GUEST_FIELDS) for guest in problem.guests)
        or any(_differs(host, Host(host.id, host.team), _HOST_FIELDS) for host in problem.hosts)
        or any(_differs(met, Met(met.guest, met.host), {"times"}) for met in problem.met)
    )


def _differs(one: _Part, plain: _Part, but: Set[str]) -> bool:
    """Whether any field, `but` some, is not the same in both."""
    names = [field.name for field in fields(one) if field.name not in but]
    return any(getattr(one, name) != getattr(plain, name) for name in names)


def _away(absences: Sequence[Sequence[int]], rounds: int) -> Bools:
    away = np.zeros((len(absences), rounds), dtype=np.bool_)
    for row, rounds_away in zip(away, absences, strict=True):
        row[list(rounds_away)] = True
    return away


def _capacity(hosts: Sequence[Host], rounds: int) -> Ints:
    capacity = np.empty((len(hosts), rounds), dtype=np.int64)
    for row, host in zip(capacity, hosts, strict=True):
        row[:] = host.capacity
    return capacity


def _known(guests: Sequence[Guest], names: dict[str, int], met_pairs: Ints, team: Ints) -> Bools:
    known = np.zeros((len(guests), len(names)), dtype=np.bool_)
    for row, guest in zip(known, guests, strict=True):
        row[[names[name] for name in guest.known_teams if name in names]] = True
    known[met_pairs // len(team), team[met_pairs % len(team)]] = True
    return known
