"""The commands about meetings, of pairings, of groups and of composite teams."""

from datetime import date, time
from typing import Any, ClassVar

import click

from ridealong.cli.advice import advising
from ridealong.cli.group_words import group_meeting_json
from ridealong.cli.options import Group
from ridealong.cli.output import say, show_json
from ridealong.cli.progress import progress_line
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.team_meeting_json import team_meeting_json
from ridealong.cli.values import clock_time, day, from_the_call
from ridealong.cli.values import pairing as pairing_number
from ridealong.domain.meeting_kinds import kind_words
from ridealong.domain.meetings import Moved
from ridealong.domain.wording import many
from ridealong.services.groups.group_meetings import GroupMeeting, list_group_meetings
from ridealong.services.invites import meeting_changes as service
from ridealong.services.invites import meeting_conflicts
from ridealong.services.invites.meeting_rows import MeetingQuery, MeetingRow, list_meetings
from ridealong.services.teams.team_meetings import TeamMeeting, list_team_meetings


class _OfPairing(click.IntRange):
    """The number of a meeting of a pairing; says so where it is that of a group or a composite team."""

    _OTHERS: ClassVar[dict[str, str]] = {
        "g": "a group: `ridealong move` puts it on another day",
        "e": "an embed, whose days go by its team",
        "t": "a composite team, which meets when its program or the team itself says",
    }

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:  # Any: as click has it
        if isinstance(value, str) and value[:1] in self._OTHERS and value[1:].isdecimal():
            self.fail(f"'{value}' is {self._OTHERS[value[0]]}; only meetings of pairings are changed here", param, ctx)
        return int(super().convert(value, param, ctx))


MEETING = _OfPairing(min=1)

_DUE = "`ridealong invites list` shows what is due."


@click.group(cls=Group)
def meetings() -> None:
    """List the meetings of published pairings, groups and teams; move, skip and reset single ones of pairings."""


@meetings.command("list")
@click.option("--pairing", type=pairing_number, metavar="ID", help="Only those of this pairing.")
@click.option("--person", default="", metavar="EMAIL", help="Only those of this person.")
@click.option("--program", default="", metavar="NAME", help="Only those of this program.")
@click.option("--all", "over", is_flag=True, help="Those that are over, too.")
@pass_session
def list_(session: Session, pairing: int | None, person: str, program: str, over: bool) -> None:
    """List the meetings to come, by day; then those of groups, with g before their numbers.

    Last come those of composite teams: embeds, with e before their numbers, and the meetings of the teams, with t.
    """
    with session.desk() as desk, progress_line("Working out the meetings"):
        found = list_meetings(desk, MeetingQuery(pairing=pairing, person=person, program=program, over=over))
        groups = list_group_meetings(desk, person=person, program=program, over=over) if pairing is None else ()
        teams = list_team_meetings(desk, person=person, program=program, over=over) if pairing is None else ()
    if session.json:
        others = (*map(group_meeting_json, groups), *map(team_meeting_json, teams))
        show_json({"meetings": [*map(meeting_json, found), *others]})
        return
    rows: list[tuple[object, ...]] = [
        (
            one.id,
            one.kind,
            one.first_day,
            _clock(one),
            _repeats(one),
            _exceptions(one),
            one.place,
            f"{one.guest.name}, {one.host.name}",
            one.program,
        )
        for one in found
    ]
    rows += [_group_row(one) for one in groups]
    rows += [_team_row(one) for one in teams]
    titles = ("Id", "Meeting", "First day", "Time", "Repeats", "But", "Place", "Who", "Program")
    print_table(session, titles, rows, right=("Id",))
    say(f"{many(len(rows), 'meeting')}.")


def _group_row(one: GroupMeeting) -> tuple[object, ...]:
    return (
        f"g{one.group}",
        one.kind,
        one.first_day,
        f"{one.at:%H:%M} {one.time_zone}",
        _rhythm(one.every_weeks, len(one.occurrences)),
        ", ".join(f"not {day}" for day in one.left_out),
        one.place,
        ", ".join(each.name for each in one.people),
        one.program,
    )


def _team_row(one: TeamMeeting) -> tuple[object, ...]:
    return (
        one.named,
        kind_words(one.kind, team=one.team),
        one.first_day,
        f"{one.at:%H:%M} {one.time_zone}" if one.at else f"to {one.last_day}",
        _rhythm(one.every_weeks, len(one.occurrences)),
        ", ".join(f"not {day}" for day in one.left_out),
        one.place,
        ", ".join(each.name for each in one.people),
        f"{one.program}: {one.team}",
    )


def _clock(one: MeetingRow) -> str:
    return f"{one.at:%H:%M} {one.time_zone}" if one.at else f"to {one.last_day}"


def _repeats(one: MeetingRow) -> str:
    return _rhythm(one.every_weeks, len(one.occurrences))


def _rhythm(every_weeks: int | None, times: int) -> str:
    if every_weeks is None:
        return ""
    every = "every week" if every_weeks == 1 else f"every {every_weeks} weeks"
    return f"{every}, {many(times, 'time')}"


def _exceptions(one: MeetingRow) -> str:
    if one.skipped:
        return "skipped"
    words = [f"not {day}" for day in one.left_out]
    words += [f"{other.day} is {_moved(one, other)}" for other in one.occurrences if _is_moved(one, other)]
    return ", ".join(words)


def _is_moved(one: MeetingRow, other: Moved) -> bool:
    return (other.day, one.at, one.minutes, "") != (other.to, other.at, other.minutes, other.place)


def _moved(one: MeetingRow, other: Moved) -> str:
    words = [
        f"on {other.to}" if other.to != other.day else "",
        f"at {other.at:%H:%M}" if other.at != one.at else "",
        f"for {other.minutes} minutes" if other.minutes != one.minutes else "",
        f"in {other.place}" if other.place else "",
    ]
    return " ".join(filter(None, words))


def meeting_json(one: MeetingRow) -> dict[str, object]:
    """A meeting; null for what one that lasts whole days does not have."""
    return {
        "id": one.id,
        "uid": one.uid,
        "pairing": one.pairing,
        "group": None,
        "team": None,
        "embed": None,
        "series": None,
        "program": one.program,
        "kind": str(one.kind),
        "guest": one.guest.email,
        "host": one.host.email,
        "people": [one.guest.email, one.host.email],
        "start": one.first_day.isoformat(),
        "end": one.last_day.isoformat(),
        "time": f"{one.at:%H:%M}" if one.at else None,
        "minutes": one.minutes,
        "time_zone": one.time_zone or None,
        "every_weeks": one.every_weeks,
        "occurrences": [
            {
                "day": other.day.isoformat(),
                "to": other.to.isoformat(),
                "time": f"{other.at:%H:%M}",
                "minutes": other.minutes,
                "place": other.place or one.place,
            }
            for other in one.occurrences
        ],
        "left_out": [day.isoformat() for day in one.left_out],
        "place": one.place,
        "skipped": one.skipped,
    }


@meetings.command()
@click.argument("meeting", type=MEETING, metavar="ID")
@click.option(
    "--on", type=day, metavar="DAY", help="Of a series: the occurrence that is meant, by its day in the rule."
)
@click.option("--to", type=day, metavar="DAY", help="The new day.")
@click.option("--at", type=clock_time, metavar="HH:MM", help="The new hour, in the time zone of the meeting.")
@click.option("--minutes", type=int, metavar="N", help="How long it lasts.")
@click.option("--place", metavar="TEXT", help="Where it takes place; an empty one for that of the program again.")
@click.option("--dry-run", is_flag=True, help="Only say whether that can be, and what speaks against it.")
@pass_session
def move(
    session: Session,
    /,
    *,
    meeting: int,
    on: date | None,
    to: date | None,
    at: time | None,
    minutes: int | None,
    place: str | None,
    dry_run: bool,
) -> None:
    """Let the meeting ID take place on another day, at another hour or in another place.

    Of a series, --on names the occurrence; without it the hour, the length and the place of all of it change. Visits
    move with their pairing: see `ridealong move`. The numbers stand in `ridealong meetings list`.
    """
    wanted = service.MeetingMove(on=on, to=to, at=at, minutes=minutes, place=place)
    both = advising(service.GoesWithPairing, lambda one: f"{one.remedy}: `ridealong move {one.pairing} --round N`")
    back = advising(service.AllSkipped, lambda one: f"{one.remedy}: `ridealong meetings reset {meeting}`")
    with session.desk() as desk, both, back, from_the_call():
        done = service.move(desk, meeting, wanted, dry_run=dry_run)
        against = meeting_conflicts.against(desk, meeting, wanted)
    for sentence in against:
        say(f"Note: {sentence}.")
    if dry_run:
        for note in done.notes:
            say(f"Note: {note}.")
        say(f"{_who(done.meeting)} can be moved; nothing was changed.")
    else:
        _print(session, done, f"{_who(done.meeting)} moved.")


@meetings.command()
@click.argument("meeting", type=MEETING, metavar="ID")
@click.option(
    "--on", type=day, metavar="DAY", help="Of a series: the occurrence that is meant, by its day in the rule."
)
@pass_session
def skip(session: Session, meeting: int, on: date | None) -> None:
    """Let the meeting ID, or one occurrence of it, not take place."""
    advice = advising(service.GoesWithPairing, lambda one: f"{one.remedy}: `ridealong cancel {one.pairing}`")
    with session.desk() as desk, advice:
        done = service.skip(desk, meeting, on)
    _print(session, done, f"{_who(done.meeting)}{f' on {on}' if on else ''} skipped.")


@meetings.command()
@click.argument("meeting", type=MEETING, metavar="ID")
@click.option("--on", type=day, metavar="DAY", help="Only this occurrence, by its day in the rule.")
@pass_session
def reset(session: Session, meeting: int, on: date | None) -> None:
    """Put the meeting ID back to where the rules of its program have it."""
    with session.desk() as desk:
        done = service.reset(desk, meeting, on)
    _print(session, done, f"{_who(done.meeting)}{f' on {on}' if on else ''} is back where the rules have it.")


def _who(one: MeetingRow) -> str:
    kind = str(one.kind).capitalize()
    return f"{kind} of {one.guest.name} and {one.host.name}"


def _print(session: Session, done: service.ChangedMeeting, words: str) -> None:
    for note in done.notes:
        say(f"Note: {note}.")
    if session.json:
        show_json({"meeting": meeting_json(done.meeting)})
    else:
        say(f"{words} {_DUE}")
