"""The meetings of pairings: which there are, and everything that a calendar should know about each."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import uuid5

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.fit import topics_in_common
from ridealong.domain.meetings import Address, AllDay, Meeting, MeetingKind, When, check_in_series, meeting_kinds
from ridealong.domain.pairings import IN_CALENDARS
from ridealong.domain.people import Person
from ridealong.domain.programs import Kind, Program
from ridealong.services.fits import place_of
from ridealong.services.identity import identity_of
from ridealong.storage.queries.invites import meeting_rows, pairings_with_meetings
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import all_people
from ridealong.storage.queries.programs import all_programs
from ridealong.storage.schema import meetings
from ridealong.storage.work import Step


def add_meetings(step: Step, program: Program, pairing_ids: Sequence[int]) -> int:
    """Give each pairing the meetings of its program that it does not have; returns how many those were.

    The UID of a meeting is made here, once: from the identity of the database, so that no two databases share one.
    """
    have = pairings_with_meetings(step.connection, pairing_ids)
    namespace = identity_of(step.connection)
    rows: list[dict[str, object]] = [
        {"pairing_id": pairing_id, "kind": str(kind), "uid": str(uuid5(namespace, f"pairing {pairing_id} {kind}"))}
        for pairing_id in pairing_ids
        for kind in meeting_kinds(program)
        if kind not in have.get(pairing_id, ())
    ]
    step.work.insert(meetings, rows)
    return len(rows)


def wanted_meetings(
    connection: Connection, organizer: Address, today: date, organizers: Mapping[str, Address]
) -> tuple[Meeting, ...]:
    """Every meeting, not yet over, that should be in calendars now, by pairing.

    Args:
        organizer: whom new invites come from. organizers: by UID, whom those already sent came from.
    """
    rows = meeting_rows(connection, IN_CALENDARS, today)
    search = PairingSearch(states=IN_CALENDARS, days=Days(today, date.max))
    pairings = {row["id"]: row for row in find_pairings(connection, search)} if rows else {}
    people = all_people(connection) if rows else {}
    programs = {one.id: one for one in all_programs(connection, archived=True)} if rows else {}
    found = []
    for row in rows:
        pairing = pairings[row["pairing_id"]]
        program = programs[pairing["program_id"]]
        if row["kind"] in meeting_kinds(program):
            found.append(_meeting(row, pairing, program, people, organizers.get(row["uid"], organizer)))
    return tuple(found)


def _meeting(
    row: RowMapping, pairing: RowMapping, program: Program, people: Mapping[int, Person], organizer: Address
) -> Meeting:
    kind = MeetingKind(row["kind"])
    guest, host = people[pairing["guest_id"]], people[pairing["host_id"]]
    days = Days(pairing["first_day"], pairing["last_day"])
    return Meeting(
        uid=row["uid"],
        kind=kind,
        when=_when(kind, program, days, guest, host),
        summary=_summary(kind, program, guest, host),
        description=_description(kind, program, guest, host, organizer),
        place=_place(kind, program, host),
        organizer=organizer,
        attendees=(Address(guest.email, guest.name), Address(host.email, host.name)),
        # Whoever shadows a colleague for a week can still be asked to a meeting; a check-in takes its half hour.
        busy=kind is not MeetingKind.VISIT,
        categories=("Ridealong", program.kind.label),
    )


def _when(kind: MeetingKind, program: Program, days: Days, guest: Person, host: Person) -> When:
    if kind is MeetingKind.VISIT or program.check_in is None:
        return AllDay(days)
    return check_in_series(
        days, program.check_in, place_of(host, program.time_zone), place_of(guest, program.time_zone)
    )


def _summary(kind: MeetingKind, program: Program, guest: Person, host: Person) -> str:
    if kind is MeetingKind.VISIT:
        return f"{program.kind.label}: {guest.name} visits {host.name}"
    what = "Buddies" if program.kind is Kind.BUDDY else "Check-in"
    return f"{what}: {guest.name} and {host.name}"


def _place(kind: MeetingKind, program: Program, host: Person) -> str:
    return program.place or (host.site if kind is MeetingKind.VISIT else "")


def _description(kind: MeetingKind, program: Program, guest: Person, host: Person, organizer: Address) -> str:
    parts = [_opening(kind, program, guest, host)]
    if program.objective:
        parts.append(f"Why: {program.objective}")
    for learner, other in ((guest, host), (host, guest)):
        topics = topics_in_common(learner.wants, other.knows)
        if topics:
            parts.append(f"{learner.name} would like to learn about {', '.join(topics)}, which {other.name} knows.")
    parts.append(f"Questions? Ask {organizer.name} ({organizer.email}).")
    return "\n\n".join(parts)


def _opening(kind: MeetingKind, program: Program, guest: Person, host: Person) -> str:
    if kind is MeetingKind.VISIT:
        return (
            f"{guest.name} ({guest.team}) goes along with {host.name} ({host.team}) through their working days, "
            f"as part of {program.name}."
        )
    if program.kind is Kind.BUDDY:
        return (
            f"{guest.name} ({guest.team}) and {host.name} ({host.team}) are buddies in {program.name}: "
            "a short talk about what each is working on, and where the other can help."
        )
    return (
        f"{guest.name} ({guest.team}) and {host.name} ({host.team}) look back on the days so far, "
        f"as part of {program.name}: what was learned, and what should be seen next."
    )
