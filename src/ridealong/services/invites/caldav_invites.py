"""Invites put into a calendar on a CalDAV server."""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import groupby
from urllib.parse import urlsplit

from ridealong.calendars.caldav_connection import Account, ServerAway
from ridealong.calendars.caldav_server import ObjectRefused, ServerCalendar, calendar_url, open_calendar
from ridealong.calendars.outbox import standing
from ridealong.config import CalDav, config_path
from ridealong.domain.errors import InvalidValue, Refused, StorageError
from ridealong.domain.meetings import Due, Invite, Meeting, Method, Sent
from ridealong.services.desk import Desk
from ridealong.services.invites.delivery import Delivered, Delivery, delivering
from ridealong.services.invites.outbox import DueRow, due_now, row_of
from ridealong.services.invites.sent_invites import CALDAV, last_sent
from ridealong.services.paging import Progress
from ridealong.services.passwords import find_password

PASSWORD_VARIABLE = "RIDEALONG_CALDAV_PASSWORD"  # noqa: S105 - the name of a variable
_PAUSES = (1.0, 3.0, 10.0)
"""Seconds before each new try, where the server is away."""
_SLICE = 0.25
"""Seconds after which a pause looks whether it was cancelled."""


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


class NoCalendarServer(InvalidValue):
    """Settings and call name no calendar server."""


@contextmanager
def signed_in(settings: CalDav) -> Iterator[ServerCalendar]:
    """The calendar of the settings, open.

    Raises:
        NoCalendarServer: nothing is set up.
        InvalidValue: the URL is none, or would send the password in the clear.
        Refused: there is no such calendar, or the password is wrong, or the server is away.
    """
    if not settings.url:
        raise NoCalendarServer("No calendar server is set up", f"Set url and user under [caldav] in {config_path()}")
    url = calendar_url(settings.url)
    password = ""
    if settings.user:
        password = find_password(PASSWORD_VARIABLE, settings.password_command, "caldav.password_command")
    with open_calendar(Account(url, settings.user, password)) as calendar:
        yield calendar


def due_rows(desk: Desk, *, again: bool = False) -> tuple[DueRow, ...]:
    """What `deliver` would put into the calendar, or take out of it."""
    with desk.reading() as connection:
        return tuple(map(row_of, last_sent(connection, desk.clock.today()) if again else due_now(connection, desk)))


def deliver(
    desk: Desk,
    calendar: ServerCalendar,
    *,
    again: bool = False,
    only: Collection[str] | None = None,
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
        only: the UIDs of the meetings that are brought there; None for all.
        progress: called with how many invites are done.
        cancelled: asked before each meeting, and while it waits for the server.
        pause: waits so many seconds before a new try.

    Raises:
        Refused: the server went away, or no longer accepts the password, before anything was accepted; or somebody else
            delivers invites at the moment.
        StorageError: the database cannot be written, so that nothing could be noted; the calendar is as it was.
    """
    with delivering(desk, "invites caldav", CALDAV, again=again, only=only) as work:
        return _Putting(work, calendar, cancelled or (lambda: False), pause).run(progress or (lambda _done, _of: None))


class _Putting:
    """One call of `deliver`."""

    def __init__(
        self, work: Delivery, calendar: ServerCalendar, stop: Callable[[], bool], pause: Callable[[float], None]
    ) -> None:
        self._work = work
        self._calendar = calendar
        self._stop = stop
        self._pause = pause

    def run(self, progress: Progress) -> Delivered:
        """Do what is to be done about one meeting after another."""
        left = total = len(self._work.items)
        for _uid, found in groupby(self._work.items, lambda one: one.invite.meeting.uid):
            if self._stop():
                return self._work.result(stopped=True, left=left)
            progress(total - left, total)
            some = tuple(found)
            left -= len(some)
            try:
                self._put(some)
            except (ObjectRefused, InvalidValue) as error:
                self._work.fail(some, error)
            except (Refused, StorageError) as error:
                self._work.give_up(some, error)
                return self._work.result(stopped=self._stop(), left=left)
        progress(total, total)
        return self._work.result()

    def _put(self, some: Sequence[Due]) -> None:
        if fresh := self._work.still_due(some):
            invite = fresh[-1].invite
            self._insist(partial(_bring, self._calendar, invite))
            what = "put into" if _stands(invite) else "taken out of"
            self._work.note(fresh, f"{invite.meeting.summary}: {what} {self._calendar.name}")

    def _insist(self, action: Callable[[], None]) -> None:
        """Do something, again after each pause where the server is away, unless it is cancelled."""
        for seconds in _PAUSES:
            try:
                return action()
            except ServerAway:
                for _ in range(round(seconds / _SLICE)):
                    if self._stop():
                        raise
                    self._pause(_SLICE)
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
