"""The invites that were sent: kept as they went out, and looked up again."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection

from ridealong.calendars.outbox import latest
from ridealong.calendars.snapshot import dump_invite, load_invite
from ridealong.domain.meetings import Due, Invite, Sent
from ridealong.storage.queries.invites import invite_rows
from ridealong.storage.unjournaled import add_invites

FILES = "files"
MAIL = "mail"
CALDAV = "caldav"


def sent_by_uid(connection: Connection, today: date) -> dict[str, Sent]:
    """What has gone out about each meeting that is not over, or not long ago, by UID."""
    return latest(load_invite(row["invite"]) for row in invite_rows(connection, today))


def last_sent(connection: Connection, today: date) -> list[Invite]:
    """The last invite about each meeting that is not over, by first day and UID."""
    sent = (one.last for one in sent_by_uid(connection, today).values())
    last = [one for one in sent if one.meeting.when.days.last >= today]
    return sorted(last, key=lambda one: (one.meeting.when.days.first, one.meeting.uid))


def keep_as_sent(connection: Connection, items: Iterable[tuple[Due, str]], at: datetime, channel: str) -> None:
    """Keep invites as sent, in the order in which they were.

    Args:
        items: each invite, with the name of its file, empty where there is none.
        channel: `FILES`, `MAIL` or `CALDAV`.
    """
    add_invites(connection, [_row(one, name, at, channel) for one, name in items])


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
