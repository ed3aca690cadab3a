"""What happened in the made-up company before its coordinator began to work with this program."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from ridealong.demo.calendar import buddies_start, quarter_start, season
from ridealong.demo.sizes import Size
from ridealong.domain.days import Days
from ridealong.domain.pairings import Freeze, State
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import Kind
from ridealong.exchange.history_csv import HistoryRow

OUTCOMES = (State.HELD,) * 17 + (State.MISSED, State.ENDED, State.CANCELLED)
"""How pairings went: one of these, each as likely as the others."""

_WEEKS = 10
_TRIES = 40
_HOST_VISITS = 2
_HOST_REST = 3
_APART_DAYS = 90


def past_rows(people: Sequence[Person], freezes: Sequence[Freeze], size: Size, chance: Random) -> list[HistoryRow]:
    """Past pairings by day, in which nobody is in two places, hosts rest, and nobody meets the same person too soon."""
    return _Past(people, freezes, chance).rows(size)


class _Past:
    """The past while it is made up, the oldest first."""

    def __init__(self, people: Sequence[Person], freezes: Sequence[Freeze], chance: Random) -> None:
        self._freezes = freezes
        self._sides = {side: [one for one in people if one.side is side] for side in Side}
        self._chance = chance
        self._weeks: dict[str, set[date]] = defaultdict(set)
        self._together: dict[tuple[str, str], date] = {}

    def rows(self, size: Size) -> list[HistoryRow]:
        found: list[HistoryRow] = []
        for back in range(size.quarters, 0, -1):
            # Every other quarter the visits go the other way.
            found += self._quarter(quarter_start(back), Side.IT if back % 2 else Side.MARKETING, size.visits)
        for back in range(size.half_years, 0, -1):
            found += self._buddies(buddies_start(back), size.buddies)
        found.sort(key=lambda row: (row.days.first, row.it_email, row.marketing_email))
        return found[-size.past :] if size.past else found

    def _quarter(self, start: date, guests: Side, visits: int) -> Iterator[HistoryRow]:
        hosted: dict[str, list[date]] = defaultdict(list)
        for guest in self._some(guests, visits):
            for _ in range(_TRIES):
                host = self._chance.choice(self._sides[guests.other])
                monday = start + timedelta(weeks=self._chance.randrange(_WEEKS))
                days = Days(monday, monday + timedelta(days=4))
                if self._possible(guest, host, days) and _rested(hosted[host.email], monday):
                    hosted[host.email].append(monday)
                    self._weeks[guest.email].add(monday)
                    self._weeks[host.email].add(monday)
                    yield self._row(f"Ride-alongs, {season(start)}", Kind.RIDE_ALONG, guest, host, days)
                    break

    def _buddies(self, start: date, pairs: int) -> Iterator[HistoryRow]:
        days = Days(start, start + timedelta(weeks=12, days=4))
        hosts = self._some(Side.MARKETING, pairs)
        for number, guest in enumerate(self._some(Side.IT, pairs)):
            host = hosts[number % len(hosts)]
            if self._apart_long_enough(guest, host, days):
                yield self._row(f"Buddies, {season(start)}", Kind.BUDDY, guest, host, days)

    def _some(self, side: Side, number: int) -> list[Person]:
        people = self._sides[side]
        return self._chance.sample(people, min(number, len(people)))

    def _possible(self, guest: Person, host: Person, days: Days) -> bool:
        taken = days.first in self._weeks[guest.email] or days.first in self._weeks[host.email]
        frozen = any(
            freeze.days.overlaps(days) and freeze.holds_for(one.side, one.team)
            for freeze in self._freezes
            for one in (guest, host)
        )
        return not taken and not frozen and host.capacity != 0 and self._apart_long_enough(guest, host, days)

    def _apart_long_enough(self, guest: Person, host: Person, days: Days) -> bool:
        last = self._together.get(_pair(guest, host))
        return last is None or abs((days.first - last).days) >= _APART_DAYS

    def _row(self, program: str, kind: Kind, guest: Person, host: Person, days: Days) -> HistoryRow:
        self._together[_pair(guest, host)] = days.last
        it, marketing = (guest, host) if guest.side is Side.IT else (host, guest)
        return HistoryRow(
            program=program,
            kind=kind,
            it_email=it.email,
            marketing_email=marketing.email,
            guest=guest.side,
            days=days,
            state=self._chance.choice(OUTCOMES),
        )


def _rested(mondays: Sequence[date], monday: date) -> bool:
    """Whether a host who was visited in those weeks of a quarter can be visited in one more."""
    return len(mondays) < _HOST_VISITS and all(abs(monday - other) >= timedelta(weeks=_HOST_REST) for other in mondays)


def _pair(one: Person, other: Person) -> tuple[str, str]:
    return (one.email, other.email) if one.email < other.email else (other.email, one.email)
