"""On which days people could be on a visit: at work, with time that week, on no other visit, and not missed at home."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from zlib import crc32

from sqlalchemy import Connection

from ridealong.domain.cover import cover_kept, room_for_visits, too_many_words
from ridealong.domain.days import Days, monday_of
from ridealong.domain.load import visit_takes
from ridealong.domain.pairings import MET, Absence
from ridealong.domain.people import Person
from ridealong.domain.planning_rules import HostLimit, cover_limit, host_limit, may_receive
from ridealong.domain.programs import Kind, Program
from ridealong.services.days.home_teams import TeamSizes, team_key
from ridealong.services.people.days_off import DaysOff
from ridealong.services.people.home_shares import HomeShares
from ridealong.services.people.week_load import MeetingLoad
from ridealong.storage.queries.programs import all_programs
from ridealong.storage.queries.turns import busy_rows

VISITING_KINDS = tuple(str(kind) for kind in Kind if kind.visits)
_WEEK = timedelta(weeks=1)
_MIDDLE = range(1, 4)
"""The weekdays that are taken before others: from Tuesday to Thursday."""


def host_limits(connection: Connection, program: Program) -> dict[int, HostLimit]:
    """What each program lets its hosts receive, by row id; that of `program` as it is given."""
    limits = {one.id: host_limit(one) for one in all_programs(connection, archived=True) if one.kind.visits}
    return {**limits, program.id: host_limit(program)}


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
        today: date = date.min,
    ) -> None:
        """Read what is known.

        Args:
            people: everybody, by row id. asked: those whose days are asked for.
            span: the days that are looked at.
            without: the numbers of pairings that are to be given other days, or do not stand.
            away: absences on top of those that are noted.
            today: drafts that are over by this day are left out.
        """
        first = monday_of(span.first)
        self.mondays = [first + number * _WEEK for number in range((span.last - first).days // 7 + 1)]
        self._program = program
        self._people = people
        self._span = span
        self._off = DaysOff(connection, {one: people[one] for one in asked}, span, away)
        self._engaged: dict[int, Counter[int]] = defaultdict(Counter)
        self._hosted: dict[int, list[tuple[date, int]]] = defaultdict(list)
        self._away: dict[tuple[str, int], Counter[int]] = defaultdict(Counter)
        self._sizes = TeamSizes(people)
        self._shares = HomeShares(connection, program, people, span)
        self._full: dict[tuple[int, int], str] = {}
        self._note_load(MeetingLoad(connection, people, span))
        self._limits = host_limits(connection, program)
        around = max(one.reach for one in self._limits.values())
        near = Days(span.first - around, span.last + around)
        for row in busy_rows(connection, MET, near, 0, VISITING_KINDS, today=today):
            if row["id"] not in without:
                self._note(row["guest_id"], row["host_id"], Days(row["first_day"], row["last_day"]), row["program_id"])

    def _note_load(self, load: MeetingLoad) -> None:
        """Who has no room for a visit beside short meetings and embeds."""
        takes = visit_takes(self._program)
        for person in load.busy(takes):
            for week, monday in enumerate(self.mondays):
                if words := load.full(person, Days(monday, monday), takes):
                    self._full[person, week] = words

    def note(self, guest: int, host: int, days: Days, program: int | None = None) -> None:
        """Count one visit for all that it takes of both, and of the guest's team.

        Args:
            program: the row id of another program whose visit it is.
        """
        self._note(guest, host, days, self._program.id if program is None else program)

    def forget(self, guest: int, host: int, days: Days) -> None:
        """Count a visit no more that was noted."""
        self._hosted[host].remove((monday_of(days.first), self._program.id))
        self._count(guest, host, days, -1)

    def _note(self, guest: int, host: int, days: Days, program: int) -> None:
        self._hosted[host].append((monday_of(days.first), program))
        self._count(guest, host, days, 1)

    def _count(self, guest: int, host: int, days: Days, times: int) -> None:
        for week in self._weeks(days):
            for one in (guest, host):
                self._engaged[one][week] += times
            if guest in self._people:
                self._away[self._team(guest), week][guest] += times

    def weeks(self, days: Days) -> range:
        """The numbers of the weeks that some days touch."""
        found = self._weeks(days)
        return range(found[0], found[-1] + 1) if found else range(0)

    def day(self, people: Sequence[int], week: int, within: Days) -> Days | None:
        """The days of a visit in a week on which all of some people are at work, or None.

        They lie from Tuesday to Thursday, where they can, and on one day or another of these by who it is and when, so
        that not all visits of a week are on the same.

        Args:
            within: no others are taken.
        """
        monday = self.mondays[week]
        days = [monday + timedelta(days=number) for number in range(5)]
        days = [day for day in days if day in within and day in self._span and self._all_work(people, day)]
        length = self._program.visit_days or 1
        stretches = [days[at : at + length] for at in range(len(days) - length + 1)]
        unbroken = [one for one in stretches if all((b - a).days == 1 for a, b in pairwise(one))]
        in_the_middle = [one for one in unbroken if one[0].weekday() in _MIDDLE and one[-1].weekday() in _MIDDLE]
        some = in_the_middle or unbroken
        chosen = some[self._turn(people, monday) % len(some)] if some else None
        return Days(chosen[0], chosen[-1]) if chosen else None

    def _turn(self, people: Iterable[int], monday: date) -> int:
        """A number that is another one for other people and weeks, and the same whenever it is asked for."""
        names = sorted(self._people[one].identity for one in people)
        return crc32(" ".join((*names, str(monday))).encode())

    def is_free(self, people: Iterable[int], week: int) -> bool:
        """Whether none of some people is on a visit, or has one, in a week, and a visit fits in beside all else."""
        return not any(self._engaged[one][week] or (one, week) in self._full for one in people)

    def too_full(self, person: int, week: int) -> str:
        """Why somebody has no room for a visit in a week beside short meetings and embeds; empty where they have."""
        return self._full.get((person, week), "")

    def may_host(self, person: int, week: int, guests: int = 1) -> bool:
        """Whether somebody may receive more guests in a week: rested, and not too often, by all of their programs."""
        hosted = [(monday, self._limits[program]) for monday, program in self._hosted[person]]
        return may_receive(self._limits[self._program.id], hosted, self.mondays[week], guests)

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
        visiting = +self._away[team, week]
        return room_for_visits(
            self._most(team, week), len(visiting), self._shares.of(team, self.mondays[week], visiting)
        )

    def may_be_away(self, person: int, week: int) -> bool:
        """Whether there is room for somebody among those of their team who are away in a week."""
        return not self.too_many_away(person, week)

    def too_many_away(self, person: int, week: int) -> str:
        """Why somebody cannot be spared by their home team for a visit in a week; empty where they can."""
        team, monday = self._team(person), self.mondays[week]
        visiting = +self._away[team, week]
        if person in visiting:
            return ""
        visiting[person] += 1
        most, shares = self._most(team, week), self._shares.of(team, monday, visiting)
        if cover_kept(most, len(visiting), shares):
            return ""
        words = too_many_words(self._people[person].team, most, len(visiting), shares)
        return f"{words} in the week of {monday}"

    def _most(self, team: str, week: int) -> int:
        return cover_limit(self._sizes.on(team, self.mondays[week]), self._program.cover_percent)

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
