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
from dataclasses import replace
from types import TracebackType
from typing import IO, BinaryIO, Self, cast

from ridealong.domain.errors import Interrupted, RidealongError
from ridealong.planning.messages import CANCEL, Answer, Failure, Job, Message, receive, send
from ridealong.planning.plan import Bound, Plan
from ridealong.planning.problem import Problem
from ridealong.planning.progress import Progress, Snapshot
from ridealong.planning.stopper import Stopper

GRACE = 1.0
"""Seconds for the worker to end by itself once it should stop; inside a solver call it hears nothing."""
TICK = 0.05
"""Seconds between two questions whether to stop."""
_WINDOWS_FLAGS: int = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
"""No console window, and a group of its own, which Ctrl-C does not reach; nothing on other systems."""
TAIL = 4_000
"""Characters of the worker's stderr that go into a report of a mistake."""


def run_apart(problem: Problem, stopper: Stopper, progress: Callable[[Progress], None] | None) -> Plan | None:
    """Plan a valid problem in a worker process: the plan that `engine.run` gives in this one.

    None where no process can be started: in a program frozen into one file, or where the system has no room for it.

    Where `stopper` says so and the worker is too busy to hear it, the best plan that it has sent so far is the answer.
    Raises what the planner raises; `Interrupted` where the user cancelled before there was any plan; and
    `RidealongError` where the process came to a sudden end.
    """
    if not sys.executable or getattr(sys, "frozen", False):
        return None
    try:
        started = _Worker(Job(problem, stopper.left()))
    except OSError:
        return None
    with started as worker:
        watch = _Watch(problem, stopper, progress)
        while True:
            plan = watch.heard(worker.next(TICK), worker) or watch.stopped(worker)
            if plan is not None:
                return plan


class _Watch:
    """What is known of the work of a worker so far."""

    def __init__(self, problem: Problem, stopper: Stopper, progress: Callable[[Progress], None] | None) -> None:
        self._problem = problem
        self._stopper = stopper
        self._progress = progress
        self._best: Snapshot | None = None
        self._asked: float | None = None

    def heard(self, message: Message | _Silence, worker: _Worker) -> Plan | None:
        """Take a message in; the plan if it is one."""
        match message:
            case Answer():
                return replace(message.whole(), seconds=round(self._stopper.elapsed(), 2))
            case Failure():
                message.error.add_note(message.trace)
                raise message.error
            case Progress():
                self._better(message)
                if self._progress is not None:
                    self._progress(message)
            case _Ended():
                raise worker.obituary()
        return None

    def _better(self, told: Progress) -> None:
        if told.snapshot is not None:
            self._best = told.snapshot
        best = self._best
        if best is not None and best.bound is not None and told.bound is not None and told.bound < best.bound.value:
            self._best = replace(best, bound=Bound(told.bound, best.bound.placed))

    def stopped(self, worker: _Worker) -> Plan | None:
        """The best plan so far, once the user or the cap has waited long enough for the worker; else None."""
        if not self._stopper.due():
            return None
        cancelled = self._stopper.cancelled()
        now = time.monotonic()
        if self._asked is None:
            self._asked = now
        if cancelled:
            worker.cancel()
        if now - self._asked < GRACE:
            return None
        if self._best is not None:
            worker.kill()
            from ridealong.planning.answer import rebuilt  # noqa: PLC0415 - NumPy, rarely needed on this side

            return rebuilt(self._problem, self._best, self._stopper)
        if cancelled:
            raise Interrupted("Planning was stopped before there was a plan")
        return None


class _Silence:
    """Nothing was heard for a while."""


class _Ended(_Silence):
    """The worker has closed its end of the pipe."""


class _Worker:
    """The process; it has ended when the `with` block has.

    Raises `OSError` where it cannot be started.
    """

    def __init__(self, job: Job) -> None:
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
        """The next message, waited for so long."""
        try:
            return self._inbox.get(timeout=seconds)
        except queue.Empty:
            return _Silence()

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

    def obituary(self) -> RidealongError:
        """The error for a worker that came to a sudden end, with what it last said."""
        code = self._process.wait()
        self._errors.seek(0)
        said = self._errors.read().decode(errors="replace")[-TAIL:].strip()
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        error = RidealongError(
            f"The planner came to a sudden end ({how})",
            "Most often that is too little memory: plan fewer rounds at once, or close other programs",
        )
        if said:
            error.add_note(said)
        return error

    def _read(self) -> None:
        stdout = cast(BinaryIO, self._process.stdout)
        while True:
            message = receive(stdout)
            if message is None or isinstance(message, Job):
                break
            self._inbox.put(message)
        self._inbox.put(_Ended())
        stdout.close()


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
