"""The ledger: which visits are owed, because the return of one that was held has not followed in time."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind

RETURN_WEEKS = 6
"""Within how many weeks after a visit the return should begin."""
OWING_KINDS = tuple(kind for kind in Kind if kind is Kind.ROTATION)
"""Kinds of programs in which every visit is to be returned."""
COUNTED = (State.PUBLISHED, State.HELD, State.ENDED)
"""States in which a visit can be the return of another one; only one that was held makes anybody owe one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One visit between the two people of a pair.

    Args:
        id: that of the pairing.
        guest_side: the visiting side, which tells the two directions apart.
    """

    id: int
    guest_side: Side
    first: date
    last: date
    state: State


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


def due_day(visit_ended: date) -> date:
    """The last day on which the return of a visit should begin."""
    return visit_ended + timedelta(weeks=RETURN_WEEKS)


def debts(legs: Iterable[Leg], today: date) -> list[Debt]:
    """What is owed between two people, the oldest first.

    Each visit is the return of the oldest one in the other direction that has none yet. What was held or ended early
    returns it whenever it was, and so does what is over and not marked yet; what is to come, if it begins in time.

    Args:
        legs: all visits between the two, in states that are `COUNTED`; in any order.
    """
    waiting: deque[Debt] = deque()
    late: list[Debt] = []
    for leg in sorted(legs, key=lambda one: (one.first, one.last, one.id)):
        if not waiting or waiting[0].leg.guest_side is leg.guest_side:
            waiting.append(Debt(leg=leg, due=due_day(leg.last)))
            continue
        oldest = waiting.popleft()
        if leg.state is State.PUBLISHED and leg.last >= today and leg.first > oldest.due:
            late.append(replace(oldest, planned=leg.first))
    return sorted(
        (one for one in (*late, *waiting) if one.leg.state is State.HELD), key=lambda one: (one.due, one.leg.id)
    )
