"""A coffee on another day of its round: whether it can be then, and the move."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.days import is_workday
from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.pairings import Absence, State
from ridealong.domain.programs import Kind, Program
from ridealong.domain.wording import listed
from ridealong.services.desk import Desk
from ridealong.services.groups.gathering_facts import GatheringFacts
from ridealong.services.groups.gatherings import stored_group, views
from ridealong.services.groups.group_views import Group
from ridealong.services.meanwhile import Seen, check_seen
from ridealong.storage.queries.gatherings import Stored
from ridealong.storage.queries.programs import program_by_id
from ridealong.storage.schema import gatherings


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedGroup:
    """A group that meets on another day: on which it did before, and how it stands now."""

    before: date
    group: Group


def move_day(desk: Desk, number: int, day: date, *, seen: Iterable[Seen] = ()) -> MovedGroup:
    """Let a group meet over coffee on another day of its round, at the hour that suits all on it; a draft is pinned.

    Args:
        seen: the group as it was looked at before.

    Raises:
        NotFound: there is no such group.
        InvalidValue: the day is over, outside of the round, or no working day.
        Refused: the group is that of sponsors, is over or called off, meets on that day already, or somebody in it is
            off on that day.
        ChangedMeanwhile: the group is no longer as it was seen.
    """
    with desk.changing("groups day") as step:
        check_seen(desk, step.connection, gatherings, seen)
        stored = stored_group(step.connection, number)
        program = program_by_id(step.connection, stored.row["program_id"])
        (before,) = views(step.connection, program, [stored], desk.clock.today())
        check_movable(program, before)
        check_day(step.connection, program, stored, before, day=day, today=desk.clock.today())
        pinned = {"pinned": True} if stored.row["state"] == State.PROPOSED else {}
        step.work.update(gatherings, {number: {**day_cells(step.connection, program, stored, day), **pinned}})
        step.done(f"{program.name}: group {number} meets on {day}, not on {before.days.first}")
        (now,) = views(step.connection, program, [stored_group(step.connection, number)], desk.clock.today())
        return MovedGroup(before=before.days.first, group=now)


def check_movable(program: Program, group: Group) -> None:
    """Raise Refused where a group has no day of its own that is still to come."""
    if program.kind is Kind.SPONSORS:
        raise Refused(
            f"Group {group.id} {group.stays}",
            "Leave single days of it out, or give the program another rhythm",
            typed=f'Leave a day out: ridealong groups skip "{program.name}" DAY',
        )
    if group.stays:
        raise Refused(f"Group {group.id} {group.stays}", "Name one that is to come")


def check_day(
    connection: Connection, program: Program, stored: Stored, group: Group, *, day: date, today: date
) -> None:
    """See that a group can meet on a day; raises InvalidValue and Refused with the reason."""
    span = program.round_days(group.round)
    if day < today:
        raise InvalidValue(f"{day} is over", f"Give a day from {max(today, span.first)} to {span.last}")
    if day not in span:
        raise InvalidValue(
            f"{day} is outside of round {group.round + 1}, which is {span}",
            f"Give a day from {max(today, span.first)} to {span.last}",
        )
    if not is_workday(day):
        raise InvalidValue(f"{day} is no working day", "Give a day from Monday to Friday")
    if day == group.days.first:
        raise Refused(f"Group {group.id} meets on {day} already", "Nothing is left to do")
    if off := who_is_off(connection, program, stored, [day])[day]:
        verb = "is" if len(off) == 1 else "are"
        raise Refused(f"{listed(off)} {verb} off on {day}", "Name another day, or let them leave the group first")


def who_is_off(
    connection: Connection, program: Program, stored: Stored, days: Iterable[date], besides: Sequence[Absence] = ()
) -> dict[date, list[str]]:
    """By day of the round of a group: the names of those in it who are away then, or have a holiday.

    Args:
        besides: absences that are not noted yet.
    """
    facts = GatheringFacts(connection, [_all_round(program, stored)], besides)
    who = facts.attendees(stored)
    found: dict[date, list[str]] = {}
    for day in days:
        when = facts.time(_on(stored, day), who)
        off = [each.guest.name for each in who if each.free.is_off(each.free.day_there(day, when.at, when.zone))]
        found[day] = sorted(off)
    return found


def day_cells(connection: Connection, program: Program, stored: Stored, day: date) -> dict[str, object]:
    """The cells of a group by which it meets on a day: those of its round, where it would then anyway."""
    usual = _all_round(program, stored)
    facts = GatheringFacts(connection, [usual])
    if facts.time(usual, facts.attendees(usual)).first == day:
        return {name: usual.row[name] for name in ("first_day", "last_day")}
    return {"first_day": day, "last_day": day}


def _all_round(program: Program, stored: Stored) -> Stored:
    """A group as if nobody had moved it within its round."""
    span = program.round_days(stored.row["round"] or 0)
    return replace(stored, row={**stored.row, "first_day": span.first, "last_day": span.last})


def _on(stored: Stored, day: date) -> Stored:
    return replace(stored, row={**stored.row, "first_day": day, "last_day": day})
