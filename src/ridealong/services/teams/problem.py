"""The problem of a program's composite teams, put together from everything the database knows."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.composite_teams import CompositeTeam, Demand, DemandKind, Embed, open_stretches
from ridealong.domain.days import Days, monday_of
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import UNMARKED, State
from ridealong.domain.people import Side, identity
from ridealong.domain.programs import Program
from ridealong.planning.teams import problem as planning
from ridealong.planning.teams.plan import Embed as Planned
from ridealong.planning.teams.problem import TeamDemand, TeamPerson, TeamSlot, TeamsProblem, pair_of
from ridealong.planning.teams.rules import hindrance
from ridealong.planning.teams.standing import Standing
from ridealong.services.groups.gatherings import closed_among
from ridealong.services.outcomes.met import times_met
from ridealong.services.teams.left_early import left_early, left_words
from ridealong.services.teams.same_weeks import in_one_week
from ridealong.services.teams.season import Place, TeamSeason, later_id, slot_id, team_id
from ridealong.services.teams.season_people import Frame, SeasonPeople
from ridealong.storage.queries.people import everybody
from ridealong.storage.queries.programs import enrolled
from ridealong.storage.queries.teams import embeds_of_program, teams_of

STANDING = (State.PUBLISHED, State.HELD, State.ENDED, State.MISSED)
"""States of embeds that planning leaves as they are."""


def build_teams(
    connection: Connection,
    program: Program,
    today: date,
    *,
    only: Collection[int] | None = None,
    keep_drafts: bool = False,
    freed: Mapping[int, date] | None = None,
    until: date = date.min,
    seed: int = 0,
    asked: Collection[int] = (),
) -> TeamSeason:
    """The problem of the teams of a program that have days to come: what is published stays as it is.

    Args:
        only: the ids of teams whose slots are filled; the drafts of others stay. None for all.
        keep_drafts: whether all drafts stay, so that only what nobody takes is filled.
        freed: embeds, by id, that end on a day, and not when they are to: one before their first never begins.
        until: a day that the weeks of the problem reach at least.
        asked: the ids of teams that are asked about: they are in it also where one side has left and nobody can come.

    Raises:
        Refused: there is no team with days to come, or nobody has agreed to take part.
    """
    teams = [one for one in teams_of(connection, program.id) if _can_fill(one, today)]
    if not teams:
        raise Refused(f"'{program.name}' has no team with days to come", "Make a team first",
                      typed=f'Make one: ridealong teams add "{program.name}" NAME')  # fmt: skip
    every = embeds_of_program(connection, program.id, (*STANDING, State.PROPOSED, State.CANCELLED))
    embeds = _freed((one for one in every if one.state is not State.CANCELLED), freed or {})
    # Whose place is supposed to be free has not left it.
    left_them = [one for one in every if left_early(one) and one.id not in (freed or {})]
    filled = {one.id for one in teams if only is None or one.id in only}
    goes = [one for one in embeds if one.state is State.PROPOSED and one.team_id in filled and not keep_drafts]
    stays = [one for one in embeds if one not in goes]
    part = {one.person_id: one.enrolment for one in enrolled(connection, program.id)}
    people = everybody(connection)
    part = {one: said for one, said in part.items() if said.takes_part(date.max) and one in people}
    if not part:
        raise Refused(
            f"Nobody has agreed to take part in '{program.name}'",
            "Note first who agreed to take part",
            typed=f'Enrol people: ridealong enrol "{program.name}" all',
        )
    start = monday_of(max(today, min(one.days.first for one in teams)))
    span = Days(start, max(until, *(one.days.last for one in teams)))
    topics = [topic for team in teams for slot in team.slots for topic in (*slot.must, *slot.nice)]
    frame = Frame(
        program=program,
        people=people,
        part=part,
        span=span,
        today=today,
        spelling={topic.casefold(): topic for topic in reversed(topics)},
    )
    builder = _Builder(connection, frame, left_them)
    season = builder.season(teams, filled, stays, tuple(goes), seed)
    if not (alone := _left_alone(season) - set(asked)):
        return season
    filled -= alone
    left = tuple(one for one in goes if one.team_id not in alone)
    return builder.season(teams, filled, [one for one in embeds if one not in left], left, seed)


def _left_alone(season: TeamSeason) -> set[int]:
    """The teams, by row id, that one side has left, and in which nobody of it can take a slot beside those who stay.

    They run as they are: nothing is asked of them that nobody can give. What is in the way of somebody who is pinned
    is told by forming.
    """
    settled = season.settled.values()
    there = {name: {one.side for one in settled if one.team_id == row.id} for name, row in season.teams.items()}
    found, problem = set[int](), season.problem
    if all(len(there[team.id]) != 1 for team in problem.teams):
        return found
    teams = {row.id: name for name, row in season.teams.items()}
    plan = [Planned(teams[one.team_id], name, identity(one.email)) for name, one in season.settled.items()]
    standing = Standing(problem, [one for one in plan if one.person in season.ids])

    def able(who: TeamPerson, team: planning.CompositeTeam, slot: TeamSlot) -> bool:
        if hindrance(problem, who, team.id, slot) is not None:
            return False
        return standing.pinned(Planned(team.id, slot.id, who.id)) or not standing.obstacles(who, team, slot)

    for team in problem.teams:
        if len(there[team.id]) == 1:
            missing = [one for one in team.slots if one.id in season.places and one.side not in there[team.id]]
            if not any(able(who, team, one) for who in problem.people for one in missing):
                found.add(season.teams[team.id].id)
    return found


def _freed(embeds: Iterable[Embed], freed: Mapping[int, date]) -> list[Embed]:
    found = []
    for one in embeds:
        last = min(one.days.last, freed.get(one.id, one.days.last))
        if last >= one.days.first:
            found.append(replace(one, days=Days(one.days.first, last)))
    return found


def _beside(here: Sequence[Embed], places: Collection[Place]) -> Sequence[Embed]:
    """Who counts for the places to fill of a team: of those who were told, only who is there in a week of one of them.

    Who leaves before, or comes after, keeps nobody out. Where those who stay are of one side, all of them count.
    """
    days = [one.days for one in places]
    stay = [one for one in here if one.state is State.PROPOSED or any(in_one_week(one.days, each) for each in days)]
    return stay if len({one.side for one in stay}) == len(Side) else here


def _pinned(place: Place, who: str) -> bool:
    """Whether somebody, by identity, is pinned to a slot or to its team."""
    return any(
        one.kind is DemandKind.PIN and identity(one.email) == who and one.slot in (None, place.slot.number)
        for one in place.team.demands
    )


def _can_fill(team: CompositeTeam, today: date) -> bool:
    return team.state in UNMARKED and team.days.last >= today and bool(team.slots)


@dataclass(frozen=True, slots=True)
class _Builder:
    """The parts of a problem, worked out from what was read once."""

    connection: Connection
    frame: Frame
    left: Sequence[Embed]

    def season(
        self,
        teams: Sequence[CompositeTeam],
        filled: Collection[int],
        stays: Sequence[Embed],
        goes: tuple[Embed, ...],
        seed: int,
    ) -> TeamSeason:
        """The whole of it."""
        of_team: dict[int, list[Embed]] = defaultdict(list)
        for one in stays:
            of_team[one.team_id].append(one)
        places: dict[str, Place] = {}
        settled: dict[str, Embed] = {}
        there: list[Embed] = []
        wanted = []
        for team in teams:
            here = self._here(of_team[team.id])
            mine = self._open(team, of_team[team.id]) if team.id in filled else {}
            sides = {place.slot.side for place in mine.values()} | {one.side for one in here}
            if len(sides) < len(Side):
                continue
            there += here
            beside = _beside(here, mine.values())
            places |= mine
            settled |= {f"embed {one.id}": one for one in beside}
            wanted.append(self._team(team, mine, beside))
        known = {one.person_id for one in there}
        ids = {self.frame.people[one].identity: one for one in {*self.frame.part, *known} if one in self.frame.people}
        days = {name: place.days for name, place in places.items()}
        around = SeasonPeople(self.connection, self.frame, ids, list(settled.values()), stays, days)
        problem = TeamsProblem(
            weeks=self.frame.weeks,
            people=around.persons(),
            teams=tuple(wanted),
            homes=around.homes(),
            apart=self._apart(settled.values(), ids),
            met=self._met(ids),
            demands=(*self._demands(teams, places, settled, there, ids), *self._kept_out(places, ids)),
            overlap=self.frame.program.overlap_minutes,
            may_miss=self.frame.program.may_miss,
            seed=seed,
        )
        return TeamSeason(
            program=self.frame.program,
            problem=problem,
            start=self.frame.span.first,
            ids=ids,
            people=self.frame.people,
            teams={team_id(one): one for one in teams},
            places=places,
            settled=settled,
            drafts=goes,
        )

    def _here(self, stays: Iterable[Embed]) -> list[Embed]:
        """Who is in a team from today on; of somebody who is in two slots of it in one week, the later."""
        found: list[Embed] = []
        for one in sorted(stays, key=lambda one: (one.days.last, one.id), reverse=True):
            weeks = self._weeks(one.days)
            mine = [self._weeks(other.days) for other in found if other.person_id == one.person_id]
            if one.days.last >= max(self.frame.span.first, self.frame.today) and not any(
                weeks & other for other in mine
            ):
                found.append(one)
        return sorted(found, key=lambda one: one.id)

    def _weeks(self, days: Days) -> set[int]:
        return set(range(self.frame.week(days.first), self.frame.week(days.last) + 1))

    def _open(self, team: CompositeTeam, stays: Sequence[Embed]) -> dict[str, Place]:
        found = {}
        for slot in team.slots:
            if team.ends_before(slot):
                continue
            mine = [one.days for one in stays if one.slot == slot.number]
            for number, days in enumerate(open_stretches(team.slot_days(slot), mine, self.frame.today)):
                found[later_id(slot, days) if number else slot_id(slot)] = Place(team, slot, days)
        return found

    def _team(self, team: CompositeTeam, places: Mapping[str, Place], here: Sequence[Embed]) -> planning.CompositeTeam:
        slots = [
            TeamSlot(
                id=name,
                side=place.slot.side,
                must=self.frame.spelled(place.slot.must),
                nice=self.frame.spelled(place.slot.nice),
                share=place.slot.share,
                first=self.frame.week(place.days.first),
                last=self.frame.week(place.days.last),
            )
            for name, place in places.items()
        ]
        slots += [
            TeamSlot(
                id=f"embed {one.id}",
                side=one.side,
                # What it asks for counts for those who come, though nobody asks whether who is there knows it.
                must=self._asked(team, one)[0],
                nice=self._asked(team, one)[1],
                share=one.share,
                first=self.frame.week(one.days.first),
                last=self.frame.week(one.days.last),
            )
            for one in here
        ]
        # What stands already is not taken apart because it is smaller than was wished for.
        least = min(team.least, len(slots)) if not here else min(2, len(slots))
        return planning.CompositeTeam(id=team_id(team), slots=tuple(slots), least=least)

    def _asked(self, team: CompositeTeam, one: Embed) -> tuple[frozenset[str], frozenset[str]]:
        """The topics that the slot of somebody needs, and that it would be good to know."""
        slot = team.slot(one.slot)
        if slot is None:
            return frozenset(), frozenset()
        return self.frame.spelled(slot.must), self.frame.spelled(slot.nice)

    def _apart(self, settled: Iterable[Embed], ids: Collection[str]) -> frozenset[planning.Pair]:
        """The pairs who are kept apart, without those who are in a team in one week by now: that is told, and stays."""
        together: dict[tuple[int, int], set[str]] = defaultdict(set)
        for one in settled:
            for week in self._weeks(one.days):
                together[one.team_id, week].add(identity(one.email))
        stands = {pair_of(one, other) for some in together.values() for one in some for other in some if one < other}
        closed = {pair_of(*sorted(pair)) for pair in closed_among(self.connection) if all(one in ids for one in pair)}
        return frozenset(closed - stands)

    def _met(self, ids: Mapping[str, int]) -> dict[planning.Pair, int]:
        names = {one: name for name, one in ids.items()}
        times = times_met(self.connection, self.frame.people, self.frame.today)
        return {
            pair_of(names[it], names[marketing]): number
            for (it, marketing), number in times.items()
            if it in names and marketing in names
        }

    def _demands(
        self,
        teams: Iterable[CompositeTeam],
        places: Mapping[str, Place],
        settled: Mapping[str, Embed],
        inside: Iterable[Embed],
        ids: Mapping[str, int],
    ) -> tuple[TeamDemand, ...]:
        found = [
            TeamDemand(kind=DemandKind.PIN, person=identity(one.email), target=name, settled=True)
            for name, one in settled.items()
            if identity(one.email) in ids
        ]
        there = {(one.team_id, identity(one.email)) for one in inside}
        filled = {place.team.id for place in places.values()}
        for team in teams:
            for one in team.demands:
                stands = one.kind is DemandKind.PIN and (team.id, identity(one.email)) in there
                if identity(one.email) not in ids or stands or team.id not in filled:
                    continue
                found += [
                    TeamDemand(kind=one.kind, person=identity(one.email), target=target)
                    for target in self._targets(team, one, places)
                ]
        return tuple(found)

    def _kept_out(self, places: Mapping[str, Place], ids: Collection[str]) -> tuple[TeamDemand, ...]:
        """Whoever left a slot is not put back into it, unless the coordinator pins them."""
        found: dict[tuple[str, str], TeamDemand] = {}
        for one in sorted(self.left, key=lambda one: one.days.last):
            who, words = identity(one.email), left_words(one, self.frame.today)
            for name, place in places.items():
                mine = place.team.id == one.team_id and place.slot.number == one.slot
                if mine and who in ids and not _pinned(place, who):
                    found[who, name] = TeamDemand(kind=DemandKind.EXCLUSION, person=who, target=name, words=words)
        return tuple(found.values())

    @staticmethod
    def _targets(team: CompositeTeam, demand: Demand, places: Mapping[str, Place]) -> list[str]:
        """What a demand is for: a team, or the places to fill of a slot; who is pinned takes the first of those."""
        slot = team.slot(demand.slot) if demand.slot is not None else None
        if slot is None:
            return [team_id(team)]
        mine = [name for name, place in places.items() if place.slot.id == slot.id]
        return mine[:1] if demand.kind is DemandKind.PIN else mine
