"""The ledger: which visits are owed, because the return of one that was held has not followed in time."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import RETURN_WEEKS, Kind

OWING_KINDS = tuple(kind for kind in Kind if kind.both_ways)
"""Kinds of programs in which every visit is to be returned."""
COUNTED = (State.PUBLISHED, State.HELD, State.ENDED)
"""States in which a visit can be the return of another one; only one that was held makes anybody owe one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One visit between the two people of a pair.

    Args:
        id: that of the pairing.
        guest_side: the visiting side, which tells the two directions apart.
        return_weeks: within how many weeks the return should begin.
    """

    id: int
    guest_side: Side
    first: date
    last: date
    state: State
    return_weeks: int = RETURN_WEEKS

    @property
    def due(self) -> date:
        """The last day on which the return of the visit should begin."""
        return due_day(self.last, self.return_weeks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """A visit that was held and is still to be returned.

    Args:
        leg: that visit: its host now owes its guest a visit.
        due: the last day on which the return should begin.
        planned: the day on which a published return begins, although later than that; None where there is none.
    """

    leg: Leg
    due: date
    planned: date | None = None

    def overdue_days(self, today: date) -> int:
        """For how many days the return has been overdue; 0 where there is time left."""
        return max(0, (today - self.due).days)


def due_day(visit_ended: date, weeks: int = RETURN_WEEKS) -> date:
    """The last day on which the return of a visit should begin."""
    return visit_ended + timedelta(weeks=weeks)


def with_returns(legs: Iterable[Leg]) -> list[tuple[Leg, Leg | None]]:
    """The visits between two people by day, each with its return, or None where none has followed.

    Each visit is the return of the oldest one in the other direction that has none yet. Returns stand only beside the
    visits that they return.
    """
    waiting: deque[Leg] = deque()
    returned: dict[int, Leg] = {}
    opening: list[Leg] = []
    for leg in sorted(legs, key=lambda one: (one.first, one.last, one.id)):
        if not waiting or waiting[0].guest_side is leg.guest_side:
            waiting.append(leg)
            opening.append(leg)
        else:
            returned[waiting.popleft().id] = leg
    return [(leg, returned.get(leg.id)) for leg in opening]


def debts(legs: Iterable[Leg], today: date) -> list[Debt]:
    """What is owed between two people, the oldest first.

    What was held or ended early returns a visit whenever it was, and so does what is over and not marked yet; what is
    to come, if it begins in time.

    Args:
        legs: all visits between the two, in states that are `COUNTED`; in any order.
    """
    found = []
    for leg, back in with_returns(legs):
        late = back is not None and back.state is State.PUBLISHED and back.last >= today and back.first > leg.due
        if leg.state is State.HELD and (back is None or late):
            found.append(Debt(leg=leg, due=leg.due, planned=back.first if back else None))
    return sorted(found, key=lambda one: (one.due, one.leg.id))
