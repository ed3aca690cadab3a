"""What is known of composite teams that decides about their meetings, read once for many of them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection

from ridealong.domain.availability import Availability
from ridealong.domain.composite_teams import CompositeTeam, Embed, Slot
from ridealong.domain.days import Days, is_workday, monday_of, working_days
from ridealong.domain.embed_words import (
    Embedded,
    HandOver,
    Mate,
    TeamMeets,
    embed_description,
    embed_facts,
    embed_summary,
    meeting_description,
    meeting_facts,
    meeting_summary,
)
from ridealong.domain.gathering_times import Hour
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meeting_places import link_in, place_by_rule
from ridealong.domain.meetings import Address, AllDay, Meeting, Series
from ridealong.domain.pairings import State
from ridealong.domain.people import Person
from ridealong.domain.programs import CheckIn, Program
from ridealong.domain.team_series import FEWEST, Stretch, stretches
from ridealong.domain.team_times import (
    EMBEDS_IN_CALENDARS,
    back_at_work,
    meeting_days,
    rhythm_of_team,
    team_hour,
    team_series,
)
from ridealong.services.groups.told_hours import told_hours
from ridealong.services.people.days_off import DaysOff
from ridealong.services.teams.supposed_embeds import AS_WRITTEN, SupposedEmbeds
from ridealong.storage.parts import AT_ONCE
from ridealong.storage.queries.people import all_people, some_people
from ridealong.storage.queries.programs import all_programs
from ridealong.storage.queries.standing import removed_among
from ridealong.storage.queries.team_uids import TeamUid, series_rows
from ridealong.storage.queries.teams import embeds_of_people, embeds_of_teams, teams_by_id

_DAY = timedelta(days=1)
_LATEST = date.max - timedelta(days=7)
"""No weekend is looked for after that."""
_AROUND = timedelta(days=31)
"""How far from the days of an embed is looked: to the next day at work after it."""


@dataclass(frozen=True, slots=True)
class TeamSeries:
    """The meetings of a team as long as the same people are in it, and what names them."""

    known: TeamUid
    stretch: Stretch
    alone: bool


def stretches_of(embeds: Collection[Embed]) -> tuple[Stretch, ...]:
    """The stretches of a team, as its series count them.

    Who was to be there and did not come counts, as calendars keep it: else noting that down would number all that
    follow anew. And weekends between those who leave on a Friday and those who come on a Monday are no stretch.
    """
    known = {one.id: replace(one, state=State.HELD) if one.state is State.MISSED else one for one in embeds}
    longer = {number: replace(one, days=_with_weekend(one.days)) for number, one in known.items()}
    return tuple(_as_they_are(one, known, longer) for one in stretches(longer.values()))


def _with_weekend(days: Days) -> Days:
    """Days up to the Sunday where they end on the Friday before, or the Saturday."""
    if days.last > _LATEST or is_workday(days.last + _DAY):
        return days
    return Days(days.first, monday_of(days.last) + 6 * _DAY)


def _as_they_are(one: Stretch, known: Mapping[int, Embed], longer: Mapping[int, Embed]) -> Stretch:
    """A stretch with the embeds as they are, that ends with the first of them that does."""
    inside = tuple(known[each.id] for each in one.embeds)
    ends = (each.days.last for each in inside if longer[each.id].days.last == one.days.last)
    last = min(ends, default=one.days.last)
    return Stretch(Days(one.days.first, max(one.days.first, last)), inside)


class TeamFacts:
    """What decides about the meetings of some composite teams."""

    def __init__(
        self, connection: Connection, team_ids: Collection[int], supposed: SupposedEmbeds = AS_WRITTEN
    ) -> None:
        """Read what is known.

        Args:
            supposed: what would stand otherwise than it is written.
        """
        self._supposes = bool(supposed.changed or supposed.new)
        self.teams: Mapping[int, CompositeTeam] = teams_by_id(connection, team_ids)
        self.programs: Mapping[int, Program] = {one.id: one for one in all_programs(connection, archived=True)}
        self.embeds: dict[int, list[Embed]] = defaultdict(list)
        inside = embeds_of_teams(connection, team_ids, EMBEDS_IN_CALENDARS)
        for one in supposed.among(inside, teams=team_ids):
            self.embeds[one.team_id].append(one)
        every = [one for some in self.embeds.values() for one in some]
        self._known: dict[int, list[TeamUid]] = defaultdict(list)
        for known in series_rows(connection, team_ids):
            self._known[known.team_id].append(known)
        self._told = told_hours(connection, [one.uid for some in self._known.values() for one in some])
        told = {each for one in self._told.values() for some in one.people for each in some}
        who = sorted({one.person_id for one in every})
        ids = sorted({*who, *told})
        self.people: Mapping[int, Person] = (
            some_people(connection, ids) if len(ids) <= AT_ONCE else all_people(connection)
        )
        self.removed = frozenset(removed_among(connection, ids))
        self._theirs: dict[int, list[Embed]] = defaultdict(list)
        for one in supposed.among(embeds_of_people(connection, who, EMBEDS_IN_CALENDARS), people=who):
            self._theirs[one.person_id].append(one)
        other = {one.team_id for some in self._theirs.values() for one in some} - self.teams.keys()
        self._names = {**_names(self.teams), **_names(teams_by_id(connection, other))}
        self._free = DaysOff(connection, self.people, _span([one.days for one in every]), supposed.away)

    def free(self, person_id: int, program: Program) -> Availability:
        """When somebody can meet."""
        return self._free.availability(person_id, program)

    def series(self, team_id: int) -> Iterator[TeamSeries]:
        """The series of a team, in order of time; without those that have no UID, but for what is only supposed."""
        some, known = stretches_of(self.embeds[team_id]), self._known[team_id]
        if self._supposes:
            known = known + [self._supposed_series(team_id, number) for number in range(len(known), len(some))]
        for named, stretch in zip(known, some, strict=False):
            yield TeamSeries(named, stretch, alone=len(some) == 1)

    def _supposed_series(self, team_id: int, number: int) -> TeamUid:
        """A series that would be new, under a UID that nothing stored has."""
        team = self.teams[team_id]
        program = self.programs[team.program_id].name
        return TeamUid(
            uid=f"new series {team_id} {number}", program=program, team_id=team_id, team=team.name, number=number
        )

    def embed_meeting(self, one: Embed, organizer: Address) -> Meeting | None:
        """All that the calendar of somebody embedded should know of it; None where they are there no more."""
        team, program = self.teams[one.team_id], self.programs[one.program_id]
        slot = team.slot(one.slot)
        if one.person_id in self.removed or slot is None or MeetingKind.VISIT not in program.meetings:
            return None
        place = _place(team, program)
        back = back_at_work(one.days.last, self.free(one.person_id, program))
        words = Embedded(
            program=program,
            team=team,
            slot=slot,
            home_team=one.home_team,
            share=one.share,
            days=one.days,
            back=back,
            goes_on=self._goes_on(one, back),
            mates=self._mates(one, team),
            hand_overs=self._hand_overs(one),
            place=place,
            ask_name=organizer.name,
            ask_email=organizer.email,
        )
        return Meeting(
            uid=one.uid,
            kind=MeetingKind.VISIT,
            when=AllDay(one.days),
            summary=embed_summary(words),
            description=embed_description(words),
            place=place,
            link=link_in(place),
            facts=embed_facts(words),
            organizer=organizer,
            attendees=(Address(one.email, one.name),),
            busy=program.visit_busy,
            categories=("Ridealong", program.kind.label),
            filed=f"embed {team.name}",
        )

    def _there(self, team_id: int) -> list[Embed]:
        """Who is or was in a team, without those who have left the exchange since: nobody is told of them any more."""
        return [one for one in self.embeds[team_id] if one.person_id not in self.removed]

    def _mates(self, one: Embed, team: CompositeTeam) -> tuple[Mate, ...]:
        """Who else is in the team in the meantime, each slot once, by side and name."""
        others = [
            other
            for other in self._there(one.team_id)
            if other.person_id != one.person_id and other.days.overlaps(one.days) and other.state is not State.MISSED
        ]
        return tuple(_mate(each, team, one.days) for each in sorted(others, key=_by_side_and_name))

    def _hand_overs(self, one: Embed) -> tuple[HandOver, ...]:
        """Who hands over to whom while somebody is in a team; their own, too where the other comes after they left."""
        there = {each.id: each for each in self._there(one.team_id)}
        pairs = [(there[each.after], each) for each in there.values() if each.after in there]
        return tuple(
            HandOver(
                giver="" if giver.person_id == one.person_id else giver.name,
                taker="" if taker.person_id == one.person_id else taker.name,
                days=both,
            )
            for giver, taker in sorted(pairs, key=lambda each: (each[1].days, each[1].id))
            if giver.person_id != taker.person_id
            and ((both := _both(giver.days, taker.days)) or one.id in (giver.id, taker.id))
            and (both is None or both.overlaps(one.days))
        )

    def _goes_on(self, one: Embed, back: date) -> str:
        """The team in which somebody begins after an embed, by the first day at work then; empty for none.

        Where they have been in another team all along, the time that this one took is for their home team again.
        """
        others = (each for each in self._theirs[one.person_id] if each.days.first > one.days.last and back in each.days)
        return next((self._names[each.team_id] for each in others if each.state is not State.MISSED), "")

    def series_meeting(self, one: TeamSeries, organizer: Address) -> Meeting | None:
        """All that calendars should know about a series; None where there is no day for it, or fewer than two come."""
        team = self.teams[one.known.team_id]
        program = self.programs[team.program_id]
        rhythm, when = rhythm_of_team(program, team), self.series_time(one)
        if rhythm is None or when is None:
            return None
        who = self._meeting(one)
        place = _place(team, program)
        words = TeamMeets(
            program=program,
            team=team,
            minutes=rhythm.minutes,
            every_weeks=rhythm.every_weeks,
            people=[_mate(each, team, one.stretch.days) for each in who],
            place=place,
            ask_name=organizer.name,
            ask_email=organizer.email,
        )
        addresses = {each.person_id: Address(each.email, each.name) for each in who}
        return Meeting(
            uid=one.known.uid,
            kind=MeetingKind.CHECK_IN,
            when=when,
            summary=meeting_summary(words),
            description=meeting_description(words),
            place=place,
            link=link_in(place),
            facts=meeting_facts(words),
            organizer=organizer,
            attendees=tuple(addresses.values()),
            categories=("Ridealong", program.kind.label),
            filed=f"team-meeting {team.name}",
        )

    def series_time(self, one: TeamSeries) -> Series | None:
        """When a team meets; None where there is no day for it, or fewer than two come."""
        team = self.teams[one.known.team_id]
        program = self.programs[team.program_id]
        rhythm = rhythm_of_team(program, team)
        people = list(dict.fromkeys(each.person_id for each in self._meeting(one)))
        if rhythm is None or len(people) < FEWEST:
            return None
        days = meeting_days(team, rhythm, one.stretch.days, alone=one.alone)
        return self._time(one.known.uid, program, rhythm, days, people) if days else None

    def _meeting(self, one: TeamSeries) -> list[Embed]:
        """Who comes to a series: each embed, since somebody may go on in another slot meanwhile."""
        people = {each.person_id for each in one.stretch.embeds}
        there = (each for each in self._there(one.known.team_id) if each.days.overlaps(one.stretch.days))
        return sorted((each for each in there if each.person_id in people), key=_by_side_and_name)

    def _time(self, uid: str, program: Program, rhythm: CheckIn, days: Sequence[date], people: Sequence[int]) -> Series:
        free = [self.free(who, program) for who in people]
        hour = team_hour(program, rhythm, days, free, self._told_hour(uid, program, rhythm))
        return team_series(rhythm, days, hour, free)

    def _told_hour(self, uid: str, program: Program, rhythm: CheckIn) -> Hour | None:
        """The hour that calendars show; None where the team, or those whom an invite went to, have another one by now.

        It is seen by what was sent before: where the same people would meet at that hour on the same days still, only
        who comes, or on which days, has changed.
        """
        told = self._told.get(uid)
        for people, days in told.asked if told else ():
            known = [self.free(who, program) for who in people]
            if told is not None and team_hour(program, rhythm, days, known) == told.hour:
                return told.hour
        return None


def _by_side_and_name(one: Embed) -> tuple[str, str, Days, int]:
    return one.side, one.name.casefold(), one.days, one.id


def _names(teams: Mapping[int, CompositeTeam]) -> dict[int, str]:
    return {number: one.name for number, one in teams.items()}


def _place(team: CompositeTeam, program: Program) -> str:
    return place_by_rule(team.place or program.place, "")


def _mate(one: Embed, team: CompositeTeam, days: Days) -> Mate:
    """Somebody in a team, for who is there on some days."""
    slot: Slot | None = team.slot(one.slot)
    there = _both(one.days, days)
    whole = there is None or working_days(there) == working_days(days)
    return Mate(
        name=one.name,
        email=one.email,
        home_team=one.home_team,
        slot=slot.name if slot else "",
        days=None if whole else there,
    )


def _both(one: Days, other: Days) -> Days | None:
    """The days that lie in both."""
    if not one.overlaps(other):
        return None
    return Days(max(one.first, other.first), min(one.last, other.last))


def _span(days: Sequence[Days]) -> Days:
    if not days:
        return Days(date.min, date.min)
    first, last = min(one.first for one in days), max(one.last for one in days)
    return Days(max(first, date.min + _AROUND) - _AROUND, min(last, date.max - _AROUND) + _AROUND)
