"""Places that fell away since a plan was made: worked out when they are read, never kept with the plan."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.pairings import State
from ridealong.domain.people import Person, identity
from ridealong.domain.programs import Program
from ridealong.services.plans.plan_views import OpenPlace, Proposal, someone
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.programs import enrolled

STANDING = (State.PROPOSED, State.PUBLISHED, State.HELD)


def with_lost_places(
    connection: Connection,
    program: Program,
    people: Mapping[int, Person],
    *,
    places: Sequence[OpenPlace],
    shown: Sequence[Proposal],
    today: date,
) -> tuple[OpenPlace, ...]:
    """Open places of a plan, and with them those of guests who lost what they had, by round and guest.

    A guest has lost a place where a pairing of a round to come was cancelled, or buddies have ended theirs before its
    last day, and nobody has come instead. Whoever has as many visits as are meant for a guest has lost nothing.

    Args:
        people: everybody, by row id. places: those that were kept with the plan. shown: the pairings of the program.
    """
    states = (str(State.CANCELLED), *(() if program.kind.visits else (str(State.ENDED),)))
    rows = find_pairings(connection, PairingSearch(program_id=program.id, states=states))
    rows = [row for row in rows if row["round"] is not None and _to_come(program, row["round"], row["state"], today)]
    if not rows:
        return tuple(places)
    takes_part = {one.person_id: one.enrolment for one in enrolled(connection, program.id)}
    standing = [one for one in shown if one.state in STANDING]
    visits = Counter(identity(one.guest.email) for one in standing)
    taken = {(identity(one.guest.email), one.round) for one in standing}
    taken |= {(identity(one.guest.email), one.round) for one in places}
    found = list(places)
    for row in rows:
        guest, days = people.get(row["guest_id"]), program.round_days(row["round"])
        enrolment = takes_part.get(row["guest_id"])
        if guest is None or enrolment is None or not enrolment.takes_part(days.first):
            continue
        if str(guest.side) != str(program.guest_side) or visits[guest.identity] >= program.visits_per_guest:
            continue
        if (guest.identity, row["round"]) not in taken:
            taken.add((guest.identity, row["round"]))
            found.append(_lost(program, row, guest))
    return tuple(sorted(found, key=lambda one: (one.round, one.guest.name.casefold(), one.guest.email)))


def _lost(program: Program, row: RowMapping, guest: Person) -> OpenPlace:
    how = "was cancelled" if row["state"] == State.CANCELLED else "has ended early"
    return OpenPlace(
        guest=someone(guest),
        round=row["round"],
        days=program.round_days(row["round"]),
        reason=f"the {'visit' if program.kind.visits else 'pairing'} with {row['host_name']} {how}",
        away=False,
        lost=True,
    )


def _to_come(program: Program, number: int, state: str, today: date) -> bool:
    days = program.round_days(number)
    return days.first >= today if state == State.CANCELLED else days.last >= today
