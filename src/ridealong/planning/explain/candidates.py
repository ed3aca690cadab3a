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
    from collections.abc import Iterable, Mapping, Sequence

    from ridealong.planning.chains import Chain
    from ridealong.planning.explain.case import Case

LOOKED_AT = 12
"""Guests for a seat for whom all chains are searched, which takes long in large seasons."""
SEARCHED = 30
"""Hosts for a place for whom all chains are searched."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A host for a guest's place, or a guest for a host's seat.

    `rounds` are those asked about in which the two are together already. Otherwise `round` is the best one, `gain`
    the exact change of the value of the whole plan, negative for a cost, and `moves` say what changes for whom, the
    guest of the place first. Where `gain` is None it cannot be: `forbidden` are the rules that forbid it, empty where
    only what is fixed leaves no way, or where, not being `searched`, there is none but by moving several others.
    """

    id: str
    rounds: tuple[int, ...]
    round: int | None
    gain: int | None
    moves: tuple[Move, ...]
    forbidden: tuple[Forbidden, ...]
    searched: bool = True


def candidates(case: Case, guest: str, round_: int | None = None, *, only: str | None = None) -> tuple[Candidate, ...]:
    """Every host for a place of `guest` in a round, or in the best one: who is there now, then by gain, then by id.

    Of up to `SEARCHED` hosts, and of `only` one if that is asked for, all chains are searched. Of more, everybody is
    tried by direct moves, and the best of them by chains. Raises `InvalidValue` for strangers and a round that does
    not exist.
    """
    row, rounds = case.guest(guest), _rounds(case, round_)
    asked = range(len(case.grid.hosts)) if only is None else [case.host(only)]
    best: dict[int, Chain] = {}
    able = list(asked)
    if len(able) > SEARCHED:
        best = {at: chain for at in able if (chain := direct_chain(case, row, at, rounds)) is not None}
        able = [at for at in able if at in best or case.grid.fit[row, at] >= 0]
    searched = _best_first(able, best, case.grid.fit[row].tolist())[:SEARCHED]
    best |= _chains(case, row, searched, rounds)
    hosts = case.grid.hosts
    return _ranked(
        _candidate(case, hosts[at].id, (row, at), rounds, best.get(at), searched=at in searched) for at in asked
    )


def _chains(case: Case, guest: int, hosts: Sequence[int], rounds: Sequence[int]) -> dict[int, Chain]:
    """The best chain to each of some hosts in one of some rounds; without those to whom none was found."""
    best: dict[int, Chain] = {}
    for some in case.apart_by_pins(guest, rounds):
        with case.giving_up(guest, some):
            for host, chain in ChainSearch(case.season, guest).each(some, hosts).items():
                if host not in best or chain.gain > best[host].gain:
                    best[host] = chain
    return best


def _best_first(asked: Iterable[int], best: Mapping[int, Chain], fit: Sequence[int]) -> list[int]:
    """Those with the best direct moves first, then those without any, by fit."""
    return sorted(asked, key=lambda one: (one not in best, -best[one].gain if one in best else 0, -fit[one], one))


def seat_candidates(
    case: Case, host: str, round_: int | None = None, *, only: str | None = None
) -> tuple[Candidate, ...]:
    """Every guest for a seat of `host` in a round, or in the best one: who is there now, then by gain, then by id.

    With `only` it is asked of that guest alone. Everybody is tried by direct moves, and the `LOOKED_AT` best of them by
    the chains that `candidates` looks for. Raises `InvalidValue` for strangers and a round that does not exist.
    """
    column, rounds = case.host(host), _rounds(case, round_)
    there = case.season.host_of[:, rounds] == column
    asked = range(len(case.grid.guests)) if only is None else [case.guest(only)]
    asking = [one for one in asked if not there[one].any() and case.grid.fit[one, column] >= 0]
    best = {guest: chain for guest in asking if (chain := direct_chain(case, guest, column, rounds)) is not None}
    searched = _best_first(asking, best, case.grid.fit[:, column].tolist())[:LOOKED_AT]
    for guest in searched:
        for some in case.apart_by_pins(guest, rounds):
            with case.giving_up(guest, some):
                chain = ChainSearch(case.season, guest).best([column], some)
            if chain is not None and (guest not in best or chain.gain > best[guest].gain):
                best[guest] = chain
    guests = case.grid.guests
    return _ranked(
        _candidate(case, guests[at].id, (at, column), rounds, best.get(at), searched=at in searched) for at in asked
    )


def _rounds(case: Case, round_: int | None) -> list[int]:
    if round_ is not None and not 0 <= round_ < case.problem.rounds:
        raise InvalidValue(f"round {round_} does not exist; rounds run from 0 to {case.problem.rounds - 1}")
    return list(range(case.problem.rounds)) if round_ is None else [round_]


def _ranked(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(found, key=lambda one: (not one.rounds, one.gain is None, -(one.gain or 0), one.id)))


def _candidate(
    case: Case, name: str, pair: tuple[int, int], rounds: Sequence[int], chain: Chain | None, *, searched: bool
) -> Candidate:
    """One of the two of a pair (guest, host), by id, as a candidate for a place of the other."""
    guest, host = pair
    together = tuple(np.array(rounds)[case.season.host_of[guest, rounds] == host].tolist())
    if together or chain is None:
        both = case.grid.guests[guest].id, case.grid.hosts[host].id
        rules = () if together else forbidden(case, *both, rounds)
        return Candidate(name, together, None, None, (), rules, searched)
    place = chain.shifts[0].after
    return Candidate(name, (), None if place is None else place[0], chain.gain, moves_of(case, chain), ())
