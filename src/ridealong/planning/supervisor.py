"""A planner in a process of its own, watched: a solver call that cannot be interrupted blocks nobody."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import IO, BinaryIO, Protocol, Self, TypeVar, cast

from ridealong.domain.errors import Interrupted, RidealongError
from ridealong.planning.messages import CANCEL, Failure, Job, Message, receive, send
from ridealong.planning.stopper import Stopper

Made = TypeVar("Made")
Made_co = TypeVar("Made_co", covariant=True)

GRACE = 1.0
"""Seconds for the worker to end by itself once it should stop; inside a solver call it hears nothing."""
TICK = 0.05
"""Seconds between two questions whether to stop."""
_WINDOWS_FLAGS: int = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
"""No console window, and a group of its own, which Ctrl-C does not reach; nothing on other systems."""
TAIL = 4_000
"""Characters of the worker's stderr that go into a report of a mistake."""


class Watch(Protocol[Made_co]):
    """What one kind of job means to whoever waits for it, and what is known of the work so far."""

    smaller: str
    """What takes less memory, as an imperative."""

    def job(self) -> Job:
        """What to send to the worker."""
        ...

    def heard(self, message: Message) -> Made_co | None:
        """Take a message in; what was asked for if that is in it."""
        ...

    def best(self) -> Callable[[], Made_co] | None:
        """What puts the best so far together without the worker; None while there is none."""
        ...

    def nothing_yet(self) -> Interrupted:
        """The error where the user cancelled before there was anything."""
        ...


def run_apart(watch: Watch[Made], stopper: Stopper) -> Made | None:
    """Have a valid job done in a worker process: what comes of it is what would in this one.

    None where no process can be started: in a program frozen into one file, or where the system has no room for it.

    Where `stopper` says so and the worker is too busy to hear it, the best that it has sent so far is the answer.
    Raises what the planner raises; `Interrupted` where the user cancelled before there was any plan; and
    `RidealongError` where the process came to a sudden end.
    """
    if not sys.executable or getattr(sys, "frozen", False):
        return None
    try:
        started = _Worker(watch.job(), watch.smaller)
    except OSError:
        return None
    with started as worker:
        patience = _Patience(stopper)
        while True:
            message = worker.next(TICK)
            made = None if isinstance(message, _Silence) else watch.heard(message)
            if made is not None:
                return made
            if patience.over(worker):
                best = watch.best()
                if best is not None:
                    worker.kill()
                    return best()
                if stopper.cancelled():
                    raise watch.nothing_yet()


class _Patience:
    """How long to wait for a worker that should stop."""

    def __init__(self, stopper: Stopper) -> None:
        self._stopper = stopper
        self._asked: float | None = None

    def over(self, worker: _Worker) -> bool:
        """Whether the user or the cap has waited long enough; the worker hears of a cancel."""
        if not self._stopper.due():
            return False
        now = time.monotonic()
        if self._asked is None:
            self._asked = now
        if self._stopper.cancelled():
            worker.cancel()
        return now - self._asked >= GRACE


class _Silence:
    """Nothing was heard for a while."""


class _Ended:
    """The worker has closed its end of the pipe."""


class _Worker:
    """The process; it has ended when the `with` block has.

    Raises `OSError` where it cannot be started.

    Args:
        smaller: what takes less memory, as an imperative.
    """

    def __init__(self, job: Job, smaller: str) -> None:
        self._smaller = smaller
        self._inbox: queue.SimpleQueue[Message | _Ended] = queue.SimpleQueue()
        self._cancelled = False
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in __exit__
        try:
            self._process = _start(self._errors)
        except OSError:
            self._errors.close()
            raise
        threading.Thread(target=self._read, daemon=True).start()
        try:
            # A worker that ended at once is found out by what it says, or rather does not say.
            with suppress(OSError):
                send(self._stdin, job)
        except BaseException:
            self.kill()
            raise

    @property
    def _stdin(self) -> BinaryIO:
        return cast(BinaryIO, self._process.stdin)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        self._errors.close()

    def next(self, seconds: float) -> Message | _Silence:
        """The next message, waited for so long; raises what went wrong, or that the worker has ended."""
        try:
            message = self._inbox.get(timeout=seconds)
        except queue.Empty:
            return _Silence()
        if isinstance(message, Failure):
            message.error.add_note(message.trace)
            raise message.error
        if isinstance(message, _Ended):
            raise self._obituary()
        return message

    def cancel(self) -> None:
        """Ask it to stop, once."""
        if not self._cancelled:
            self._cancelled = True
            with suppress(OSError):
                self._stdin.write(CANCEL)
                self._stdin.flush()

    def kill(self) -> None:
        """End it at once, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        with suppress(OSError):
            self._stdin.close()

    def _obituary(self) -> RidealongError:
        """The error for a worker that came to a sudden end, with what it last said."""
        code = self._process.wait()
        self._errors.seek(0)
        said = self._errors.read().decode(errors="replace")[-TAIL:].strip()
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        error = RidealongError(
            f"The planner came to a sudden end ({how})",
            f"Most often that is too little memory: {self._smaller}, or close other programs",
        )
        if said:
            error.add_note(said)
        return error

    def _read(self) -> None:
        try:
            with cast(BinaryIO, self._process.stdout) as stdout:
                while (message := receive(stdout)) is not None and not isinstance(message, Job):
                    self._inbox.put(message)
        finally:
            # Also where a message could not be read: whoever waits for the next one must not wait for ever.
            self._inbox.put(_Ended())


def _start(errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start the worker with the module path of this process, where Ctrl-C in the terminal does not reach it."""
    path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path if entry)  # noqa: PTH100 - may be a zip file
    return subprocess.Popen(
        # -P: a file called numpy.py in the folder that the user happens to be in must not be imported.
        [sys.executable, "-P", "-m", "ridealong.planning.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=os.name == "posix",
        creationflags=_WINDOWS_FLAGS,
    )
