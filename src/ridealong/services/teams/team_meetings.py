"""The embeds and meetings of composite teams as calendars show them: all that are to come, or those of somebody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import Connection

from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Address, AllDay, Meeting, Moved, Series
from ridealong.domain.team_times import EMBEDS_IN_CALENDARS
from ridealong.services.desk import Desk
from ridealong.services.found import person_named, program_named
from ridealong.services.invites.meeting_rows import occurrences_of
from ridealong.services.invites.outbox import organizer_of
from ridealong.services.teams.embed_facts import TeamFacts
from ridealong.storage.queries.people import Known
from ridealong.storage.queries.teams import all_embeds, embeds_coming, embeds_of_person


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMeeting:
    """An embed, or a series of meetings of a team, as calendars show it.

    Args:
        embed: the number of the embed; 0 for a series. series: the number of the series; 0 for an embed.
        others: who else is in the team in the meantime, of an embed: names.
        at, minutes, time_zone: None and empty for an embed, which lasts whole days.
        every_weeks: of a series with more than one day.
        occurrences: those that take place. left_out: the days of a series on which it does not.
    """

    uid: str
    program: str
    team: str
    kind: MeetingKind
    people: tuple[Address, ...]
    first_day: date
    last_day: date
    embed: int = 0
    series: int = 0
    others: tuple[str, ...] = ()
    at: time | None = None
    minutes: int | None = None
    time_zone: str = ""
    every_weeks: int | None = None
    occurrences: tuple[Moved, ...] = ()
    left_out: tuple[date, ...] = ()
    place: str = ""

    @property
    def named(self) -> str:
        """How commands name it."""
        return f"e{self.embed}" if self.embed else f"t{self.series}"


def list_team_meetings(
    desk: Desk, *, person: str = "", program: str = "", over: bool = False
) -> tuple[TeamMeeting, ...]:
    """Embeds and meetings of teams by first day, hour and number; raises NotFound for what was named and is not.

    Args:
        person: an address; only what they are in. program: a name. over: those that are over, too.
    """
    today = desk.clock.today()
    with desk.reading() as connection:
        known = person_named(connection, person) if person else None
        wanted = program_named(connection, program) if program else None
        if known is not None:
            found = team_meetings_of_person(connection, desk, known, today, over=over)
        else:
            found = coming_team_meetings(connection, desk, today, over=over)
    return tuple(one for one in found if wanted is None or one.program == wanted.name)


def team_meetings_of_person(
    connection: Connection, desk: Desk, known: Known, today: date, *, over: bool = False
) -> tuple[TeamMeeting, ...]:
    """What somebody is embedded in and comes to with a team, by day; what is over where that is asked for."""
    since = None if over else today
    teams = {one.team_id for one in embeds_of_person(connection, known.id, EMBEDS_IN_CALENDARS, since=since)}
    found = _of_teams(connection, organizer_of(desk), sorted(teams), person_id=known.id)
    return _in_order([one for one in found if over or one.last_day >= today])


def coming_team_meetings(
    connection: Connection, desk: Desk, today: date, *, over: bool = False
) -> tuple[TeamMeeting, ...]:
    """The embeds and meetings of all teams that are not over, by day; what is over where that is asked for."""
    if over:
        some = all_embeds(connection, EMBEDS_IN_CALENDARS)
    else:
        some = embeds_coming(connection, EMBEDS_IN_CALENDARS, today)
    found = _of_teams(connection, organizer_of(desk), sorted({one.team_id for one in some}))
    return _in_order([one for one in found if over or one.last_day >= today])


def _in_order(some: Sequence[TeamMeeting]) -> tuple[TeamMeeting, ...]:
    return tuple(sorted(some, key=lambda one: (one.first_day, one.at or time(), one.series, one.embed)))


def _of_teams(
    connection: Connection, organizer: Address, team_ids: Sequence[int], *, person_id: int | None = None
) -> Iterator[TeamMeeting]:
    if not team_ids:
        return
    facts = TeamFacts(connection, team_ids)
    for team_id in team_ids:
        for embed in facts.embeds[team_id]:
            if person_id in (None, embed.person_id):
                yield from _embed(facts, team_id, embed.id, facts.embed_meeting(embed, organizer))
        for one in facts.series(team_id):
            if person_id is None or any(each.person_id == person_id for each in one.stretch.embeds):
                yield from _series(facts, team_id, one.known.series or 0, facts.series_meeting(one, organizer))


def _embed(facts: TeamFacts, team_id: int, number: int, meeting: Meeting | None) -> Iterator[TeamMeeting]:
    if meeting is None or not isinstance(meeting.when, AllDay):
        return
    team, mine = facts.teams[team_id], meeting.attendees[0].email
    inside = (one for one in facts.embeds[team_id] if one.days.overlaps(meeting.when.days) and one.email != mine)
    yield TeamMeeting(
        uid=meeting.uid,
        program=facts.programs[team.program_id].name,
        team=team.name,
        kind=MeetingKind.VISIT,
        people=meeting.attendees,
        first_day=meeting.when.days.first,
        last_day=meeting.when.days.last,
        embed=number,
        others=tuple(sorted({one.name for one in inside}, key=str.casefold)),
        place=meeting.place,
    )


def _series(facts: TeamFacts, team_id: int, number: int, meeting: Meeting | None) -> Iterator[TeamMeeting]:
    if meeting is None or not isinstance(meeting.when, Series):
        return
    when, team = meeting.when, facts.teams[team_id]
    takes_place = tuple(occurrences_of(when))
    if not takes_place:
        return
    there, shown = {one.day for one in takes_place}, when.trimmed()
    yield TeamMeeting(
        uid=meeting.uid,
        program=facts.programs[team.program_id].name,
        team=team.name,
        kind=MeetingKind.CHECK_IN,
        people=meeting.attendees,
        first_day=shown.first,
        last_day=shown.last,
        series=number,
        at=when.at,
        minutes=when.minutes,
        time_zone=when.zone,
        every_weeks=when.every_weeks if when.repeats else None,
        occurrences=takes_place,
        left_out=tuple(day for day in when.rule_days() if day not in there) if when.repeats else (),
        place=meeting.place,
    )
