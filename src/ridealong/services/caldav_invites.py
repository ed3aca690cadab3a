"""Invites put into a calendar on a CalDAV server."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlsplit

from ridealong.calendars.caldav_connection import Account, ServerAway
from ridealong.calendars.caldav_server import ObjectRefused, ServerCalendar, calendar_url, open_calendar
from ridealong.calendars.outbox import standing
from ridealong.config import CalDav
from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.meetings import Due, Invite, Meeting, Method, Sent
from ridealong.services.desk import Desk
from ridealong.services.outbox import DueRow, due_now, row_of
from ridealong.services.paging import Progress
from ridealong.services.passwords import find_password
from ridealong.services.sent_invites import CALDAV, keep_as_sent, last_sent

PASSWORD_VARIABLE = "RIDEALONG_CALDAV_PASSWORD"  # noqa: S105 - the name of a variable
_PAUSES = (1.0, 3.0, 10.0)
"""Seconds before each new try, where the server is away."""
_SLICE = 0.25
"""Seconds after which a pause looks whether it was cancelled."""


@dataclass(frozen=True, slots=True)
class NotDelivered:
    """An invite that stays due, and what the server said."""

    row: DueRow
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What became of the invites.

    Args:
        sent: those that the server accepted, in that order.
        failed: those that it did not, and those at which it went away.
        left: how many were not tried, since it was cancelled or the server went away.
        elsewhere: how many were not due any more when their turn came, since somebody else had sent them.
        stopped: whether it was cancelled.
    """

    sent: tuple[DueRow, ...] = ()
    failed: tuple[NotDelivered, ...] = ()
    left: int = 0
    elsewhere: int = 0
    stopped: bool = False


def chosen(settings: CalDav, url: str = "", user: str = "") -> CalDav:
    """The settings, with another calendar or another user where one is named.

    The name and the password of one server do not go to another: for that one they must be given anew.

    Raises:
        InvalidValue: the URL that is named is none, or would send the password in the clear.
    """
    named = calendar_url(url) if url else settings.url
    if _server(named) != _server(settings.url):
        settings = CalDav()
    return replace(settings, url=named, user=user or settings.user)


def _server(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return "", ""
    return parts.scheme.lower(), parts.netloc.lower()


@contextmanager
def signed_in(settings: CalDav) -> Iterator[ServerCalendar]:
    """The calendar of the settings, open.

    Raises:
        InvalidValue: the URL is none, or would send the password in the clear.
        Refused: nothing is set up, or there is no such calendar, or the password is wrong, or the server is away.
    """
    if not settings.url:
        raise InvalidValue("No calendar server is set up", "Give --url, or set url and user under [caldav]")
    url = calendar_url(settings.url)
    password = ""
    if settings.user:
        password = find_password(PASSWORD_VARIABLE, settings.password_command, "caldav.password_command")
    with open_calendar(Account(url, settings.user, password)) as calendar:
        yield calendar


def due_rows(desk: Desk, *, again: bool = False) -> tuple[DueRow, ...]:
    """What `deliver` would put into the calendar, or take out of it."""
    return tuple(row_of(one) for group in _groups(desk, again=again).values() for one in group)


def deliver(
    desk: Desk,
    calendar: ServerCalendar,
    *,
    again: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> Delivered:
    """Bring the calendar to what is due; each meeting counts as sent as soon as the server has accepted it.

    A request, new or an update, puts the meeting at the address that its UID gives; a cancel for all takes it out. A
    cancel for some attendees is done by the request that goes with it, which names them no more. Answers that the
    server holds to the same sequence are kept; whatever else was changed there is replaced.

    Args:
        again: bring the calendar to what was sent last about each meeting, and record nothing.
        progress: called with how many invites are done.
        cancelled: asked before each meeting, and while it waits for the server.
        pause: waits so many seconds before a new try.

    Raises:
        Refused: the server went away, or no longer accepts the password, before anything was accepted.
    """
    batch = _Batch(desk, again=again)
    stop = cancelled or (lambda: False)
    result = Delivered(left=batch.total)
    for uid, size in batch.sizes.items():
        if stop():
            return replace(result, stopped=True)
        if progress:
            progress(batch.total - result.left, batch.total)
        result = replace(result, left=result.left - size)
        group = batch.still_due(uid)
        try:
            if not group:
                result = replace(result, elsewhere=result.elsewhere + size)
                continue
            _insist(partial(_bring, calendar, group[-1].invite), pause, stop)
            batch.record(group, calendar)
        except Refused as error:
            if not isinstance(error, ObjectRefused) and not result.sent:
                raise
            said = tuple(NotDelivered(row_of(one), str(error)) for one in group)
            result = replace(result, failed=result.failed + said)
            if not isinstance(error, ObjectRefused):
                return replace(result, stopped=stop())
        else:
            result = replace(result, sent=(*result.sent, *map(row_of, group)))
    if progress:
        progress(batch.total, batch.total)
    return result


class _Batch:
    """What is to be done about each meeting, kept right while others change the same database.

    Args:
        sizes: by UID, how many invites there were at first. total: how many in all.
    """

    def __init__(self, desk: Desk, *, again: bool) -> None:
        self._desk = desk
        self._again = again
        self._version = desk.version()
        self._groups = _groups(desk, again=again)
        self.sizes = {uid: len(group) for uid, group in self._groups.items()}
        self.total = sum(self.sizes.values())

    def still_due(self, uid: str) -> list[Due]:
        """What is due about a meeting now; nothing where somebody else has sent it meanwhile."""
        version = self._desk.version()
        if version != self._version:
            self._groups = _groups(self._desk, again=self._again)
            self._version = version
        return self._groups.get(uid, [])

    def record(self, group: Sequence[Due], calendar: ServerCalendar) -> None:
        """Keep as sent what the server has accepted."""
        if self._again:
            return
        invite = group[-1].invite
        with self._desk.changing("invites caldav") as step:
            keep_as_sent(step.connection, [(one, "") for one in group], self._desk.clock.now(), CALDAV)
            what = "put into" if _stands(invite) else "taken out of"
            step.done(f"{invite.meeting.summary}: {what} {calendar.name}", undoable=False)
        # Entries are numbered one by one, so a gap tells of a change by somebody else meanwhile.
        if step.entry == self._version + 1:
            self._version = step.entry


def _groups(desk: Desk, *, again: bool) -> dict[str, list[Due]]:
    """What is to be done about each meeting, in the order in which to send it."""
    with desk.reading() as connection:
        if again:
            items: Sequence[Due] = [Due(one, "again") for one in last_sent(connection, desk.clock.today())]
        else:
            items = due_now(connection, desk)
    groups: dict[str, list[Due]] = {}
    for one in items:
        groups.setdefault(one.invite.meeting.uid, []).append(one)
    return {uid: sorted(group, key=lambda one: one.invite.stamp) for uid, group in groups.items()}


def _insist(action: Callable[[], None], pause: Callable[[float], None], stop: Callable[[], bool]) -> None:
    """Do something, again after each pause where the server is away, unless it is cancelled."""
    for seconds in _PAUSES:
        try:
            return action()
        except ServerAway:
            for _ in range(round(seconds / _SLICE)):
                if stop():
                    raise
                pause(_SLICE)
    return action()


def _stands(invite: Invite) -> Meeting | None:
    """The meeting after an invite; None where it was cancelled for all."""
    return standing(Sent(invite, invite.sequence, invite.stamp))


def _bring(calendar: ServerCalendar, invite: Invite) -> None:
    """Bring the object of a meeting to what stands after an invite."""
    from ridealong.calendars.stored_answers import stored_answers  # noqa: PLC0415 - icalendar, only here
    from ridealong.calendars.writer import write_stored  # noqa: PLC0415 - ics, only here

    uid = invite.meeting.uid
    meeting = _stands(invite)
    if meeting is None:
        calendar.remove(uid)
        return
    request = replace(invite, method=Method.REQUEST, meeting=meeting, only=())

    def made(held: str) -> bytes:
        known = {email.casefold(): answer for email, answer in invite.answers}
        known |= stored_answers(held, uid, invite.sequence)
        return write_stored(replace(request, answers=tuple(known.items())))

    calendar.put(uid, made)
