"""On which days people could be on a visit: at work, on no other visit that week, and not missed at home."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import Connection

from ridealong.domain.days import Days, monday_of
from ridealong.domain.pairings import MET, Absence
from ridealong.domain.people import Person, Side
from ridealong.domain.planning_rules import cover_limit
from ridealong.domain.programs import Kind, Program
from ridealong.services.days_off import DaysOff
from ridealong.storage.queries.turns import busy_rows

VISITING_KINDS = tuple(str(kind) for kind in Kind if kind.visits)
_WEEK = timedelta(weeks=1)


def team_key(side: Side, team: str) -> str:
    """A team of one side as cover is counted: teams of the two sides may have one name."""
    return f"{side}/{team.casefold()}"


class TeamSizes:
    """How many people of each home team are at work in a week: who has left by then, or comes later, covers nobody.

    Args:
        people: everybody, by row id.
    """

    def __init__(self, people: Mapping[int, Person]) -> None:
        self._all = Counter(team_key(one.side, one.team) for one in people.values())
        self._passing: dict[str, list[Person]] = defaultdict(list)
        for one in people.values():
            if one.first_day or one.last_day:
                self._passing[team_key(one.side, one.team)].append(one)

    @property
    def teams(self) -> Collection[str]:
        """The keys of the teams that there are."""
        return self._all.keys()

    def on(self, team: str, day: date) -> int:
        """How many of a team, by its key, are at work on a day."""
        return self._all[team] - sum(not one.at_work(day) for one in self._passing.get(team, ()))


class FreeDays:
    """The days of some weeks on which people could be on visits of a program.

    Args:
        mondays: of the weeks that are looked at, in order; elsewhere weeks are numbers within these.
    """

    def __init__(
        self,
        connection: Connection,
        program: Program,
        people: Mapping[int, Person],
        asked: Collection[int],
        span: Days,
        *,
        without: Collection[int] = (),
        away: Iterable[Absence] = (),
    ) -> None:
        """Read what is known.

        Args:
            people: everybody, by row id. asked: those whose days are asked for.
            span: the days that are looked at.
            without: the numbers of pairings that are to be given other days, or do not stand.
            away: absences on top of those that are noted.
        """
        first = monday_of(span.first)
        self.mondays = [first + number * _WEEK for number in range((span.last - first).days // 7 + 1)]
        self._program = program
        self._people = people
        self._span = span
        self._off = DaysOff(connection, {one: people[one] for one in asked}, span, away)
        self._engaged: dict[int, set[int]] = defaultdict(set)
        self._hosted: dict[int, list[date]] = defaultdict(list)
        self._away: dict[tuple[str, int], set[int]] = defaultdict(set)
        self._sizes = TeamSizes(people)
        around = timedelta(weeks=program.host_window_weeks + program.host_rest_weeks + 1)
        near = Days(span.first - around, span.last + around)
        for row in busy_rows(connection, MET, near, 0, VISITING_KINDS):
            if row["id"] not in without:
                self.note(row["guest_id"], row["host_id"], Days(row["first_day"], row["last_day"]))

    def note(self, guest: int, host: int, days: Days) -> None:
        """Count one visit for all that it takes of both, and of the guest's team."""
        self._hosted[host].append(days.first)
        for week in self._weeks(days):
            self._engaged[guest].add(week)
            self._engaged[host].add(week)
            if guest in self._people:
                self._away[self._team(guest), week].add(guest)

    def weeks(self, days: Days) -> range:
        """The numbers of the weeks that some days touch."""
        found = self._weeks(days)
        return range(found[0], found[-1] + 1) if found else range(0)

    def day(self, people: Sequence[int], week: int, within: Days) -> Days | None:
        """The days of a visit in a week on which all of some people are at work, or None; its middle before others.

        Args:
            within: no others are taken.
        """
        monday = self.mondays[week]
        days = [monday + timedelta(days=number) for number in range(5)]
        days = [day for day in days if day in within and day in self._span and self._all_work(people, day)]
        length = self._program.visit_days or 1
        stretches = [days[at : at + length] for at in range(len(days) - length + 1)]
        unbroken = [one for one in stretches if all((b - a).days == 1 for a, b in pairwise(one))]
        middle = monday + timedelta(days=2)
        best = min(unbroken, key=lambda one: (abs((one[0] - middle).days), one[0]), default=None)
        return Days(best[0], best[-1]) if best else None

    def is_free(self, people: Iterable[int], week: int) -> bool:
        """Whether none of some people is on a visit, or has one, in a week."""
        return not any(week in self._engaged[one] for one in people)

    def may_host(self, person: int, week: int) -> bool:
        """Whether somebody may receive one more visit in a week: rested, and not too often in the program's window."""
        program, day = self._program, self.mondays[week]
        mondays = [monday_of(one) for one in self._hosted[person]]
        rest = timedelta(weeks=program.host_rest_weeks)
        if any(abs(day - one) <= rest for one in mondays if one != day):
            return False
        if program.host_visits is None:
            return True
        window = timedelta(weeks=program.host_window_weeks)
        starts = [one for one in (*mondays, day) if one <= day < one + window]
        return all(sum(start <= one < start + window for one in mondays) + 1 <= program.host_visits for start in starts)

    def lacking(self, person: int, within: Days) -> str:
        """Why somebody has too few weeks left in a round for a visit, or for one each way; else empty."""
        weeks = [
            week for week in self.weeks(within) if self.is_free([person], week) and self.day([person], week, within)
        ]
        name = self._people[person].name
        if self._program.kind.both_ways and self._people[person].capacity == 0:
            return f"{name} takes nobody"
        if len(weeks) < (2 if self._program.kind.both_ways else 1):
            return f"{name} has no week left for it"
        if self._program.kind.both_ways and not any(self.may_host(person, week) for week in weeks):
            return f"{name} has had as many guests as allowed"
        return ""

    def room(self) -> dict[str, list[int]]:
        """How many people of each team may still be away in each week."""
        return {team: [self.room_of(team, week) for week in range(len(self.mondays))] for team in self._sizes.teams}

    def room_of(self, team: str, week: int) -> int:
        """How many people of one team, by its key, may still be away in one week."""
        limit = cover_limit(self._sizes.on(team, self.mondays[week]), self._program.cover_percent)
        return max(0, limit - len(self._away.get((team, week), ())))

    def works(self, people: Iterable[int], days: Days) -> bool:
        """Whether all of some people are at work on each of some days."""
        return all(self._all_work(people, day) for day in days)

    def _team(self, person: int) -> str:
        one = self._people[person]
        return team_key(one.side, one.team)

    def _weeks(self, days: Days) -> list[int]:
        start = self.mondays[0]
        first, last = (monday_of(days.first) - start).days // 7, (days.last - start).days // 7
        return [week for week in range(first, last + 1) if 0 <= week < len(self.mondays)]

    def _all_work(self, people: Iterable[int], day: date) -> bool:
        return all(self._off.availability(one, self._program).works_on(day) for one in people)
