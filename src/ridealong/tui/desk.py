"""The one door from the screens to the services: calls run in thread workers and come back as messages."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeVar, cast

from textual.message import Message
from textual.worker import get_current_worker

from ridealong import log
from ridealong.domain.errors import RidealongError, StorageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.message_pump import MessagePump

    from ridealong.config import Config
    from ridealong.domain.days import Clock
    from ridealong.services.desk import Desk
    from ridealong.services.journal.news import Mark
    from ridealong.tui.app import RidealongApp

T = TypeVar("T")


class Answered(Message, bubble=False):
    """A call has ended; `deliver` hands the result, or the error, to whoever asked, on the event loop."""

    def __init__(self, deliver: Callable[[], None]) -> None:
        super().__init__()
        self.deliver = deliver


class Door:
    """Opens the desk in whichever worker asks first, and lets writers in one after another."""

    def __init__(
        self,
        database: str | Path | None,
        clock: Clock | None,
        config: Config,
        *,
        read_only: bool = False,
        demo: bool = False,
    ) -> None:
        self.database = database
        self.clock = clock
        self.config = config
        self.read_only = read_only
        self.demo = demo
        self.failure: Exception | None = None
        self.mark: Mark | None = None
        """How far the watcher has looked; None until the desk is open."""
        self.opened: tuple[str, ...] = ()
        """What opening the database has changed, as sentences."""
        self.told: Callable[[str, int, int], None] = lambda _what, _done, _total: None
        """Hears in a worker, while a database of an earlier release is upgraded, how far that has come."""
        self._desk: Desk | None = None
        self._closed = False
        self._opening = threading.Lock()
        self.writing = threading.Lock()

    def desk(self) -> Desk:
        """The open desk; to be called in a worker only, since the first call imports the services.

        Raises:
            StorageError: the database cannot be opened, or the desk is closed for good.
        """
        from ridealong.services.desk import open_desk  # noqa: PLC0415 - imports SQLAlchemy, so only in a worker
        from ridealong.services.journal.news import mark  # noqa: PLC0415 - as above

        with self._opening:
            if self.failure is not None:
                raise self.failure
            if self._closed:
                # A worker that begins late must not open the database again behind whoever has left.
                raise StorageError("The screens are closed", "Start the program again")
            if self._desk is None:
                try:
                    desk = open_desk(
                        self.database,
                        clock=self.clock,
                        config=self._settings(),
                        read_only=self.read_only,
                        told=self.told,
                    )
                    self.opened = desk.opened
                    # Before anything is read: what others change from now on is news.
                    self.mark = mark(desk)
                    self._desk = desk
                except Exception as error:
                    self.failure = error
                    raise
            return self._desk

    def _settings(self) -> Config:
        if not self.demo:
            return self.config
        from ridealong.demo.build import DEMO_CONFIG  # noqa: PLC0415 - imports the services, so only in a worker

        return DEMO_CONFIG

    def close(self) -> None:
        """Close the desk for good, if it was ever opened."""
        with self._opening:
            self._closed = True
            if self._desk is not None:
                self._desk.close()
                self._desk = None


class Asks:
    """A screen or app that asks the services; mixed in beside a Textual class."""

    def on_answered(self, message: Answered) -> None:
        """Take the result of a call, on the event loop."""
        message.deliver()

    @property
    def ridealong(self) -> RidealongApp:
        """The program that this is part of."""
        return cast("RidealongApp", cast("MessagePump", self).app)

    @property
    def clock(self) -> Clock:
        """The clock that every rule asks."""
        from ridealong.domain.days import SystemClock  # noqa: PLC0415 - not needed before the first paint

        return self.ridealong.door.clock or SystemClock()

    def holds_back(self) -> bool:
        """Whether leaving the program now would lose what was typed, said for the first time."""
        return False

    def ask(
        self,
        work: Callable[[Desk], T],
        then: Callable[[T], None],
        *,
        group: str,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run a reading call in a worker; a newer one of the same group replaces it.

        Args:
            work: called with the desk, in a worker thread; touches no widget.
            then: called with the result, on the event loop.
            failed: called with what went wrong; else the program shows it.
        """
        door = self.ridealong.door
        self._start(
            lambda: log.timed(lambda: work(door.desk()), work),
            then,
            group=f"{id(self)} {group}",
            failed=failed,
            exclusive=True,
        )

    def change(
        self,
        work: Callable[[Desk], T],
        then: Callable[[T], None],
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run a call that writes: one after another, never cancelled halfway, and all screens hear of it."""
        program = self.ridealong

        def write() -> tuple[T, bool]:
            desk = program.door.desk()
            with program.door.writing:
                before = desk.written
                result = log.timed(lambda: work(desk), work)
                return result, desk.written > before

        def written(ended: tuple[T, bool]) -> None:
            result, program.wrote = ended
            then(result)
            program.data_changed()

        self._start(write, written, group="writes", failed=failed, exclusive=False)

    def _start(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        *,
        group: str,
        failed: Callable[[Exception], None] | None,
        exclusive: bool,
    ) -> None:
        program = self.ridealong
        asker = cast("MessagePump", self)
        complain = failed or program.show_failure

        def run() -> None:
            worker = get_current_worker()
            try:
                result = work()
            except Exception as error:
                if not isinstance(error, RidealongError):
                    log.unexpected(error)
                deliver: Callable[[], None] = _bound(complain, error)
            else:
                deliver = _bound(then, result)
            if not worker.is_cancelled:
                asker.post_message(Answered(deliver))

        # The app owns the workers, so that closing a dialog does not stop what it started.
        worker = program.run_worker(run, thread=True, group=group, exclusive=exclusive, exit_on_error=False)
        program.waiting.add(worker)


def _bound(receiver: Callable[[T], None], value: T) -> Callable[[], None]:
    return lambda: receiver(value)
