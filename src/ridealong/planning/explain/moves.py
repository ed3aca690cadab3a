"""What a chain of moves does, told by id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ridealong.planning.chain_trial import Place
    from ridealong.planning.chains import Chain
    from ridealong.planning.explain.case import Case


@dataclass(frozen=True, slots=True)
class Spot:
    """A round and the id of a host."""

    round: int
    host: str


@dataclass(frozen=True, slots=True)
class Move:
    """What changes for one guest: the visit given up and the one got; None where there is none."""

    guest: str
    before: Spot | None
    after: Spot | None


def moves_of(case: Case, chain: Chain) -> tuple[Move, ...]:
    """The shifts of a chain by id, the asking guest's first."""
    return tuple(
        Move(case.grid.guests[shift.guest].id, _spot(case, shift.before), _spot(case, shift.after))
        for shift in chain.shifts
    )


def _spot(case: Case, place: Place | None) -> Spot | None:
    return None if place is None else Spot(place[0], case.grid.hosts[place[1]].id)
