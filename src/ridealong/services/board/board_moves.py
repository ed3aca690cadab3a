"""Where a pairing could go, asked before anything is changed: when, with whom, how long, and what that would mean."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.calendars.outbox import due
from ridealong.domain.days import Days, end_of_week, is_workday, monday_of
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import MET, State
from ridealong.domain.people import Person
from ridealong.domain.programs import Program
from ridealong.planning.problem import APART
from ridealong.services.changes.seats import (
    Seating,
    Wanted,
    check_by_hand,
    check_last_day,
    is_stretch,
    seat_of,
    to_come,
    wanted_seat,
)
from ridealong.services.days.day_changes import day_look, other_days
from ridealong.services.desk import Desk
from ridealong.services.found import pairing_row
from ridealong.services.invites.invited import Invited
from ridealong.services.invites.meetings import meetings_on
from ridealong.services.invites.outbox import organizer_of
from ridealong.services.meanwhile import Seen
from ridealong.services.people.closed_pairs import kept_apart, lines_among
from ridealong.services.plans.fits import fit_bytes
from ridealong.services.plans.plan_views import Someone, someone
from ridealong.services.plans.standing_season import what_stands
from ridealong.services.replies.kept_answers import answers_that_count
from ridealong.storage.queries.board import members
from ridealong.storage.queries.invites import meeting_rows_of
from ridealong.storage.queries.pairings import PairingSearch, find_pairings, team_meetings
from ridealong.storage.queries.people import some_people
from ridealong.storage.queries.programs import enrolled, program_by_id

__all__ = ["Lifted", "Offer", "Outlook", "Place", "Wanted", "lift", "look", "offers"]

MOST_OFFERED = 30
"""How many hosts are offered at most for a draft: the best by fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A round in which a pairing could take place, and why not; empty where it could.

    Args:
        day: the first day on which it would be then, where visits take single days of their round.
    """

    round: int
    days: Days
    refused: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    """A pairing that is about to be moved.

    Args:
        seen: the row as it is. days, round: where it stands; the round counts from 0.
        places: all rounds still to come, its own included; only its own once it has begun.
        ends: the last days that it may have in a round of this length, as days after its first; the longest last.
        fixed: why it can only become shorter or longer; empty where it can be moved.
    """

    seen: Seen
    guest: Someone
    host: Someone
    program: str
    visits: bool
    state: State
    round: int
    days: Days
    places: tuple[Place, ...]
    ends: tuple[int, ...]
    fixed: str = ""

    def is_at(self, place: Place) -> bool:
        """Whether it is there already."""
        return place.round == self.round and place.day in (None, self.days.first)

    @property
    def draft(self) -> bool:
        """Whether nobody was told of it yet."""
        return self.state is State.PROPOSED

    @property
    def id(self) -> int:
        """The number of the pairing."""
        return self.seen.row


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A host whom the guest of a draft could visit instead; `fit` is in points."""

    host: Someone
    fit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a change would mean.

    Args:
        days: when the pairing would take place. refused: why that cannot be; empty where it can.
        invites: how many invites it would make due; 0 for drafts. fit: of the two, in points; None where unknown.
    """

    days: Days
    refused: str = ""
    invites: int = 0
    fit: int | None = None


def lift(desk: Desk, pairing_id: int) -> Lifted:
    """Where a pairing could go.

    Raises:
        NotFound: there is no such pairing.
        Refused: it is over, or cancelled, or came with a history.
    """
    today = desk.clock.today()
    with desk.reading() as connection:
        row = pairing_row(connection, pairing_id)
        check_by_hand(row)
        if row["last_day"] < today:
            raise Refused("It is over", "Say in the history how it went")
        program = program_by_id(connection, row["program_id"])
        days, own = program.round_days(row["round"]), Days(row["first_day"], row["last_day"])
        fixed, places = _places(desk, connection, program, row)
        guest, host = (_someone(row, who) for who in ("guest", "host"))
        return Lifted(
            seen=Seen(row["id"], row["version"]),
            guest=guest,
            host=host,
            program=program.name,
            visits=program.kind.visits,
            state=State(row["state"]),
            round=row["round"],
            days=own,
            places=places,
            ends=(len(own) - 1,) if program.kind.by_day else tuple(_ends(days)),
            fixed=fixed,
        )


def _someone(row: RowMapping, who: str) -> Someone:
    return Someone(email=row[who], name=row[f"{who}_name"], team=row[f"{who}_team"])


def _places(desk: Desk, connection: Connection, program: Program, row: RowMapping) -> tuple[str, tuple[Place, ...]]:
    today = desk.clock.today()
    if program.kind.by_day:
        return _weeks(connection, program, row, today)
    own = Place(round=row["round"], days=program.round_days(row["round"]))
    try:
        to_come(connection, row["id"], today)
        seats = {number: seat_of(row, number=number) for number in range(program.rounds)}
        seating = _seating(desk, connection, program, {row["guest_id"], row["host_id"]})
        places = [
            Place(round=number, days=program.round_days(number), refused=seating.refusal(row, seat))
            for number, seat in seats.items()
            if number == row["round"] or program.round_days(number).first >= today
        ]
    except Refused as error:
        return error.problem, (own,)
    return "", tuple(places)


def _weeks(connection: Connection, program: Program, row: RowMapping, today: date) -> tuple[str, tuple[Place, ...]]:
    """The weeks to which a visit of a single day could go, each with a day."""
    own = Days(row["first_day"], row["last_day"])
    here = Place(round=row["round"], days=own, day=own.first)
    try:
        to_come(connection, row["id"], today)
    except Refused as error:
        return error.problem, (here,)
    others = [days for days in other_days(connection, program, row, (), today) if days != own]
    kept = [days for days in others if monday_of(days.first) != monday_of(own.first)]
    found = [here, *(Place(round=row["round"], days=days, day=days.first) for days in kept)]
    return "", tuple(sorted(found, key=lambda one: one.days.first))


def _seating(desk: Desk, connection: Connection, program: Program, people: Collection[int]) -> Seating:
    """What `seats.read_seating` finds, of what stands read once for each version of the database."""
    some, today = frozenset(people), desk.clock.today()
    standing = desk.remembered(
        connection, ("standing", program.id, some), lambda: what_stands(connection, program, today, of=some)
    )
    return Seating(connection, program, standing)


def _ends(days: Days) -> Iterator[int]:
    """The last days that make sense within a round, counted from its first: working days, or Fridays of long ones."""
    if len(days) <= 7:
        yield from range(len(days))
        return
    for day in days:
        if day == end_of_week(day) and is_workday(day):
            yield (day - days.first).days


def offers(desk: Desk, pairing_id: int) -> tuple[Offer, ...]:
    """Hosts whom the guest of a draft could visit instead, the best fit first; without those kept apart from the guest.

    Raises:
        NotFound: there is no such pairing.
    """
    with desk.reading() as connection:
        row = pairing_row(connection, pairing_id)
        program = program_by_id(connection, row["program_id"])
        return tuple(_offered(desk, connection, program, row).values())


def _offered(desk: Desk, connection: Connection, program: Program, row: RowMapping) -> dict[int, Offer]:
    """The hosts that are offered, by row id, the best first; worked out once for each version of the database."""
    return desk.remembered(
        connection, ("offers", program.id, row["guest_id"]), lambda: _best_hosts(connection, program, row["guest_id"])
    )


def _best_hosts(connection: Connection, program: Program, guest_id: int) -> dict[int, Offer]:
    known = some_people(connection, [guest_id, *_hosts(connection, program)])
    guest = known.pop(guest_id)
    points = _fit(connection, program, (guest_id, guest), known)
    found = [
        (one, Offer(host=someone(host), fit=fit))
        for (one, host), fit in zip(known.items(), points, strict=True)
        if fit != APART
    ]
    found.sort(key=lambda one: (-one[1].fit, one[1].host.name.casefold(), one[1].host.email))
    return dict(found[:MOST_OFFERED])


def _hosts(connection: Connection, program: Program) -> list[int]:
    """Whoever has agreed to be visited."""
    agreed = {one.person_id for one in enrolled(connection, program.id) if one.enrolment.takes_part(date.max)}
    return [one for one, side, _team in members(connection, program.id) if side == program.host_side and one in agreed]


def _fit(
    connection: Connection, program: Program, guest: tuple[int, Person], hosts: Mapping[int, Person]
) -> Sequence[int]:
    """The points of a guest with each host, in their order; APART for those kept apart."""
    row_id, person = guest
    columns = {one: column for column, one in enumerate(hosts)}
    past = find_pairings(connection, PairingSearch(people=[row_id], states=MET))
    met = Counter(one for row in past for one in (row["guest_id"], row["host_id"]) if one in columns)
    everybody = {row_id: person, **hosts}
    closed = lines_among(everybody) | kept_apart(connection, everybody)
    return fit_bytes(
        [person],
        list(hosts.values()),
        day=program.start,
        zone=program.time_zone,
        met={(0, columns[one]): times for one, times in met.items()},
        team_meetings=team_meetings(connection, MET),
        apart=[
            (0, column)
            for column, host in enumerate(hosts.values())
            if frozenset((person.identity, host.identity)) in closed
        ],
    )


def look(desk: Desk, pairing_id: int, wanted: Wanted) -> Outlook:
    """What `drafts.move` would do with a pairing, or why it would refuse; nothing is changed.

    Raises:
        NotFound: there is no such pairing or person.
    """
    today = desk.clock.today()
    with desk.reading() as connection:
        row = pairing_row(connection, pairing_id)
        program = program_by_id(connection, row["program_id"])
        days, fit, refused = Days(row["first_day"], row["last_day"]), row["fit"], ""
        try:
            if wanted.day is not None:
                days, refused = day_look(connection, program, to_come(connection, pairing_id, today), wanted.day, today)
            elif wanted.last_day is not None and is_stretch(row, wanted):
                check_last_day(connection, today, row, wanted.last_day)
                days = Days(row["first_day"], wanted.last_day)
            else:
                row = to_come(connection, pairing_id, today)
                seat = wanted_seat(connection, program, row, wanted)
                days = seat.days(program)
                people = {row["guest_id"], row["host_id"]}
                if seat.host not in people:
                    # Whoever looks at one of the hosts that are offered goes on to the others.
                    people |= {seat.host, *_offered(desk, connection, program, row)}
                seating = _seating(desk, connection, program, people)
                refused = seating.refusal(row, seat)
                fit = fit if refused else seating.fit(seat)
        except Refused as error:
            refused = error.problem
        invites = 0 if refused or row["state"] == State.PROPOSED else _invites(connection, desk, row["id"], days)
        return Outlook(days=days, refused=refused, invites=invites, fit=fit)


def _invites(connection: Connection, desk: Desk, pairing_id: int, days: Days) -> int:
    """How many invites about a published pairing would be due if it took place on some days."""
    uids = [row["uid"] for row in meeting_rows_of(connection, [pairing_id])]
    known = Invited(connection, uids)
    sent = {uid: one for uid in uids if (one := known.sent(uid)) is not None}
    organizers = {uid: one.last.meeting.organizer for uid, one in sent.items()}
    found = meetings_on(connection, organizer_of(desk), organizers, pairing_id, days)
    wanted = [one.meeting for one in found if one.meeting is not None]
    answers = answers_that_count(connection, sent)
    return len(due(wanted, sent, desk.clock.now(), today=desk.clock.today(), answers=answers))
