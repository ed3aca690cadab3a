"""Why a guest has nobody in a round: the rules, and the people who are in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ridealong.domain.errors import InvalidValue
from ridealong.planning.explain.hall import squeeze
from ridealong.planning.reasons import open_cell
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from ridealong.planning.explain.case import Case
    from ridealong.planning.plan import Open


@dataclass(frozen=True, slots=True)
class Crowd:
    """Guests who in one round could only be with `hosts`, who have fewer `seats` together than they are."""

    guests: tuple[str, ...]
    hosts: tuple[str, ...]
    seats: int


@dataclass(frozen=True, slots=True)
class WhyOpen:
    """Why a place stays open: what keeps each host, and, where that is the reason, the people who are too many.

    `crowd` cannot be made smaller; None where that is not the reason.
    """

    open: Open
    crowd: Crowd | None


def why_open(case: Case, guest: str, round_: int) -> WhyOpen:
    """Explain an open place; raises `InvalidValue` where the guest has somebody in that round."""
    row = case.guest(guest)
    if not 0 <= round_ < case.problem.rounds:
        raise InvalidValue(f"round {round_} does not exist; rounds run from 0 to {case.problem.rounds - 1}")
    if case.season.host_of[row, round_] != NOBODY:
        raise InvalidValue(f"{guest} has a host in round {round_}")
    found = open_cell(case.season, row, round_)
    group = squeeze(case.season, row, round_) if case.grid.present[row, round_] else None
    crowd = None
    if group is not None:
        names = tuple(case.grid.guests[one].id for one in group.guests)
        crowd = Crowd(names, tuple(case.grid.hosts[one].id for one in group.hosts), group.seats)
    return WhyOpen(found, crowd)
