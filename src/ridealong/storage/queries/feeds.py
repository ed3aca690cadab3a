"""Which program each meeting belongs to."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from ridealong.storage.parts import parts_of
from ridealong.storage.queries.team_uids import team_uids
from ridealong.storage.schema import gatherings, meetings, pairings, programs


def programs_of(connection: Connection, uids: Collection[str]) -> dict[str, str]:
    """The name of the program of each meeting, by UID; a meeting that is no longer known has none."""
    wanted = sorted(uids)
    found: dict[str, str] = {}
    for part in parts_of(wanted):
        statement = (
            select(meetings.c.uid, programs.c.name)
            .join(pairings, pairings.c.id == meetings.c.pairing_id)
            .join(programs, programs.c.id == pairings.c.program_id)
            .where(meetings.c.uid.in_(part))
        )
        of_groups = (
            select(gatherings.c.uid, programs.c.name)
            .join(programs, programs.c.id == gatherings.c.program_id)
            .where(gatherings.c.uid.in_(part))
        )
        found |= {uid: name for one in (statement, of_groups) for uid, name in connection.execute(one)}
    return found | {uid: one.program for uid, one in team_uids(connection, wanted).items()}
