"""Everybody who could fill a guest's place, ranked by what that would do to the whole plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ridealong.domain.errors import InvalidValue
from ridealong.planning.chains import ChainSearch
from ridealong.planning.explain.moves import Move, moves_of
from ridealong.planning.explain.why_not import Forbidden, forbidden

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.planning.chains import Chain
    from ridealong.planning.explain.case import Case


@dataclass(frozen=True, slots=True)
class Candidate:
    """A host for a guest's place.

    `rounds` are those asked about in which the two are together already. Otherwise `round` is the best one, `gain`
    the exact change of the value of the whole plan, negative for a cost, and `moves` say what changes for whom, the
    guest first. Where `gain` is None it cannot be: `forbidden` are the rules that forbid it, empty where only what is
    fixed leaves no way.
    """

    host: str
    rounds: tuple[int, ...]
    round: int | None
    gain: int | None
    moves: tuple[Move, ...]
    forbidden: tuple[Forbidden, ...]


def candidates(case: Case, guest: str, round_: int | None = None) -> tuple[Candidate, ...]:
    """Every host for a place of `guest` in a round, or in the best one: who is there now, then by gain, then by id.

    One search for each round serves all hosts. Raises `InvalidValue` for a stranger and a round that does not exist.
    """
    row = case.guest(guest)
    if round_ is not None and not 0 <= round_ < case.problem.rounds:
        raise InvalidValue(f"round {round_} does not exist; rounds run from 0 to {case.problem.rounds - 1}")
    rounds = list(range(case.problem.rounds)) if round_ is None else [round_]
    best: dict[int, Chain] = {}
    for some in case.apart_by_pins(row, rounds):
        with case.giving_up(row, some):
            for host, chain in ChainSearch(case.season, row).each(some).items():
                if host not in best or chain.gain > best[host].gain:
                    best[host] = chain
    found = [_candidate(case, row, host, rounds, best.get(host)) for host in range(len(case.grid.hosts))]
    return tuple(sorted(found, key=lambda one: (not one.rounds, one.gain is None, -(one.gain or 0), one.host)))


def _candidate(case: Case, guest: int, host: int, rounds: Sequence[int], chain: Chain | None) -> Candidate:
    name = case.grid.hosts[host].id
    together = tuple(np.array(rounds)[case.season.host_of[guest, rounds] == host].tolist())
    if together or chain is None:
        against = () if together else forbidden(case, case.grid.guests[guest].id, name, rounds)
        return Candidate(name, together, None, None, (), against)
    place = chain.shifts[0].after
    return Candidate(name, (), None if place is None else place[0], chain.gain, moves_of(case, chain), ())
