"""The meetings of gatherings: which of them should be in calendars now."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.meetings import Address, Meeting
from ridealong.domain.pairings import IN_CALENDARS
from ridealong.services.groups.gathering_facts import GatheringFacts
from ridealong.storage.queries import gatherings as queries
from ridealong.storage.queries.gatherings import Stored


def wanted_gatherings(
    connection: Connection, organizer: Address, today: date, organizers: Mapping[str, Address]
) -> tuple[Meeting, ...]:
    """Every gathering that should be in calendars now, or was to be until not long ago.

    Args:
        organizer: whom new invites come from. organizers: by UID, whom those already sent came from.
    """
    return _meetings(connection, queries.coming(connection, IN_CALENDARS, today), organizer, organizers)


def wanted_gathering(
    connection: Connection, organizer: Address, organizers: Mapping[str, Address], uid: str
) -> tuple[Meeting, ...]:
    """One of them, by its UID; nothing where it should be in no calendar."""
    some = [one for one in queries.by_uids(connection, [uid]).values() if one.row["state"] in IN_CALENDARS]
    return _meetings(connection, some, organizer, organizers)


def meetings_of_gatherings(connection: Connection, some: Iterable[Stored], organizer: Address) -> tuple[Meeting, ...]:
    """The meetings of gatherings, whatever their state, as if none had been sent."""
    return _meetings(connection, list(some), organizer, {})


def _meetings(
    connection: Connection, some: list[Stored], organizer: Address, organizers: Mapping[str, Address]
) -> tuple[Meeting, ...]:
    return tuple(_each(connection, some, organizer, organizers)) if some else ()


def _each(
    connection: Connection, some: list[Stored], organizer: Address, organizers: Mapping[str, Address]
) -> Iterator[Meeting]:
    facts = GatheringFacts(connection, some)
    for one in some:
        meeting = facts.meeting(one, organizers.get(one.row["uid"], organizer))
        if meeting is not None:
            yield meeting
