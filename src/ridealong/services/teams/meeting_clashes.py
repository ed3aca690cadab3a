"""People in two composite teams that meet at the same hour: worth knowing before they are told, and no rule."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

from sqlalchemy import Connection

from ridealong.domain.composite_teams import Embed
from ridealong.domain.meetings import Series
from ridealong.domain.pairings import UNMARKED, State
from ridealong.domain.values import WEEKDAYS, zone
from ridealong.services.teams.embed_facts import TeamFacts
from ridealong.services.teams.supposed_embeds import SupposedEmbeds
from ridealong.storage.queries.teams import embeds_of_people, embeds_of_teams


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Somebody in two teams that meet at the same hour.

    Args:
        team, other: the ids of the teams. embeds: those of the person in the first.
        days: on which that is so, as the first team counts them; at least one.
        said: the same in words, without a full stop.
    """

    team: int
    other: int
    embeds: tuple[Embed, ...]
    days: tuple[date, ...]
    said: str

    @property
    def key(self) -> tuple[int, frozenset[int]]:
        """Who it is, and which two teams: the same in both of them."""
        return self.embeds[0].person_id, frozenset((self.team, self.other))


@dataclass(frozen=True, slots=True)
class _Meets:
    """One meeting of a team, from when until when."""

    begins: datetime
    ends: datetime
    team: int
    zone: str


def meeting_clashes(connection: Connection, some: Iterable[Embed], today: date) -> tuple[Clash, ...]:
    """Where people in teams are in another one, of any program, that meets at the same time; by team and name.

    Teams that are not published meet when they would if all their drafts were.

    Args:
        some: those in the teams that are asked about; what is over or called off plays no part.
    """
    mine = [one for one in some if one.state in UNMARKED and one.days.last >= today]
    theirs = _twice(connection, mine, today)
    if not theirs:
        return ()
    asked = {one.team_id for one in mine}
    facts = _facts(connection, {one.team_id for embeds in theirs.values() for one in embeds})
    meetings = _meetings(facts, today)
    found = []
    for person_id, embeds in theirs.items():
        for (team, other), both in _at_once(meetings.get(person_id, ())).items():
            if team in asked:
                inside = tuple(one for one in embeds if one.team_id == team)
                days = tuple(sorted({here.begins.date() for here, _there in both}))
                said = _said(facts, inside[0].name, (team, other), both)
                found.append(Clash(team=team, other=other, embeds=inside, days=days, said=said))
    return tuple(sorted(found, key=lambda one: (one.team, one.embeds[0].name.casefold(), one.other)))


def _twice(connection: Connection, mine: Sequence[Embed], today: date) -> dict[int, list[Embed]]:
    """By row id, those who are in another team on some of the same days, with all that they are in."""
    found: dict[int, list[Embed]] = defaultdict(list)
    for one in embeds_of_people(connection, sorted({one.person_id for one in mine}), UNMARKED) if mine else ():
        if one.days.last >= today:
            found[one.person_id].append(one)
    return {
        person_id: embeds
        for person_id, embeds in found.items()
        if any(one.team_id != other.team_id and one.days.overlaps(other.days) for one, other in combinations(embeds, 2))
    }


def _facts(connection: Connection, teams: Collection[int]) -> TeamFacts:
    drafts = embeds_of_teams(connection, teams, (State.PROPOSED,))
    supposed = SupposedEmbeds(new=[replace(one, state=State.PUBLISHED) for one in drafts])
    return TeamFacts(connection, teams, supposed)


def _meetings(facts: TeamFacts, today: date) -> dict[int, list[_Meets]]:
    """By row id of the person, every meeting of their teams from today on."""
    found: dict[int, list[_Meets]] = defaultdict(list)
    for team_id in sorted(facts.teams):
        for series in facts.series(team_id):
            when = facts.series_time(series)
            if when is not None and when.days.last >= today:
                takes_place = list(_taking_place(when, team_id, today))
                for person_id in {one.person_id for one in series.stretch.embeds}:
                    found[person_id] += takes_place
    return found


def _taking_place(when: Series, team: int, today: date) -> Iterator[_Meets]:
    place = zone(when.zone)
    for one in when.taking_place():
        if one.to >= today:
            begins = datetime.combine(one.to, one.at, place)
            # Lengths are those of clocks, so that a meeting over a change of them ends by the hour.
            yield _Meets(begins, begins + timedelta(minutes=one.minutes), team, when.zone)


def _at_once(meetings: Iterable[_Meets]) -> dict[tuple[int, int], list[tuple[_Meets, _Meets]]]:
    """By two teams, in both orders, their meetings that overlap, in order of time."""
    found: dict[tuple[int, int], list[tuple[_Meets, _Meets]]] = defaultdict(list)
    going_on: list[_Meets] = []
    for one in sorted(meetings, key=lambda each: (each.begins.astimezone(UTC), each.team)):
        going_on = [each for each in going_on if each.ends.astimezone(UTC) > one.begins.astimezone(UTC)]
        for each in going_on:
            if each.team != one.team:
                found[each.team, one.team].append((each, one))
                found[one.team, each.team].append((one, each))
        going_on.append(one)
    return found


def _said(facts: TeamFacts, name: str, teams: tuple[int, int], both: Sequence[tuple[_Meets, _Meets]]) -> str:
    here, there = both[0]
    on = f"{WEEKDAYS[here.begins.weekday()]}s" if len(both) > 1 else f"on {here.begins.date()}"
    at = f"{here.begins:%H:%M}" if here.zone == there.zone else f"{here.begins:%H:%M} {here.zone}"
    mine, other = (_named(facts, team, teams[0]) for team in teams)
    if here.begins.astimezone(UTC) == there.begins.astimezone(UTC):
        return f"{name} is in {mine} and {other}, which both meet {on} at {at}"
    later = there.begins.astimezone(zone(here.zone))
    return f"{name} is in {mine} and {other}, which meet {on} at {at} and at {later:%H:%M}, at the same time in part"


def _named(facts: TeamFacts, team: int, beside: int) -> str:
    """A team by its name, and by its program where that is not the same."""
    program = facts.teams[team].program_id
    more = "" if program == facts.teams[beside].program_id else f" of '{facts.programs[program].name}'"
    return f"{facts.teams[team].name}{more}"
