"""Published pairings and drafts of one program that cannot take place as they stand."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.domain.people import Person, identity
from ridealong.domain.programs import Program
from ridealong.services.changes.covers_of import covers_among, not_covered
from ridealong.services.people.in_the_way import InTheWay
from ridealong.services.people.week_load import MeetingLoad
from ridealong.services.plans.plan_views import Clash, Proposal, Someone


def clashes(
    connection: Connection,
    program: Program,
    people: Mapping[int, Person],
    shown: Sequence[Proposal],
    today: date,
    *,
    state: State = State.PUBLISHED,
) -> tuple[Clash, ...]:
    """What is published in a program, not yet over, and broken by now, by day.

    Args:
        people: everybody, by row id; who is missing has been removed.
        shown: the pairings of the program.
        state: `proposed` for drafts in the place of what is published: those of rounds that have not begun.
    """
    draft = state is State.PROPOSED
    coming = [one for one in shown if one.state is state and (one.days.first if draft else one.days.last) >= today]
    if not coming:
        return ()
    span = Days(min(one.days.first for one in coming), max(one.days.last for one in coming))
    named = {identity(who.email) for one in coming for who in (one.guest, one.host)}
    ids = {person.identity: row_id for row_id, person in people.items() if person.identity in named}
    named_people = {one: people[one] for one in ids.values()}
    known = InTheWay(connection, named_people, span, programs=[program.id], today=today)
    load = MeetingLoad(connection, named_people, span) if program.kind.visits else None

    def against(who: Someone, days: Days) -> str:
        row_id = ids.get(identity(who.email))
        if row_id is None:
            return f"{who.name} takes part no longer"
        found = known.hindrance(row_id, program.kind, days, program.id)
        if found is not None or load is None:
            return found.brief if found else ""
        # Of a visit under way, what is over takes nothing any more.
        left = Days(max(days.first, min(today, days.last)), days.last)
        return load.against(row_id, left, embeds_alone=True)

    covered = _covered(shown)
    found = []
    for one in coming:
        reason = against(one.guest, one.days)
        guest = bool(reason)
        # On days on which somebody stands in, the host may be away.
        left = not_covered(one.days, covered.get(one.id, ()))
        reason = reason or next(filter(None, (against(one.host, days) for days in left)), "")
        if reason:
            found.append(_clash(one, reason, of_guest=guest, begun=one.days.first < today))
    return tuple(found)


def _covered(shown: Sequence[Proposal]) -> Mapping[int, Sequence[Days]]:
    """By number of a pairing, the days on which somebody stands in for its host."""
    by_number = {one.id: one for one in shown}
    rows = [
        {
            "id": one.id,
            "program_id": 0,
            "guest_id": one.guest.email,
            "host_id": one.host.email,
            "round": one.round,
            "first_day": one.days.first,
            "last_day": one.days.last,
            "state": one.state,
        }
        for one in shown
    ]
    found: dict[int, list[Days]] = {}
    for number, main in covers_among(rows).items():
        found.setdefault(main, []).append(by_number[number].days)
    return found


def _clash(one: Proposal, reason: str, *, of_guest: bool, begun: bool) -> Clash:
    return Clash(
        id=one.id,
        guest=one.guest,
        host=one.host,
        days=one.days,
        reason=reason,
        of_guest=of_guest,
        pinned=one.pinned,
        begun=begun,
    )
