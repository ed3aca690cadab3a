"""Days for visits that take single days of a round: for a pair both ways, for a trio together, and for what is owed."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from sqlalchemy import Connection

from ridealong.domain.days import Days, working_days
from ridealong.domain.pairings import Absence
from ridealong.domain.people import Person
from ridealong.domain.programs import Program
from ridealong.planning.timing import Outing, time_outings
from ridealong.services.days.free_days import FreeDays
from ridealong.services.days.home_teams import team_key

Pair = tuple[int, int, int]
"""Row ids of guest and host, and the round of the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """One visit that is to be given a day.

    Args:
        guest, host: by row id: who visits whom.
        within: the days on which it may be. by: until when it should be, if that can be.
    """

    guest: int
    host: int
    within: Days
    by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """A visit with its days, by row ids."""

    guest: int
    host: int
    days: Days


_Part = tuple[int, bool, Days]
"""Somebody's part in a visit: who, by row id, whether they are the host, and the days."""


def _parts(one: Visited) -> tuple[_Part, _Part]:
    return (one.guest, False, one.days), (one.host, True, one.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A visit of whichever program that the same change has put on other days, or with another host.

    Args:
        id: the number of its pairing, which stands no more as it is stored; None where that stands as well.
        program: by row id.
    """

    id: int | None
    program: int
    visit: Visited


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """What was found.

    Args:
        pairs: the visits of each pair that found days: one, or one each way.
        singles: the days of each single visit, in the order in which they were asked for; None for who found none.
    """

    pairs: Mapping[Pair, tuple[Visited, ...]]
    singles: tuple[Days | None, ...]


class DayVisits:
    """Gives visits of a program their days, with regard to all that stands.

    Args:
        without: the numbers of pairings that do not stand.
        since: no visit is given an earlier day. away: absences on top of those that are noted.
        beside: visits that stand elsewhere than they are stored.
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
        since: date = date.min,
        away: Iterable[Absence] = (),
        beside: Collection[Beside] = (),
    ) -> None:
        self._program = program
        self._since = since
        self._people = people
        elsewhere = {*without, *(one.id for one in beside if one.id is not None)}
        self._free = FreeDays(connection, program, people, asked, span, without=elsewhere, away=away)
        self._together: Counter[_Part] = Counter()
        for one in beside:
            if one.program == program.id:
                self._take(one.visit)
            else:
                self._free.note(one.visit.guest, one.visit.host, one.visit.days, one.program)

    def keep(self, visits: Sequence[Visited]) -> bool:
        """Let visits stand on the days that they have, all or none; returns whether they stand.

        They can where there are any, the two are there, neither has another visit that week but one with a third on
        the same days, the host may receive so many, and there is room in the team of the guest. Who hosts on these days
        goes nowhere on them, and where each visits the other, there is no fourth.
        """
        if not visits or not all(self._stands(one) for one in visits):
            return False
        for one in visits:
            self._take(one)
        return True

    def suits(self, one: Visited) -> bool:
        """Whether a visit could stand on its days, as `keep` lets visits stand."""
        return self._stands(one)

    def take(self, one: Visited) -> None:
        """Let a visit stand whatever is against it."""
        self._take(one)

    def give_up(self, one: Visited) -> None:
        """Let a visit stand no more that was let."""
        self._free.forget(one.guest, one.host, one.days)
        # What stands since it is published was never let here.
        self._together.subtract(part for part in _parts(one) if self._together[part])

    def _stands(self, one: Visited) -> bool:
        people = [part[0] for part in _parts(one) if not self._takes_another(part)]
        weeks = self._free.weeks(one.days)
        return (
            self._free.works((one.guest, one.host), one.days)
            and all(self._free.is_free(people, week) for week in weeks)
            and all(self._free.may_be_away(one.guest, week) for week in weeks)
            and self._free.may_host(one.host, weeks[0])
        )

    def _takes_another(self, part: _Part) -> bool:
        """Whether somebody is on a visit on these very days to which one more can come."""
        return self._together[part] == 1 if self._program.kind.both_ways else self._together[part] > 0

    def days_in(self, guest: int, host: int, within: Days) -> Iterator[Days]:
        """The days on which a visit could be, one for each week that has some."""
        for week in self._free.weeks(within):
            days = self._day((guest,), host, week, within)
            if days is not None and self._free.may_be_away(guest, week):
                yield days

    def on(self, guest: int, host: int, day: date) -> tuple[Days, str]:
        """The days of a visit that begins on a day, and why it cannot be then; empty where it can."""
        people = guest, host
        days = Days(day, day)
        while working_days(days) < (self._program.visit_days or 1):
            days = Days(day, days.last + timedelta(days=1))
        week = self._free.weeks(days)[0]
        for one in people:
            if not self._free.works([one], days):
                return days, f"{self._people[one].name} is not at work on {days}"
            if full := self._free.too_full(one, week):
                return days, full
            if not self._free.is_free([one], week):
                return days, f"{self._people[one].name} has another visit that week"
        if not self._free.may_host(host, week):
            return days, f"{self._people[host].name} would have too many guests in too few weeks"
        return days, self._free.too_many_away(guest, week)

    def find(
        self,
        pairs: Iterable[Pair],
        singles: Sequence[Single] = (),
        *,
        seed: int = 0,
        joined: Mapping[tuple[int, int], Sequence[Visited]] = MappingProxyType({}),
        turns: Mapping[int, int] = MappingProxyType({}),
    ) -> Timed:
        """Give days to single visits, the first ones first, and then to pairs, round by round.

        Args:
            turns: how many turns guests have had before: where not all pairs find days, who had fewest goes first.
            joined: by host and round, the visits of a pair that stands: whoever comes to it as the third goes along on
                the same days, or finds none. Without any visits, the host is with two: nobody else comes to them.
        """
        found = [self._single(one) for one in singles]
        rounds: dict[int, list[Pair]] = defaultdict(list)
        timed: dict[Pair, tuple[Visited, ...]] = {}
        for pair in sorted(pairs):
            if (stands := joined.get(pair[1:])) is None:
                rounds[pair[2]].append(pair)
            elif visits := self._along(pair, stands):
                timed[pair] = visits
        for number in sorted(rounds):
            timed |= self._round(number, rounds[number], seed, turns)
        return Timed(pairs=timed, singles=tuple(found))

    def _along(self, pair: Pair, stands: Sequence[Visited]) -> tuple[Visited, ...]:
        """The visits of a guest who goes along with a pair on its days; none where that cannot be."""
        guest, host, _number = pair
        if len(stands) != (2 if self._program.kind.both_ways else 1) or stands[0].days.first < self._since:
            return ()
        visits = [
            Visited(guest=guest, host=host, days=one.days)
            if one.host == host
            else Visited(guest=host, host=guest, days=one.days)
            for one in stands
        ]
        unknown = [part for one in visits for part in _parts(one) if part[0] == host and not self._together[part]]
        self._together.update(unknown)
        if self.keep(visits):
            return tuple(visits)
        self._together.subtract(unknown)
        return ()

    def _single(self, one: Single) -> Days | None:
        spans = [one.within]
        if one.by is not None and one.within.first <= one.by < one.within.last:
            spans.insert(0, Days(one.within.first, one.by))
        days = next((days for span in spans for days in self.days_in(one.guest, one.host, span)), None)
        if days is not None:
            self._take(Visited(guest=one.guest, host=one.host, days=days))
        return days

    def _round(
        self, number: int, pairs: Sequence[Pair], seed: int, turns: Mapping[int, int]
    ) -> dict[Pair, tuple[Visited, ...]]:
        together: dict[int, list[int]] = defaultdict(list)
        for guest, host, _number in pairs:
            together[host].append(guest)
        groups = [(tuple(guests), host) for host, guests in together.items()]
        whole = self._program.round_days(number)
        within = Days(min(max(whole.first, self._since), whole.last), whole.last)
        weeks = time_outings([self._outing(*group, within, turns) for group in groups], self._free.room(), seed)
        found: dict[Pair, tuple[Visited, ...]] = {}
        for (guests, host), chosen in zip(groups, weeks, strict=True):
            if chosen is None:
                continue
            there, back = chosen
            for guest, visits in self._visits(guests, host, (there, back), within):
                found[guest, host, number] = visits
        return found

    def _visits(
        self, guests: tuple[int, ...], host: int, weeks: tuple[int, int | None], within: Days
    ) -> Iterable[tuple[int, tuple[Visited, ...]]]:
        there = self._free.day((*guests, host), weeks[0], within)
        back = None if weeks[1] is None else self._free.day((*guests, host), weeks[1], within)
        for guest in guests:
            visits = [Visited(guest=guest, host=host, days=there)] if there else []
            if back:
                visits.append(Visited(guest=host, host=guest, days=back))
            for one in visits:
                self._take(one)
            yield guest, tuple(visits)

    def _outing(self, guests: tuple[int, ...], host: int, within: Days, turns: Mapping[int, int]) -> Outing:
        everybody = (*guests, host)
        weeks = self._free.weeks(within)
        there = tuple(week for week in weeks if self._day(guests, host, week, within))
        back = None
        if self._program.kind.both_ways:
            back = tuple(week for week in weeks if all(self._day((host,), one, week, within) for one in guests))
        return Outing(
            people=tuple(map(str, everybody)),
            teams=tuple(map(self._team, everybody)),
            there=there,
            back=back,
            gap=self._program.return_weeks,
            turns=min(turns.get(one, 0) for one in guests),
        )

    def _day(self, guests: tuple[int, ...], host: int, week: int, within: Days) -> Days | None:
        everybody = (*guests, host)
        if not self._free.is_free(everybody, week) or not self._free.may_host(host, week, len(guests)):
            return None
        return self._free.day(everybody, week, within)

    def _take(self, one: Visited) -> None:
        self._free.note(one.guest, one.host, one.days)
        self._together.update(_parts(one))

    def _team(self, person: int) -> str:
        one = self._people[person]
        return team_key(one.side, one.team)
