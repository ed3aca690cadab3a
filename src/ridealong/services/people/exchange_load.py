"""How much of people's weeks visits and embeds take."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from sqlalchemy import Connection

from ridealong.domain.composite_teams import Embed
from ridealong.domain.days import Days, monday_of
from ridealong.domain.load import WEEK_LIMIT, WHOLE_WEEK, visit_percent
from ridealong.domain.pairings import MET, TAKING_TIME
from ridealong.domain.people import Person
from ridealong.domain.programs import Kind
from ridealong.services.people.week_load import MeetingLoad
from ridealong.storage.queries.teams import embeds_touching
from ridealong.storage.queries.turns import busy_rows

FULL = WHOLE_WEEK
"""All of a week, in percent."""
_VISITING = tuple(str(kind) for kind in Kind if kind.visits)
_WEEK = timedelta(weeks=1)


def mondays_of(days: Days) -> Iterator[date]:
    """The Mondays of the weeks that some days touch."""
    monday = monday_of(days.first)
    while monday <= days.last:
        yield monday
        monday += _WEEK


class ExchangeLoad:
    """What visits, embeds and short meetings of all programs take of the weeks of some days, drafts included."""

    def __init__(
        self,
        connection: Connection,
        people: Mapping[int, Person],
        span: Days,
        *,
        without_program: int | None = None,
        without: Collection[int] = (),
        today: date = date.min,
    ) -> None:
        """Read it.

        Args:
            people: everybody, by row id.
            without_program: a program whose embeds do not count. without: embeds that do not, by id.
            today: drafts of visits that are over by this day are nothing.
        """
        self._visits: dict[tuple[int, date], set[date]] = defaultdict(set)
        self._embeds: Counter[tuple[int, date]] = Counter()
        self._meetings = MeetingLoad(connection, people, span, embeds=False)
        whole = Days(monday_of(span.first), span.last + _WEEK)
        for row in busy_rows(connection, MET, whole, 0, _VISITING, today=today):
            days = Days(row["first_day"], row["last_day"])
            for monday in mondays_of(days):
                taken = [day for day in _workdays(monday) if day in days]
                for one in (row["guest_id"], row["host_id"]):
                    self._visits[one, monday].update(taken)
        for one in embeds_touching(connection, TAKING_TIME, whole):
            if one.program_id != without_program and one.id not in without:
                self._note(one)

    def _note(self, one: Embed) -> None:
        for monday in mondays_of(one.days):
            self._embeds[one.person_id, monday] += one.share

    def percent(self, person_id: int, monday: date) -> int:
        """What all of it takes of a week of somebody."""
        return self.visits(person_id, monday) + self._meetings.percent(person_id, monday)

    def visits(self, person_id: int, monday: date) -> int:
        """What visits and embeds take of a week of somebody; a host of several guests on one day has one such day."""
        days = len(self._visits[person_id, monday]) if (person_id, monday) in self._visits else 0
        return visit_percent(days) + self._embeds[person_id, monday]

    def room(self, person_id: int, monday: date) -> int:
        """How much of a week somebody has left for embeds: never more than all of it, and short meetings fit beside."""
        short = self._meetings.percent(person_id, monday)
        return max(0, min(FULL, WEEK_LIMIT - short) - self.visits(person_id, monday))


def _workdays(monday: date) -> list[date]:
    return [monday + timedelta(days=number) for number in range(5)]
