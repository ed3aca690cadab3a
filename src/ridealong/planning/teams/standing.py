"""A plan of composite teams as it stands, and what is in the way of one more embed beside all that is in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.errors import InvalidValue
from ridealong.planning.said import Said, When, Who, say
from ridealong.planning.teams.hindered import hindrance_said
from ridealong.planning.teams.plan import Embed
from ridealong.planning.teams.problem import CompositeTeam, TeamPerson, TeamSlot, TeamsProblem
from ridealong.planning.teams.rules import Hindrance, SharedHours, hindrance, kept_apart, meet
from ridealong.planning.teams.words import named


class Way(StrEnum):
    """What is in somebody's way into a slot, beside what keeps them out whatever the others do."""

    INSIDE = "inside"
    LEAVE = "leave"
    TEAMS = "other_teams"
    APART = "apart"
    HOURS = "hours"
    COVER = "cover"


LEAVING = frozenset({Way.LEAVE, Way.TEAMS})
"""What others teams are in the way of: there is no room beside them, or they are as many as may be."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something in the way of an embed.

    Args:
        about: the teams to leave (`LEAVE`, `TEAMS`), the people in the team (`APART`, `HOURS`), the slot that somebody
            has in it (`INSIDE`), or the home team (`COVER`); nothing of a hindrance.
    """

    kind: Hindrance | Way
    about: tuple[str, ...]
    said: Said


class Standing:
    """Who is where in a plan.

    Raises:
        InvalidValue: the plan names somebody or something that is not in the problem, or fills a slot twice.
    """

    def __init__(self, problem: TeamsProblem, embeds: Iterable[Embed]) -> None:
        self.problem = problem
        self.people = {person.id: person for person in problem.people}
        self.teams = {team.id: team for team in problem.teams}
        self.slots = {slot.id: (team, slot) for team in problem.teams for slot in team.slots}
        self.inside: dict[str, dict[str, TeamPerson]] = {team.id: {} for team in problem.teams}
        self.mine: dict[str, list[Embed]] = defaultdict(list)
        self._used: dict[tuple[str, int], int] = defaultdict(int)
        self._out: dict[tuple[str, int], int] = defaultdict(int)
        self._shared = SharedHours(problem)
        for one in sorted(embeds):
            self._take(one)

    def _take(self, one: Embed) -> None:
        if one.person not in self.people or one.slot not in self.slots or self.slots[one.slot][0].id != one.team:
            raise InvalidValue(f"the plan puts {one.person!r} in {one.slot!r} of {one.team!r}, which does not exist")
        if one.slot in self.inside[one.team]:
            raise InvalidValue(f"the plan fills {one.slot!r} twice")
        self.inside[one.team][one.slot] = self.people[one.person]
        self.mine[one.person].append(one)
        for week, home, share in self._takes(one):
            self._used[one.person, week] += share
            self._out[home, week] += share

    def _takes(self, one: Embed) -> Iterator[tuple[int, str, int]]:
        """By week in which somebody is there, what a slot takes of their home team."""
        person, slot = self.people[one.person], self.slots[one.slot][1]
        yield from ((week, person.home, slot.share) for week in slot.weeks if week not in person.away)

    def person(self, name: str) -> TeamPerson:
        """Somebody of the problem; raises `InvalidValue` for a stranger."""
        if name not in self.people:
            raise InvalidValue(f"there is no person {name!r}")
        return self.people[name]

    def slot(self, name: str) -> tuple[CompositeTeam, TeamSlot]:
        """A slot of the problem with its team; raises `InvalidValue` where there is none."""
        if name not in self.slots:
            raise InvalidValue(f"there is no slot {name!r}")
        return self.slots[name]

    def beside(self, team: CompositeTeam, slot: TeamSlot) -> dict[str, TeamPerson]:
        """Who is in the other slots of a team, by slot."""
        return {name: one for name, one in self.inside[team.id].items() if name != slot.id}

    def obstacles(self, person: TeamPerson, team: CompositeTeam, slot: TeamSlot) -> tuple[Obstacle, ...]:
        """What is in the way of somebody who would take a slot, in place of whoever has it; nothing for that one."""
        there = self.inside[team.id].get(slot.id)
        if there is not None and there.id == person.id:
            return ()
        hindered = hindrance(self.problem, person, team.id, slot)
        if hindered is not None:
            said = hindrance_said(self.problem, person, team.id, slot)
            return (Obstacle(hindered, (), said or Said()),)
        others = self.beside(team, slot)
        found = (
            self._already(person, slot, others),
            self._leave(person, team, slot),
            self._apart(person, slot, others),
            self._hours(person, slot, others),
            self._cover(person, slot, there),
        )
        return tuple(one for one in found if one is not None)

    def _already(self, person: TeamPerson, slot: TeamSlot, others: Mapping[str, TeamPerson]) -> Obstacle | None:
        for name, one in others.items():
            if one.id == person.id and meet(self.slots[name][1], slot):
                return Obstacle(Way.INSIDE, (name,), say("{} has {} in the same team", Who(person.id), Who(name)))
        return None

    def _leave(self, person: TeamPerson, team: CompositeTeam, slot: TeamSlot) -> Obstacle | None:
        """The teams that somebody would have to leave: one that is enough, or all that take of the same weeks."""
        own = [one for one in self.mine[person.id] if one.team == team.id]
        short, many_in = self._short(person, slot, own), self._many_in(person, slot, own)
        if not short and not many_in:
            return None
        mine = [one for one in self.mine[person.id] if one.team != team.id]
        single = [
            [one]
            for one in mine
            if not self._short(person, slot, [one]) and not self._many_in(person, slot, [*own, one])
        ]
        leaving = single[0] if single else mine
        if not leaving:
            return None
        teams = tuple(one.team for one in leaving)
        if short:
            return Obstacle(Way.LEAVE, teams, say("{} would have to leave ", Who(person.id)) + named(teams))
        said = say("{} is in as many teams as may be in {}", Who(person.id), When(many_in))
        return Obstacle(Way.TEAMS, teams, said + say(" and would have to leave ") + named(teams))

    def _many_in(self, person: TeamPerson, slot: TeamSlot, without: Collection[Embed]) -> tuple[int, ...]:
        """The weeks of a slot in which somebody is in as many teams as they may, once they have left some."""
        most = person.most_teams
        if most is None:
            return ()
        kept = [self.slots[one.slot][1] for one in self.mine[person.id] if one not in without]
        return tuple(week for week in slot.weeks if sum(week in other.weeks for other in kept) >= most[week])

    def _short(self, person: TeamPerson, slot: TeamSlot, without: Iterable[Embed]) -> bool:
        """Whether somebody has too little room for a slot in any week, once they have left some."""
        given_back: dict[int, int] = defaultdict(int)
        for one in without:
            for week, _home, share in self._takes(one):
                given_back[week] += share
        return any(
            self._used[person.id, week] - given_back[week] + slot.share > person.room[week]
            for week in slot.weeks
            if week not in person.away
        )

    def _apart(self, person: TeamPerson, slot: TeamSlot, others: Mapping[str, TeamPerson]) -> Obstacle | None:
        mine, beside = (person, slot), [(one, self.slots[name][1]) for name, one in others.items()]
        apart = tuple(sorted({one[0].id for one in beside if kept_apart(self.problem, mine, one)}))
        if not apart:
            return None
        return Obstacle(Way.APART, apart, say("{} is kept apart from ", Who(person.id)) + named(apart))

    def _hours(self, person: TeamPerson, slot: TeamSlot, others: Mapping[str, TeamPerson]) -> Obstacle | None:
        mine, beside = (person, slot), [(one, self.slots[name][1]) for name, one in others.items()]
        if self._shared.enough([mine, *beside]):
            return None
        few = tuple(sorted(one[0].id for one in beside if not self._shared.pair(mine, one)))
        whom = named(few) if few else say("the team")
        return Obstacle(Way.HOURS, few, say("{} shares too few hours with ", Who(person.id)) + whom)

    def _cover(self, person: TeamPerson, slot: TeamSlot, there: TeamPerson | None) -> Obstacle | None:
        most = self.problem.homes.get(person.home)
        if most is None:
            return None
        weeks = []
        for week in slot.weeks:
            same = there is not None and there.home == person.home and week not in there.away
            out = self._out[person.home, week] - slot.share * same
            if week not in person.away and out + slot.share > most[week]:
                weeks.append(week)
        if not weeks:
            return None
        said = say("{} spares no more in {}", Who(person.home), When(tuple(weeks)))
        return Obstacle(Way.COVER, (person.home,), said)

    def stands(self, team: CompositeTeam, members: Mapping[str, TeamPerson]) -> bool:
        """Whether so many people, of both sides, are enough for a team."""
        return len(members) >= team.least and len({one.side for one in members.values()}) == 2

    def pinned(self, one: Embed) -> bool:
        """Whether the coordinator wants somebody in this slot or team."""
        return any(
            demand.kind is DemandKind.PIN and demand.person == one.person and demand.target in {one.team, one.slot}
            for demand in self.problem.demands
        )
