"""The meetings of a pairing on days on which somebody else stands in for its host: left out, and put back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.meeting_changes import MeetingChange
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Series
from ridealong.domain.pairings import State
from ridealong.services.covers_of import covers_among
from ridealong.services.desk import Desk
from ridealong.services.meeting_facts import change_of, stored_changes
from ridealong.services.meeting_rows import occurrences_of
from ridealong.services.meetings import PlannedMeeting, meetings_of
from ridealong.services.outbox import organizer_of
from ridealong.storage.queries.invites import meeting_rows_of
from ridealong.storage.queries.meetings import meeting_change_rows
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.schema import meeting_changes, pairings
from ridealong.storage.work import Step

STANDS = tuple(str(state) for state in (State.PUBLISHED, State.HELD))
WITH_THE_HOST = (MeetingKind.WELCOME, MeetingKind.CHECK_IN)
"""The meetings within the days of a pairing, which whoever stands in holds instead of the host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What does not take place for the two of a pairing while somebody stands in.

    Args:
        changes: by number of a meeting, what is changed about it by hand, whole. skipped: those of them that are new.
        kinds: the kinds of the meetings, each with its day by the rule.
    """

    changes: Mapping[int, Sequence[MeetingChange]]
    skipped: Mapping[int, Sequence[MeetingChange]]
    kinds: Sequence[tuple[MeetingKind, date]]


def left_out(connection: Connection, desk: Desk, pairing_id: int, days: Days) -> LeftOut:
    """The meetings of a published pairing with its host on some of its days, to be left out."""
    planned = [one for one in meetings_of(connection, organizer_of(desk), [pairing_id]) if one.kind in WITH_THE_HOST]
    stored = stored_changes(meeting_change_rows(connection, [one.id for one in planned]))
    changes: dict[int, Sequence[MeetingChange]] = {}
    skipped: dict[int, Sequence[MeetingChange]] = {}
    kinds: list[tuple[MeetingKind, date]] = []
    for one in planned:
        hit = _on(one, days)
        if not hit:
            continue
        kinds += [(one.kind, day) for day in hit]
        known = {each.occurrence: each for each in stored.get(one.id, ())}
        wanted = hit if _repeats(one) else [None]
        new = [replace(known.get(day, MeetingChange(occurrence=day)), skipped=True) for day in wanted]
        skipped[one.id] = [each for each in new if each != known.get(each.occurrence)]
        changes[one.id] = [*(each for day, each in known.items() if day not in wanted), *new]
    return LeftOut(changes=changes, skipped=skipped, kinds=kinds)


def _repeats(one: PlannedMeeting) -> bool:
    return isinstance(one.rule, Series) and one.rule.repeats > 0


def _on(one: PlannedMeeting, days: Days) -> list[date]:
    """The days, by the rule, of the occurrences that fall on some days, those that nobody comes to anyway included."""
    if not isinstance(one.rule, Series):
        return []
    moved = {each.day: each.to for each in occurrences_of(one.meeting.when)} if one.meeting else {}
    return [day for day in one.rule.rule_days() if moved.get(day, day) in days]


def leave_out(step: Step, found: Mapping[int, Sequence[MeetingChange]]) -> None:
    """Write down that some meetings, by number, do not take place."""
    rows = {(row["meeting_id"], row["occurrence"]): row for row in meeting_change_rows(step.connection, list(found))}
    updates: dict[int, Mapping[str, object]] = {}
    new: list[dict[str, object]] = []
    for meeting, changes in found.items():
        for change in changes:
            before = rows.get((meeting, change.occurrence))
            if before is not None:
                updates[before["id"]] = {"skipped": True}
            else:
                new.append({"meeting_id": meeting, "occurrence": change.occurrence, "skipped": True})
    step.work.update(meeting_changes, updates)
    step.work.insert(meeting_changes, new)


def put_back(step: Step, gone: Sequence[RowMapping]) -> None:
    """Let the two of a pairing meet again on the days of stand-ins who are given up.

    Args:
        gone: the pairings that do not take place any more; those in which nobody stands in change nothing here.
    """
    for row in gone:
        number = main_of(step.connection, row)
        skipped = [] if number is None else _skipped(step.connection, number, [_days(row)])
        hollow = [one["id"] for one in skipped if replace(change_of(one), skipped=False).hollow]
        step.work.delete(meeting_changes, hollow)
        step.work.update(meeting_changes, {one["id"]: {"skipped": False} for one in skipped if one["id"] not in hollow})


def as_put_back(connection: Connection, number: int, days: Sequence[Days]) -> Mapping[int, Sequence[MeetingChange]]:
    """What is changed by hand about the meetings of a pairing, by id and whole, once its two meet again on some days.

    Args:
        number: that of the pairing.
    """
    meetings = [row["id"] for row in meeting_rows_of(connection, [number])]
    back = {row["id"] for row in _skipped(connection, number, days)}
    found: dict[int, list[MeetingChange]] = {one: [] for one in meetings}
    for row in meeting_change_rows(connection, meetings):
        change = replace(change_of(row), skipped=False) if row["id"] in back else change_of(row)
        found[row["meeting_id"]] += [] if change.hollow else [change]
    return found


def give_up(step: Step, rows: Sequence[RowMapping], today: date) -> list[RowMapping]:
    """Cancel what is to come of the weeks of some pairings in which somebody stands in; returns those weeks."""
    wanted = [number for row in rows for number in covers_for(step.connection, row)]
    found = find_pairings(step.connection, PairingSearch(ids=wanted)) if wanted else []
    gone = [one for one in found if one["state"] == State.PUBLISHED and one["first_day"] >= today]
    cells = {"state": str(State.CANCELLED), "reason": "what it was part of changes"}
    step.work.update(pairings, {one["id"]: cells for one in gone})
    put_back(step, gone)
    return gone


def covers_for(connection: Connection, row: RowMapping) -> list[int]:
    """The numbers of the pairings in which somebody stands in for the host of a pairing."""
    search = PairingSearch(program_id=row["program_id"], people=[row["guest_id"]], days=_days(row), states=STANDS)
    rows = {one["id"]: one for one in find_pairings(connection, search)}
    return [number for number, main in covers_among({**rows, row["id"]: row}.values()).items() if main == row["id"]]


def main_of(connection: Connection, row: RowMapping) -> int | None:
    """The number of the pairing in which somebody stands in with this one; None where nobody does."""
    search = PairingSearch(program_id=row["program_id"], people=[row["guest_id"]], days=_days(row))
    beside = [one for one in find_pairings(connection, search) if one["id"] == row["id"] or one["state"] in STANDS]
    return covers_among([{**one, "state": STANDS[0]} for one in beside]).get(row["id"])


def _skipped(connection: Connection, number: int, days: Sequence[Days]) -> list[RowMapping]:
    """The changes by which meetings of a pairing with its host do not take place on some days."""
    meetings = {row["id"]: row for row in meeting_rows_of(connection, [number])}
    return [
        row
        for row in meeting_change_rows(connection, list(meetings))
        if row["skipped"] and any(_of_these(meetings[row["meeting_id"]], row["occurrence"], one) for one in days)
    ]


def _of_these(meeting: RowMapping, occurrence: date | None, days: Days) -> bool:
    if occurrence is not None:
        return meeting["kind"] == MeetingKind.CHECK_IN and occurrence in days
    return meeting["kind"] == MeetingKind.WELCOME and meeting["first_day"] in days


def _days(row: RowMapping) -> Days:
    return Days(row["first_day"], row["last_day"])
