"""The worker process: `python -m ridealong.planning.worker` reads a job from stdin and writes its answer to stdout."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from typing import BinaryIO

from ridealong.domain.errors import RidealongError
from ridealong.planning.messages import (
    CANCEL,
    Answer,
    Asked,
    Failure,
    Job,
    Message,
    TeamsAnswer,
    WhyNotAnswer,
    receive,
    send,
)
from ridealong.planning.problem import Problem
from ridealong.planning.progress import Progress
from ridealong.planning.stopper import Stopper
from ridealong.planning.teams.problem import TeamsProblem
from ridealong.planning.teams.question import WhyNotAsked
from ridealong.planning.teams.telling import TeamsProgress

ABANDONED = 3
"""Exit code where the process that asked for the plan has ended."""


def main() -> int:
    """Do the one job that comes in; returns the exit code."""
    # Ctrl-C is for the process that the user sees; it tells this one what to do.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Hundreds of thousands of small objects are made here, and next to no cycles.
    gc.set_threshold(100_000)
    heard, out = sys.stdin.buffer, _own_stdout()
    job = receive(heard)
    if not isinstance(job, Job):
        return ABANDONED
    cancelled = threading.Event()
    threading.Thread(target=_listen, args=(heard, cancelled), daemon=True).start()
    try:
        send(out, _worked(job, cancelled, out))
    except OSError:
        return ABANDONED
    # What is left to tidy up, the system does faster.
    os._exit(0)


def _worked(job: Job, cancelled: threading.Event, out: BinaryIO) -> Message:
    """Do it, with the progress told on the way; every error is an answer."""
    try:
        return _answered(job.asked, Stopper(job.seconds, cancelled.is_set), lambda now: send(out, now))
    except OSError:
        raise
    except (RidealongError, MemoryError, ArithmeticError) as error:
        return Failure(error, traceback.format_exc())
    except Exception as error:
        # Not every exception survives being sent; its text does.
        return Failure(RuntimeError(f"{type(error).__name__}: {error}"), traceback.format_exc())


def _answered(asked: Asked, stopper: Stopper, tell: Callable[[Progress | TeamsProgress], None]) -> Message:
    """The plan, or the answer to the question; the solver is loaded while the parent goes on."""
    match asked:
        case Problem():
            from ridealong.planning.engine import run  # noqa: PLC0415 - as above

            return Answer.of(run(asked, stopper, tell))
        case TeamsProblem():
            from ridealong.planning.teams.engine import run_teams  # noqa: PLC0415 - as above

            return TeamsAnswer(run_teams(asked, stopper, tell))
        case WhyNotAsked():
            from ridealong.planning.teams.why_not import why_not  # noqa: PLC0415 - as above

            return WhyNotAnswer(why_not(asked.problem, asked.embeds, asked.person, asked.slot))


def _listen(heard: BinaryIO, cancelled: threading.Event) -> None:
    """Note a cancel; end with the parent, whose end of the pipe closes when it does."""
    while heard.read(1) == CANCEL:
        cancelled.set()
    os._exit(ABANDONED)


def _own_stdout() -> BinaryIO:
    """Stdout for messages alone: what a library prints goes to stderr."""
    own = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return own


if __name__ == "__main__":
    sys.exit(main())
