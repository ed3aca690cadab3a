"""The meetings of a pairing on days on which somebody else stands in for its host: left out, and put back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.meeting_changes import MeetingChange
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Series
from ridealong.domain.pairings import State
from ridealong.services.changes.covers_of import covers_among, not_covered
from ridealong.services.desk import Desk
from ridealong.services.invites.meeting_facts import change_of, stored_changes
from ridealong.services.invites.meeting_rows import occurrences_of
from ridealong.services.invites.meetings import PlannedMeeting, meetings_of
from ridealong.services.invites.outbox import organizer_of
from ridealong.storage.parts import parts_of
from ridealong.storage.queries.invites import meeting_rows_of
from ridealong.storage.queries.meetings import meeting_change_rows
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.schema import meeting_changes, pairings
from ridealong.storage.work import Step

Cells = Mapping[Any, Any]  # Any: what a column holds, only the table knows
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What becomes of stand-ins when pairings change.

    Args:
        cells: by number of a pairing in which somebody stands in, the cells of its row that change.
        back: by number of a pairing, the days on which its two meet again.
        because: by number of each of these, that of the pairing whose change brings it about.
    """

    cells: Mapping[int, Mapping[str, object]]
    back: Mapping[int, Sequence[Days]]
    because: Mapping[int, int]

    def now(self, state: State) -> tuple[int, ...]:
        """The numbers of those that get a state."""
        return tuple(number for number, cells in self.cells.items() if cells.get("state") == state)

    @property
    def shorter(self) -> tuple[int, ...]:
        """The numbers of those that lose a part of their days."""
        return tuple(number for number, cells in self.cells.items() if "state" not in cells)


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
        _put_back(step, [] if number is None else _skipped(step.connection, number, [_days(row)]))


def _put_back(step: Step, skipped: Sequence[RowMapping]) -> None:
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


def what_settles(
    connection: Connection, rows: Sequence[RowMapping], after: Mapping[int, Mapping[str, object]], today: date
) -> Settled:
    """What becomes of stand-ins where pairings are about to change, and of those in which they stand in.

    A week that lies no more within its pairing is cancelled, or ended where it has begun, and one that lies there in
    part is made shorter; where nobody stands in any more, the two of the pairing meet again.

    Args:
        rows: the pairings as they stand; drafts and what is over change nothing here.
        after: by number, the cells of their rows that change.
    """
    own = {row["id"]: row for row in rows if row["state"] in STANDS and row["last_day"] >= today}
    known = {**_beside(connection, own.values()), **own}
    cells: dict[int, Mapping[str, object]] = {}
    back: dict[int, list[Days]] = defaultdict(list)
    because: dict[int, int] = {}
    for number, main in covers_among(known.values()).items():
        if number not in own and main not in own:
            continue
        cover, now = known[number], {**known[number], **after.get(number, {})}
        change = _settled(now, {**known[main], **after.get(main, {})}, today)
        if change:
            cells[number] = change
            because[number] = main if main in own else number
        now |= change
        kept = [_days(now)] if now["state"] in STANDS else []
        left = list(_not_past(not_covered(_days(cover), kept), today))
        if left:
            back[main] += left
            because.setdefault(main, number)
    return Settled(cells=cells, back=back, because=because)


def settle_covers(
    step: Step, rows: Sequence[RowMapping], after: Mapping[int, Mapping[str, object]], today: date
) -> Settled:
    """Write down what becomes of stand-ins, as `what_settles` says, just before pairings change; returns that."""
    found = what_settles(step.connection, rows, after, today)
    let_meet(step, found.back)
    step.work.update(pairings, found.cells)
    return found


def let_meet(step: Step, back: Mapping[int, Sequence[Days]]) -> None:
    """Let the two of pairings, by number, meet again on some days each."""
    _put_back(step, [row for main, days in back.items() for row in _skipped(step.connection, main, days)])


_TWICE = 3
"""A search names each person twice, and a few values more."""


def _beside(connection: Connection, rows: Iterable[RowMapping]) -> dict[int, RowMapping]:
    """What else stands for the guests of some pairings on their days, by number."""
    together: dict[int, list[RowMapping]] = defaultdict(list)
    for row in rows:
        together[row["program_id"]].append(row)
    found: dict[int, RowMapping] = {}
    for program, some in together.items():
        days = Days(min(row["first_day"] for row in some), max(row["last_day"] for row in some))
        for guests in parts_of(sorted({row["guest_id"] for row in some}), _TWICE):
            search = PairingSearch(program_id=program, people=guests, days=days, states=STANDS)
            found |= {row["id"]: row for row in find_pairings(connection, search)}
    return found


def _settled(cover: Cells, main: Cells, today: date) -> dict[str, object]:
    """The cells that change of a pairing in which somebody stands in, as the pairing it is part of will be."""
    if cover["state"] != State.PUBLISHED or cover["last_day"] < today:
        return {}
    first, last = max(cover["first_day"], main["first_day"]), min(cover["last_day"], main["last_day"])
    part = {"first_day": first, "last_day": last}
    if main["state"] in STANDS and first <= last and covers_among([{**cover, **part}, main]):
        return {name: day for name, day in part.items() if day != cover[name]}
    state = State.CANCELLED if cover["first_day"] >= today else State.ENDED
    return {"state": str(state), "reason": "what it was part of changes"}


def _not_past(days: Iterable[Days], today: date) -> Iterator[Days]:
    """What is left of some days from today on: what did not take place before then, did not."""
    return (Days(max(one.first, today), one.last) for one in days if one.last >= today)


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


def _days(row: Cells) -> Days:
    return Days(row["first_day"], row["last_day"])
