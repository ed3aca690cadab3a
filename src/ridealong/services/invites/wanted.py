"""Everything that should be in calendars now: of pairings, of groups and of composite teams."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.meetings import Address, Meeting
from ridealong.services.groups.gathering_meetings import wanted_gatherings
from ridealong.services.invites.meetings import wanted_meetings
from ridealong.services.teams.embed_meetings import wanted_embeds


def wanted_now(
    connection: Connection, organizer: Address, today: date, organizers: Mapping[str, Address]
) -> tuple[Meeting, ...]:
    """Every meeting that should be in calendars now, or was to be until not long ago.

    Args:
        organizer: whom new invites come from. organizers: by UID, whom those already sent came from.
    """
    return (
        *wanted_meetings(connection, organizer, today, organizers),
        *wanted_gatherings(connection, organizer, today, organizers),
        *wanted_embeds(connection, organizer, today, organizers),
    )
