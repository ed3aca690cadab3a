"""How much of people's weeks short meetings take, beside which visits have to fit."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import Connection

from ridealong.domain.days import Days, monday_of
from ridealong.domain.load import meeting_percent, too_much
from ridealong.domain.pairings import MET, State
from ridealong.domain.people import Person
from ridealong.domain.programs import Kind
from ridealong.storage.queries.week_meetings import short_meetings

_KINDS = tuple(str(kind) for kind in Kind if not kind.visits and not kind.gathers)
_STATES = (*map(str, MET), str(State.PROPOSED))


class MeetingLoad:
    """The short meetings of some days: what they take of each person's weeks."""

    def __init__(self, connection: Connection, people: Mapping[int, Person], days: Days) -> None:
        """Read them, drafts included."""
        self._people = people
        self._minutes: dict[int, Counter[date]] = defaultdict(Counter)
        for person, first, last, minutes in short_meetings(connection, _STATES, days, _KINDS):
            monday = monday_of(max(first, days.first))
            while monday <= min(last, days.last):
                self._minutes[person][monday] += minutes
                monday += timedelta(weeks=1)

    def percent(self, person: int, monday: date) -> int:
        """What meetings take of a week of somebody, in percent: of one in which all who meet every other week do."""
        minutes = self._minutes[person][monday] if person in self._minutes else 0
        return meeting_percent(minutes, self._people[person].hours) if minutes else 0

    def most(self, person: int, days: Days) -> int:
        """What they take of the busiest week of some days."""
        mondays = [
            monday_of(days.first) + timedelta(weeks=week) for week in range(1 + (days.last - days.first).days // 7)
        ]
        return max(self.percent(person, monday) for monday in mondays)

    def busy(self, visit: int) -> list[int]:
        """Who has a week in which meetings leave no room for a visit that takes so many percent of it."""
        return [
            person
            for person, weeks in self._minutes.items()
            if person in self._people and any(too_much(self.percent(person, monday), visit) for monday in weeks)
        ]
