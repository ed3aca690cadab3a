"""Whether somebody can take a slot of a composite team on some days, beside all that stands."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.composite_teams import Embed
from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import identity
from ridealong.domain.programs import Enrolment, Program
from ridealong.planning.teams.plan import Embed as Planned
from ridealong.planning.teams.problem import CompositeTeam as PlannedTeam
from ridealong.planning.teams.problem import TeamPerson, TeamSlot
from ridealong.planning.teams.rules import meet
from ridealong.planning.teams.standing import Standing
from ridealong.services.people.home_cover import HomeCover
from ridealong.services.people.taking_part import takes_no_part
from ridealong.services.teams.asked import Asked
from ridealong.services.teams.draft_fit import kept_out
from ridealong.services.teams.not_there import not_there
from ridealong.services.teams.problem import STANDING, build_teams
from ridealong.services.teams.season import TeamSeason, slot_id, team_id
from ridealong.services.teams.season_words import SeasonWords
from ridealong.services.teams.teams_at_once import already_words, teams_at_once
from ridealong.services.teams.troubles import troubles
from ridealong.storage.queries.programs import enrolled
from ridealong.storage.queries.teams import embeds_of_program


@dataclass(frozen=True, slots=True)
class Against:
    """What is in the way of somebody who would take a slot; false where nothing is.

    Args:
        words: as all may know it. enough_teams: whether it is that they are in as many teams as may be.
    """

    words: str
    enough_teams: bool = False

    def __bool__(self) -> bool:
        return bool(self.words)


NOTHING = Against("")
"""Nothing is in the way."""


class Fits:
    """What stands in the composite teams of a program, and whether one more embed fits beside it."""

    def __init__(
        self,
        connection: Connection,
        program: Program,
        today: date,
        *,
        freed: Mapping[int, date] | None = None,
        until: date = date.min,
    ) -> None:
        """Read what stands.

        Args:
            freed: embeds, by id, that end on a day, and not when they are to; `date.min` for those that do not count.
            until: the last day that is asked about, where it lies behind the last of all teams.

        Raises:
            Refused: there is no team with days to come, or nobody has agreed to take part.
        """
        self._connection, self.program, self._today = connection, program, today
        freed = dict(freed or {})
        self._season = build_teams(connection, program, today, only=(), keep_drafts=True, freed=freed, until=until)
        every = _standing(connection, self._season, freed)
        stays = [one for one in every if identity(one.email) in self._season.ids]
        # What home teams can spare, and in how many teams somebody is, is looked at beside: to be told in numbers.
        people = tuple(replace(one, most_teams=None) for one in _with_room(self._season, stays))
        self._problem = replace(self._season.problem, people=people, homes={}, demands=())
        span = Days(self._season.start, self._season.monday(self._season.problem.weeks - 1))
        self._cover = HomeCover(connection, program, self._season.people, span, every, today=today)
        self._elsewhere = teams_at_once(connection, span, without_program=program.id)
        self._more: dict[str, Counter[date]] = defaultdict(Counter)
        self._spelled = {topic.casefold(): topic for one in self._problem.people for topic in one.knows}
        self._part = {one.person_id: one.enrolment for one in enrolled(connection, program.id)}
        self._taken = [_taken(self._season, one) for one in stays]
        self._gone = {_embed_id(one) for one in stays if one.days.last < today}

    def takes_part(self, asked: Asked) -> bool:
        """Whether somebody has agreed to take part, if only for a later time."""
        said = self._part.get(asked.known.id)
        return said is not None and said.takes_part(date.max)

    def answer(self, asked: Asked) -> Enrolment | None:
        """What somebody answered; None where they were never asked."""
        return self._part.get(asked.known.id)

    def against(self, asked: Asked, *, whole: Days | None = None, draft: int = -1) -> str:
        """Why somebody cannot take a slot on some days, in words that all may know; empty where they can.

        Args:
            whole: of somebody who goes on, the days from beginning to end. draft: the id of the draft that it is.
        """
        return self.found(asked, whole=whole, draft=draft).words

    def found(self, asked: Asked, *, whole: Days | None = None, draft: int = -1) -> "Against":
        """The same, with what it is about."""
        if said := self._kept_out(asked):
            return Against(said)
        if there := self._obstacle(asked):
            return there
        supposed = asked.embed(State.PUBLISHED, number=draft, whole=whole)
        return Against("; ".join(self._troubles([supposed]).get(draft, ())))

    def broken(self, drafts: Mapping[int, Asked]) -> dict[int, str]:
        """Why drafts cannot be published beside all that stands and the others, by id; without those that can be.

        Those that can stand from now on.

        Args:
            drafts: in the order in which they are looked at, by id; those whose place they take are freed.
        """
        supposed = [one.embed(State.PUBLISHED, number=number) for number, one in drafts.items()]
        said = self._troubles(supposed)
        found = {}
        for number, one in drafts.items():
            if why := self._kept_out(one) or self._obstacle(one).words or "; ".join(said.get(number, ())):
                found[number] = why
            else:
                self.take(one)
        return found

    def take(self, asked: Asked) -> None:
        """Let it stand from now on."""
        name = f"{slot_id(asked.slot)} {len(self._taken)}"
        slot = self._slot(asked, name)
        if slot.weeks:
            self._taken.append((team_id(asked.team), slot, asked.person.identity))
            home = self._cover.home(asked.known.id)
            for monday in self._there(asked, slot):
                if asked.known.id not in self._cover.visiting(home, monday):
                    self._more[home][monday] += asked.slot.share

    def _troubles(self, supposed: Sequence[Embed]) -> Mapping[int, Sequence[str]]:
        # What home teams can spare is looked at here already, with all that is taken meanwhile.
        return troubles(self._connection, self.program, supposed, self._today, cover=False)

    def _kept_out(self, asked: Asked) -> str:
        if asked.goes_on:
            return ""
        if not self.takes_part(asked):
            return f"{asked.person.name} does not take part in '{self.program.name}'"
        if said := not_there(asked.person, self._part[asked.known.id], asked.days):
            return said
        return kept_out(asked.team, asked.slot.number, asked.person)

    def _obstacle(self, asked: Asked) -> "Against":
        """What the rules of planning say against it, with all that stands in the same weeks."""
        slot = self._slot(asked, slot_id(asked.slot))
        if not slot.weeks or asked.person.identity not in self._season.ids:
            return NOTHING
        mine = team_id(asked.team)
        beside = [one for one in self._taken if meet(one[1], slot) and (one[0] != mine or one[1].id not in self._gone)]
        slots: dict[str, list[TeamSlot]] = defaultdict(list)
        for name, each, _person in (*beside, (mine, slot, "")):
            slots[name].append(each)
        teams = tuple(PlannedTeam(id=name, slots=tuple(some)) for name, some in slots.items())
        plan = [Planned(name, each.id, person) for name, each, person in beside if person in self._season.ids]
        standing = Standing(replace(self._problem, teams=teams), plan)
        team = next(one for one in teams if one.id == mine)
        against = standing.obstacles(_as_asked(standing.person(asked.person.identity), asked), team, slot)
        if against:
            return Against(SeasonWords(self._season).told(against[0].said).rstrip("."))
        if said := self._in_enough_teams(asked, slot):
            return Against(said, enough_teams=True)
        more = self._more[self._cover.home(asked.known.id)]
        return Against(self._cover.too_many(asked.known.id, self._there(asked, slot), asked.slot.share, more))

    def _in_enough_teams(self, asked: Asked, slot: TeamSlot) -> str:
        """That somebody is in as many other teams as may be in a week of those, in words; empty where they are not."""
        most = self.program.teams_at_once
        mine = [(team, each) for team, each, person in self._taken if person == asked.person.identity]
        others = {}
        for week in slot.weeks:
            here = {team for team, each in mine if week in each.weeks} - {team_id(asked.team)}
            monday = self._season.monday(week)
            number = len(here) + len(self._elsewhere.teams(asked.known.id, monday))
            if number >= most:
                others[monday] = number
        return already_words(asked.person.name, others, most) if others else ""

    def _there(self, asked: Asked, slot: TeamSlot) -> list[date]:
        """The Mondays of the weeks of a slot that somebody does not miss."""
        away = next((one.away for one in self._problem.people if one.id == asked.person.identity), frozenset[int]())
        return [self._season.monday(week) for week in slot.weeks if week not in away]

    def _slot(self, asked: Asked, name: str) -> TeamSlot:
        """The slot on the weeks that are asked for; of who goes on, without the week that they have begun already."""
        season = self._season
        begun = asked.goes_on and asked.days.first.weekday() > 0
        return TeamSlot(
            id=name,
            side=asked.slot.side,
            must=frozenset() if asked.goes_on else frozenset(map(self._spelling, asked.slot.must)),
            share=asked.slot.share,
            first=max(0, season.week(asked.days.first) + begun),
            last=min(season.week(asked.days.last), season.problem.weeks - 1),
        )

    def _spelling(self, topic: str) -> str:
        """A topic as the problem spells it."""
        return self._spelled.get(topic.casefold(), topic)


def _as_asked(person: TeamPerson, asked: Asked) -> TeamPerson:
    """Somebody without what is asked about by the day: whether they are there, and of who goes on, all absences."""
    return replace(person, closed=frozenset(), away=frozenset() if asked.goes_on else person.away)


_Taken = tuple[str, TeamSlot, str]


def _standing(connection: Connection, season: TeamSeason, freed: Mapping[int, date]) -> list[Embed]:
    """Who is embedded in the weeks of a season, or drafted, also in teams that planning leaves alone."""
    found = []
    for one in embeds_of_program(connection, season.program.id, (*STANDING, State.PROPOSED)):
        last = min(one.days.last, freed.get(one.id, one.days.last))
        if last >= max(one.days.first, season.start):
            found.append(replace(one, days=Days(one.days.first, last)))
    return found


def _embed_id(one: Embed) -> str:
    """The id in the problem of the slot of somebody who has it."""
    return f"embed {one.id}"


def _weeks(season: TeamSeason, days: Days) -> range:
    return range(max(0, season.week(days.first)), min(season.week(days.last), season.problem.weeks - 1) + 1)


def _taken(season: TeamSeason, one: Embed) -> _Taken:
    """The team and the slot that somebody has, as parts of a problem, and who that is."""
    weeks = _weeks(season, one.days)
    slot = TeamSlot(id=_embed_id(one), side=one.side, share=one.share, first=weeks.start, last=weeks.stop - 1)
    return f"team {one.team_id}", slot, identity(one.email)


def _with_room(season: TeamSeason, stays: Sequence[Embed]) -> tuple[TeamPerson, ...]:
    """The people of a season with the room that they have beside visits alone: what all teams take counts by itself."""
    more: dict[str, Counter[int]] = defaultdict(Counter)
    for one in stays:
        if _embed_id(one) not in season.settled:
            for week in _weeks(season, one.days):
                more[identity(one.email)][week] += one.share
    return tuple(
        replace(one, room=tuple(room + more[one.id][week] for week, room in enumerate(one.room)))
        if one.id in more
        else one
        for one in season.problem.people
    )


def check_can_take(fits: Fits, asked: Asked, *, at_once: Asked | None = None) -> None:
    """See that somebody can take a slot on some days; raises Refused with the rule that forbids it, and what helps.

    Args:
        at_once: the same without any weeks in which somebody hands over to them; None where there are none.
    """
    name, where = asked.person.name, f"slot {asked.slot} of '{asked.team.name}'"
    if asked.person.side is not asked.slot.side:
        raise Refused(f"S{where[1:]} is for {asked.slot.side.label}, and {name} is not", "Name somebody of that side")
    if not fits.takes_part(asked):
        raise takes_no_part(asked.person, fits.program, fits.answer(asked))
    if not (against := fits.found(asked)):
        return
    ways = [("Name somebody else", "")]
    if against.enough_teams:
        typed = f'ridealong program edit "{fits.program.name}" --teams-at-once N'
        ways.append(("let people be in more teams at once", typed))
    if at_once is not None and not fits.found(at_once):
        ways.append(("let them hand over for fewer weeks", "--hand-over N"))
    raise Refused(
        f"{name} cannot be in {where}, {asked.days}: {against.words}",
        ", or ".join(words for words, _typed in ways),
        typed=", or ".join(f"{words}: {typed}" if typed else words for words, typed in ways) if len(ways) > 1 else "",
    )
