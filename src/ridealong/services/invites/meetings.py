"""The meetings of pairings: which there are, and which of them should be in calendars now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid5

from sqlalchemy import Connection

from ridealong.domain.days import Days
from ridealong.domain.meeting_changes import anchor_of
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meeting_times import meeting_kinds
from ridealong.domain.meetings import Address, Meeting, When
from ridealong.domain.pairings import IN_CALENDARS, State
from ridealong.domain.people import is_purged
from ridealong.domain.programs import Program
from ridealong.services.identity import identity_of
from ridealong.services.invites.meeting_facts import AS_STORED, MeetingFacts, Supposed, Together
from ridealong.storage.queries.invites import meeting_rows, meeting_rows_of, pairings_with_meetings
from ridealong.storage.schema import meetings
from ridealong.storage.work import Step

_Row = Mapping[Any, Any]  # Any: what a column holds, only the table knows


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMeeting:
    """A meeting that a pairing has by the settings of its program.

    Args:
        id: the row id of the meeting. uid: the one that invites about it carry.
        rule: when it takes place by the rules, before a coordinator changed anything about it.
        anchor: the day beside which a change by hand is stored: the first of the pairing; None for series, in which it
            is stored beside the day of its occurrence.
        meeting: the meeting as it should stand; None where the coordinator has it skipped.
    """

    id: int
    uid: str
    pairing_id: int
    program: str
    kind: MeetingKind
    rule: When
    anchor: date | None
    meeting: Meeting | None


def add_meetings(step: Step, program: Program, pairing_ids: Sequence[int]) -> int:
    """Give each pairing the meetings of its program that it does not have; returns how many those were.

    The UID of a meeting is made here, once: from the identity of the database, so that no two databases share one.
    """
    have = pairings_with_meetings(step.connection, pairing_ids)
    namespace = identity_of(step.connection)
    rows: list[dict[str, object]] = [
        {"pairing_id": pairing_id, "kind": str(kind), "uid": str(uuid5(namespace, f"pairing {pairing_id} {kind}"))}
        for pairing_id in pairing_ids
        for kind in meeting_kinds(program)
        if kind not in have.get(pairing_id, ())
    ]
    step.work.insert(meetings, rows)
    return len(rows)


def wanted_meetings(
    connection: Connection, organizer: Address, today: date, organizers: Mapping[str, Address]
) -> tuple[Meeting, ...]:
    """Every meeting that should be in calendars now, or was to be until not long ago, by pairing.

    Args:
        organizer: whom new invites come from. organizers: by UID, whom those already sent came from.
    """
    found = planned_meetings(connection, organizer, today, organizers)
    return tuple(one.meeting for one in found if one.meeting is not None)


def planned_meetings(
    connection: Connection, organizer: Address, today: date, organizers: Mapping[str, Address]
) -> tuple[PlannedMeeting, ...]:
    """The meetings behind `wanted_meetings`, those skipped by hand included."""
    return _planned(connection, meeting_rows(connection, IN_CALENDARS, today), organizer, organizers)


def meetings_of(connection: Connection, organizer: Address, pairing_ids: Sequence[int]) -> tuple[PlannedMeeting, ...]:
    """All meetings of some pairings, whatever their state or days, as if none had been sent."""
    return _planned(connection, meeting_rows_of(connection, pairing_ids), organizer, {})


def meetings_on(
    connection: Connection, organizer: Address, organizers: Mapping[str, Address], pairing_id: int, days: Days
) -> tuple[PlannedMeeting, ...]:
    """The meetings that a pairing would have if it took place on other days; see `wanted_meetings`."""
    moved = {"first_day": days.first, "last_day": days.last}
    rows = [{**row, **moved} for row in meeting_rows_of(connection, [pairing_id])]
    return _planned(connection, rows, organizer, organizers)


def meetings_supposed(
    connection: Connection,
    organizer: Address,
    organizers: Mapping[str, Address],
    rows: Sequence[_Row],
    supposed: Supposed,
) -> tuple[PlannedMeeting, ...]:
    """The meetings that rows, as `meeting_rows_of` gives them, would make if something else were so."""
    return _planned(connection, rows, organizer, organizers, supposed)


def drafted_meetings(
    connection: Connection, organizer: Address, program: Program, pairings: Sequence[Together]
) -> tuple[Meeting, ...]:
    """The meetings that pairings of a program would have, under UIDs that are never sent."""
    if not pairings:
        return ()
    facts = MeetingFacts(connection, pairings)
    found = (
        facts.meeting(kind, one, facts.rule_time(kind, one), organizer=organizer, uid=f"draft {number} {kind}")
        for number, one in enumerate(pairings)
        for kind in meeting_kinds(program)
    )
    return tuple(one for one in found if one is not None)


def _planned(
    connection: Connection,
    rows: Sequence[_Row],
    organizer: Address,
    organizers: Mapping[str, Address],
    supposed: Supposed = AS_STORED,
) -> tuple[PlannedMeeting, ...]:
    if not rows:
        return ()
    both = [_together(row) for row in rows]
    facts = MeetingFacts(connection, both, supposed)
    kinds = {program_id: meeting_kinds(program) for program_id, program in facts.programs.items()}
    return tuple(
        _one(facts, row, one, organizers.get(row["uid"], organizer))
        for row, one in zip(rows, both, strict=True)
        if row["kind"] in kinds[one.program_id] and not _nothing_to_tell(row) and not _forgotten(facts, one)
    )


def _together(row: _Row) -> Together:
    return Together(
        program_id=row["program_id"],
        guest_id=row["guest_id"],
        host_id=row["host_id"],
        days=Days(row["first_day"], row["last_day"]),
    )


def _nothing_to_tell(row: _Row) -> bool:
    """Whether a meeting is to look back on a visit that did not take place."""
    return (MeetingKind(row["kind"]), State(row["state"])) == (MeetingKind.DEBRIEF, State.MISSED)


def _forgotten(facts: MeetingFacts, one: Together) -> bool:
    """Whether one of the two was purged: without working hours and days off there is no time of a meeting any more."""
    return any(is_purged(facts.people[each].email) for each in (one.guest_id, one.host_id))


def _one(facts: MeetingFacts, row: _Row, one: Together, organizer: Address) -> PlannedMeeting:
    kind = MeetingKind(row["kind"])
    rule = facts.rule_time(kind, one)
    return PlannedMeeting(
        id=row["id"],
        uid=row["uid"],
        pairing_id=row["pairing_id"],
        program=facts.programs[one.program_id].name,
        kind=kind,
        rule=rule,
        anchor=anchor_of(kind, one.days),
        meeting=facts.meeting(kind, one, rule, organizer=organizer, uid=row["uid"], row_id=row["id"]),
    )
