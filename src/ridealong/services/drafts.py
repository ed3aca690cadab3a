"""Changing single pairings by hand, where no rule forbids it: pinned, swapped, moved, set aside or cancelled."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping

from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.pairings import State, check_transition
from ridealong.domain.people import identity
from ridealong.planning.check import check_cells
from ridealong.planning.problem import Problem
from ridealong.services.changed_since import note_by_hand
from ridealong.services.desk import Desk
from ridealong.services.found import pairing_row
from ridealong.services.season import Season, build_season
from ridealong.storage import records
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import some_people
from ridealong.storage.queries.programs import program_by_id
from ridealong.storage.schema import pairings


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where a draft is to stand: guest and host by row id, and the round."""

    guest: int
    host: int
    round: int


def pin(desk: Desk, pairing_id: int, pinned: bool = True) -> None:
    """Fix a draft so that planning leaves it as it is, or let go of it again.

    Raises:
        NotFound: there is no such pairing.
        Refused: it is no draft any more; what is published stays as it is anyway.
    """
    with desk.changing("pin" if pinned else "unpin") as step:
        row = _draft(step.connection, pairing_id)
        if row["pinned"] != pinned:
            step.work.update(pairings, {pairing_id: {"pinned": pinned}})
        step.done(f"{_both(row)} {'pinned' if pinned else 'no longer pinned'}")


def swap(desk: Desk, pairing_id: int, other_id: int) -> None:
    """Let two drafts of a program exchange their hosts; both are pinned, since somebody decided so.

    Raises:
        NotFound: there is no such pairing.
        InvalidValue: both are the same pairing.
        Refused: they are no drafts of one program, or a rule forbids it, with the rule.
    """
    if pairing_id == other_id:
        raise InvalidValue(f"{pairing_id} cannot be swapped with itself", "Name two pairings")
    with desk.changing("swap") as step:
        one, other = _draft(step.connection, pairing_id), _draft(step.connection, other_id)
        if one["program_id"] != other["program_id"]:
            raise Refused("The two belong to different programs", "Swap within one program")
        seats = {
            one["id"]: _Seat(one["guest_id"], other["host_id"], one["round"]),
            other["id"]: _Seat(other["guest_id"], one["host_id"], other["round"]),
        }
        changes = _checked(desk, step.connection, one["program_id"], seats)
        step.work.update(pairings, changes)
        note_by_hand(step, one["program_id"])
        step.done(f"{_both(one)} and {_both(other)} swapped hosts")


def move(desk: Desk, pairing_id: int, number: int) -> None:
    """Let a draft take place in another round (from 0); it is pinned, since somebody decided so.

    Raises:
        NotFound: there is no such pairing.
        Refused: it is no draft, the program has no such round, or a rule forbids it, with the rule.
    """
    with desk.changing("move") as step:
        row = _draft(step.connection, pairing_id)
        program = program_by_id(step.connection, row["program_id"])
        if not 0 <= number < program.rounds:
            raise Refused(f"'{program.name}' has no round {number + 1}", f"Its rounds count from 1 to {program.rounds}")
        seat = _Seat(row["guest_id"], row["host_id"], number)
        changes = _checked(desk, step.connection, program.id, {pairing_id: seat})
        step.work.update(pairings, changes)
        note_by_hand(step, program.id)
        step.done(f"{_both(row)} moved to {program.round_days(number)}")


def cancel(desk: Desk, pairing_id: int, reason: str = "") -> State:
    """Set a draft aside, or cancel a published pairing: its invites are then due to be cancelled.

    Args:
        reason: private.

    Returns:
        The state that the pairing had.

    Raises:
        NotFound: there is no such pairing.
        Refused: it is over, or cancelled already.
    """
    with desk.changing("cancel") as step:
        row = pairing_row(step.connection, pairing_id)
        found = records.pairing(row)
        if found.state is State.PROPOSED:
            step.work.delete(pairings, [pairing_id])
            note_by_hand(step, row["program_id"], (row["guest_id"], row["round"]))
            step.done(f"{_both(row)} set aside")
        else:
            check_transition(found, State.CANCELLED, desk.clock.today())
            step.work.update(pairings, {pairing_id: {"state": str(State.CANCELLED), "reason": reason}})
            step.done(f"{_both(row)} cancelled")
        return found.state


def _draft(connection: Connection, pairing_id: int) -> RowMapping:
    row = pairing_row(connection, pairing_id)
    if row["state"] != State.PROPOSED:
        raise Refused(f"{_both(row)} is {row['state']}, no draft", "Only drafts are changed by hand; cancel it instead")
    return row


def _both(row: RowMapping) -> str:
    return f"{row['guest_name']} with {row['host_name']} ({row['first_day']})"


def _checked(
    desk: Desk, connection: Connection, program_id: int, seats: Mapping[int, _Seat]
) -> dict[int, dict[str, object]]:
    """What changes in the rows of drafts that move to other seats; raises Refused with the rule that forbids it."""
    program = program_by_id(connection, program_id)
    season = build_season(connection, program, desk.clock.today())
    drafts = find_pairings(connection, PairingSearch(program_id=program_id, states=(str(State.PROPOSED),)))
    standing = {row["id"]: _Seat(row["guest_id"], row["host_id"], row["round"]) for row in drafts}
    if any(not 0 <= seat.round - season.first < season.problem.rounds for seat in seats.values()):
        raise Refused("That round has begun", "Name a round that is still to come")
    for seat in seats.values():
        _check_takes_part(season, connection, seat)
    before = set(check_cells(season.problem, _cells_of(season, standing)))
    moved = {(_identity(season, seat.guest), seat.round - season.first) for seat in seats.values()}
    broken = check_cells(season.problem, _cells_of(season, {**standing, **seats}))
    # What was broken before, elsewhere, keeps nobody from changing something here.
    here = next((one for one in broken if one not in before or (one.guest, one.round) in moved), None)
    if here:
        raise Refused(season.told(here.said), "Nothing was changed")
    return {row_id: _cells(season, seat) for row_id, seat in seats.items()}


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
        "pinned": True,
        "fit": fit_of(season.problem, _identity(season, seat.guest), _identity(season, seat.host)),
    }


def fit_of(problem: Problem, guest: str, host: str) -> int | None:
    """The points of two people in a problem, or None where they must stay apart."""
    row = next(row for row, one in enumerate(problem.guests) if one.id == identity(guest))
    column = next(column for column, one in enumerate(problem.hosts) if one.id == identity(host))
    return problem.fit.points(row, column)
