"""At which hour groups were told that they meet, and with whom that hour was told."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ridealong.calendars.snapshot import load_invite
from ridealong.domain.gathering_times import Hour
from ridealong.domain.meetings import Meeting, Method, Series
from ridealong.domain.people import identity
from ridealong.storage.queries.answers import invite_rows_about
from ridealong.storage.queries.people import ids_of


@dataclass(frozen=True, slots=True)
class Told:
    """What a group was told.

    Args:
        hour: the one that its calendars show, as it was last sent.
        people: those to whom each invite went, by row id, the oldest first.
        asked: those again, each with the days by the rule on which they were to meet.
    """

    hour: Hour
    people: tuple[tuple[int, ...], ...]
    asked: tuple[tuple[tuple[int, ...], tuple[date, ...]], ...] = ()


def told_hours(connection: Connection, uids: Collection[str]) -> Mapping[str, Told]:
    """By UID, what groups were told of their hour; without those of which nothing was sent."""
    meetings: dict[str, list[Meeting]] = defaultdict(list)
    for row in invite_rows_about(connection, uids) if uids else ():
        invite = load_invite(row["invite"])
        if invite.method is Method.REQUEST:
            meetings[row["uid"]].append(invite.meeting)
    named = {identity(who.email) for some in meetings.values() for one in some for who in one.attendees}
    ids = ids_of(connection, sorted(named), removed=True) if named else {}
    return {uid: told for uid, some in meetings.items() if (told := _told(some, ids)) is not None}


def _told(some: Sequence[Meeting], ids: Mapping[str, int]) -> Told | None:
    when = some[-1].when
    if not isinstance(when, Series):
        return None
    asked = dict.fromkeys((_ids(one, ids), tuple(one.when.rule_days())) for one in some if isinstance(one.when, Series))
    return Told(Hour(when.at, when.zone), tuple(dict.fromkeys(people for people, _days in asked)), tuple(asked))


def _ids(one: Meeting, ids: Mapping[str, int]) -> tuple[int, ...]:
    """Who was invited, by row id; whoever was purged, or has another address by now, decides about nothing."""
    named = (identity(who.email) for who in one.attendees)
    return tuple(ids[each] for each in named if each in ids)
