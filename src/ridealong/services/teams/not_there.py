"""When somebody cannot be embedded at all, however much of a team they may miss: one rule for forming and publishing."""

from datetime import date, timedelta

from ridealong.domain.days import Days, is_workday, monday_of
from ridealong.domain.people import Person
from ridealong.domain.programs import Enrolment


def not_there(person: Person, said: Enrolment | None, days: Days) -> str:
    """Why somebody is not there on all of some days: they do not work yet, or no longer, or pause; empty if they are.

    Weekends play no part.

    Args:
        said: what they said about taking part; None for somebody who is in the team already, and goes on.
    """
    work = [day for day in days if is_workday(day)]
    if not work:
        return ""
    if person.first_day is not None and work[0] < person.first_day:
        return f"{person.name} begins on {person.first_day}"
    if person.last_day is not None and person.last_day < work[-1]:
        return f"{person.name} leaves on {person.last_day}"
    if said is None or all(said.takes_part(day) for day in (work[0], work[-1])):
        return ""
    return f"{person.name} pauses until {said.until}" if said.until else f"{person.name} does not take part"


def closed_mondays(person: Person, said: Enrolment | None, days: Days) -> frozenset[date]:
    """The Mondays of the weeks that some days touch in which somebody is not there on all of those; as `not_there`."""
    if not not_there(person, said, days):
        return frozenset()
    found, first = set(), days.first
    while first <= days.last:
        sunday = monday_of(first) + timedelta(days=6)
        if not_there(person, said, Days(first, min(sunday, days.last))):
            found.add(monday_of(first))
        first = sunday + timedelta(days=1)
    return frozenset(found)
