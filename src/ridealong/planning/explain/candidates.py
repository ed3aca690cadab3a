"""Everybody who could fill a guest's place or a host's seat, ranked by what that would do to the whole plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ridealong.domain.errors import InvalidValue
from ridealong.planning.chain_pool import Pool
from ridealong.planning.chain_worth import Worth
from ridealong.planning.chains import ChainSearch
from ridealong.planning.explain.direct import TRIED, direct_chain
from ridealong.planning.explain.moves import Move, moves_of
from ridealong.planning.explain.moving_up import MovingUp
from ridealong.planning.explain.terms import weightiest
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
    only what is fixed leaves no way, or where, not being `searched`, there is none but by moving several others. What
    is not `searched` was tried by direct moves alone: moving several others might gain more. `term` is the term of the
    value that the gain is mostly about; empty where there is none.
    """

    id: str
    rounds: tuple[int, ...]
    round: int | None
    gain: int | None
    moves: tuple[Move, ...]
    forbidden: tuple[Forbidden, ...]
    searched: bool = True
    term: str = ""


def candidates(case: Case, guest: str, round_: int | None = None, *, only: str | None = None) -> tuple[Candidate, ...]:
    """Every host for a place of `guest` in a round, or in the best one: who is there now, then by gain, then by id.

    Of up to `SEARCHED` hosts, and of `only` one if that is asked for, all chains are searched. Of more, everybody is
    tried by direct moves, and chains are searched of those to whom they promise most; where a free seat is worth as
    much as any place that somebody would have to leave, the direct move is the best chain. Raises `InvalidValue` for
    strangers and a round that does not exist.
    """
    row, rounds = case.guest(guest), _rounds(case, round_)
    asked = range(len(case.grid.hosts)) if only is None else [case.host(only)]
    many = len(asked) > SEARCHED
    up = MovingUp(case.season)
    best = {at: chain for at in asked if many and (chain := direct_chain(case, row, at, rounds, up)) is not None}
    chains, looked, left = _chains(case, row, asked, rounds)
    best |= {at: chain for at, chain in chains.items() if at not in best or chain.gain >= best[at].gain}
    exact = looked | (best.keys() - left)
    hosts = case.grid.hosts
    return _ranked(
        _candidate(case, hosts[at].id, (row, at), rounds, best.get(at), searched=at in exact) for at in asked
    )


def _chains(
    case: Case, guest: int, hosts: Sequence[int], rounds: Sequence[int]
) -> tuple[dict[int, Chain], set[int], set[int]]:
    """The best chain found to each host in one of some rounds; whose were searched; who may have a better one."""
    best: dict[int, Chain] = {}
    looked, left = set(hosts), set[int]()
    for some in case.apart_by_pins(guest, rounds):
        with case.giving_up(guest, some):
            search, wanted = ChainSearch(case.season, guest), list(hosts)
            if len(hosts) > SEARCHED:
                wanted, more = _promising(search, some)
                looked, left = looked & set(wanted), left | more
            for host, chain in search.each(some, wanted).items():
                if host not in best or chain.gain > best[host].gain:
                    best[host] = chain
    return best, looked, left - looked


def _promising(search: ChainSearch, rounds: Sequence[int]) -> tuple[list[int], set[int]]:
    """The hosts to whom chains promise most, which are searched, and those of the others who may have a chain too."""
    able = (search.season.grid.fit[search.guest] >= 0).tolist()
    if len(rounds) == 1 and search.worth.movable[search.guest].sum() <= TRIED:
        promised = search.crowded(rounds)
    else:
        # Direct moves were not tried in every round.
        promised = search.table(None, rounds).max(axis=1)
    least = np.iinfo(np.int64).min
    ranked = np.argsort(-promised.astype(np.float64), kind="stable").tolist()
    some = [at for at in ranked if able[at] and promised[at] > least]
    return some[:SEARCHED], set(some[SEARCHED:])


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
    up = MovingUp(case.season)
    best = {guest: chain for guest in asking if (chain := direct_chain(case, guest, column, rounds, up)) is not None}
    searched = _best_first(asking, best, case.grid.fit[:, column].tolist())[:LOOKED_AT]
    worth = Worth(case.season, None, 0)
    settled = set[int]()
    if len(rounds) == 1 and len(best) > LOOKED_AT and _free_seat_is_best(worth, column, rounds[0]):
        loose = (one for one in best if not case.any_host(one, rounds))
        settled = {one for one in loose if not case.season.pair[one, column]}
    for guest in searched:
        if guest in settled:
            continue
        for some in case.apart_by_pins(guest, rounds):
            with case.giving_up(guest, some) as unlocked:
                chain = ChainSearch(case.season, guest, worth=None if unlocked else worth).best([column], some)
            if chain is not None and (guest not in best or chain.gain > best[guest].gain):
                best[guest] = chain
    exact = settled | set(searched)
    guests = case.grid.guests
    return _ranked(
        _candidate(case, guests[at].id, (at, column), rounds, best.get(at), searched=at in exact) for at in asked
    )


def _free_seat_is_best(worth: Worth, host: int, round_: int) -> bool:
    """Whether a free seat of a host is worth as much as any place that somebody would have to leave.

    Then the direct move is the best chain, whichever of the guests with a single visit to give up asks.
    """
    if not worth.free[host, round_] or worth.movable.sum(axis=1).max(initial=0) > TRIED:
        return False
    return Pool(worth, None, None).most_from(host, round_) <= int(worth.one_more[host])


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
    round_, moves, term = None if place is None else place[0], moves_of(case, chain), weightiest(case.season, chain)
    return Candidate(name, (), round_, chain.gain, moves, (), searched, term)
