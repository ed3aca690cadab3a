"""What is in the way of embeds to come: people who are away, gone, kept apart, or have too much to do."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.composite_teams import Embed
from ridealong.domain.cover import cover_kept
from ridealong.domain.days import Days
from ridealong.domain.pairings import TAKING_TIME, UNMARKED, State
from ridealong.domain.people import Person, identity
from ridealong.domain.programs import Enrolment, Program
from ridealong.domain.team_times import misses_week
from ridealong.domain.wording import several
from ridealong.services.groups.gatherings import closed_among
from ridealong.services.people.days_off import DaysOff
from ridealong.services.people.exchange_load import FULL, ExchangeLoad, mondays_of
from ridealong.services.people.home_cover import HomeCover, over_words
from ridealong.services.teams.draft_fit import unfit
from ridealong.services.teams.not_there import not_there
from ridealong.services.teams.same_weeks import in_one_week
from ridealong.services.teams.teams_at_once import TeamsAtOnce, teams_at_once, too_many_words
from ridealong.services.teams.weeks_missed import weeks_missed
from ridealong.storage.queries.people import everybody, some_people
from ridealong.storage.queries.programs import all_programs, enrolled
from ridealong.storage.queries.standing import removed_among
from ridealong.storage.queries.teams import embeds_coming, embeds_of_program


def troubles(
    connection: Connection, program: Program, some: Sequence[Embed], today: date, *, cover: bool = True
) -> dict[int, tuple[str, ...]]:
    """What is in the way of embeds of a program, by id, in words that all may know; without those that nothing hinders.

    Only what is to come, or under way, is looked at, and of that only the days from today on; whoever misses some of
    those weeks is told with all that they miss from the first day on.

    Args:
        cover: whether it matters what home teams can spare, and in how many teams somebody is at once.
    """
    open_ = [one for one in some if one.state in UNMARKED and one.days.last >= today]
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
        free=DaysOff(connection, people, Days(min(one.days.first for one in open_), span.last)),
        load=ExchangeLoad(connection, people, span, today=today),
        beside=_beside(connection, today),
        closed=closed_among(connection),
        spared=_Spared(connection, program, span, today) if cover else None,
        teams=teams_at_once(connection, span) if cover else TeamsAtOnce(()),
        part={one.person_id: one.enrolment for one in enrolled(connection, program.id)} if drafts else {},
    )
    asked = unfit(connection, (one for one in open_ if one.state is State.PROPOSED), people)
    said = {one.id: (*found.of(one), *asked.get(one.id, ())) for one in open_}
    return {number: words for number, words in said.items() if words}


def _beside(connection: Connection, today: date) -> Mapping[int, Sequence[Embed]]:
    """By team: who is in it from today on."""
    teams: dict[int, list[Embed]] = defaultdict(list)
    for one in embeds_coming(connection, [str(state) for state in UNMARKED], today):
        if one.days.last >= today:
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
        spared: "_Spared | None",
        teams: TeamsAtOnce,
        part: Mapping[int, Enrolment],
    ) -> None:
        self._program, self._people, self._today, self._gone = program, people, today, gone
        self._free, self._load, self._beside, self._closed = free, load, beside, closed
        self._part, self._spared, self._teams = part, spared, teams

    def of(self, one: Embed) -> tuple[str, ...]:
        """What is in the way of one of them."""
        if one.person_id in self._gone:
            return (f"{one.name} is no longer in the exchange",)
        left = Days(max(one.days.first, self._today), one.days.last)
        spared = self._spared.against(one, left) if self._spared else ""
        said = (self._leaves(one, left), self._away(one, left), self._full(one, left), self._apart(one, left))
        return tuple(words for words in (*said, spared, self._too_many(one, left)) if words)

    def _leaves(self, one: Embed, left: Days) -> str:
        """That somebody is not there at all on some days; who pauses since stays in a team that was published."""
        said = self._part.get(one.person_id) if one.state is State.PROPOSED else None
        return not_there(self._people[one.person_id], said, left)

    def _away(self, one: Embed, left: Days) -> str:
        """That somebody is away for more of the weeks than a program allows."""
        found = weeks_missed(self._free.availability(one.person_id, self._program), self._program, one.days)
        # Nothing can be done any more about absences that are all over.
        if not found.too_many or not any(monday in found.mondays for monday in mondays_of(left)):
            return ""
        return f"{one.name} is away for {found.missed} of {found.weeks} weeks"

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

    def _too_many(self, one: Embed, left: Days) -> str:
        """That somebody is in too many teams at once; of these, the one that came last gives way."""
        most = self._program.teams_at_once
        over = [monday for monday in mondays_of(left) if self._teams.turn(one, monday) > most]
        teams = {monday: len(self._teams.teams(one.person_id, monday)) for monday in over}
        return too_many_words(one.name, teams, most) if teams else ""

    def _apart(self, one: Embed, left: Days) -> str:
        others = [
            other.name
            for other in self._beside.get(one.team_id, ())
            if in_one_week(left, other.days) and frozenset((identity(one.email), identity(other.email))) in self._closed
        ]
        return f"{one.name} and {several(sorted(set(others)))} cannot be in one team" if others else ""


class _Spared:
    """Whether home teams can spare those who are embedded, asked one by one."""

    def __init__(self, connection: Connection, program: Program, span: Days, today: date) -> None:
        mine = embeds_of_program(connection, program.id, TAKING_TIME)
        self._cover = HomeCover(connection, program, everybody(connection), span, mine, today=today)
        self._percents = {one.id: one.cover_percent for one in all_programs(connection, archived=True)}

    def against(self, one: Embed, left: Days) -> str:
        """That the home team of somebody would spare too many on some days; of these, who was embedded last gives way.

        Visits of a program that takes more people away break no rule of another: whichever was planned last kept to
        its own. Drafts are planned by this one.
        """
        home, over = self._cover.home(one.person_id), []
        for monday in mondays_of(left):
            inside, visiting = self._cover.inside(home, monday), self._cover.visiting(home, monday)
            if one.id not in {each.id for each in inside}:
                continue
            programs = {*visiting.values(), *(each.program_id for each in inside)} if _stands(one) else ()
            most = self._cover.most(home, monday, max((self._percents[each] for each in programs), default=0))
            before = sum(each.share for each in inside if _turn(each) <= _turn(one))
            if not cover_kept(most, len(visiting), before):
                over.append((monday, most, len(visiting), sum(each.share for each in inside)))
        return over_words(one.home_team, over)


def _stands(one: Embed) -> bool:
    return one.state is not State.PROPOSED


def _turn(one: Embed) -> tuple[bool, int]:
    return not _stands(one), one.id
