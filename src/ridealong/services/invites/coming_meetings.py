"""The meetings to come one by one: of a series each that takes place, and those that do not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from sqlalchemy import Connection

from ridealong.domain.errors import NotFound, Refused
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Address, Moved, Series
from ridealong.domain.pairings import State
from ridealong.services.desk import Desk
from ridealong.services.groups.group_meetings import GroupMeeting, group_meetings
from ridealong.services.invites.meeting_rows import MeetingRow, shown_rows
from ridealong.services.invites.meetings import PlannedMeeting, meetings_of, planned_meetings
from ridealong.services.invites.outbox import organizer_of
from ridealong.services.teams.team_meetings import TeamMeeting, coming_team_meetings
from ridealong.storage.queries.answers import pairings_of_meetings
from ridealong.storage.queries.gatherings import coming
from ridealong.storage.queries.meetings import meeting_row
from ridealong.storage.queries.team_uids import team_uids


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingMeeting:
    """A meeting by itself, or one of a series.

    Args:
        meeting: its number. on: the day by which one of a series is known; None for one by itself.
        day, last_day: from when to when; the same for one that lasts hours.
        at, minutes, time_zone: None and empty for one that lasts whole days.
        by_hand: whether a coordinator has moved it, or put it somewhere else. skipped: whether it does not take place.
        ahead: how many of the series take place; 1 for one by itself.
        group: the number of the group that meets; None for a pairing. who: everybody in it. A group has no number of a
            meeting or a pairing: they are 0, and the first two of it stand for guest and host.
        team: the name of the composite team that meets, or in which somebody is embedded; then it is as with a group,
            and who is embedded stands for guest and host. named: how commands name that.
    """

    meeting: int
    uid: str
    pairing: int
    program: str
    kind: MeetingKind
    guest: Address
    host: Address
    day: date
    last_day: date
    on: date | None = None
    at: time | None = None
    minutes: int | None = None
    time_zone: str = ""
    place: str = ""
    by_hand: bool = False
    skipped: bool = False
    ahead: int = 1
    group: int | None = None
    who: tuple[Address, ...] = ()
    team: str = ""
    named: str = ""

    @property
    def key(self) -> str:
        """What identifies it."""
        return f"{self.named or (f'g{self.group}' if self.group else self.meeting)} {self.on or ''}"

    @property
    def people(self) -> tuple[Address, ...]:
        """Everybody who meets."""
        return self.who or (self.guest, self.host)


def coming_meetings(desk: Desk) -> tuple[ComingMeeting, ...]:
    """Every meeting of published pairings, groups and teams that is not over, by day and hour; also those skipped."""
    today = desk.clock.today()
    with desk.reading() as connection:
        planned = planned_meetings(connection, organizer_of(desk), today, {})
        rows = shown_rows(connection, planned)
        groups = group_meetings(connection, desk, coming(connection, (State.PUBLISHED,), today))
        teams = coming_team_meetings(connection, desk, today)
    found = [each for one, row in zip(planned, rows, strict=True) for each in _each(one, row)]
    found += [each for one in groups for each in _of_group(one)]
    found += [each for one in teams for each in _of_team(one)]
    return tuple(sorted((one for one in found if one.last_day >= today), key=_by_day))


def _of_group(one: GroupMeeting) -> Iterator[ComingMeeting]:
    """Each time that a group meets; the days of a series that are left out, too."""
    left_out = (Moved(day, day, one.at, one.minutes) for day in one.left_out)
    for each, skipped in (*((each, False) for each in one.occurrences), *((each, True) for each in left_out)):
        yield ComingMeeting(
            meeting=0,
            uid=one.uid,
            pairing=0,
            program=one.program,
            kind=MeetingKind.CHECK_IN,
            guest=one.people[0],
            host=one.people[1],
            day=each.to,
            last_day=each.to,
            on=each.day if one.every_weeks else None,
            at=each.at,
            minutes=each.minutes,
            time_zone=one.time_zone,
            place=one.place,
            skipped=skipped,
            ahead=len(one.occurrences),
            group=one.group,
            who=one.people,
        )


def _of_team(one: TeamMeeting) -> Iterator[ComingMeeting]:
    """An embed, or each time that a team meets; the days of a series that are left out, too."""
    plain = ComingMeeting(
        meeting=0,
        uid=one.uid,
        pairing=0,
        program=one.program,
        kind=one.kind,
        guest=one.people[0],
        host=one.people[-1],
        day=one.first_day,
        last_day=one.last_day,
        place=one.place,
        who=one.people,
        team=one.team,
        named=one.named,
    )
    if one.at is None or one.minutes is None:
        yield plain
        return
    plain = replace(plain, at=one.at, minutes=one.minutes, time_zone=one.time_zone, ahead=len(one.occurrences))
    left_out = (Moved(day, day, one.at, one.minutes) for day in one.left_out)
    for each, skipped in (*((each, False) for each in one.occurrences), *((each, True) for each in left_out)):
        on = each.day if one.every_weeks else None
        yield replace(plain, day=each.to, last_day=each.to, on=on, skipped=skipped)


def one_meeting(desk: Desk, meeting: int | str, on: date | None = None) -> ComingMeeting:
    """One of them, by its number or its UID.

    Args:
        on: which of a series; without it the next one that takes place, else the first that is skipped.

    Raises:
        NotFound: there is none that is to come.
        Refused: it is one of a composite team, whose meetings go by who is in it.
    """
    with desk.reading() as connection:
        pairing_id, meeting_id = _numbers(connection, meeting)
        planned = [one for one in meetings_of(connection, organizer_of(desk), [pairing_id]) if one.id == meeting_id]
        rows = shown_rows(connection, planned)
    found = [each for one, row in zip(planned, rows, strict=True) for each in _each(one, row)]
    if on is None:
        found = [one for one in found if one.last_day >= desk.clock.today()]
        found.sort(key=lambda one: (one.skipped, _by_day(one)))
    else:
        found = [one for one in found if one.on in (on, None)]
    if not found:
        raise NotFound("This meeting is over, or takes place no longer", "Read the list again")
    return found[0]


def _numbers(connection: Connection, meeting: int | str) -> tuple[int, int]:
    if isinstance(meeting, int):
        row = meeting_row(connection, meeting)
        found = (row["pairing_id"], meeting) if row else None
    else:
        meant = pairings_of_meetings(connection, [meeting]).get(meeting)
        if meant is None and meeting in team_uids(connection, [meeting]):
            raise Refused(
                "What a composite team has in calendars is not moved by hand",
                "Change the days of the embed, or when the team meets",
            )
        found = (meant["pairing_id"], meant["id"]) if meant else None
    if found is None:
        raise NotFound("There is no such meeting any more", "Read the list again")
    return found


def _by_day(one: ComingMeeting) -> tuple[date, time, int]:
    return one.day, one.at or time(), one.meeting


def _each(one: PlannedMeeting, row: MeetingRow) -> Iterator[ComingMeeting]:
    """All of a series, or the meeting by itself, whether or not they are over."""
    rule, plain = one.rule, _plain(row)
    if not isinstance(rule, Series) or (row.skipped and not rule.repeats):
        yield plain
        return
    takes_place = () if row.skipped else row.occurrences
    for other in takes_place:
        moved = (other.to, other.at, other.minutes, other.place) != (other.day, rule.at, rule.minutes, "")
        yield replace(_on(plain, other, rule), by_hand=moved, ahead=len(takes_place))
    for day in rule.rule_days() if row.skipped else row.left_out:
        there = Moved(day, day, rule.at, rule.minutes)
        yield replace(_on(plain, there, rule), skipped=True, ahead=len(takes_place))


def _plain(row: MeetingRow) -> ComingMeeting:
    return ComingMeeting(
        meeting=row.id,
        uid=row.uid,
        pairing=row.pairing,
        program=row.program,
        kind=row.kind,
        guest=row.guest,
        host=row.host,
        day=row.first_day,
        last_day=row.last_day,
        at=row.at,
        minutes=row.minutes,
        time_zone=row.time_zone,
        place=row.place,
        skipped=row.skipped,
    )


def _on(plain: ComingMeeting, other: Moved, rule: Series) -> ComingMeeting:
    return replace(
        plain,
        day=other.to,
        last_day=other.to,
        on=other.day if rule.repeats else None,
        at=other.at,
        minutes=other.minutes,
        time_zone=rule.zone,
        place=other.place or plain.place,
    )
