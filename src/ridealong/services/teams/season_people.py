"""The people of a problem of composite teams: what they know, when they are there, and what their home teams spare."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from sqlalchemy import Connection

from ridealong.domain.composite_teams import Embed
from ridealong.domain.days import Days, monday_of
from ridealong.domain.hours import place_of
from ridealong.domain.people import Person, WorkingHours
from ridealong.domain.programs import Enrolment, Program
from ridealong.domain.seniority import seniority
from ridealong.domain.team_times import misses_week
from ridealong.domain.values import zone
from ridealong.planning.teams.problem import TeamPerson
from ridealong.planning.teams.rules import Hours
from ridealong.services.days.home_teams import team_key
from ridealong.services.people.days_off import DaysOff
from ridealong.services.people.exchange_load import ExchangeLoad
from ridealong.services.people.home_cover import HomeCover
from ridealong.services.people.home_shares import HomeShares
from ridealong.services.teams.not_there import closed_mondays, not_there
from ridealong.services.teams.teams_at_once import TeamsAtOnce, teams_at_once

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every part of a problem needs to know.

    Args:
        people: everybody by row id. part: who takes part, by row id. span: from the first Monday to the last day.
        spelling: how topics are written, by what they are in small letters.
    """

    program: Program
    people: Mapping[int, Person]
    part: Mapping[int, Enrolment]
    span: Days
    today: date
    spelling: Mapping[str, str]

    @property
    def weeks(self) -> int:
        """How many weeks the problem has."""
        return (monday_of(self.span.last) - self.span.first).days // 7 + 1

    def week(self, day: date) -> int:
        """The week of the problem in which a day lies; the first or last for one before or after."""
        return min(max(0, (monday_of(day) - self.span.first).days // 7), self.weeks - 1)

    def monday(self, week: int) -> date:
        """The Monday of a week."""
        return self.span.first + week * _WEEK

    def in_week(self, days: Days, week: int) -> Days | None:
        """Those of some days that lie in a week; None where none does."""
        monday = self.monday(week)
        first, last = max(days.first, monday), min(days.last, monday + _WEEK - timedelta(days=1))
        return Days(first, last) if first <= last else None

    def spelled(self, topics: Iterable[str]) -> frozenset[str]:
        """Topics as slots spell them, whatever their letter case."""
        return frozenset(self.spelling.get(one.casefold(), one) for one in topics)


class SeasonPeople:
    """People and home teams as the problem has them, asked once those are known who stand already.

    Args:
        ids: row ids by id in the problem. settled: the embeds that the problem has, as they stand. stays: all embeds of
            the program that stay, those of teams that are not planned included. places: the days of the slots to fill,
            by id in the problem.
    """

    def __init__(  # noqa: PLR0917 - all that people of a problem are made of
        self,
        connection: Connection,
        frame: Frame,
        ids: Mapping[str, int],
        settled: Sequence[Embed],
        stays: Sequence[Embed],
        places: Mapping[str, Days],
    ) -> None:
        self._frame, self._ids, self._places = frame, ids, places
        self._load = ExchangeLoad(
            connection, frame.people, frame.span, without_program=frame.program.id, today=frame.today
        )
        self._free = DaysOff(connection, {one: frame.people[one] for one in ids.values()}, frame.span)
        self._clocks: dict[tuple[WorkingHours, str], list[Hours]] = {}
        held = {one.id for one in settled}
        self._own = self._shares(settled)
        # Teams that are not planned here take their share all the same.
        beside = [one for one in stays if one.id not in held]
        self._beside = self._shares(beside)
        self._teams, self._teams_beside = TeamsAtOnce(settled), TeamsAtOnce(beside)
        self._teams_elsewhere = teams_at_once(connection, frame.span, without_program=frame.program.id)
        self._cover = HomeCover(connection, frame.program, frame.people, frame.span, beside, today=frame.today)
        self._settled = HomeShares(connection, frame.program, frame.people, frame.span, settled)

    def _shares(self, some: Iterable[Embed]) -> Counter[tuple[int, int]]:
        """How much of a week embeds take: by row id of the person and week; those of other weeks take nothing."""
        found: Counter[tuple[int, int]] = Counter()
        for one in some:
            if not one.days.overlaps(self._frame.span):
                continue
            for week in range(self._frame.week(one.days.first), self._frame.week(one.days.last) + 1):
                found[one.person_id, week] += one.share
        return found

    def persons(self) -> tuple[TeamPerson, ...]:
        """Everybody."""
        return tuple(self._person(name, one) for name, one in self._ids.items())

    def _person(self, name: str, one: int) -> TeamPerson:
        frame, person = self._frame, self._frame.people[one]
        hours, closed = self._hours(person), self._closed(one)
        left = [self._load.room(one, frame.monday(week)) - self._beside[one, week] for week in range(frame.weeks)]
        return TeamPerson(
            id=name,
            side=person.side,
            home=team_key(person.side, person.team),
            knows=frame.spelled(person.knows),
            wants=frame.spelled(person.wants),
            seniority=seniority(person.role),
            # Who is in a team by now stays there, whatever else they were given since.
            room=tuple(max(0, room, self._own[one, week]) for week, room in enumerate(left)),
            most_teams=tuple(self._most_teams(one, frame.monday(week)) for week in range(frame.weeks)),
            away=self._away(one),
            closed=closed,
            closed_except=self._closed_except(one, closed),
            hours=hours[0] if hours else None,
            later_hours=tuple((week, *new) for week, (old, new) in enumerate(pairwise(hours), start=1) if new != old),
        )

    def _most_teams(self, person_id: int, monday: date) -> int:
        """In how many of the teams that are planned somebody may be in a week, beside those that are not."""
        mine = self._teams.teams(person_id, monday)
        others = self._teams_beside.teams(person_id, monday) - mine
        left = self._frame.program.teams_at_once - len(others | self._teams_elsewhere.teams(person_id, monday))
        # Who is in a team by now stays there, in however many others they are since.
        return max(left, len(mine), 0)

    def _away(self, person_id: int) -> frozenset[int]:
        frame, there = self._frame, self._free.availability(person_id, self._frame.program)
        return frozenset(week for week in range(frame.weeks) if misses_week(there, frame.monday(week)))

    def _closed(self, person_id: int) -> frozenset[int]:
        """The weeks in which somebody cannot be embedded; all of them for who is in a team and has left since."""
        frame = self._frame
        if person_id not in frame.part:
            return frozenset(range(frame.weeks))
        mondays = closed_mondays(frame.people[person_id], frame.part[person_id], frame.span)
        return frozenset(frame.week(monday) for monday in mondays)

    def _closed_except(self, person_id: int, closed: frozenset[int]) -> frozenset[tuple[str, int]]:
        """The slots that begin or end within a week that is closed, and in which somebody is there all the same."""
        frame, said = self._frame, self._frame.part.get(person_id)
        if not closed or said is None:
            return frozenset()
        return frozenset(
            (name, week)
            for name, days in self._places.items()
            for week in {frame.week(days.first), frame.week(days.last)} & closed
            if (there := frame.in_week(days, week)) and not not_there(frame.people[person_id], said, there)
        )

    def _hours(self, person: Person) -> list[Hours]:
        """Somebody's working hours for each week, in minutes after midnight UTC; none where hours play no part."""
        program, frame = self._frame.program, self._frame
        if not program.overlap_minutes:
            return []
        place = place_of(person, program.time_zone)
        if place not in self._clocks:
            self._clocks[place] = [_minutes(*place, frame.monday(week)) for week in range(frame.weeks)]
        return self._clocks[place]

    def homes(self) -> dict[str, tuple[int, ...]]:
        """How much of each home team may be away in composite teams, beside visits and teams that are not planned."""
        mondays = [self._frame.monday(week) for week in range(self._frame.weeks)]
        homes = sorted({self._cover.home(one) for one in self._ids.values()})
        return {home: tuple(self._spared(home, monday) for monday in mondays) for home in homes}

    def _spared(self, home: str, monday: date) -> int:
        settled = self._settled.of(home, monday)
        # The problem counts all who are settled, also those who visit in a week and so are away as whole people.
        visiting = settled - self._settled.of(home, monday, self._cover.visiting(home, monday))
        # Who is in a team by now stays there, however small their home team has become.
        return max(self._cover.left(home, monday) + visiting, settled, 0)


def _minutes(hours: WorkingHours, name: str, day: date) -> Hours:
    """Working hours in a zone, in minutes after midnight UTC of a day."""
    midnight = datetime.combine(day, datetime.min.time(), UTC)
    begins, ends = (datetime.combine(day, at, zone(name)) for at in (hours.start, hours.end))
    return int((begins - midnight).total_seconds()) // 60, int((ends - midnight).total_seconds()) // 60
