"""Why two people are not together: the rules that forbid it, or what it would cost and who would move."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ridealong.domain.errors import InvalidValue
from ridealong.planning.chains import ChainSearch, apply
from ridealong.planning.explain.beside import new_violations
from ridealong.planning.explain.moves import Move, moves_of
from ridealong.planning.explain.relax import Relaxation
from ridealong.planning.explain.remedies import remedies_for
from ridealong.planning.explain.terms import Part, difference
from ridealong.planning.rules.rule import Violation
from ridealong.planning.said import When

if TYPE_CHECKING:
    from ridealong.planning.chains import Chain
    from ridealong.planning.explain.case import Case
    from ridealong.planning.rules.rule import Cell

NOTHING = int(np.iinfo(np.int64).min)


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Rounds in which the same rules forbid a meeting."""

    rounds: tuple[int, ...]
    broken: tuple[Violation, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a meeting would change: `gain` is that of the value, and exact for these moves; `parts` add up to it."""

    round: int
    gain: int
    moves: tuple[Move, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why two people are not together in any of `rounds`.

    `together` are rounds in which they are. `forbidden` holds the others in which a rule forbids it, whatever the
    rest of the plan; `allowed` those in which none does, with what it would change there as far as that is known
    before it is tried. `cost` is the best of them, tried; None where no way was found. `remedies` are the smallest
    sets of relaxations that would allow it, each enough by itself; empty where there is a cost.
    """

    guest: str
    host: str
    rounds: tuple[int, ...]
    together: tuple[int, ...]
    forbidden: tuple[Forbidden, ...]
    allowed: tuple[tuple[int, int | None], ...]
    cost: Cost | None
    remedies: tuple[tuple[Relaxation, ...], ...]


def why_not(case: Case, guest: str, host: str, round_: int | None = None) -> WhyNot:
    """Why these two are not together in a round, or, without one, in any.

    The cost is that of the best chain of moves found (see `ChainSearch`), so a plan made afresh may do better. Raises
    `InvalidValue` for strangers and for a round that does not exist.
    """
    row, column = case.guest(guest), case.host(host)
    if round_ is not None and not 0 <= round_ < case.problem.rounds:
        raise InvalidValue(f"round {round_} does not exist; rounds run from 0 to {case.problem.rounds - 1}")
    rounds = tuple(range(case.problem.rounds)) if round_ is None else (round_,)
    together = tuple(one for one in rounds if case.season.host_of[row, one] == column)
    rules = _rules(case, guest, host, [one for one in rounds if one not in together])
    free = [one for one, violations in rules.items() if not violations]
    allowed, cost = _cost(case, row, column, free)
    remedies = () if cost or together else remedies_for(case, guest, host, rules)
    return WhyNot(guest, host, rounds, together, _grouped(rules), allowed, cost, remedies)


def forbidden(case: Case, guest: str, host: str, rounds: Iterable[int]) -> tuple[Forbidden, ...]:
    """The rules that keep two people apart in some rounds, whatever the rest of the plan beside what is pinned."""
    return _grouped(_rules(case, guest, host, rounds))


def _rules(case: Case, guest: str, host: str, rounds: Iterable[int]) -> dict[int, tuple[Violation, ...]]:
    return {round_: _rules_against(case, (round_, guest, host)) for round_ in rounds}


def _rules_against(case: Case, cell: Cell) -> tuple[Violation, ...]:
    """The rules that a row would break beside what is pinned; a stay is looked at from this round on."""
    round_, guest, host = cell
    stay = case.facts.stay[guest]
    rows = [(one, guest, host) for one in range(round_, min(round_ + stay, case.problem.rounds))]
    return new_violations(case.facts, case.pinned, rows)


def _grouped(rules: dict[int, tuple[Violation, ...]]) -> tuple[Forbidden, ...]:
    """Rounds with the same rules for the same people and reasons together, in order of their first round."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for round_, violations in rules.items():
        if violations:
            alike = tuple(
                (one.rule, *(part for part in one.said.parts if not isinstance(part, When))) for one in violations
            )
            groups.setdefault(alike, []).append(round_)
    return tuple(Forbidden(tuple(rounds), rules[rounds[0]]) for rounds in groups.values())


def _cost(
    case: Case, guest: int, host: int, rounds: Sequence[int]
) -> tuple[tuple[tuple[int, int | None], ...], Cost | None]:
    if not rounds or case.grid.stay[guest] > 1:
        return tuple((one, None) for one in rounds), None
    expected: dict[int, int | None] = {}
    best: Chain | None = None
    for some in case.apart_by_pins(guest, rounds):
        with case.giving_up(guest, some):
            search = ChainSearch(case.season, guest)
            table = search.table([host], some)[host]
            chain = search.best([host], some)
        expected |= {one: None if table[one] == NOTHING else int(table[one]) for one in some}
        if chain is not None and (best is None or chain.gain > best.gain):
            best = chain
    return tuple(sorted(expected.items())), None if best is None else cost_of(case, best)


def cost_of(case: Case, chain: Chain) -> Cost:
    """A chain with the terms of the value that it changes."""
    after = case.season.copy()
    apply(after, chain)
    place = chain.shifts[0].after
    if place is None:
        raise ArithmeticError("a chain begins with the visit that was asked for")
    parts = difference(case.season, case.season.terms(), after.terms())
    return Cost(place[0], chain.gain, moves_of(case, chain), parts)
