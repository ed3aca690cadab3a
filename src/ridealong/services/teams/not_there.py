"""When somebody cannot be embedded at all, however much they may miss: one rule for forming and publishing."""

from datetime import date, timedelta

from ridealong.domain.days import Days, end_of_week, is_workday, monday_of, monday_on_or_after
from ridealong.domain.people import Person
from ridealong.domain.programs import Enrolment, EnrolmentState

_WEEKEND = timedelta(days=2)


def not_there(person: Person, said: Enrolment | None, days: Days) -> str:
    """Why somebody is not there on all of some days: they do not work yet, or no longer, or pause; empty if they are.

    Weekends play no part.

    Args:
        said: what they said about taking part; None for somebody who is in the team already, and goes on.
    """
    first, last = days.first, days.last
    first = first if is_workday(first) else monday_on_or_after(first)
    last = last if is_workday(last) else end_of_week(last) - _WEEKEND
    if last < first:
        return ""
    if person.first_day is not None and first < person.first_day:
        return f"{person.name} begins on {person.first_day}"
    if person.last_day is not None and person.last_day < last:
        return f"{person.name} leaves on {person.last_day}"
    if said is None or (said.takes_part(first) and said.takes_part(last)):
        return ""
    paused = said.state is EnrolmentState.PAUSED and said.until is not None
    return f"{person.name} pauses until {said.until}" if paused else f"{person.name} does not take part"


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
