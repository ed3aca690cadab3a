"""Everybody who could fill a guest's place or a host's seat, ranked by what that would do to the whole plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ridealong.domain.errors import InvalidValue
from ridealong.planning.chains import ChainSearch
from ridealong.planning.explain.direct import direct_chain
from ridealong.planning.explain.moves import Move, moves_of
from ridealong.planning.explain.why_not import Forbidden, forbidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ridealong.planning.chains import Chain
    from ridealong.planning.explain.case import Case

LOOKED_AT = 12
"""Guests for a seat for whom all chains are searched, which takes long in large seasons."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A host for a guest's place, or a guest for a host's seat.

    `rounds` are those asked about in which the two are together already. Otherwise `round` is the best one, `gain`
    the exact change of the value of the whole plan, negative for a cost, and `moves` say what changes for whom, the
    guest of the place first. Where `gain` is None it cannot be: `forbidden` are the rules that forbid it, empty where
    only what is fixed leaves no way.
    """

    id: str
    rounds: tuple[int, ...]
    round: int | None
    gain: int | None
    moves: tuple[Move, ...]
    forbidden: tuple[Forbidden, ...]


def candidates(case: Case, guest: str, round_: int | None = None) -> tuple[Candidate, ...]:
    """Every host for a place of `guest` in a round, or in the best one: who is there now, then by gain, then by id.

    One search for each round serves all hosts. Raises `InvalidValue` for a stranger and a round that does not exist.
    """
    row, rounds = case.guest(guest), _rounds(case, round_)
    best: dict[int, Chain] = {}
    for some in case.apart_by_pins(row, rounds):
        with case.giving_up(row, some):
            for host, chain in ChainSearch(case.season, row).each(some).items():
                if host not in best or chain.gain > best[host].gain:
                    best[host] = chain
    hosts = case.grid.hosts
    return _ranked(_candidate(case, one.id, (row, at), rounds, best.get(at)) for at, one in enumerate(hosts))


def seat_candidates(case: Case, host: str, round_: int | None = None) -> tuple[Candidate, ...]:
    """Every guest for a seat of `host` in a round, or in the best one: who is there now, then by gain, then by id.

    Everybody is tried by direct moves, and the `LOOKED_AT` best of them by the chains that `candidates` looks for.
    Raises `InvalidValue` for a stranger and a round that does not exist.
    """
    column, rounds = case.host(host), _rounds(case, round_)
    there = case.season.host_of[:, rounds] == column
    asking = np.flatnonzero(~there.any(axis=1) & (case.grid.fit[:, column] >= 0)).tolist()
    best = {guest: chain for guest in asking if (chain := direct_chain(case, guest, column, rounds)) is not None}
    points = case.grid.fit[:, column]
    order = sorted(asking, key=lambda one: (one not in best, -best[one].gain if one in best else 0, -points[one], one))
    for guest in order[:LOOKED_AT]:
        for some in case.apart_by_pins(guest, rounds):
            with case.giving_up(guest, some):
                chain = ChainSearch(case.season, guest).best([column], some)
            if chain is not None and (guest not in best or chain.gain > best[guest].gain):
                best[guest] = chain
    guests = case.grid.guests
    return _ranked(_candidate(case, one.id, (at, column), rounds, best.get(at)) for at, one in enumerate(guests))


def _rounds(case: Case, round_: int | None) -> list[int]:
    if round_ is not None and not 0 <= round_ < case.problem.rounds:
        raise InvalidValue(f"round {round_} does not exist; rounds run from 0 to {case.problem.rounds - 1}")
    return list(range(case.problem.rounds)) if round_ is None else [round_]


def _ranked(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(found, key=lambda one: (not one.rounds, one.gain is None, -(one.gain or 0), one.id)))


def _candidate(case: Case, name: str, pair: tuple[int, int], rounds: Sequence[int], chain: Chain | None) -> Candidate:
    """One of the two of a pair (guest, host), by id, as a candidate for a place of the other."""
    guest, host = pair
    together = tuple(np.array(rounds)[case.season.host_of[guest, rounds] == host].tolist())
    if together or chain is None:
        both = case.grid.guests[guest].id, case.grid.hosts[host].id
        return Candidate(name, together, None, None, (), () if together else forbidden(case, *both, rounds))
    place = chain.shifts[0].after
    return Candidate(name, (), None if place is None else place[0], chain.gain, moves_of(case, chain), ())
