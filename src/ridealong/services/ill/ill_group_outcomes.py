"""What becomes of the groups over coffee that somebody's absence touches: the rows, the invites, and the words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from ridealong.calendars.outbox import due
from ridealong.domain.gathering_times import Hour
from ridealong.domain.meetings import Meeting, Series
from ridealong.domain.pairings import IN_CALENDARS, State
from ridealong.domain.values import day_in_words
from ridealong.domain.wording import listed
from ridealong.services.desk import Desk
from ridealong.services.groups.gathering_facts import GatheringFacts
from ridealong.services.groups.group_days import day_cells
from ridealong.services.ill.ill_groups import GroupDecided
from ridealong.services.ill.ill_preview import due_view
from ridealong.services.ill.ill_touched import Away
from ridealong.services.ill.ill_views import ChoiceKind, DueInvite, TouchedGroup
from ridealong.services.invites.outbox import organizer_of
from ridealong.services.invites.sent_invites import sent_about
from ridealong.services.plans.plan_views import Someone
from ridealong.services.replies.kept_answers import answers_that_count
from ridealong.storage.queries.gatherings import Stored
from ridealong.storage.schema import gathering_people, gatherings
from ridealong.storage.work import Step

_CALLED_OFF = "somebody is away"
"""Why a group was called off, which all in it may read: not who, nor why."""


def after(connection: Connection, one: GroupDecided, away: Away) -> Stored:
    """A group as it is stored once what was chosen is done."""
    stored, chosen = one.spoiled.stored, one.chosen
    match chosen.kind:
        case ChoiceKind.LEAVE:
            return one.spoiled.without(away)
        case ChoiceKind.LATER if chosen.days is not None:
            cells = day_cells(connection, one.spoiled.program, stored, chosen.days.first)
            return replace(stored, row={**stored.row, **cells})
        case ChoiceKind.CANCEL:
            return replace(stored, row={**stored.row, "state": str(State.CANCELLED), "reason": _CALLED_OFF})
    return stored


def group_views(
    connection: Connection, desk: Desk, away: Away, decided: Sequence[GroupDecided]
) -> tuple[tuple[TouchedGroup, ...], tuple[str, ...]]:
    """The groups that are touched, as they are shown, each with what is then due; and the lines for a chat."""
    if not decided:
        return (), ()
    stored = [after(connection, one, away) for one in decided]
    sent = sent_about(connection, {one.row["uid"] for one in stored})
    facts = GatheringFacts(connection, [*stored, *(one.spoiled.stored for one in decided)], [away.absence])
    meetings: dict[int, Meeting] = {}
    for one in stored:
        last = sent.get(one.row["uid"])
        organizer = last.last.meeting.organizer if last else organizer_of(desk)
        meeting = facts.meeting(one, organizer) if one.row["state"] in IN_CALENDARS else None
        if meeting is not None:
            meetings[one.id] = meeting
    items = due(
        meetings.values(),
        sent,
        desk.clock.now(),
        today=desk.clock.today(),
        answers=answers_that_count(connection, sent),
    )
    of_uid: dict[str, tuple[DueInvite, ...]] = {}
    for item in items:
        uid = item.invite.meeting.uid
        of_uid[uid] = (*of_uid.get(uid, ()), due_view(item))
    shown = tuple(_view(one, of_uid.get(one.spoiled.group.uid, ())) for one in decided)
    return shown, tuple(line for one in decided for line in _lines(one, away, facts, meetings))


def _view(one: GroupDecided, invites: tuple[DueInvite, ...]) -> TouchedGroup:
    group = one.spoiled.group
    return TouchedGroup(
        group=group.id,
        program=group.program,
        people=tuple(Someone(email=each.email, name=each.name, team=each.team) for each in group.people),
        day=one.spoiled.day,
        choices=one.choices,
        chosen=one.chosen,
        invites=invites,
        seen=group.seen,
    )


def _lines(one: GroupDecided, away: Away, facts: GatheringFacts, meetings: Mapping[int, Meeting]) -> Iterator[str]:
    group, day = one.spoiled.group, day_in_words(one.spoiled.day)
    coffee = f"Coffee of {listed([each.name for each in group.people])} on {day}"
    meeting = meetings.get(group.id)
    when = meeting.when if meeting is not None and isinstance(meeting.when, Series) else None
    at = _at(one, when, facts) if when else ""
    match one.chosen.kind:
        case ChoiceKind.LEAVE:
            others, me = one.spoiled.others(away), away.known.person.name
            yield f"{coffee}{at}: {me} does not come. {listed(others)}: please meet without {me}."
        case ChoiceKind.LATER if when is not None:
            yield f"{coffee} moves to {day_in_words(when.first)}{at}."
        case ChoiceKind.CANCEL:
            yield f"{coffee} does not take place."
        case _:
            yield f"{coffee}: you will hear soon how it goes on."


def _at(one: GroupDecided, when: Series, facts: GatheringFacts) -> str:
    """At which hour; by which clock, where those of the group have several; and which one it was, if that changes."""
    if one.chosen.hour is not None:
        return f", now {one.chosen.hour}"
    several = len({each.free.zone for each in facts.attendees(one.spoiled.stored)}) > 1
    return f", {Hour(when.at, when.zone)}" if several else f", {when.at:%H:%M}"


def write_groups(step: Step, decided: Sequence[GroupDecided], away: Away) -> None:
    """Write what was decided about groups."""
    for one in decided:
        before, now = one.spoiled.stored, after(step.connection, one, away)
        step.work.delete(gathering_people, [row for who, row in before.people.items() if who not in now.people])
        cells = {name: value for name, value in now.row.items() if value != before.row[name]}
        if cells:
            step.work.update(gatherings, {before.id: cells})
