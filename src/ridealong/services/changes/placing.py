"""Placing somebody by hand in an open place, in a draft, or where somebody else cannot come, in one step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.errors import NotFound, Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import identity
from ridealong.domain.programs import Program
from ridealong.domain.wording import listed
from ridealong.services.changes.as_shown import check_shown
from ridealong.services.changes.covered_meetings import settle_covers
from ridealong.services.changes.hand_places import drop_places
from ridealong.services.changes.seats import Seat, Seating, read_seating, seat_of
from ridealong.services.days.day_changes import settle_days
from ridealong.services.desk import Desk
from ridealong.services.explain.candidates import REFUSED, Candidate, Ranking, rank
from ridealong.services.explain.case_of import Moved
from ridealong.services.found import pairing_row, person_named, program_named
from ridealong.services.invites.meetings import add_meetings
from ridealong.services.people.taking_part import takes_no_part
from ridealong.services.plans.changed_since import note_placed
from ridealong.services.plans.plan_views import Someone, Visit, someone
from ridealong.services.plans.plans import draft_row
from ridealong.services.plans.refused_drafts import keep_refusals
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import ids_of
from ridealong.storage.schema import pairings
from ridealong.storage.work import Step

_NEW = -1
"""The number that a pairing goes by until it is stored; others count down from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Who has a place now.

    Args:
        id: the number of the pairing. round: from 0.
        published: whether the two are told: it took over a pairing that was published.
        moved: everybody whose visit changed, the guest of the place first.
        sentences: what it came to, in plain words.
    """

    id: int
    program: str
    guest: Someone
    host: Someone
    round: int
    days: Days
    published: bool
    moved: tuple[Moved, ...]
    sentences: tuple[str, ...]


def place(desk: Desk, email: str, program: str, number: int, other: str, *, replacing: int | None = None) -> Placed:
    """Let somebody have a place; as `place_chosen`, for who has not looked at the candidates before.

    Args:
        email: of the guest, or of the host, whose place it is. number: the round, from 0.
        other: the address of who is to be there. replacing: see `rank`.

    Raises:
        NotFound: there is no such person or program.
        Refused: the person takes no part, has the place already, or a rule forbids it, with the rule.
    """
    ranking = rank(desk, email, program, number, replacing=replacing, only=other)
    if not ranking.candidates:
        raise _no_candidate(desk, ranking, other)
    return place_chosen(desk, ranking, ranking.candidates[0])


def place_chosen(desk: Desk, ranking: Ranking, chosen: Candidate) -> Placed:
    """Let a candidate have the place for which they were ranked, with all that this was said to change.

    A place that nobody was told of becomes a draft, pinned since somebody decided so, and the drafts of others make
    way. Whoever replaces somebody in a published pairing takes it over: it stays published, and its invites are due.

    Raises:
        ChangedMeanwhile: the plan is no longer what the candidates were ranked for.
        Refused: the candidate has the place already, or a rule forbids it, with the rule.
    """
    _check_possible(ranking, chosen)
    season = ranking.place.drafted.season
    with desk.changing("place") as step:
        program = program_named(step.connection, season.program.name)
        taken = _Places.read(step.connection, program, ranking, chosen)
        check_shown(desk, step.connection, same=taken.as_ranked, since=ranking.place.version)
        seating = read_seating(step.connection, program, desk.clock.today(), taken.rows, taken.seats.values())
        _check_replaced(step.connection, ranking)
        seating.check(taken.seats, gone=taken.gone)
        if taken.gone:
            keep_refusals(step, program, desk.clock.today())
        number = _write(step, seating, taken, desk.clock.today())
        placed = _placed(step.connection, ranking, chosen, number)
        step.done(f"{placed.guest.name} with {placed.host.name} in round {placed.round + 1} of {program.name}")
        return placed


def _no_candidate(desk: Desk, ranking: Ranking, other: str) -> Refused | NotFound:
    with desk.reading() as connection:
        person = person_named(connection, other).person
    program, place = ranking.place.drafted.season.program, ranking.place
    if person.side is place.person.side:
        return Refused(f"{person.name} and {place.person.name} are on the same side", "Name somebody of the other side")
    return takes_no_part(person, program)


def _check_possible(ranking: Ranking, chosen: Candidate) -> None:
    whom = ranking.place.person.name
    if chosen.there:
        raise Refused(f"{chosen.name} {chosen.why}, and the place is that of {whom}", "Nothing was changed")
    if chosen.points is None:
        raise Refused(f"{chosen.name} cannot be with {whom}: {chosen.why}", "Nothing was changed")


def _check_replaced(connection: Connection, ranking: Ranking) -> None:
    """See that what is taken over is published still."""
    if ranking.replacing is not None:
        row = pairing_row(connection, ranking.replacing)
        if row["state"] != State.PUBLISHED:
            raise Refused(f"Pairing {row['id']} is {row['state']} by now", "Look at the plan again")


@dataclass(frozen=True, slots=True)
class _Places:
    """What stands where something changes.

    Args:
        rows: the pairings that change, by number. seats: where they, and new ones, are to stand.
        gone: those that are set aside. first: the number of the pairing of the place.
        as_ranked: whether everything is where the ranking had it.
    """

    stood: Mapping[int, RowMapping]
    seats: Mapping[int, Seat]
    gone: tuple[int, ...]
    first: int
    as_ranked: bool

    @property
    def rows(self) -> tuple[RowMapping, ...]:
        return tuple(self.stood.values())

    @classmethod
    def read(cls, connection: Connection, program: Program, ranking: Ranking, chosen: Candidate) -> "_Places":
        ids = _ids(connection, chosen)
        drafts = {(row["guest_id"], row["host_id"], row["round"]): row for row in _drafts(connection, program, ids)}
        stood: dict[int, RowMapping] = {}
        seats: dict[int, Seat] = {}
        gone: list[int] = []
        first, as_ranked = 0, True
        for at, one in enumerate(chosen.moved):
            row = drafts.get(_key(ids, one, one.before)) if one.before else None
            as_ranked = as_ranked and (one.before is None or row is not None)
            number = int(row["id"]) if row else _NEW - at
            if at == 0 and ranking.replacing is not None:
                # Whoever is placed leaves their own draft, and takes the published pairing over.
                gone += [number] if row else []
                stood |= {number: row} if row else {}
                row = pairing_row(connection, ranking.replacing)
                number = int(row["id"])
            stood |= {number: row} if row else {}
            first = number if at == 0 else first
            if one.after is None:
                gone.append(number)
            else:
                guest, host, round_ = _key(ids, one, one.after)
                whole = Seat(guest, host, round_)
                seats[number] = seat_of(row, guest=guest, host=host, number=round_) if row else whole
        return cls(stood, seats, tuple(gone), first, as_ranked and _free(connection, program, seats, stood))


def _ids(connection: Connection, chosen: Candidate) -> dict[str, int]:
    named = {one.guest.email for one in chosen.moved}
    named |= {visit.host.email for one in chosen.moved for visit in (one.before, one.after) if visit}
    return ids_of(connection, {identity(email) for email in named})


def _key(ids: Mapping[str, int], one: Moved, visit: Visit) -> tuple[int, int, int]:
    return ids[identity(one.guest.email)], ids[identity(visit.host.email)], visit.round


def _drafts(connection: Connection, program: Program, ids: Mapping[str, int]) -> list[RowMapping]:
    search = PairingSearch(program_id=program.id, states=(str(State.PROPOSED),), people=list(ids.values()))
    return find_pairings(connection, search)


def _free(connection: Connection, program: Program, seats: Mapping[int, Seat], stood: Mapping[int, RowMapping]) -> bool:
    """Whether no guest has got somebody meanwhile in a round in which they were to have nobody."""
    guests = {(seat.guest, seat.round) for seat in seats.values()}
    search = PairingSearch(
        program_id=program.id,
        states=(str(State.PROPOSED), str(State.PUBLISHED)),
        people=[guest for guest, _round in guests],
    )
    rows = find_pairings(connection, search)
    return all(row["id"] in stood or (row["guest_id"], row["round"]) not in guests for row in rows)


def _write(step: Step, seating: Seating, taken: _Places, today: date) -> int:
    """Make the pairings what they are to be; returns the number of the one that was asked for."""
    program, updates = seating.program, {}
    for number, seat in taken.seats.items():
        if number in taken.stood:
            draft = taken.stood[number]["state"] == State.PROPOSED
            updates[number] = seating.cells(seat) | ({"pinned": True} if draft and number == taken.first else {})
    drop_places(step, [number for number in updates if updates[number]["host_id"] != taken.stood[number]["host_id"]])
    settle_covers(step, [row for row in taken.rows if row["id"] in updates], updates, today)
    step.work.update(pairings, updates)
    step.work.delete(pairings, taken.gone)
    new = [
        (number, draft_row(program, seating.season.people, _seat_key(seat), seating.fit(seat)))
        for number, seat in taken.seats.items()
        if number not in taken.stood
    ]
    made = step.work.insert(pairings, [{**row, "pinned": number == taken.first} for number, row in new])
    numbers = {number: row_id for (number, _row), row_id in zip(new, made, strict=True)}
    first = numbers.get(taken.first, taken.first)
    if first in taken.stood and taken.stood[first]["state"] == State.PUBLISHED:
        add_meetings(step, program, [first])
    filled = {(seat.guest, seat.round) for seat in taken.seats.values()}
    kept = {seat.guest for seat in taken.seats.values()}
    aside = [
        (row["guest_id"], row["round"])
        for number, row in taken.stood.items()
        if number in taken.gone and row["guest_id"] not in kept
    ]
    note_placed(step, program.id, filled, aside)
    settle_days(step, program, {*updates, *made}, today)
    return first


def _seat_key(seat: Seat) -> tuple[int, int, int]:
    return seat.guest, seat.host, seat.round


def _placed(connection: Connection, ranking: Ranking, chosen: Candidate, number: int) -> Placed:
    row = pairing_row(connection, number)
    people = ranking.place.drafted.season.people
    guest, host = someone(people[row["guest_id"]]), someone(people[row["host_id"]])
    days, published = Days(row["first_day"], row["last_day"]), row["state"] == State.PUBLISHED
    return Placed(
        id=number,
        program=row["program"],
        guest=guest,
        host=host,
        round=row["round"],
        days=days,
        published=published,
        moved=chosen.moved,
        sentences=_sentences(guest, host, row["round"], chosen, published=published),
    )


def _sentences(guest: Someone, host: Someone, number: int, chosen: Candidate, *, published: bool) -> tuple[str, ...]:
    said = [f"{guest.name} is with {host.name} in round {number + 1}{'' if published else ', pinned'}."]
    others = list(dict.fromkeys(one.guest.name for one in chosen.moved[1:] if one.after))
    losing = list(dict.fromkeys(one.guest.name for one in chosen.moved[1:] if one.after is None))
    if others:
        said.append(f"{listed(others)} {'has' if len(others) == 1 else 'have'} moved.")
    if losing:
        said.append(f"{listed(losing)} lost a visit{' each' if len(losing) > 1 else ''}.")
    if chosen.refused:
        said.append(REFUSED)
    if published:
        said.append("It is published: the invites are due.")
    return tuple(said)
