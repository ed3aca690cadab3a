"""The invites that were sent: kept as they went out, and looked up again."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping

from ridealong.calendars.outbox import latest
from ridealong.calendars.snapshot import dump_invite, load_invite
from ridealong.domain.meetings import Due, Invite, Method, Sent
from ridealong.domain.people import is_purged
from ridealong.storage.queries.answers import invite_rows_about
from ridealong.storage.queries.invites import invite_rows
from ridealong.storage.unjournaled import add_invites

FILES = "files"
MAIL = "mail"
CALDAV = "caldav"


def sent_by_uid(connection: Connection, today: date) -> dict[str, Sent]:
    """What has gone out about each meeting that is not over, or not long ago, by UID."""
    return _latest(invite_rows(connection, today))


def sent_about(connection: Connection, uids: Collection[str]) -> dict[str, Sent]:
    """What has gone out about some meetings, by UID; without those about which nothing has."""
    return _latest(invite_rows_about(connection, uids))


def _latest(rows: Iterable[RowMapping]) -> dict[str, Sent]:
    """What has gone out by UID, without what was last sent to somebody purged: nobody is told of that any more."""
    found = latest(load_invite(row["invite"]) for row in rows)
    return {
        uid: one for uid, one in found.items() if not any(is_purged(who.email) for who in one.last.meeting.attendees)
    }


def last_sent(connection: Connection, today: date) -> list[Due]:
    """The last invite about each meeting that is not over, by first day and UID."""
    rows = invite_rows(connection, today)
    times = Counter(row["uid"] for row in rows)
    sent = _latest(rows)
    last = [Due(one.last, "again", update=times[uid] > 1) for uid, one in sent.items()]
    coming = [one for one in last if one.invite.meeting.when.days.last >= today]
    return sorted(coming, key=lambda one: (one.invite.meeting.when.days.first, one.invite.meeting.uid))


def keep_as_sent(connection: Connection, items: Sequence[tuple[Due, str]], at: datetime, channel: str) -> None:
    """Keep invites as sent, in the order in which they were; what somebody else has noted already is passed over.

    Args:
        items: each invite, with the name of its file, empty where there is none.
        channel: `FILES`, `MAIL` or `CALDAV`.
    """
    before: dict[str, list[Invite]] = defaultdict(list)
    for row in invite_rows_about(connection, {one.invite.meeting.uid for one, _name in items}):
        before[row["uid"]].append(load_invite(row["invite"]))
    new = [(one, name) for one, name in items if not _noted(one.invite, before[one.invite.meeting.uid])]
    add_invites(connection, [_row(one, name, at, channel) for one, name in new])


def _noted(invite: Invite, before: Sequence[Invite]) -> bool:
    same = [replace(one, stamp=invite.stamp) == invite for one in before]
    # Words may go back to what they were under the same sequence, so that only the last request can be the same one.
    return any(same) if invite.method is Method.CANCEL else any(same[-1:])


def _row(one: Due, name: str, at: datetime, channel: str) -> dict[str, object]:
    return {
        "uid": one.invite.meeting.uid,
        "sent_at": at.isoformat(),
        "meeting_ends": one.invite.meeting.when.days.last,
        "file_name": name,
        "channel": channel,
        "why": one.why,
        "invite": dump_invite(one.invite),
    }
