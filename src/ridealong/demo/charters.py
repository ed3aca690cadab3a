"""The charters of the made-up programs: who sponsors them, what they measure, and what was measured so far."""

from collections import Counter
from datetime import date, timedelta

from ridealong.demo.programs import BUDDIES, SPRING, WINTER
from ridealong.domain.charters import Reading
from ridealong.domain.people import Person, Side, identity
from ridealong.services import charters, measures, people, programs
from ridealong.services.charters import Signing
from ridealong.services.desk import Desk
from ridealong.services.measures import MeasureChange

_PAGE = ("Time to first page", MeasureChange(unit="days", baseline=9, target=4.5))
_BACK = ("Tickets sent back", MeasureChange(unit="%", baseline=22, target=10))
_KNOWN = ("Colleagues one can call", MeasureChange(unit="people", baseline=1.4, target=5))

_MEASURED = {
    WINTER: ((*_PAGE, (9, 8.5, 8, 7, 7.25, 6.5)), (*_BACK, (22, 21, 19, 18, 15, 16))),
    BUDDIES: ((*_KNOWN, (1.4, 2.1, 3)),),
    SPRING: ((*_PAGE, (6.5,)), (*_BACK, ())),
}
"""Program -> its measures, each with what it was every two weeks until today."""

_UNSIGNED = {(SPRING, Side.MARKETING)}
"""Whose agreement is still waited for."""


def write_charters(desk: Desk) -> None:
    """Name sponsors, agree on measures and note readings, for each of the programs that there are."""
    today = desk.clock.today()
    there = {one.name for one in programs.list_all(desk, archived=True)}
    everybody = people.everyone(desk)
    leads = {side: _lead([one for one in everybody if one.side is side]) for side in Side}
    for name in [one for one in _MEASURED if one in there]:
        for side, lead in leads.items():
            signed = (name, side) not in _UNSIGNED
            agreed = today - timedelta(weeks=4) if signed else None
            charters.sign(desk, name, side, Signing(sponsor=lead.email, agreed=agreed))
        for measure, change, values in _MEASURED[name]:
            measures.set_measure(desk, name, measure, change)
            for number, value in enumerate(values):
                day = _read_on(today, len(values) - number)
                measures.add_reading(desk, name, measure, Reading(day=day, value=value))


def _lead(some: list[Person]) -> Person:
    """Whom most people of a side name as their manager, else the first one."""
    named = Counter(identity(one.manager) for one in some if one.manager)
    return max(some, key=lambda one: named[one.identity])


def _read_on(today: date, ago: int) -> date:
    return today - timedelta(weeks=2 * ago - 1, days=3)
