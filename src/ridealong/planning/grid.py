"""A problem as NumPy arrays, people in order of id, so that the listed order can have no influence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.caps import Caps, build_caps
from ridealong.planning.limits import Limits, build_limits
from ridealong.planning.problem import APART, Guest, Host, Problem
from ridealong.planning.score import fair_shares
from ridealong.planning.soon import LastMet, last_met

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Ints = NDArray[np.int64]
    Small = NDArray[np.int16]
    Tiny = NDArray[np.uint8]


MOST_SHARE = 2**40
"""More meetings than any host can have."""


@dataclass(frozen=True, slots=True)
class Grid:
    """G guests, H hosts, R rounds and T host teams as arrays.

    `present` (G, R) and `seats` (H, R) hold absences; `fit` (G, H) has -1 for apart; `met` (G, H) counts meetings
    before; `known` (G, T) are teams a guest knows; `not_before` maps a pair to its first allowed round, that of the
    gap after their last meeting included. `caps` are the rules about whole rounds, `last_met` the last meetings.
    """

    problem: Problem
    guests: tuple[Guest, ...]
    hosts: tuple[Host, ...]
    present: Bools
    seats: Ints
    fit: Small
    met: Small
    team: Ints
    teams: int
    known: Bools
    turns: Ints
    max_turns: Ints
    stay: Ints
    share: Ints
    limited: Bools
    limits: Limits
    not_before: dict[tuple[int, int], int]
    caps: Caps
    last_met: LastMet
    guest_at: dict[str, int]
    host_at: dict[str, int]

    @property
    def rounds(self) -> int:
        """How many rounds the plan has."""
        return self.problem.rounds

    @property
    def simple(self) -> bool:
        """Whether every rule is about a guest, a host or a pair in single rounds: no host limits, no gaps, no cover."""
        return not (self.problem.repeat_gap or self.caps.any or bool(self.limited.any()))

    @property
    def plain(self) -> bool:
        """Whether the base rules alone hold: no stays, host limits, gaps, first rounds of pairs, cover or trios."""
        return not (
            self.problem.repeat_gap
            or self.problem.wish_gap
            or self.not_before
            or self.caps.any
            or bool(self.limited.any())
            or bool((self.stay > 1).any())
        )

    def allowed_pairs(self, round_: int) -> Bools:
        """(G, H) where fit and `not_before` let a pair meet in this round."""
        allowed: Bools = self.fit >= 0
        for (guest, host), first in self.not_before.items():
            if round_ < first:
                allowed[guest, host] = False
        return allowed


def build_grid(problem: Problem) -> Grid:
    """The arrays of a valid problem."""
    guest_order = sorted(range(len(problem.guests)), key=lambda index: problem.guests[index].id)
    host_order = sorted(range(len(problem.hosts)), key=lambda index: problem.hosts[index].id)
    guests = tuple(problem.guests[index] for index in guest_order)
    hosts = tuple(problem.hosts[index] for index in host_order)
    guest_at = {guest.id: index for index, guest in enumerate(guests)}
    host_at = {host.id: index for index, host in enumerate(hosts)}
    raw = np.frombuffer(problem.fit.cells, dtype=np.uint8).reshape(problem.fit.rows, problem.fit.columns)
    fit = raw[np.ix_(guest_order, host_order)].astype(np.int16)
    fit[fit == APART] = -1
    names = {name: index for index, name in enumerate(sorted({host.team for host in hosts}))}
    team = np.array([names[host.team] for host in hosts], dtype=np.int64)
    pairs, met, not_before = _history(problem, guest_at, host_at)
    shares, rounds = fair_shares(problem), problem.rounds
    limits = [rounds if guest.max_turns is None else min(rounds, guest.max_turns) for guest in guests]
    present, seats = _present(guests, rounds), _seats(hosts, rounds, len(guests))
    return Grid(
        problem=problem,
        guests=guests,
        hosts=hosts,
        present=present,
        seats=seats,
        fit=fit,
        met=met,
        team=team,
        teams=len(names),
        known=_known(guests, names, team, pairs[met[pairs[:, 0], pairs[:, 1]] > 0]),
        turns=np.array([guest.turns for guest in guests], dtype=np.int64),
        max_turns=np.array(limits, dtype=np.int64),
        stay=np.array([guest.stay for guest in guests], dtype=np.int64),
        share=np.array([min(shares[host.id], MOST_SHARE) for host in hosts], dtype=np.int64),
        limited=np.array([bool(host.rest or host.promises) or host.max_visits is not None for host in hosts]),
        limits=build_limits(hosts, rounds),
        not_before=not_before,
        caps=build_caps(problem, guests, names, present, seats),
        last_met=last_met(problem, guest_at, host_at),
        guest_at=guest_at,
        host_at=host_at,
    )


def _history(
    problem: Problem, guest_at: dict[str, int], host_at: dict[str, int]
) -> tuple[Ints, Small, dict[tuple[int, int], int]]:
    """(N, 2) the pairs of whom something is known, (G, H) how often each pair met, and when some may meet again."""
    met = np.zeros((len(guest_at), len(host_at)), dtype=np.int16)
    not_before = {}
    places = [(guest_at[entry.guest], host_at[entry.host]) for entry in problem.met]
    pairs = np.array(places, dtype=np.int64).reshape(len(places), 2)
    met[pairs[:, 0], pairs[:, 1]] = [entry.times for entry in problem.met]
    for pair, entry in zip(places, problem.met, strict=True):
        first = entry.not_before or 0
        if entry.last is not None and problem.repeat_gap:
            first = max(first, entry.last + 1 + problem.repeat_gap)
        if first > 0:
            not_before[pair] = min(first, problem.rounds)
    return pairs, met, dict(sorted(not_before.items()))


def _present(guests: tuple[Guest, ...], rounds: int) -> Bools:
    present = np.ones((len(guests), rounds), dtype=np.bool_)
    for index, guest in enumerate(guests):
        present[index, [*guest.away, *guest.closed]] = False
    return present


def _seats(hosts: tuple[Host, ...], rounds: int, guests: int) -> Ints:
    """Seats that can be taken: no more of them than there are guests, however many a host offers."""
    seats = np.array([host.all_seats(rounds) for host in hosts], dtype=np.int64)
    return np.minimum(seats, guests).reshape(len(hosts), rounds)


def _known(guests: tuple[Guest, ...], names: dict[str, int], team: Ints, met: Ints) -> Bools:
    """(G, T) the teams that each guest knows; `met` (N, 2) are the pairs who have met."""
    known = np.zeros((len(guests), len(names)), dtype=np.bool_)
    for index, guest in enumerate(guests):
        known[index, [names[name] for name in guest.known_teams if name in names]] = True
    known[met[:, 0], team[met[:, 1]]] = True
    return known
