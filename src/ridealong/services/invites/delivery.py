"""What sending by mail and putting into a calendar share: what is still due, what was noted, and what came of it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection

from ridealong.domain.errors import InvalidValue, RidealongError, StorageError
from ridealong.domain.meetings import Due, Invite
from ridealong.services.desk import Desk
from ridealong.services.invites.delivery_lease import claim, lease
from ridealong.services.invites.outbox import DueRow, due_now, row_of
from ridealong.services.invites.sent_invites import keep_as_sent, last_sent
from ridealong.storage.queries.changes import change_count
from ridealong.storage.work import Step

_TRIES = 3
"""How often it is tried to write, where another program has locked the database."""
_NO_TIME = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class NotDelivered:
    """An invite that stays due, and why; `typed` says it to those who type commands."""

    row: DueRow
    problem: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What became of the invites.

    Args:
        sent: those that the server accepted, in that order.
        failed: those that stay due, with what was in the way.
        elsewhere: how many were not due any more when their turn came, since somebody else had changed or sent them.
        stopped: whether it was cancelled.
        left: how many were not tried, since it was cancelled or nothing more could be done; they stay due.
    """

    sent: tuple[DueRow, ...] = ()
    failed: tuple[NotDelivered, ...] = ()
    elsewhere: int = 0
    stopped: bool = False
    left: int = 0


class NotNoted(StorageError):
    """An invite has arrived, but the database cannot be told."""


class Delivery:
    """One run that delivers what is due; nobody else does meanwhile.

    Args:
        action: what the journal calls it. channel: see `keep_as_sent`.
        run: that of the lease. again: whether what was sent last goes out again, and nothing is recorded.
        only: the UIDs of the meetings about which invites go out; None for all.
    """

    def __init__(
        self,
        desk: Desk,
        action: str,
        channel: str,
        run: str,
        *,
        again: bool = False,
        only: Collection[str] | None = None,
    ) -> None:
        self._desk = desk
        self._action = action
        self._channel = channel
        self._run = run
        self._again = again
        self._version = -1
        self._due: dict[str, list[Due]] = {}
        self._sent: list[DueRow] = []
        self._failed: list[tuple[Due, str, str]] = []
        self._elsewhere = 0
        self._look(tries=1)
        wanted = self._due if only is None else [uid for uid in self._due if uid in set(only)]
        self.items = tuple(one for uid in wanted for one in self._due[uid])

    def still_due(self, some: Sequence[Due]) -> list[Due]:
        """Those invites about one meeting, all or the first of them, that are due now, as they are now.

        Raises:
            InvalidValue: something else about the meeting is due instead.
            Refused: somebody else has taken over.
            StorageError: the database cannot be written, so that nothing could be noted.
        """
        self._look()
        about = self._due.get(some[0].invite.meeting.uid, [])
        found = [other for other in about if any(_says_the_same(other.invite, one.invite) for one in some)]
        if found != about[: len(found)] or (about and not found):
            raise InvalidValue("It changed while invites went out", "It is due in its new form")
        self._elsewhere += len(some) - len(found)
        return found

    def note(self, some: Sequence[Due], words: str) -> None:
        """Note invites about one meeting as sent; raises NotNoted."""
        if not self._again:
            try:
                self._write(lambda step: self._keep(step, some, words))
            except StorageError as error:
                problem = f"It arrived, but could not be noted as sent: {error.problem}"
                raise NotNoted(problem, error.remedy, typed=error.typed) from error
        about = self._due[some[0].invite.meeting.uid]
        about[:] = [one for one in about if one not in some]
        self._sent += map(row_of, some)

    def fail(self, some: Sequence[Due], error: RidealongError | str) -> None:
        """Keep in mind what was in the way of invites."""
        typed = error if isinstance(error, str) else error.for_commands
        self._failed += [(one, str(error), typed) for one in some]

    def give_up(self, some: Sequence[Due], error: RidealongError) -> None:
        """As `fail`, where no other invite can do better; raises the error where nothing has gone out at all."""
        if not self._sent and not isinstance(error, NotNoted):
            raise error
        self.fail(some, error)

    def result(self, *, stopped: bool = False, left: int = 0) -> Delivered:
        """What became of the invites."""
        place = {one.invite: number for number, one in enumerate(self.items)}
        failed = sorted(self._failed, key=lambda one: place[one[0].invite])
        return Delivered(
            sent=tuple(self._sent),
            failed=tuple(NotDelivered(row_of(one), problem, typed) for one, problem, typed in failed),
            elsewhere=self._elsewhere,
            stopped=stopped,
            left=left,
        )

    def _look(self, tries: int = _TRIES) -> None:
        """Renew the lease, and see what is due where anything has changed meanwhile."""
        if self._again:
            with self._desk.reading() as connection:
                self._see(connection)
        else:
            self._write(self._claim, tries)

    def _claim(self, step: Step) -> None:
        self._see(step.connection)
        if self._due:
            claim(step.connection, self._desk, self._run)
            step.done("")

    def _see(self, connection: Connection) -> None:
        version = change_count(connection)
        if version == self._version:
            return
        items = last_sent(connection, self._desk.clock.today()) if self._again else due_now(connection, self._desk)
        self._due, self._version = {}, version
        for one in items:
            self._due.setdefault(one.invite.meeting.uid, []).append(one)

    def _keep(self, step: Step, some: Sequence[Due], words: str) -> None:
        keep_as_sent(step.connection, [(one, "") for one in some], self._desk.clock.now(), self._channel)
        step.done(words, undoable=False)

    def _write(self, work: Callable[[Step], None], tries: int = _TRIES) -> None:
        for left in reversed(range(tries)):
            try:
                with self._desk.changing(self._action) as step:
                    work(step)
                break
            except StorageError:
                if not left:
                    raise
        # Entries are numbered one by one, so a gap tells of somebody else's: then the next invite looks again.
        if step.entry == self._version + 1:
            self._version = step.entry


@contextmanager
def delivering(
    desk: Desk, action: str, channel: str, *, again: bool = False, only: Collection[str] | None = None
) -> Iterator[Delivery]:
    """A run, for as long as the block lasts; see `Delivery`.

    Raises:
        Refused: somebody else delivers at the moment.
        StorageError: the database cannot be written.
    """
    with lease(desk) as run:
        yield Delivery(desk, action, channel, run, again=again, only=only)


def _says_the_same(one: Invite, other: Invite) -> bool:
    """Whether two invites differ in sequence and stamp at most: those are anew for whoever comes second."""
    return replace(one, sequence=0, stamp=_NO_TIME) == replace(other, sequence=0, stamp=_NO_TIME)
