"""UIDs by which calendars know our meetings."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, Select, select

from ridealong.storage.parts import parts_of
from ridealong.storage.queries import team_uids
from ridealong.storage.schema import gathering_people, gatherings, meetings, pairings, sponsors

_UIDS = select(meetings.c.uid)
_OF_GROUPS = select(gatherings.c.uid)


def our_uids(connection: Connection, uids: Collection[str]) -> frozenset[str]:
    """Those of some UIDs that are of meetings of ours."""
    # PostgreSQL takes no NUL in a text, and no UID of ours has one.
    every = sorted(uid for uid in uids if "\0" not in uid)
    return (
        _found(connection, (_UIDS.where(meetings.c.uid.in_(part)) for part in parts_of(every)))
        | _found(connection, (_OF_GROUPS.where(gatherings.c.uid.in_(part)) for part in parts_of(every)))
        | team_uids.team_uids(connection, every).keys()
    )


def uids_of(connection: Connection, meeting_ids: Collection[int]) -> frozenset[str]:
    """The UIDs of some meetings by row id."""
    return _found(connection, (_UIDS.where(meetings.c.id.in_(part)) for part in parts_of(sorted(meeting_ids))))


def uids_of_people(connection: Connection, person_ids: Collection[int]) -> frozenset[str]:
    """The UIDs of all meetings of some people, by row id."""
    paired = _UIDS.join(pairings, pairings.c.id == meetings.c.pairing_id)
    grouped = _OF_GROUPS.join(gathering_people, gathering_people.c.gathering_id == gatherings.c.id)
    sponsored = _OF_GROUPS.join(sponsors, sponsors.c.program_id == gatherings.c.program_id)
    return team_uids.uids_of_embedded(connection, person_ids) | _found(
        connection,
        (
            every.where(mine.in_(part))
            for part in parts_of(sorted(person_ids))
            for every, mine in (
                (paired, pairings.c.guest_id),
                (paired, pairings.c.host_id),
                (grouped, gathering_people.c.person_id),
                (sponsored, sponsors.c.person_id),
            )
        ),
    )


def uids_of_gatherings(connection: Connection, gathering_ids: Collection[int]) -> frozenset[str]:
    """The UIDs of some gatherings by row id."""
    return _found(connection, (_OF_GROUPS.where(gatherings.c.id.in_(part)) for part in parts_of(sorted(gathering_ids))))


def uids_of_programs(connection: Connection, program_ids: Collection[int]) -> frozenset[str]:
    """The UIDs of all meetings of some programs, by row id."""
    paired = _UIDS.join(pairings, pairings.c.id == meetings.c.pairing_id)
    parts = [*parts_of(sorted(program_ids))]
    return (
        _found(connection, (paired.where(pairings.c.program_id.in_(part)) for part in parts))
        | _found(connection, (_OF_GROUPS.where(gatherings.c.program_id.in_(part)) for part in parts))
        | team_uids.uids_of_programs(connection, program_ids)
    )


def _found(connection: Connection, statements: Iterable[Select[str]]) -> frozenset[str]:
    return frozenset(uid for one in statements for uid in connection.execute(one).scalars())
