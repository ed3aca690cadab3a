"""Changing single pairings by hand, where no rule forbids it: pinned, swapped, moved, set aside or cancelled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.pairings import State, check_transition
from ridealong.domain.people import identity
from ridealong.domain.wording import several
from ridealong.planning.check import check_cells
from ridealong.planning.problem import Problem
from ridealong.services.changed_since import note_by_hand
from ridealong.services.desk import Desk
from ridealong.services.found import pairing_row, pairing_rows
from ridealong.services.meanwhile import Seen, check_seen
from ridealong.services.season import Season
from ridealong.services.standing_season import Standing, what_stands
from ridealong.storage import records
from ridealong.storage.queries.people import some_people
from ridealong.storage.queries.programs import program_by_id
from ridealong.storage.schema import pairings
from ridealong.storage.work import Step


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where a draft is to stand: guest and host by row id, and the round."""

    guest: int
    host: int
    round: int


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
        step.done(f"{several([*map(_both, rows)])} {'pinned' if pinned else 'no longer pinned'}")


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
        one, other = (_to_come(step.connection, each, desk.clock.today()) for each in (pairing_id, other_id))
        if one["program_id"] != other["program_id"]:
            raise Refused("The two belong to different programs", "Swap within one program")
        seats = {
            one["id"]: _Seat(one["guest_id"], other["host_id"], one["round"]),
            other["id"]: _Seat(other["guest_id"], one["host_id"], other["round"]),
        }
        _take_seats(desk, step, (one, other), seats)
        step.done(f"{_both(one)} and {_both(other)} swapped hosts")


def move(desk: Desk, pairing_id: int, number: int, *, seen: Iterable[Seen] = ()) -> None:
    """Let a pairing take place in another round (from 0); a draft is pinned, since somebody decided so.

    Where it is published, the invites about it are then due to be updated.

    Args:
        seen: the pairing as it was looked at before.

    Raises:
        NotFound: there is no such pairing.
        ChangedMeanwhile: it is no longer as it was seen.
        Refused: it has begun or is over, the program has no such round, or a rule forbids it, with the rule.
    """
    with desk.changing("move") as step:
        check_seen(desk, step.connection, pairings, seen)
        row = _to_come(step.connection, pairing_id, desk.clock.today())
        program = program_by_id(step.connection, row["program_id"])
        if not 0 <= number < program.rounds:
            raise Refused(f"'{program.name}' has no round {number + 1}", f"Its rounds count from 1 to {program.rounds}")
        _take_seats(desk, step, (row,), {pairing_id: _Seat(row["guest_id"], row["host_id"], number)})
        step.done(f"{_both(row)} moved to {program.round_days(number)}")


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
        step.work.delete(pairings, [row["id"] for row in drafts])
        for row in drafts:
            note_by_hand(step, row["program_id"], (row["guest_id"], row["round"]))
        gone = {"state": str(State.CANCELLED), "reason": reason}
        step.work.update(pairings, {row["id"]: gone for row in published})
        done = ((drafts, "set aside"), (published, "cancelled"))
        step.done("; ".join(f"{several([*map(_both, some)])} {what}" for some, what in done if some))
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
        raise Refused(f"{_both(row)} is {row['state']}, no draft", "Only drafts are changed by hand; cancel it instead")
    return row


def _to_come(connection: Connection, pairing_id: int, today: date) -> RowMapping:
    """A draft, or a published pairing that has not begun."""
    row = pairing_row(connection, pairing_id)
    if row["state"] not in (State.PROPOSED, State.PUBLISHED):
        raise Refused(f"{_both(row)} is {row['state']}", "Only drafts and published pairings are changed by hand")
    if row["state"] == State.PUBLISHED and (row["round"] is None or row["first_day"] < today):
        raise Refused(f"{_both(row)} has begun", f"End it early: ridealong end {pairing_id}")
    return row


def _both(row: RowMapping) -> str:
    return f"{row['guest_name']} with {row['host_name']} ({row['first_day']})"


def _take_seats(desk: Desk, step: Step, rows: Sequence[RowMapping], seats: Mapping[int, _Seat]) -> None:
    """Let pairings of one program stand in other seats; raises Refused with the rule that forbids it."""
    program = program_by_id(step.connection, rows[0]["program_id"])
    standing = what_stands(step.connection, program, desk.clock.today())
    season = standing.season
    if any(not 0 <= seat.round - season.first < season.problem.rounds for seat in seats.values()):
        raise Refused("That round has begun", "Name a round that is still to come")
    for seat in seats.values():
        _check_takes_part(season, step.connection, seat)
    _check_rules(standing, seats)
    drafts = {row["id"] for row in rows if row["state"] == State.PROPOSED}
    step.work.update(
        pairings,
        {
            row_id: _cells(season, seat) | ({"pinned": True} if row_id in drafts else {})
            for row_id, seat in seats.items()
        },
    )
    if drafts:
        note_by_hand(step, program.id)


def _check_rules(standing: Standing, seats: Mapping[int, _Seat]) -> None:
    season = standing.season
    now = {row["id"]: _Seat(row["guest_id"], row["host_id"], row["round"]) for row in standing.rows.values()}
    before = set(check_cells(season.problem, _cells_of(season, now)))
    moved = {(_identity(season, seat.guest), seat.round - season.first) for seat in seats.values()}
    broken = check_cells(season.problem, _cells_of(season, {**now, **seats}))
    # What was broken before, elsewhere, keeps nobody from changing something here.
    here = next((one for one in broken if one not in before or (one.guest, one.round) in moved), None)
    if here:
        raise Refused(standing.told(here.said), "Nothing was changed")


def _check_takes_part(season: Season, connection: Connection, seat: _Seat) -> None:
    for person_id, side in ((seat.guest, season.guests), (seat.host, season.hosts)):
        if person_id not in side:
            name = some_people(connection, [person_id])[person_id].name
            raise Refused(f"{name} does not take part in '{season.program.name}' any more", "Plan it again")


def _cells_of(season: Season, seats: Mapping[int, _Seat]) -> list[tuple[int, str, str]]:
    """Rows as the planner checks them, without those of rounds or people that have gone since they were planned."""
    return sorted(
        (seat.round - season.first, _identity(season, seat.guest), _identity(season, seat.host))
        for seat in seats.values()
        if 0 <= seat.round - season.first < season.problem.rounds
        and seat.guest in season.guests
        and seat.host in season.hosts
    )


def _identity(season: Season, person_id: int) -> str:
    return season.people[person_id].identity


def _cells(season: Season, seat: _Seat) -> dict[str, object]:
    days = season.program.round_days(seat.round)
    return {
        "host_id": seat.host,
        "host_team": season.people[seat.host].team,
        "round": seat.round,
        "first_day": days.first,
        "last_day": days.last,
        "fit": fit_of(season.problem, _identity(season, seat.guest), _identity(season, seat.host)),
    }


def fit_of(problem: Problem, guest: str, host: str) -> int | None:
    """The points of two people in a problem, or None where they must stay apart."""
    row = next(row for row, one in enumerate(problem.guests) if one.id == identity(guest))
    column = next(column for column, one in enumerate(problem.hosts) if one.id == identity(host))
    return problem.fit.points(row, column)
