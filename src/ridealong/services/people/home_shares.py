"""How much composite teams take of home teams, week by week, in percent of one person."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection

from ridealong.domain.composite_teams import Embed
from ridealong.domain.days import Days, monday_of, whole_weeks
from ridealong.domain.pairings import TAKING_TIME
from ridealong.domain.people import Person
from ridealong.domain.programs import Program
from ridealong.domain.team_times import misses_week
from ridealong.services.days.home_teams import team_key
from ridealong.services.people.days_off import DaysOff
from ridealong.storage.queries.teams import embeds_touching

_WEEK = timedelta(weeks=1)


class HomeShares:
    """What some embeds take of home teams: nothing in weeks that somebody misses."""

    def __init__(
        self,
        connection: Connection,
        program: Program,
        people: Mapping[int, Person],
        days: Days,
        embeds: Iterable[Embed] | None = None,
    ) -> None:
        """Read what is known.

        Args:
            program: the one for whose sake it is asked.
            people: by row id; of nobody else is anything known.
            days: those whose weeks are looked at.
            embeds: which of them count; those of all programs in these weeks by default, drafts included.
        """
        whole = whole_weeks(days)
        self._by_home: dict[tuple[str, date], list[Embed]] = defaultdict(list)
        known = embeds_touching(connection, TAKING_TIME, whole) if embeds is None else embeds
        some = [one for one in known if one.person_id in people and one.days.overlaps(whole)]
        if not some:
            return
        last = min(whole.last, max(one.days.last for one in some))
        inside = {one.person_id: people[one.person_id] for one in some}
        free = DaysOff(connection, inside, whole_weeks(Days(whole.first, last)))
        for one in some:
            person, there = inside[one.person_id], free.availability(one.person_id, program)
            monday = max(whole.first, monday_of(one.days.first))
            while monday <= min(one.days.last, last):
                if not misses_week(there, monday):
                    self._by_home[team_key(person.side, person.team), monday].append(one)
                monday += _WEEK

    def inside(self, home: str, monday: date) -> Sequence[Embed]:
        """The embeds that take of a home team (`team_key`) in a week."""
        return self._by_home.get((home, monday), ())

    def of(self, home: str, monday: date, visiting: Collection[int] = ()) -> int:
        """What they take of a home team in a week, in percent of one person.

        Args:
            visiting: who is on a visit in that week, by row id: they count as whole people elsewhere.
        """
        return sum(one.share for one in self.inside(home, monday) if one.person_id not in visiting)
