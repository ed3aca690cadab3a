"""Groups as commands print them: tables for people, and documents."""

from collections.abc import Iterable

from ridealong.cli.output import show
from ridealong.cli.session import Session
from ridealong.cli.tables import print_table
from ridealong.domain.gathering_times import HourChange
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.services.groups.group_meetings import GroupMeeting
from ridealong.services.groups.group_rows import GroupRow
from ridealong.services.groups.group_views import Group, GroupsPage


def group_json(one: Group, *, numbers: bool = True) -> dict[str, object]:
    """A group; null for its number where that does not last."""
    return {
        "id": one.id if numbers else None,
        "program": one.program,
        "round": one.round,
        "start": one.days.first.isoformat(),
        "end": one.days.last.isoformat(),
        "time": f"{one.at:%H:%M}" if one.at else None,
        "minutes": one.minutes or None,
        "time_zone": one.zone or None,
        "every_weeks": one.every_weeks or None,
        "without": [day.isoformat() for day in one.without],
        "place": one.place,
        "people": [who.email for who in one.people],
        "declined": [who.email for who in one.people if who.declined],
        "state": str(one.state),
        "pinned": one.pinned,
        "troubles": list(one.troubles),
    }


def page_json(page: GroupsPage, groups: Iterable[Group], *, numbers: bool = True) -> dict[str, object]:
    """The groups of a program."""
    return {
        "program": page.program.name,
        "groups": [group_json(one, numbers=numbers) for one in groups],
        "repeats": page.repeats,
        "least": page.least,
        "sentences": list(page.sentences),
    }


def print_groups(session: Session, groups: Iterable[Group], *, numbers: bool = True) -> None:
    """Print groups, by round, with their numbers where they last, and what is wrong with each."""
    some = list(groups)
    if not some:
        return
    rows = [
        (
            *((one.id,) if numbers else ()),
            one.round + 1,
            when_words(one),
            state_words(one),
            ", ".join(who.name for who in one.people),
        )
        for one in some
    ]
    titles = (*(("Id",) if numbers else ()), "Round", "When", "State", "Who")
    print_table(session, titles, rows, right=("Id", "Round"))
    show(f"group {one.id if numbers else f'of round {one.round + 1}'}: {why}" for one in some for why in one.troubles)


def group_row_json(one: GroupRow) -> dict[str, object]:
    """A group of the history."""
    return {
        "id": one.id,
        "program": one.program,
        "kind": str(one.kind),
        "round": one.round,
        "start": one.days.first.isoformat(),
        "end": one.days.last.isoformat(),
        "people": [each.email for each in one.people],
        "state": str(one.state),
    }


def print_group_rows(session: Session, some: Iterable[GroupRow], *, besides: str = "") -> None:
    """Print groups of the history; without somebody on whose page they stand."""
    rows = [
        (one.id, one.days.first, ", ".join(each.name for each in one.others(besides)), one.program, one.state)
        for one in some
    ]
    if rows:
        print_table(session, ("Group", "Day", "With" if besides else "Who", "Program", "State"), rows, right=("Group",))


def group_meeting_json(one: GroupMeeting) -> dict[str, object]:
    """The meeting of a group, with the keys that the meeting of a pairing has."""
    return {
        "id": None,
        "uid": one.uid,
        "pairing": None,
        "group": one.group,
        "team": None,
        "embed": None,
        "series": None,
        "program": one.program,
        "kind": str(MeetingKind.CHECK_IN),
        "guest": None,
        "host": None,
        "people": [each.email for each in one.people],
        "start": one.first_day.isoformat(),
        "end": one.last_day.isoformat(),
        "time": f"{one.at:%H:%M}",
        "minutes": one.minutes,
        "time_zone": one.time_zone,
        "every_weeks": one.every_weeks,
        "occurrences": [
            {
                "day": each.day.isoformat(),
                "to": each.to.isoformat(),
                "time": f"{each.at:%H:%M}",
                "minutes": each.minutes,
                "place": one.place,
            }
            for each in one.occurrences
        ],
        "left_out": [day.isoformat() for day in one.left_out],
        "place": one.place,
        "skipped": False,
    }


def hour_json(one: HourChange) -> dict[str, object]:
    """Another hour for a group, with the one before."""
    return {
        "time_before": f"{one.before.at:%H:%M}",
        "time_zone_before": one.before.zone,
        "time": f"{one.now.at:%H:%M}",
        "time_zone": one.now.zone,
    }


def state_words(one: Group) -> str:
    """The state of a group in a word."""
    return "pinned" if one.pinned and one.state.label == "draft" else one.state.label


def when_words(one: Group) -> str:
    """When a group meets: the day and the hour, of a series from when to when."""
    at = f" {one.at:%H:%M} {one.zone}" if one.at else ""
    if not one.every_weeks:
        return f"{one.days.first}{at}"
    every = "every week" if one.every_weeks == 1 else f"every {one.every_weeks} weeks"
    return f"{one.days}{at}, {every}"
