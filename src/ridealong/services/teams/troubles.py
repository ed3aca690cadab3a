"""What is in the way of embeds to come: people who are away, gone, kept apart, or have too much to do."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.composite_teams import Embed
from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.domain.people import Person, identity
from ridealong.domain.programs import Enrolment, Program
from ridealong.domain.team_times import misses_week
from ridealong.domain.wording import several
from ridealong.services.groups.gatherings import closed_among
from ridealong.services.people.days_off import DaysOff
from ridealong.services.people.exchange_load import FULL, ExchangeLoad, mondays_of
from ridealong.services.teams.not_there import not_there
from ridealong.storage.queries.people import some_people
from ridealong.storage.queries.programs import enrolled
from ridealong.storage.queries.standing import removed_among
from ridealong.storage.queries.teams import embeds_coming

_OPEN = (State.PROPOSED, State.PUBLISHED)


def troubles(
    connection: Connection, program: Program, some: Sequence[Embed], today: date
) -> dict[int, tuple[str, ...]]:
    """What is in the way of embeds of a program, by id, in words that all may know; without those that nothing hinders.

    Only what is to come, or under way, is looked at, and of that only the days from today on.
    """
    open_ = [one for one in some if one.state in _OPEN and one.days.last >= today]
    if not open_:
        return {}
    drafts = any(one.state is State.PROPOSED for one in open_)
    ids = sorted({one.person_id for one in open_})
    people = some_people(connection, ids)
    span = Days(max(today, min(one.days.first for one in open_)), max(one.days.last for one in open_))
    found = _Troubles(
        program=program,
        people=people,
        today=today,
        gone=frozenset(removed_among(connection, ids)),
        free=DaysOff(connection, people, span),
        load=ExchangeLoad(connection, people, span, today=today),
        beside=_beside(connection, today),
        closed=closed_among(connection),
        part={one.person_id: one.enrolment for one in enrolled(connection, program.id)} if drafts else {},
    )
    said = {one.id: found.of(one) for one in open_}
    return {number: words for number, words in said.items() if words}


def _beside(connection: Connection, today: date) -> Mapping[int, Sequence[Embed]]:
    teams: dict[int, list[Embed]] = defaultdict(list)
    for one in embeds_coming(connection, [str(state) for state in _OPEN], today):
        teams[one.team_id].append(one)
    return teams


class _Troubles:
    """What is known against embeds, asked one by one."""

    def __init__(
        self,
        *,
        program: Program,
        people: Mapping[int, Person],
        today: date,
        gone: Collection[int],
        free: DaysOff,
        load: ExchangeLoad,
        beside: Mapping[int, Sequence[Embed]],
        closed: Collection[frozenset[str]],
        part: Mapping[int, Enrolment],
    ) -> None:
        self._program, self._people, self._today, self._gone = program, people, today, gone
        self._free, self._load, self._beside, self._closed = free, load, beside, closed
        self._part = part

    def of(self, one: Embed) -> tuple[str, ...]:
        """What is in the way of one of them."""
        if one.person_id in self._gone:
            return (f"{one.name} is no longer in the exchange",)
        left = Days(max(one.days.first, self._today), one.days.last)
        said = (self._leaves(one, left), self._away(one, left), self._full(one, left), self._apart(one))
        return tuple(words for words in said if words)

    def _leaves(self, one: Embed, left: Days) -> str:
        """That somebody is not there at all on some days; who pauses since stays in a team that was published."""
        said = self._part.get(one.person_id) if one.state is State.PROPOSED else None
        return not_there(self._people[one.person_id], said, left)

    def _away(self, one: Embed, left: Days) -> str:
        """That somebody is away for more of the weeks than a program allows."""
        there = self._free.availability(one.person_id, self._program)
        weeks = list(mondays_of(one.days))
        missed = sum(misses_week(there, monday) for monday in mondays_of(left))
        if missed <= len(weeks) * self._program.may_miss // 100:
            return ""
        return f"{one.name} is away for {missed} of {len(weeks)} weeks"

    def _full(self, one: Embed, left: Days) -> str:
        there = self._free.availability(one.person_id, self._program)
        # Of a week in which somebody is away nothing is taken, whatever still stands in it.
        weeks = (monday for monday in mondays_of(left) if not misses_week(there, monday))
        over = [monday for monday in weeks if self._load.visits(one.person_id, monday) > FULL]
        if not over:
            return ""
        most = max(self._load.visits(one.person_id, monday) for monday in over)
        mondays = several([str(monday) for monday in over])
        return f"{one.name} would work {most} % for the exchange in the week of {mondays}"

    def _apart(self, one: Embed) -> str:
        others = [
            other.name
            for other in self._beside.get(one.team_id, ())
            if frozenset((identity(one.email), identity(other.email))) in self._closed
        ]
        return f"{one.name} and {several(sorted(set(others)))} cannot be in one team" if others else ""
