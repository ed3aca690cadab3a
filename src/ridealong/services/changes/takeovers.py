"""Taking a pairing over: somebody else is the host, or the guest, of a draft or of what is published, in one step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.domain.programs import Program
from ridealong.services.changes.covered_meetings import STANDS, main_of
from ridealong.services.changes.covers_of import covers_among
from ridealong.services.changes.drafts import take_seats
from ridealong.services.changes.seats import Seat, both, read_seating, seat_of, to_come
from ridealong.services.days.day_changes import check_leads
from ridealong.services.desk import Desk
from ridealong.services.finding import MOST, FoundPerson
from ridealong.services.found import pairing_row, person_named
from ridealong.services.invites.due_if import due_if
from ridealong.services.invites.told import Told, Words, told_sentences
from ridealong.services.meanwhile import Seen, check_seen
from ridealong.services.people.taking_part import takes_no_part, those_who_agreed
from ridealong.services.plans.changed_since import note_placed
from ridealong.services.plans.plan_views import Someone, someone
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import Known, some_people
from ridealong.storage.queries.programs import program_by_id
from ridealong.storage.schema import pairings
from ridealong.storage.work import Step

_Row = Mapping[Any, Any]  # Any: what a column holds, only the table knows
_Standing = Mapping[int, RowMapping]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """A pairing that somebody has taken over, or would.

    Args:
        id: its number. hosting: whether it is the host who is another one now.
        came, went: who is in it now, and who was before.
        told: who is told what; nobody of a draft, and None of a dry run where nothing may be written, so that it is not
            known.
    """

    id: int
    program: str
    guest: Someone
    host: Someone
    round: int
    days: Days
    hosting: bool
    came: Someone
    went: Someone
    published: bool
    told: tuple[Told, ...] | None

    @property
    def sentences(self) -> tuple[str, ...]:
        """What it comes to, in plain words."""
        draft = "" if self.published else "; it is a draft, and pinned"
        head = f"{self.guest.name} is with {self.host.name} from {self.days.first} to {self.days.last}{draft}."
        return (head, *told_sentences(self.told or ()))


def take_over(
    desk: Desk, pairing_id: int, email: str, *, seen: Iterable[Seen] = (), dry_run: bool = False
) -> TakenOver:
    """Let somebody be the host, or the guest, of a pairing instead of who is, by the side on which they are.

    A draft is pinned, since somebody decided so. Of a published pairing the invites are then due: a cancel to who
    leaves it, an update to who stays, a request to who comes.

    Args:
        email: of who takes it over.
        seen: the pairing as it was looked at before.
        dry_run: say what it comes to, and change nothing.

    Raises:
        NotFound: there is no such pairing or person.
        ChangedMeanwhile: it is no longer as it was seen.
        Refused: it has begun or is over, the person is in it, does not take part in the program, or a rule forbids it,
            with the rule.
    """
    # What it does to days and to others only shows once it is written: a dry run is written too, and does not last.
    only_read = dry_run and desk.store.read_only
    with desk.changing("take over", dry_run=only_read) as step:
        check_seen(desk, step.connection, pairings, seen)
        row = to_come(step.connection, pairing_id, desk.clock.today())
        program = program_by_id(step.connection, row["program_id"])
        check_leads(program, row)
        known = person_named(step.connection, email)
        hosting = _takes_the_host(step.connection, program, row, known)
        seat = seat_of(row, host=known.id) if hosting else seat_of(row, guest=known.id)
        found = _looked_at(desk, step.connection, row, seat, known)
        if only_read:
            return replace(found, told=None) if _shows_later(step.connection, program, row) else found
        before = _around(step.connection, row, known)
        take_seats(desk, step, (row,), {pairing_id: seat})
        _note_places(step, program, row, seat)
        stood = before, _around(step.connection, row, known)
        found = _as_written(desk, step.connection, found, row, stood)
        if not dry_run:
            step.done(f"{both(row)}: {known.person.name} takes over from {found.went.name}")
        return found


def likely_hosts(desk: Desk, pairing_id: int, limit: int = MOST) -> tuple[FoundPerson, ...]:
    """Who could be the host of a pairing instead: those who take part, the host's own team first, then by name.

    Whether a rule forbids it is asked for the one who is chosen. Raises NotFound where there is no such pairing.
    """
    with desk.reading() as connection:
        row = pairing_row(connection, pairing_id)
        people = some_people(connection, sorted(those_who_agreed(connection, row["program_id"])), removed=False)
    others = [
        person for one, person in people.items() if str(person.side) != row["guest_side"] and one != row["host_id"]
    ]
    others.sort(key=lambda one: (one.team != row["host_team"], one.name.casefold(), one.email))
    return tuple(FoundPerson(one.email, one.name, one.side, one.team) for one in others[:limit])


def _takes_the_host(connection: Connection, program: Program, row: RowMapping, known: Known) -> bool:
    """Whether somebody would be the host; raises Refused where they can be neither."""
    person = known.person
    if known.id in (row["guest_id"], row["host_id"]):
        raise Refused(f"{person.name} is in {both(row)} already", "Name somebody else")
    if known.id not in those_who_agreed(connection, program.id):
        raise takes_no_part(person, program)
    hosting: bool = str(person.side) != row["guest_side"]
    return hosting


def _looked_at(desk: Desk, connection: Connection, row: RowMapping, seat: Seat, known: Known) -> TakenOver:
    """What it comes to as long as nothing is written; raises Refused with the rule that forbids it.

    Visits of single days get their days, and stand-ins what becomes of them, once it is written: see `_as_written`.
    """
    program = program_by_id(connection, row["program_id"])
    seating = read_seating(connection, program, desk.clock.today(), [row], [seat])
    if why := seating.refusal(row, seat):
        raise Refused(why, "Nothing was changed")
    hosting, published = seat.host == known.id, row["state"] == State.PUBLISHED
    left, stays = ("host", "guest") if hosting else ("guest", "host")
    came, went, other = someone(known.person), _someone(row, left), _someone(row, stays)
    found = TakenOver(
        id=row["id"],
        program=program.name,
        guest=other if hosting else came,
        host=came if hosting else other,
        round=seat.round,
        days=seat.days(program),
        hosting=hosting,
        came=came,
        went=went,
        published=published,
        told=(),
    )
    if not published or program.kind.by_day:
        return found
    words = Words()
    _say_taken_over(words, "visit" if program.kind.visits else "pairing", found, _days(row))
    due = due_if(connection, desk, {row["id"]: seating.cells(seat)})
    return replace(found, told=words.told(item for some in due.values() for item in some))


def _shows_later(connection: Connection, program: Program, row: RowMapping) -> bool:
    """Whether who is told only shows once it is written: the days of both ways, or what becomes of stand-ins."""
    if row["state"] != State.PUBLISHED:
        return False
    if program.kind.by_day:
        return True
    search = PairingSearch(program_id=program.id, people=[row["guest_id"]], days=_days(row), states=STANDS)
    stand_ins = covers_among(find_pairings(connection, search))
    return row["id"] in {*stand_ins, *stand_ins.values()}


def _around(connection: Connection, row: RowMapping, known: Known) -> dict[int, RowMapping]:
    """What stands of the program, by number, that a take-over may change: pairings of the guest and of the hosts."""
    ids = [row["guest_id"], row["host_id"], known.id]
    search = PairingSearch(program_id=row["program_id"], people=ids, states=[str(State.PUBLISHED)])
    return {one["id"]: one for one in find_pairings(connection, search)}


def _as_written(
    desk: Desk, connection: Connection, found: TakenOver, row: RowMapping, stood: tuple[_Standing, _Standing]
) -> TakenOver:
    """What it has come to, once it is written and before it lasts: with the days, and all who are told.

    Args:
        row: the pairing as it was. stood: what stood around it before, and what does now.
    """
    before, after = stood
    now = pairing_row(connection, row["id"])
    found = replace(found, days=_days(now))
    if not found.published:
        return found
    words, noun = Words(), "visit" if program_by_id(connection, row["program_id"]).kind.visits else "pairing"
    _say_taken_over(words, noun, found, _days(row))
    others = [one for one in {**before, **after} if one != row["id"] and _seat(before, one) != _seat(after, one)]
    for one in others:
        _say(words, noun, before.get(one), after.get(one))
    about: dict[int, Mapping[str, object]] = {one: {} for one in (row["id"], *others)}
    main = main_of(connection, row)
    if main is not None and main_of(connection, now) != main:
        about[main] = {}
        _say_back(words, pairing_row(connection, main), _days(row))
    due = due_if(connection, desk, about)
    return replace(found, told=words.told(item for some in due.values() for item in some))


def _say_taken_over(words: Words, noun: str, found: TakenOver, old: Days) -> None:
    other, moves = found.guest if found.hosting else found.host, found.days != old
    words.say(found.went, f"The {noun} with {other.name} ({old}) is taken over by {found.came.name}.")
    then = f", and moves to {found.days}" if moves else ""
    words.say(other, f"The {noun} of {old} is with {found.came.name} instead of {found.went.name}{then}.")
    words.say(found.came, f"A new {noun}: with {other.name} ({found.days}).", new=True)


def _say_back(words: Words, row: RowMapping, days: Days) -> None:
    for who in ("guest", "host"):
        said = f"{row['guest_name']} and {row['host_name']} meet again ({days}): nobody stands in."
        words.say(_someone(row, who), said)


def _seat(rows: _Standing, number: int) -> tuple[object, ...]:
    """What decides whether somebody is to be told of a pairing; nothing where it does not stand."""
    row = rows.get(number)
    return () if row is None else (row["guest_id"], row["host_id"], row["first_day"], row["last_day"])


def _say(words: Words, noun: str, before: _Row | None, after: _Row | None) -> None:
    """Say to both what becomes of another pairing of theirs."""
    row = after or before or {}
    for who, with_whom in (("guest", "host"), ("host", "guest")):
        name = row[f"{with_whom}_name"]
        if after is None:
            words.say(_someone(row, who), f"The {noun} with {name} ({_days(row)}) does not take place.")
        elif before is None:
            words.say(_someone(row, who), f"A new {noun}: with {name} ({_days(row)}).")
        else:
            words.say(_someone(row, who), f"The {noun} with {name} moves: {_days(after)} instead of {_days(before)}.")


def _days(row: _Row) -> Days:
    return Days(row["first_day"], row["last_day"])


def _someone(row: _Row, who: str) -> Someone:
    return Someone(email=row[who], name=row[f"{who}_name"], team=row[f"{who}_team"])


def _note_places(step: Step, program: Program, row: RowMapping, seat: Seat) -> None:
    """Note who has a place now, and who has none any more."""
    if seat.guest != row["guest_id"] and row["state"] == State.PROPOSED:
        note_placed(step, program.id, {(seat.guest, seat.round)}, [(row["guest_id"], row["round"])])
