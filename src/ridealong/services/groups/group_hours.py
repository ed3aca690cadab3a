"""The hour at which a group meets once it is changed, against the one before."""

from collections.abc import Sequence

from sqlalchemy import Connection

from ridealong.domain.gathering_times import Hour, HourChange
from ridealong.domain.pairings import Absence
from ridealong.services.groups.gathering_facts import GatheringFacts
from ridealong.services.groups.group_views import Group
from ridealong.storage.queries.gatherings import Stored


def hour_of(group: Group) -> Hour | None:
    """When a group meets; None where too few come."""
    return Hour(group.at, group.zone) if group.at else None


def hour_changes(
    connection: Connection, group: Group, some: Sequence[Stored], away: Sequence[Absence] = ()
) -> tuple[HourChange | None, ...]:
    """What becomes of the hour of a group over coffee by each of some changes; None where it stays.

    Args:
        some: the group as each of them would leave it. away: absences that are not noted yet.
    """
    before = hour_of(group)
    if before is None or not some:
        return tuple(None for _one in some)
    facts = GatheringFacts(connection, some, away)
    times = [facts.time(one, facts.attendees(one)) for one in some]
    hours = [Hour(when.at, when.zone) for when in times]
    return tuple(None if now == before else HourChange(before=before, now=now) for now in hours)
