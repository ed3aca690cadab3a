"""Exposure: which teams have met, how often, when last, and which never have."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection

from ridealong.domain.exposure import Contact, ExposedTeam, Exposure, Met, team_identity
from ridealong.domain.pairings import MET
from ridealong.domain.people import Side
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.groups.gathering_contacts import team_meetings
from ridealong.services.outcomes.embed_exposure import embed_exposure
from ridealong.storage.queries.exposure import (
    Meetings,
    TeamMeeting,
    last_day,
    last_meetings,
    newest_meetings,
    team_sizes,
    team_spellings,
    times_met,
)
from ridealong.storage.queries.people import some_people

_LATELY = timedelta(weeks=26)
"""How far back meetings are looked through one by one; older ones are looked up for teams without a newer one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureQuery:
    """What counts.

    Args:
        program: only meetings in this program, between the teams of those who are enrolled in it, if anybody is.
        since: only what began on this day or later.
    """

    program: str = ""
    since: date | None = None


def exposure(desk: Desk, query: ExposureQuery | None = None) -> Exposure:
    """How often, and when last, the teams of both sides have met; raises NotFound for a program that does not exist.

    A pairing counts with the teams that both were in when it was made: published, held or ended early. A group that
    meets over coffee counts once for each two teams in it, as they are today; a composite team once for each two home
    teams of people who are in it at the same time. Spellings of one name that differ in letter case alone are one team.
    """
    query = query or ExposureQuery()
    today = desk.clock.today()
    with desk.reading() as connection:
        program_id = program_named(connection, query.program).id if query.program else None
        wanted = Meetings(states=MET, program_id=program_id, since=query.since)
        times = times_met(connection, wanted)
        sizes = (program_id and team_sizes(connection, today, program_id)) or team_sizes(connection, today)
        groups = team_meetings(connection, program_id=program_id, since=query.since)
        embedded = embed_exposure(connection, today, program_id=program_id, since=query.since)
        groups += embedded.meetings
        teams = _Teams(sizes, [*times, *((one.it_team, one.marketing_team) for one in groups)])
        found = _Found(teams, times, today)
        # One program is looked through as a whole.
        lately = date.min if query.program else min(today, last_day(connection) or today) - _LATELY
        found.look(newest_meetings(connection, wanted, lately))
        for one in last_meetings(connection, wanted, found.unknown(), lately):
            found.take(one)
        found.add(groups)
        return Exposure(
            today=today,
            it_teams=teams.of(Side.IT),
            marketing_teams=teams.of(Side.MARKETING),
            contacts=found.contacts(connection, embedded.weeks),
        )


def spellings(connection: Connection, team: str) -> list[str]:
    """How the name of a team is written where it is known, in people and in pairings; at least as it is given."""
    wanted = team_identity(team)
    return sorted({team, *(one for one in team_spellings(connection) if team_identity(one) == wanted)})


class _Teams:
    """The teams of both sides, each under one name, however it is written.

    Args:
        sizes: side, name and number of people of the teams of today.
        past: names of an IT team and a marketing team that have met.
    """

    def __init__(self, sizes: Iterable[tuple[str, str, int]], past: Iterable[tuple[str, str]]) -> None:
        self._teams: dict[Side, dict[str, ExposedTeam]] = {side: {} for side in Side}
        for side, name, people in sizes:
            before = self._known(Side(side), name)
            self._teams[Side(side)][team_identity(name)] = replace(before, people=before.people + people)
        for it_team, marketing_team in sorted(past):
            self._known(Side.IT, it_team)
            self._known(Side.MARKETING, marketing_team)

    def _known(self, side: Side, name: str) -> ExposedTeam:
        return self._teams[side].setdefault(team_identity(name), ExposedTeam(name, 0))

    def names(self, it_team: str, marketing_team: str) -> tuple[str, str]:
        """Two teams under the names by which they go here."""
        return self._known(Side.IT, it_team).name, self._known(Side.MARKETING, marketing_team).name

    def of(self, side: Side) -> tuple[ExposedTeam, ...]:
        """The teams of a side, by name."""
        found = self._teams[side]
        return tuple(found[key] for key in sorted(found))


class _Found:
    """What is found out, pairing by pairing, about the teams that have met.

    Args:
        times: how often two teams have met, by their names as pairings have them.
    """

    def __init__(self, teams: _Teams, times: Mapping[tuple[str, str], int], today: date) -> None:
        self._teams = teams
        self._today = today
        self._spelled: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._times: dict[tuple[str, str], int] = {}
        for spelled, number in times.items():
            key = teams.names(*spelled)
            self._spelled.setdefault(key, []).append(spelled)
            self._times[key] = self._times.get(key, 0) + number
        self._coming: dict[tuple[str, str], list[TeamMeeting]] = {}
        self._last: dict[tuple[str, str], TeamMeeting] = {}
        self._waiting = set(self._times)

    def look(self, meetings: Iterable[TeamMeeting]) -> None:
        """Take meetings, the last to end first, until nothing new can come."""
        for one in meetings:
            self.take(one)
            if not self._waiting and one.last < self._today:
                return

    def take(self, one: TeamMeeting) -> None:
        """Take one meeting."""
        key = self._teams.names(one.it_team, one.marketing_team)
        if one.first > self._today:
            self._coming.setdefault(key, []).append(one)
            return
        before = self._last.get(key)
        if before is None or before.last < one.last:
            self._last[key] = one
        self._waiting.discard(key)

    def add(self, groups: Iterable[TeamMeeting]) -> None:
        """Count meetings in groups and composite teams as well."""
        for one in groups:
            key = self._teams.names(one.it_team, one.marketing_team)
            self._times[key] = self._times.get(key, 0) + 1
            self.take(one)

    def unknown(self) -> list[tuple[str, str]]:
        """The teams, as pairings spell them, of which it is not known when they last met, although they have."""
        return [
            spelled
            for key in sorted(self._waiting)
            if self._times[key] > len(self._coming.get(key, ()))
            for spelled in self._spelled[key]
        ]

    def contacts(
        self, connection: Connection, embed_weeks: Mapping[tuple[str, str], float]
    ) -> dict[tuple[str, str], Contact]:
        """What is known of all who have met; by identity of both teams, for how many weeks in composite teams."""
        coming = {key: min(some, key=lambda one: one.first) for key, some in self._coming.items()}
        told = {key: self._last.get(key) or coming.get(key) for key in self._times}
        ids = {row_id for one in told.values() if one for row_id in (one.it_id, one.marketing_id)}
        people = _names(connection, ids)
        return {
            key: Contact(
                it_team=key[0],
                marketing_team=key[1],
                times=self._times[key],
                coming=len(self._coming.get(key, ())),
                last=min(self._last[key].last, self._today) if key in self._last else None,
                next=coming[key].first if key in coming else None,
                people=(people[one.it_id], people[one.marketing_id]) if one else None,
                embed_weeks=embed_weeks.get((team_identity(key[0]), team_identity(key[1])), 0),
            )
            for key, one in told.items()
        }


def _names(connection: Connection, ids: Collection[int]) -> dict[int, Met]:
    return {row_id: Met(one.email, one.name) for row_id, one in some_people(connection, sorted(ids)).items()}
