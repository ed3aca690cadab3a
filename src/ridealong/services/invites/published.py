"""The meetings as calendars should show them now, for those who look without being asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection

from ridealong.calendars.outbox import due, standing
from ridealong.domain.meetings import Due, Invite, Meeting, Method, Sent
from ridealong.services.desk import Desk
from ridealong.services.invites.outbox import organizer_of
from ridealong.services.invites.sent_invites import sent_by_uid
from ridealong.services.invites.wanted import wanted_now

KEPT = timedelta(days=30)
"""How long a meeting is shown after it is over."""


@dataclass(frozen=True, slots=True)
class Published:
    """Meetings as they stand, each once.

    Args:
        invites: of each meeting the invite sent last, or the one that is due next where that differs; a cancel for a
            meeting that was sent and does not take place.
        fresh: the UIDs of those whose invite was not sent, so that its stamp is only that of this moment.
    """

    invites: tuple[Invite, ...]
    fresh: frozenset[str]


def published_meetings(connection: Connection, desk: Desk) -> Published:
    """The meetings to come and those of the last 30 days, and the cancelled ones that would be to come, by UID."""
    today, now = desk.clock.today(), desk.clock.now()
    since = today - KEPT
    sent = sent_by_uid(connection, since)
    organizers = {uid: one.last.meeting.organizer for uid, one in sent.items()}
    wanted = {one.uid: one for one in wanted_now(connection, organizer_of(desk), since, organizers)}
    found = dict(_as_sent(wanted, sent, today))
    # What is over and was never sent is not due any more, but it took place.
    fresh = dict(_last(one for one in due(wanted.values(), sent, now) if one.invite.meeting.uid not in sent))
    fresh |= dict(_last(due(wanted.values(), sent, now, today=today)))
    found |= fresh
    kept = {uid: one for uid, one in found.items() if one.meeting.when.days.last >= since}
    return Published(tuple(kept[uid] for uid in sorted(kept)), frozenset(fresh.keys() & kept.keys()))


def _as_sent(wanted: Mapping[str, Meeting], sent: Mapping[str, Sent], today: date) -> Iterator[tuple[str, Invite]]:
    for uid, one in sent.items():
        meeting = standing(one)
        if meeting is not None and uid in wanted:
            yield uid, _whole(one.last, meeting)
        elif meeting is None and one.last.meeting.when.days.last >= today:
            yield uid, replace(one.last, only=())


def _last(items: Iterator[Due] | tuple[Due, ...]) -> Iterator[tuple[str, Invite]]:
    """What stands of each meeting once all that is due about it is sent."""
    for one in sorted(items, key=lambda one: one.invite.stamp):
        invite = one.invite
        meeting = standing(Sent(invite, invite.sequence, invite.stamp))
        yield invite.meeting.uid, replace(invite, only=()) if meeting is None else _whole(invite, meeting)


def _whole(invite: Invite, meeting: Meeting) -> Invite:
    """The meeting for those who take part, out of an invite that may have been only for others."""
    return replace(invite, method=Method.REQUEST, meeting=meeting, only=())
