"""Sending invites by mail: what is due, handed to a mail server one by one."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

from ridealong.calendars.mail import mail, mailbox, mailboxes, recipients
from ridealong.calendars.smtp import Connection, MessageRefused, NotNow
from ridealong.config import Mail
from ridealong.domain.errors import InvalidValue, Refused, RidealongError, StorageError
from ridealong.domain.meetings import Address, Due, Invite
from ridealong.domain.wording import listed
from ridealong.services.desk import Desk
from ridealong.services.mail_settings import server_of
from ridealong.services.outbox import DueRow, due_now, row_of
from ridealong.services.paging import Progress
from ridealong.services.passwords import find_password
from ridealong.services.sent_invites import MAIL, keep_as_sent, sent_by_uid
from ridealong.storage.queries.changes import change_count

PASSWORD_VARIABLE = "RIDEALONG_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
PAUSES = (2.0, 10.0, 30.0)
"""Seconds before each new try of what the server did not take at the moment."""

_SLICE = 0.2
"""Seconds after which a pause looks whether it was cancelled."""
_LOSSES = 3
"""Connections lost one after another, after which a round of tries is given up."""
_NOTES = 3
"""How often it is tried to note an invite as sent, where another program has locked the database."""
_NO_TIME = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class NotSent:
    """An invite that stays due, and why."""

    row: DueRow
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSend:
    """What would be sent by mail.

    Args:
        rows: the invites, in the order in which to send them; `to` without whoever they come from.
        senders: whom they come from, by name and address, each once.
    """

    rows: tuple[DueRow, ...]
    senders: tuple[Address, ...]

    @property
    def people(self) -> int:
        """How many people get mail."""
        return len({one.casefold() for row in self.rows for one in row.to})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailed:
    """What became of the invites.

    Args:
        sent: those that the server accepted, in that order; they are noted as sent.
        failed: those that stay due, with what was in the way.
        elsewhere: how many were not due any more when their turn came, since somebody else had sent them.
        stopped: whether the sending was cancelled. left: how many were not tried because of that.
    """

    sent: tuple[DueRow, ...]
    failed: tuple[NotSent, ...] = ()
    elsewhere: int = 0
    stopped: bool = False
    left: int = 0


def to_send(desk: Desk, limit: int | None = None) -> ToSend:
    """What `send` would send now."""
    with desk.reading() as connection:
        items = due_now(connection, desk)[:limit]
    senders = dict.fromkeys(one.invite.meeting.organizer for one in items)
    return ToSend(rows=tuple(map(_row, items)), senders=tuple(senders))


def send(
    desk: Desk,
    settings: Mail,
    *,
    limit: int | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    wait: Callable[[float], None] = time.sleep,
) -> Mailed:
    """Send what is due over one connection, and note each invite as sent as soon as the server has accepted it.

    A message goes to all whom it invites or, if the server refuses one of them, to nobody. What the server does not
    take at the moment is tried again after each of `PAUSES`. Of two invites about one meeting, the second never goes
    before the first. Whatever happens, what was sent counts as sent, and all else stays due.

    Args:
        settings: the server (see `mail_settings.chosen`).
        limit: how many invites at most.
        cancelled: asked before each message and during pauses.
        wait: what to call for a pause of some seconds.

    Raises:
        Refused: no server is set, or it takes nothing at all (not there, certificate, login); nothing was sent.
        NotNow: it does not answer at all, even after the last pause; nothing was sent.
        StorageError: the database cannot be written, so that nothing could be noted; nothing was sent.
    """
    # Before anything goes out, the database must be one in which it can be noted.
    with desk.changing("invites send") as step:
        items = due_now(step.connection, desk)[:limit]
        known = set(sent_by_uid(step.connection, desk.clock.today()))
        version = change_count(step.connection)
    if not items:
        return Mailed(sent=())
    password = cache(lambda: find_password(PASSWORD_VARIABLE, settings.password_command, "mail.password_command"))
    connection = Connection(server_of(settings), password)
    try:
        work = _Sending(desk, connection, known, version, cancelled or _never)
        return work.run(items, progress or _untold, wait)
    finally:
        connection.close()


@dataclass(slots=True)
class _Waiting:
    """An invite whose turn is still to come, and what was in its way the last time."""

    due: Due
    problem: str = ""

    @property
    def uid(self) -> str:
        return self.due.invite.meeting.uid


class _Sending:
    """One call of `send`: what has been sent so far, and what stood in the way of the rest.

    Args:
        known: UIDs of meetings about which something went out before. version: of the database, when `due` was asked.
    """

    def __init__(
        self, desk: Desk, connection: Connection, known: set[str], version: int, cancelled: Callable[[], bool]
    ) -> None:
        self._desk = desk
        self._connection = connection
        self._known = known
        self._version = version
        self._cancelled = cancelled
        self._current: dict[str, list[Due]] | None = None
        self._sent: list[DueRow] = []
        self._failed: list[_Waiting] = []
        self._refused: dict[str, RidealongError] = {}
        self._elsewhere = 0
        self._given_up = False
        self._away: NotNow | None = None

    def run(self, items: Sequence[Due], progress: Progress, wait: Callable[[float], None]) -> Mailed:
        """Try all, and what may succeed later once more after each pause."""
        waiting = [_Waiting(one) for one in items]
        for pause in (0.0, *PAUSES):
            self._rest(pause, wait)
            waiting = self._round(waiting, lambda left: progress(len(items) - left, len(items)))
            if not waiting or self._given_up or self._cancelled():
                break
        if self._away and not self._connection.was_open and not self._cancelled():
            raise self._away
        stopped = bool(waiting) and not self._given_up and self._cancelled()
        if not stopped:
            self._failed += waiting
        place = {one.invite: number for number, one in enumerate(items)}
        failed = sorted(self._failed, key=lambda one: place[one.due.invite])
        return Mailed(
            sent=tuple(self._sent),
            failed=tuple(NotSent(_row(one.due), one.problem) for one in failed),
            elsewhere=self._elsewhere,
            stopped=stopped,
            left=len(waiting) if stopped else 0,
        )

    def _rest(self, seconds: float, wait: Callable[[float], None]) -> None:
        while seconds > 0 and not self._cancelled():
            wait(min(seconds, _SLICE))
            seconds -= _SLICE

    def _round(self, items: Sequence[_Waiting], told: Callable[[int], None]) -> list[_Waiting]:
        """Try each once; returns those that are still to be sent."""
        later: list[_Waiting] = []
        held = dict(self._refused)
        losses = 0
        for number, one in enumerate(items):
            told(len(items) - number + len(later))
            if self._cancelled():
                return [*later, *items[number:]]
            try:
                self._try(one, held.get(one.uid))
                losses = 0
            except (MessageRefused, InvalidValue) as error:
                self._failed.append(_Waiting(one.due, str(error)))
                held.setdefault(one.uid, error)
                self._refused.setdefault(one.uid, error)
            except NotNow as error:
                held.setdefault(one.uid, error)
                later.append(_Waiting(one.due, str(error)))
                losses = 0 if self._connection.is_open else losses + 1
                if losses == _LOSSES or not self._connection.was_open:
                    self._away = error
                    return [*later, *_all(items[number + 1 :], error)]
            except (Refused, StorageError) as error:
                self._give_up(error)
                return [*later, *_all(items[number:], error)]
        told(len(later))
        return later

    def _try(self, one: _Waiting, before: RidealongError | None) -> None:
        if before:
            # Of two invites about one meeting, the second may only follow the first.
            raise type(before)(f"What goes before it was not sent: {before}")
        fresh = self._fresh(one.due)
        if fresh is None:
            self._elsewhere += 1
            return
        invite = fresh.invite
        if to := mailboxes(recipients(invite)):
            update = one.uid in self._known
            self._connection.send(mail(invite, draft=False, update=update), mailbox(invite.meeting.organizer.email), to)
        self._note(fresh)

    def _fresh(self, one: Due) -> Due | None:
        """The invite as it is due now; None where it is not due any more, since somebody else has sent it.

        Raises:
            InvalidValue: something else about that meeting is due instead.
        """
        with self._desk.reading() as connection:
            version = change_count(connection)
            if version != self._version:
                self._current, self._version = {}, version
                for other in due_now(connection, self._desk):
                    self._current.setdefault(other.invite.meeting.uid, []).append(other)
        if self._current is None:
            return one
        about = self._current.get(one.invite.meeting.uid, [])
        found = next((other for other in about if _says_the_same(other.invite, one.invite)), None)
        if about and found is None:
            raise InvalidValue("It changed while invites were sent", "It is due in its new form")
        return found

    def _note(self, one: Due) -> None:
        """Note an invite as sent; raises StorageError if that cannot be done for a while."""
        row = _row(one)
        for attempt in range(_NOTES):
            try:
                with self._desk.changing("invites send") as step:
                    keep_as_sent(step.connection, [(one, "")], self._desk.clock.now(), MAIL)
                    step.done(
                        f"{row.method.lower()} sent to {listed(row.to or ('nobody',))}: {row.summary}", undoable=False
                    )
                break
            except StorageError as error:
                if attempt == _NOTES - 1:
                    raise StorageError(
                        f"It went out, but could not be noted as sent: {error.problem}", error.remedy
                    ) from error
        # Whoever else wrote in between makes the next invite look again.
        self._version = self._version + 1 if step.entry == self._version + 1 else -1
        self._known.add(row.uid)
        self._sent.append(row)

    def _give_up(self, error: Refused | StorageError) -> None:
        if not self._sent and not isinstance(error, StorageError):
            raise error
        self._given_up = True


def _all(items: Sequence[_Waiting], error: Exception) -> list[_Waiting]:
    return [_Waiting(one.due, str(error)) for one in items]


def _says_the_same(one: Invite, other: Invite) -> bool:
    """Whether two invites differ in sequence and stamp at most: those are anew for whoever comes second."""
    return replace(one, sequence=0, stamp=_NO_TIME) == replace(other, sequence=0, stamp=_NO_TIME)


def _row(one: Due) -> DueRow:
    return replace(row_of(one), to=tuple(person.email for person in recipients(one.invite)))


def _never() -> bool:
    return False


def _untold(_done: int, _total: int) -> None:
    return
