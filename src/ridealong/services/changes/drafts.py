"""Changing single pairings by hand, where no rule forbids it: pinned, swapped, moved, set aside or cancelled."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.pairings import State, check_transition
from ridealong.domain.wording import several
from ridealong.services.changes.covered_meetings import settle_covers
from ridealong.services.changes.hand_places import drop_places
from ridealong.services.changes.seats import (
    Seat,
    Wanted,
    both,
    check_last_day,
    is_stretch,
    read_seating,
    seat_of,
    to_come,
    wanted_seat,
)
from ridealong.services.days.day_changes import check_leads, move_to_day, settle_days
from ridealong.services.desk import Desk
from ridealong.services.found import pairing_row, pairing_rows
from ridealong.services.meanwhile import Seen, check_seen
from ridealong.services.plans.changed_since import note_by_hand
from ridealong.services.plans.let_go import let_go
from ridealong.services.plans.refused_drafts import keep_refusals
from ridealong.storage import records
from ridealong.storage.queries.people import some_people
from ridealong.storage.queries.programs import program_by_id
from ridealong.storage.schema import pairings
from ridealong.storage.work import Step


def pin(desk: Desk, pairing_id: int, pinned: bool = True) -> None:
    """Fix a draft, or let go of it again; as `pin_all`."""
    pin_all(desk, [pairing_id], pinned)


def pin_all(desk: Desk, pairing_ids: Sequence[int], pinned: bool = True, *, seen: Iterable[Seen] = ()) -> None:
    """Fix drafts so that planning leaves them as they are, or let go of them again, all in one step.

    Args:
        seen: the pairings as they were looked at before.

    Raises:
        NotFound: there is no such pairing.
        ChangedMeanwhile: one of them is no longer as it was seen.
        Refused: one is no draft any more; what is published stays as it is anyway.
    """
    with desk.changing("pin" if pinned else "unpin") as step:
        check_seen(desk, step.connection, pairings, seen)
        rows = [_draft(step.connection, one) for one in dict.fromkeys(pairing_ids)]
        step.work.update(pairings, {row["id"]: {"pinned": pinned} for row in rows})
        step.done(f"{several([*map(both, rows)])} {'pinned' if pinned else 'no longer pinned'}")


def swap(desk: Desk, pairing_id: int, other_id: int, *, seen: Iterable[Seen] = ()) -> None:
    """Let two pairings of a program exchange their hosts; drafts are pinned, since somebody decided so.

    Where they are published, the invites about them are then due to be updated, and to be cancelled for who changed.

    Args:
        seen: the pairings as they were looked at before.

    Raises:
        NotFound: there is no such pairing.
        ChangedMeanwhile: one of them is no longer as it was seen.
        InvalidValue: both are the same pairing.
        Refused: they are not of one program, have begun or are over, or a rule forbids it, with the rule.
    """
    if pairing_id == other_id:
        raise InvalidValue(f"{pairing_id} cannot be swapped with itself", "Name two pairings")
    with desk.changing("swap") as step:
        check_seen(desk, step.connection, pairings, seen)
        one, other = (to_come(step.connection, each, desk.clock.today()) for each in (pairing_id, other_id))
        if one["program_id"] != other["program_id"]:
            raise Refused("The two belong to different programs", "Swap within one program")
        for each in (one, other):
            check_leads(program_by_id(step.connection, each["program_id"]), each)
        seats = {
            one["id"]: seat_of(one, host=other["host_id"]),
            other["id"]: seat_of(other, host=one["host_id"]),
        }
        take_seats(desk, step, (one, other), seats)
        step.done(f"{both(one)} and {both(other)} swapped hosts")


def move(
    desk: Desk,
    pairing_id: int,
    number: int | None = None,
    *,
    host: str | None = None,
    last_day: date | None = None,
    day: date | None = None,
    seen: Iterable[Seen] = (),
) -> None:
    """Let a pairing take place at another time, or with another host; a draft is pinned, since somebody decided so.

    Where it is published, the invites about it are then due to be updated.

    Args:
        number: the round, from 0; None for the one in which it stands.
        host: whom the guest of a draft visits instead, by address.
        last_day: until when it lasts, in its round; None for as long as it did, or for all of another round.
        day: the day on which it is to be instead, where visits of its program take single days; alone.
        seen: the pairing as it was looked at before.

    Raises:
        NotFound: there is no such pairing or person.
        ChangedMeanwhile: it is no longer as it was seen.
        Refused: it has begun or is over, the program has no such round, it cannot end on that day, it is published and
            is to have another host, or a rule forbids it, with the rule.
    """
    wanted = Wanted(round=number, host=host, last_day=last_day)
    with desk.changing("move") as step:
        check_seen(desk, step.connection, pairings, seen)
        row = pairing_row(step.connection, pairing_id)
        if day is not None:
            moved = move_to_day(step, to_come(step.connection, pairing_id, desk.clock.today()), day, desk.clock.today())
            step.done(f"{both(row)} moved to {moved}")
            return
        if last_day is not None and is_stretch(row, wanted):
            check_last_day(step.connection, desk.clock.today(), row, last_day)
            _stretch(step, row, last_day, desk.clock.today())
            return
        row = to_come(step.connection, pairing_id, desk.clock.today())
        program = program_by_id(step.connection, row["program_id"])
        check_leads(program, row)
        seat = wanted_seat(step.connection, program, row, wanted)
        take_seats(desk, step, (row,), {pairing_id: seat})
        with_whom = f", with {some_people(step.connection, [seat.host])[seat.host].name}"
        step.done(f"{both(row)} moved to {seat.days(program)}{with_whom if seat.host != row['host_id'] else ''}")


def _stretch(step: Step, row: RowMapping, last: date, today: date) -> None:
    draft = row["state"] == State.PROPOSED
    settle_covers(step, [row], {row["id"]: {"last_day": last}}, today)
    step.work.update(pairings, {row["id"]: {"last_day": last} | ({"pinned": True} if draft else {})})
    if draft:
        note_by_hand(step, row["program_id"])
    step.done(f"{both(row)} now lasts until {last}")


def cancel(desk: Desk, pairing_id: int, reason: str = "") -> State:
    """Set a draft aside, or cancel a published pairing; as `cancel_all`. Returns the state that the pairing had."""
    return cancel_all(desk, [pairing_id], reason)[0]


def cancel_all(
    desk: Desk, pairing_ids: Sequence[int], reason: str = "", *, seen: Iterable[Seen] = ()
) -> tuple[State, ...]:
    """Set drafts aside, and cancel published pairings, all in one step: their invites are then due to be cancelled.

    Args:
        reason: private; of the published ones.
        seen: the pairings as they were looked at before.

    Returns:
        The states that the pairings had.

    Raises:
        NotFound: there is no such pairing.
        ChangedMeanwhile: one of them is no longer as it was seen.
        Refused: one is over, or cancelled already.
    """
    with desk.changing("cancel") as step:
        check_seen(desk, step.connection, pairings, seen)
        rows = pairing_rows(step.connection, pairing_ids)
        drafts = [row for row in rows if row["state"] == State.PROPOSED]
        published = [row for row in rows if row["state"] != State.PROPOSED]
        for row in published:
            check_transition(records.pairing(row), State.CANCELLED, desk.clock.today())
        for one in sorted({row["program_id"] for row in drafts}):
            keep_refusals(step, program_by_id(step.connection, one), desk.clock.today())
        step.work.delete(pairings, [row["id"] for row in drafts])
        for row in drafts:
            note_by_hand(step, row["program_id"], (row["guest_id"], row["round"]))
        gone = {row["id"]: {"state": str(State.CANCELLED), "reason": reason} for row in published}
        settle_covers(step, published, gone, desk.clock.today())
        step.work.update(pairings, gone)
        for one in sorted({row["program_id"] for row in rows}):
            settle_days(step, program_by_id(step.connection, one), (), desk.clock.today())
        done = ((drafts, "set aside"), (published, "cancelled"))
        step.done("; ".join(f"{several([*map(both, some)])} {what}" for some, what in done if some))
        return tuple(State(row["state"]) for row in rows)


def check_cancel(desk: Desk, pairing_id: int) -> None:
    """Raise what `cancel` would raise, and change nothing."""
    with desk.reading() as connection:
        found = records.pairing(pairing_row(connection, pairing_id))
        if found.state is not State.PROPOSED:
            check_transition(found, State.CANCELLED, desk.clock.today())


def _draft(connection: Connection, pairing_id: int) -> RowMapping:
    row = pairing_row(connection, pairing_id)
    if row["state"] != State.PROPOSED:
        raise Refused(f"{both(row)} is {row['state']}, no draft", "Only drafts are changed by hand; cancel it instead")
    return row


def take_seats(desk: Desk, step: Step, rows: Sequence[RowMapping], seats: Mapping[int, Seat]) -> None:
    """Let pairings of one program stand in other seats; raises Refused with the rule that forbids it."""
    program = program_by_id(step.connection, rows[0]["program_id"])
    seating = read_seating(step.connection, program, desk.clock.today(), rows, seats.values())
    seating.check(seats)
    drafts = {row["id"] for row in rows if row["state"] == State.PROPOSED}
    drop_places(step, [row["id"] for row in rows if seats[row["id"]].host != row["host_id"]])
    cells = {row_id: seating.cells(seat) for row_id, seat in seats.items()}
    settle_covers(step, rows, cells, desk.clock.today())
    pinned = {"pinned": True}
    step.work.update(pairings, {row_id: some | (pinned if row_id in drafts else {}) for row_id, some in cells.items()})
    let_go(step, program.id, rows, cells)
    if drafts:
        note_by_hand(step, program.id)
    settle_days(step, program, seats.keys(), desk.clock.today())
