"""The problem of a program's composite teams, put together from everything the database knows."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from ridealong.domain.composite_teams import CompositeTeam, DemandKind, Embed, Slot, open_days
from ridealong.domain.days import Days, monday_of
from ridealong.domain.errors import Refused
from ridealong.domain.hours import place_of
from ridealong.domain.pairings import State
from ridealong.domain.people import Person, Side, identity
from ridealong.domain.planning_rules import cover_limit
from ridealong.domain.programs import Enrolment, Program
from ridealong.domain.seniority import seniority
from ridealong.domain.values import zone
from ridealong.planning.teams import problem as planning
from ridealong.planning.teams.problem import (
    TeamDemand,
    TeamPerson,
    TeamSlot,
    TeamsProblem,
    pair_of,
)
from ridealong.services.days.free_days import TeamSizes, team_key
from ridealong.services.groups.gatherings import closed_among
from ridealong.services.outcomes.met import times_met
from ridealong.services.people.days_off import DaysOff
from ridealong.services.people.exchange_load import ExchangeLoad
from ridealong.storage.queries.people import everybody
from ridealong.storage.queries.programs import enrolled
from ridealong.storage.queries.teams import embeds_of_program, teams_of

_WEEK = timedelta(weeks=1)
_DAYS_AWAY = 3
"""From so many working days on, a week in which somebody is away is one that they miss."""
STANDING = (State.PUBLISHED, State.HELD, State.ENDED, State.MISSED)
"""States of embeds that planning leaves as they are."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a slot of the problem stands for: a slot of a team, on days that nobody takes yet."""

    team: CompositeTeam
    slot: Slot
    days: Days


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSeason:
    """A problem of composite teams, and what its ids and weeks stand for.

    Args:
        start: the Monday of week 0.
        ids: row ids of people by their id in the problem, which is their identity. people: everybody by row id.
        places: by id in the problem, the slots to fill. settled: the embeds that stay, by the id of their slot there.
        drafts: the drafts whose place new ones take.
    """

    program: Program
    problem: TeamsProblem
    start: date
    ids: Mapping[str, int]
    people: Mapping[int, Person]
    teams: Mapping[str, CompositeTeam]
    places: Mapping[str, Place]
    settled: Mapping[str, Embed]
    drafts: tuple[Embed, ...]

    def week(self, day: date) -> int:
        """The week of the problem in which a day lies."""
        return (monday_of(day) - self.start).days // 7

    def monday(self, week: int) -> date:
        """The Monday of a week of the problem."""
        return self.start + week * _WEEK


def slot_id(slot: Slot) -> str:
    """The id of a slot in the problem."""
    return f"slot {slot.id}"


def team_id(team: CompositeTeam) -> str:
    """The id of a team in the problem."""
    return f"team {team.id}"


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
) -> TeamSeason:
    """The problem of the teams of a program that have days to come: what is published stays as it is.

    Args:
        only: the ids of teams whose slots are filled; the drafts of others stay. None for all.
        keep_drafts: whether all drafts stay, so that only what nobody takes is filled.
        freed: embeds, by id, that end on a day, and not when they are to: one before their first never begins.
        until: a day that the weeks of the problem reach at least.

    Raises:
        Refused: there is no team with days to come, or nobody has agreed to take part.
    """
    teams = [one for one in teams_of(connection, program.id) if _can_fill(one, today)]
    if not teams:
        raise Refused(f"'{program.name}' has no team with days to come", "Make a team first",
                      typed=f'Make one: ridealong teams add "{program.name}" NAME')  # fmt: skip
    embeds = _freed(embeds_of_program(connection, program.id, (*STANDING, State.PROPOSED)), freed or {})
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
    asked = [topic for team in teams for slot in team.slots for topic in (*slot.must, *slot.nice)]
    made = _Builder(
        connection=connection,
        program=program,
        people=people,
        part=part,
        span=span,
        today=today,
        spelling={topic.casefold(): topic for topic in reversed(asked)},
    )
    return made.season(teams, filled, stays, tuple(goes), seed)


def _freed(embeds: Iterable[Embed], freed: Mapping[int, date]) -> list[Embed]:
    found = []
    for one in embeds:
        last = min(one.days.last, freed.get(one.id, one.days.last))
        if last >= one.days.first:
            found.append(replace(one, days=Days(one.days.first, last)))
    return found


def _can_fill(team: CompositeTeam, today: date) -> bool:
    return team.state in (State.PROPOSED, State.PUBLISHED) and team.days.last >= today and bool(team.slots)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Builder:
    """The parts of a problem, worked out from what was read once.

    Args:
        people: everybody by row id. part: who takes part, by row id. span: from the first Monday to the last day.
        spelling: how topics are written, by what they are in small letters.
    """

    connection: Connection
    program: Program
    people: Mapping[int, Person]
    part: Mapping[int, Enrolment]
    span: Days
    today: date
    spelling: Mapping[str, str]

    @property
    def weeks(self) -> int:
        """How many weeks the problem has."""
        return (monday_of(self.span.last) - self.span.first).days // 7 + 1

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
        wanted = []
        for team in teams:
            # Somebody who was in two slots of a team one after the other is in it once.
            latest = {one.person_id: one for one in sorted(of_team[team.id], key=lambda one: one.days.last)}
            here = [
                one for one in of_team[team.id] if one.days.last >= self.span.first and latest[one.person_id] is one
            ]
            mine = self._open(team, of_team[team.id]) if team.id in filled else {}
            sides = {place.slot.side for place in mine.values()} | {one.side for one in here}
            if len(sides) < len(Side):
                continue
            places |= mine
            settled |= {f"embed {one.id}": one for one in here}
            wanted.append(self._team(team, mine, here))
        known = {one.person_id for one in settled.values()}
        ids = {self.people[one].identity: one for one in {*self.part, *known} if one in self.people}
        load = ExchangeLoad(self.connection, self.people, self.span, without_program=self.program.id, today=self.today)
        problem = TeamsProblem(
            weeks=self.weeks,
            people=self._persons(ids, list(settled.values()), stays, load),
            teams=tuple(wanted),
            homes=self._homes(ids, stays, load),
            apart=self._apart(settled.values(), ids),
            met=self._met(ids),
            demands=self._demands(teams, places, settled, ids),
            overlap=self.program.overlap_minutes,
            may_miss=self.program.may_miss,
            seed=seed,
        )
        return TeamSeason(
            program=self.program,
            problem=problem,
            start=self.span.first,
            ids=ids,
            people=self.people,
            teams={team_id(one): one for one in teams},
            places=places,
            settled=settled,
            drafts=goes,
        )

    def _spelled(self, topics: Iterable[str]) -> frozenset[str]:
        """Topics as slots spell them, whatever their letter case."""
        return frozenset(self.spelling.get(one.casefold(), one) for one in topics)

    def _open(self, team: CompositeTeam, stays: Sequence[Embed]) -> dict[str, Place]:
        found = {}
        for slot in team.slots:
            mine = [one.days for one in stays if one.slot == slot.number]
            days = open_days(team.slot_days(slot), mine, self.today)
            if days is not None:
                found[slot_id(slot)] = Place(team, slot, days)
        return found

    def _team(self, team: CompositeTeam, places: Mapping[str, Place], here: Sequence[Embed]) -> planning.CompositeTeam:
        slots = [
            TeamSlot(
                id=name,
                side=place.slot.side,
                must=self._spelled(place.slot.must),
                nice=self._spelled(place.slot.nice),
                share=place.slot.share,
                first=self._week(place.days.first),
                last=self._week(place.days.last),
            )
            for name, place in places.items()
        ]
        slots += [
            TeamSlot(
                id=f"embed {one.id}",
                side=one.side,
                share=one.share,
                first=self._week(one.days.first),
                last=self._week(one.days.last),
            )
            for one in here
        ]
        # What stands already is not taken apart because it is smaller than was wished for.
        least = min(team.least, len(slots)) if not here else min(2, len(slots))
        return planning.CompositeTeam(id=team_id(team), slots=tuple(slots), least=least)

    def _week(self, day: date) -> int:
        return min(max(0, (monday_of(day) - self.span.first).days // 7), self.weeks - 1)

    def _persons(
        self, ids: Mapping[str, int], settled: Sequence[Embed], stays: Sequence[Embed], load: ExchangeLoad
    ) -> tuple[TeamPerson, ...]:
        free = DaysOff(self.connection, {one: self.people[one] for one in ids.values()}, self.span)
        own = _shares(settled, self._week)
        # Teams that are not planned here take their share all the same.
        held = {one.id for one in settled}
        beside = _shares([one for one in stays if one.id not in held], self._week)
        stands = {one.person_id for one in settled}
        found = []
        for name, one in ids.items():
            person = self.people[one]
            room = []
            for week in range(self.weeks):
                left = load.room(one, self._monday(week)) - beside[one, week]
                # Who is in a team by now stays there, whatever else they were given since.
                room.append(max(0, left, own[one, week]))
            away = frozenset() if one in stands else self._away(one, free)
            found.append(
                TeamPerson(
                    id=name,
                    side=person.side,
                    home=team_key(person.side, person.team),
                    knows=self._spelled(person.knows),
                    wants=self._spelled(person.wants),
                    seniority=seniority(person.role),
                    room=tuple(room),
                    away=away,
                    hours=self._hours(person),
                )
            )
        return tuple(found)

    def _monday(self, week: int) -> date:
        return self.span.first + week * _WEEK

    def _away(self, person_id: int, free: DaysOff) -> frozenset[int]:
        there, said = free.availability(person_id, self.program), self.part.get(person_id)
        found = set()
        for week in range(self.weeks):
            monday = self._monday(week)
            days = [monday + timedelta(days=number) for number in range(5)]
            missed = sum(not there.works_on(day) and day not in there.holidays for day in days)
            if missed >= _DAYS_AWAY or (said is not None and not said.takes_part(monday)):
                found.add(week)
        return frozenset(found)

    def _hours(self, person: Person) -> tuple[int, int] | None:
        if not self.program.overlap_minutes:
            return None
        hours, name = place_of(person, self.program.time_zone)
        day = self.span.first
        midnight = datetime.combine(day, datetime.min.time(), UTC)
        begins, ends = (datetime.combine(day, at, zone(name)) for at in (hours.start, hours.end))
        return int((begins - midnight).total_seconds()) // 60, int((ends - midnight).total_seconds()) // 60

    def _homes(self, ids: Mapping[str, int], stays: Sequence[Embed], load: ExchangeLoad) -> dict[str, tuple[int, ...]]:
        """How much of each home team may be away in composite teams, beside visits and teams that are not planned."""
        sizes = TeamSizes(self.people)
        settled: Counter[tuple[str, int]] = Counter()
        for one in stays:
            if one.person_id in self.people:
                home = team_key(self.people[one.person_id].side, self.people[one.person_id].team)
                for week in range(self._week(one.days.first), self._week(one.days.last) + 1):
                    settled[home, week] += one.share
        found = {}
        for home in sorted({team_key(self.people[one].side, self.people[one].team) for one in ids.values()}):
            limits = []
            for week in range(self.weeks):
                monday = self._monday(week)
                most = 100 * cover_limit(sizes.on(home, monday), self.program.cover_percent)
                limits.append(max(most - load.out_of(home, monday), settled[home, week], 0))
            found[home] = tuple(limits)
        return found

    def _apart(self, settled: Iterable[Embed], ids: Collection[str]) -> frozenset[planning.Pair]:
        together: dict[int, list[str]] = defaultdict(list)
        for one in settled:
            together[one.team_id].append(identity(one.email))
        stands = {pair_of(one, other) for some in together.values() for one in some for other in some if one < other}
        closed = {pair_of(*sorted(pair)) for pair in closed_among(self.connection) if all(one in ids for one in pair)}
        return frozenset(closed - stands)

    def _met(self, ids: Mapping[str, int]) -> dict[planning.Pair, int]:
        names = {one: name for name, one in ids.items()}
        times = times_met(self.connection, self.people, self.today)
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
        ids: Mapping[str, int],
    ) -> tuple[TeamDemand, ...]:
        found = [
            TeamDemand(kind=planning.DemandKind.PIN, person=identity(one.email), target=name, settled=True)
            for name, one in settled.items()
            if identity(one.email) in ids
        ]
        there = {(one.team_id, identity(one.email)) for one in settled.values()}
        filled = {place.team.id for place in places.values()}
        for team in teams:
            for one in team.demands:
                target = self._target(team, one.slot)
                known = identity(one.email) in ids
                stands = one.kind is DemandKind.PIN and (team.id, identity(one.email)) in there
                if known and not stands and (target in places or (one.slot is None and team.id in filled)):
                    kind = planning.DemandKind(one.kind)
                    found.append(TeamDemand(kind=kind, person=identity(one.email), target=target))
        return tuple(found)

    @staticmethod
    def _target(team: CompositeTeam, number: int | None) -> str:
        slot = team.slot(number) if number is not None else None
        return slot_id(slot) if slot else team_id(team)


def _shares(some: Iterable[Embed], week_of: Callable[[date], int]) -> Counter[tuple[int, int]]:
    """How much of a week embeds take: by row id of the person and week."""
    found: Counter[tuple[int, int]] = Counter()
    for one in some:
        for week in range(week_of(one.days.first), week_of(one.days.last) + 1):
            found[one.person_id, week] += one.share
    return found
