"""Why two people of a plan are together: what their meeting adds, and what the next best choice would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ridealong.domain.errors import InvalidValue
from ridealong.planning.chains import ChainSearch
from ridealong.planning.explain.moves import Move
from ridealong.planning.explain.terms import Part, parts_of_meeting
from ridealong.planning.explain.why_not import cost_of
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from ridealong.planning.explain.case import Case


@dataclass(frozen=True, slots=True)
class Instead:
    """The best other host for the same guest in the same round: what the plan gains or loses, in parts; who moves."""

    host: str
    gain: int
    moves: tuple[Move, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class WhyPair:
    """Why a meeting is in a plan.

    `start` is its round; `points` is by how much the value would be lower without it, the sum of `parts`. `instead`
    is None where the meeting is fixed or nobody else could take it.
    """

    guest: str
    host: str
    start: int
    points: int
    parts: tuple[Part, ...]
    pinned: bool
    instead: Instead | None


def why_pair(case: Case, guest: str, host: str, round_: int) -> WhyPair:
    """Explain a meeting of the plan; raises `InvalidValue` where the two are not together in that round."""
    season, row, column = case.season, case.guest(guest), case.host(host)
    if not 0 <= round_ < case.problem.rounds or season.host_of[row, round_] != column:
        raise InvalidValue(f"{guest} is not with {host} in round {round_}")
    start = round_
    stay = int(season.grid.stay[row])
    if stay > 1:
        first = round_
        while first and season.host_of[row, first - 1] == column:
            first -= 1
        start = first + (round_ - first) // stay * stay
    parts = parts_of_meeting(season, row, column, start)
    pinned = bool(season.locked[row, round_])
    instead = None if pinned or stay > 1 else _instead(case, row, column, round_)
    return WhyPair(guest, host, start, sum(part.points for part in parts), parts, pinned, instead)


def _instead(case: Case, guest: int, host: int, round_: int) -> Instead | None:
    others = [other for other in range(len(case.grid.hosts)) if other != host]
    chain = ChainSearch(case.season, guest).best(others, [round_])
    if chain is None:
        return None
    cost, after = cost_of(case, chain), chain.shifts[0].after
    name = NOBODY if after is None else after[1]
    return Instead(case.grid.hosts[name].id, cost.gain, cost.moves, cost.parts)
