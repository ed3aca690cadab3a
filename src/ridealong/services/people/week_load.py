"""How much of people's weeks short meetings and embeds take, beside which visits have to fit."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from sqlalchemy import Connection

from ridealong.domain.days import Days, monday_of, whole_weeks, working_days
from ridealong.domain.load import meeting_percent, too_much, visit_percent
from ridealong.domain.pairings import TAKING_TIME
from ridealong.domain.people import Person
from ridealong.domain.programs import Kind
from ridealong.storage.queries.teams import embeds_touching
from ridealong.storage.queries.week_meetings import short_meetings

_KINDS = tuple(str(kind) for kind in Kind if not kind.visits and not kind.gathers)
_WEEK = timedelta(weeks=1)


class MeetingLoad:
    """The short meetings of some days, and the embeds: what they take of each person's weeks."""

    def __init__(
        self, connection: Connection, people: Mapping[int, Person], days: Days, *, embeds: bool = True
    ) -> None:
        """Read them, drafts included.

        Args:
            people: by row id; of nobody else is anything known.
            embeds: whether people's shares in composite teams count.
        """
        self._people = people
        self._shares: dict[int, Counter[date]] = defaultdict(Counter)
        for one in embeds_touching(connection, TAKING_TIME, whole_weeks(days)) if embeds else ():
            for monday in _mondays(one.days, days):
                self._shares[one.person_id][monday] += one.share
        self._minutes: dict[int, Counter[date]] = defaultdict(Counter)
        for person, first, last, minutes in short_meetings(connection, TAKING_TIME, days, _KINDS):
            for monday in _mondays(Days(first, last), days):
                self._minutes[person][monday] += minutes

    def share(self, person: int, monday: date) -> int:
        """How much of a week of somebody composite teams take, in percent."""
        return self._shares[person][monday] if person in self._shares else 0

    def meetings(self, person: int, monday: date) -> int:
        """What short meetings take of it, in percent: of a week in which all who meet every other week do."""
        minutes = self._minutes[person][monday] if person in self._minutes else 0
        return meeting_percent(minutes, self._people[person].hours) if minutes and person in self._people else 0

    def percent(self, person: int, monday: date) -> int:
        """What both take of a week of somebody, in percent."""
        return self.share(person, monday) + self.meetings(person, monday)

    def leaves_room(self, person: int, monday: date, visit: int) -> bool:
        """Whether a visit that takes so many percent of a week fits in beside them."""
        return not too_much(self.meetings(person, monday), visit, self.share(person, monday))

    def full(self, person: int, days: Days, visit: int, *, all_weeks: bool = False) -> str:
        """Why a visit finds no room in a week of some days, about its busiest week; empty where it does.

        Args:
            visit: what it takes of the week, in percent. all_weeks: whether none of the weeks has room.
        """
        mondays = list(_mondays(days, days))
        busy = [monday for monday in mondays if not self.leaves_room(person, monday, visit)]
        if not busy or (all_weeks and len(busy) < len(mondays)):
            return ""
        return self._words(person, max(busy, key=lambda monday: self.percent(person, monday)))

    def against(self, person: int, days: Days, *, embeds_alone: bool = False) -> str:
        """Why a visit on some days finds no room in one of its weeks; empty where it does.

        Args:
            embeds_alone: whether only composite teams count, and no short meetings.
        """
        for monday in _mondays(days, days):
            first, last = max(days.first, monday), min(days.last, monday + timedelta(days=4))
            # A week of which only a weekend is meant takes nothing.
            visit = visit_percent(working_days(Days(first, last))) if first <= last else 0
            meetings, share = self.meetings(person, monday), self.share(person, monday)
            if visit and (share or not embeds_alone) and too_much(0 if embeds_alone else meetings, visit, share):
                return self._words(person, monday)
        return ""

    def busy(self, visit: int) -> list[int]:
        """Who has a week in which they leave no room for a visit that takes so many percent of it."""
        return [
            person
            for person in {**self._minutes, **self._shares}
            if person in self._people
            and any(
                not self.leaves_room(person, monday, visit)
                for monday in {*self._minutes.get(person, ()), *self._shares.get(person, ())}
            )
        ]

    def _words(self, person: int, monday: date) -> str:
        name, share, meetings = self._people[person].name, self.share(person, monday), self.meetings(person, monday)
        if not share:
            return f"{name} has meetings for {meetings} % of a week already"
        beside = f" and has meetings for {meetings} %" if meetings else ""
        return f"{name} is embedded for {share} % of a week already{beside}"


def _mondays(some: Days, within: Days) -> Iterator[date]:
    """The Mondays of the weeks that some days touch, of the weeks of others."""
    monday = monday_of(max(some.first, monday_of(within.first)))
    while monday <= min(some.last, whole_weeks(within).last):
        yield monday
        monday += _WEEK
