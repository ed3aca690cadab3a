"""Sending invites by mail: what is due, handed to a mail server one by one."""

import time
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache

from ridealong.calendars.mail import mail, mailbox, mailboxes, recipients
from ridealong.calendars.smtp import Connection, MessageRefused, NotNow
from ridealong.config import Mail
from ridealong.domain.errors import Interrupted, InvalidValue, Refused, RidealongError, StorageError
from ridealong.domain.meetings import Address, Due
from ridealong.domain.wording import listed
from ridealong.services.desk import Desk
from ridealong.services.invites.delivery import Delivered, Delivery, delivering
from ridealong.services.invites.mail_settings import server_of
from ridealong.services.invites.outbox import DueRow, due_now, row_of
from ridealong.services.invites.sent_invites import MAIL
from ridealong.services.paging import Progress
from ridealong.services.passwords import find_password

PASSWORD_VARIABLE = "RIDEALONG_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
PAUSES = (2.0, 10.0, 30.0)
"""Seconds before each new try of what the server did not take at the moment."""

_SLICE = 0.2
"""Seconds after which a pause looks whether it was cancelled."""
_LOSSES = 3
"""Connections lost one after another, after which a round of tries is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSend:
    """What would be sent by mail.

    Args:
        rows: the invites, in the order in which to send them.
        senders: whom they come from, by name and address, each once.
    """

    rows: tuple[DueRow, ...]
    senders: tuple[Address, ...]

    @property
    def people(self) -> int:
        """How many people get mail."""
        return len({one.casefold() for row in self.rows for one in row.to})


def to_send(desk: Desk, limit: int | None = None, only: Collection[str] | None = None) -> ToSend:
    """What `send` would send now."""
    with desk.reading() as connection:
        items = due_now(connection, desk)
    if only is not None:
        items = tuple(one for one in items if one.invite.meeting.uid in only)
    items = items[:limit]
    senders = dict.fromkeys(one.invite.meeting.organizer for one in items)
    return ToSend(rows=tuple(map(row_of, items)), senders=tuple(senders))


def send(
    desk: Desk,
    settings: Mail,
    *,
    limit: int | None = None,
    only: Collection[str] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    terminal: bool = True,
    wait: Callable[[float], None] = time.sleep,
) -> Delivered:
    """Send what is due over one connection, and note each invite as sent as soon as the server has accepted it.

    A message goes to all whom it invites or, if the server refuses one of them, to nobody. What the server does not
    take at the moment is tried again after each of `PAUSES`. Of two invites about one meeting, the second never goes
    before the first. Whatever happens, what was sent counts as sent, and all else stays due.

    Args:
        settings: the server (see `mail_settings.chosen`).
        limit: how many invites at most. only: the UIDs of the meetings they are about; None for all.
        cancelled: asked before each message, during pauses and while a command is asked for the password.
        terminal: whether that command may speak with the user on the terminal.
        wait: what to call for a pause of some seconds.

    Raises:
        InvalidValue: a setting under `[mail]` is wrong; nothing was sent.
        Refused: no server is set, or it takes nothing at all (not there, certificate, login), or somebody else delivers
            invites at the moment; nothing was sent.
        NotNow: it does not answer at all, even after the last pause; nothing was sent.
        StorageError: the database cannot be written, so that nothing could be noted; nothing was sent.
    """
    desk.config.need("mail")
    stop = cancelled or _never
    with delivering(desk, "invites send", MAIL, only=only) as work:
        if not work.items:
            return Delivered()
        server = server_of(settings)

        @cache
        def password() -> str:
            command, setting = settings.password_command, "mail.password_command"
            return find_password(PASSWORD_VARIABLE, command, setting, terminal=terminal, cancelled=stop)

        with closing(Connection(server, password)) as connection:
            return _Sending(work, connection, stop).run(work.items[:limit], progress or _untold, wait)


@dataclass(slots=True)
class _Waiting:
    """An invite whose turn is still to come, and what was in its way the last time, if it was tried."""

    due: Due
    problem: str = ""

    @property
    def uid(self) -> str:
        return self.due.invite.meeting.uid


class _Sending:
    """One call of `send`: what stood in the way of what has not been sent."""

    def __init__(self, work: Delivery, connection: Connection, stop: Callable[[], bool]) -> None:
        self._work = work
        self._connection = connection
        self._stop = stop
        self._refused: dict[str, RidealongError] = {}
        self._given_up = False
        self._away: NotNow | None = None

    def run(self, items: Sequence[Due], progress: Progress, wait: Callable[[float], None]) -> Delivered:
        """Try all, and what may succeed later once more after each pause."""
        waiting = [_Waiting(one) for one in items]
        for pause in (0.0, *PAUSES):
            self._rest(pause, wait)
            waiting = self._round(waiting, lambda left: progress(len(items) - left, len(items)))
            if not waiting or self._given_up or self._stop():
                break
        if self._away and not self._connection.was_open and not self._stop():
            raise self._away
        stopped = bool(waiting) and not self._given_up and self._stop()
        tried = [] if stopped else [one for one in waiting if one.problem]
        for one in tried:
            self._work.fail([one.due], one.problem)
        return self._work.result(stopped=stopped, left=len(waiting) - len(tried))

    def _rest(self, seconds: float, wait: Callable[[float], None]) -> None:
        while seconds > 0 and not self._stop():
            wait(min(seconds, _SLICE))
            seconds -= _SLICE

    def _round(self, items: Sequence[_Waiting], told: Callable[[int], None]) -> list[_Waiting]:
        """Try each once; returns those that are still to be sent."""
        later: list[_Waiting] = []
        held = dict(self._refused)
        losses = 0
        for number, one in enumerate(items):
            told(len(items) - number + len(later))
            try:
                self._try(one, held.get(one.uid))
                losses = 0
            except Interrupted:
                return [*later, *items[number:]]
            except (MessageRefused, InvalidValue) as error:
                self._work.fail([one.due], error)
                held.setdefault(one.uid, error)
                self._refused.setdefault(one.uid, error)
            except NotNow as error:
                held.setdefault(one.uid, error)
                later.append(_Waiting(one.due, str(error)))
                losses = 0 if self._connection.is_open else losses + 1
                if losses == _LOSSES or not self._connection.was_open:
                    self._away = error
                    return [*later, *items[number + 1 :]]
            except (Refused, StorageError) as error:
                self._work.give_up([one.due], error)
                self._given_up = True
                return [*later, *items[number + 1 :]]
        told(len(later))
        return later

    def _try(self, one: _Waiting, before: RidealongError | None) -> None:
        """Send one invite; raises Interrupted before it where it was cancelled."""
        if self._stop():
            raise Interrupted("Sending was stopped")
        if before:
            # Of two invites about one meeting, the second may only follow the first.
            raise type(before)(f"What goes before it was not sent: {before}")
        for fresh in self._work.still_due([one.due]):
            invite = fresh.invite
            if to := mailboxes(recipients(invite)):
                message = mail(invite, draft=False, update=fresh.update)
                self._connection.send(message, mailbox(invite.meeting.organizer.email), to)
            row = row_of(fresh)
            self._work.note([fresh], f"{row.method.lower()} sent to {listed(row.to or ('nobody',))}: {row.summary}")


def _never() -> bool:
    return False


def _untold(_done: int, _total: int) -> None:
    return
