"""The charters of the made-up programs: who sponsors them, what they measure, and what was measured so far."""

from collections import Counter
from datetime import date, timedelta

from ridealong.demo.files import Folder
from ridealong.demo.programs import BUDDIES, SPRING, WINTER
from ridealong.demo.rotation import DAYS
from ridealong.domain.people import Person, Side, identity
from ridealong.services.desk import Desk
from ridealong.services.people import people
from ridealong.services.programs import charters, measures, programs
from ridealong.services.programs.charters import Signing
from ridealong.services.programs.import_readings import import_readings
from ridealong.services.programs.measures import MeasureChange

_HEADER = ("measure", "day", "value")

_PAGE = ("Time to first page", MeasureChange(unit="days", baseline=9, target=4.5))
_BACK = ("Tickets sent back", MeasureChange(unit="%", baseline=22, target=10))
_KNOWN = ("Colleagues one can call", MeasureChange(unit="people", baseline=1.4, target=5))
_SETTLED = ("Questions settled without a ticket", MeasureChange(unit="a week", baseline=6, target=20))

_MEASURED = {
    WINTER: ((*_PAGE, (9, 8.5, 8, 7, 7.25, 6.5)), (*_BACK, (22, 21, 19, 18, 15, 16))),
    BUDDIES: ((*_KNOWN, (1.4, 2.1, 3)),),
    DAYS: ((*_SETTLED, (6, 9, 8, 12, 14)),),
    SPRING: ((*_PAGE, (6.5,)), (*_BACK, ())),
}
"""Program -> its measures, each with what it was every two weeks until today."""

_UNSIGNED = {(SPRING, Side.MARKETING)}
"""Whose agreement is still waited for."""


def write_charters(desk: Desk, folder: Folder) -> None:
    """Name sponsors, agree on measures and note readings, for each of the programs that have any and are there."""
    today = desk.clock.today()
    starts = {one.name: one.days.first for one in programs.list_all(desk, archived=True)}
    leads = leads_of(desk)
    for name in [one for one in _MEASURED if one in starts]:
        for side, lead in leads.items():
            signed = (name, side) not in _UNSIGNED
            agreed = min(starts[name], today) - timedelta(weeks=4) if signed else None
            charters.sign(desk, name, side, Signing(sponsor=lead.email, agreed=agreed))
        for measure, change, _values in _MEASURED[name]:
            measures.set_measure(desk, name, measure, change)
        readings = [
            (measure, _read_on(today, len(values) - number), value)
            for measure, _change, values in _MEASURED[name]
            for number, value in enumerate(values)
        ]
        import_readings(desk, name, folder.table("measured.csv", _HEADER, readings))


def leads_of(desk: Desk) -> dict[Side, Person]:
    """Who sponsors the programs, of each side."""
    everybody = people.everyone(desk)
    return {side: _lead([one for one in everybody if one.side is side]) for side in Side}


def _lead(some: list[Person]) -> Person:
    """Whom most people of a side name as their manager, else the first one."""
    named = Counter(identity(one.manager) for one in some if one.manager)
    return max(some, key=lambda one: named[one.identity])


def _read_on(today: date, ago: int) -> date:
    return today - timedelta(weeks=2 * ago - 1, days=3)
