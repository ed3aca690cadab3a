"""How far a long command has come: a line on stderr, where that is a terminal."""

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread
from typing import Protocol

from ridealong.cli.output import CLEAR, draw, is_terminal
from ridealong.domain.wording import printable
from ridealong.planning.progress import of_best

_PAUSE = 0.1
"""Seconds between two drawings: more often nobody can read."""
_SECOND = 1.0
"""For so long nobody wonders whether anything is going on."""

Told = Callable[[str, float], None]
"""Called with what is being done and how much of it is done, from 0 to 1."""


class _Line:
    """The line that is drawn over and over, by whoever works and by a clock beside it.

    Args:
        what: what is being done until somebody tells more.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._begun = self._told = time.monotonic()
        self._drawn = 0.0
        self._lock = Lock()

    def told(self, stage: str, done: float) -> None:
        """Draw how much is done, though not more often than somebody can read."""
        self._what, self._told = stage, time.monotonic()
        if self._told - self._drawn >= _PAUSE:
            self._draw(f"{min(max(done, 0.0), 1.0):4.0%}  {stage}")

    def tick(self) -> None:
        """Where nobody has told anything for a second: say that the work goes on."""
        now = time.monotonic()
        if now - self._told >= _SECOND:
            self._draw(f"{now - self._begun:2.0f} s  {self._what.rstrip(': ')} ...")

    def clear(self) -> None:
        """Leave the row empty."""
        if self._drawn:
            draw(CLEAR)

    def _draw(self, words: str) -> None:
        with self._lock:
            self._drawn = time.monotonic()
            draw(f"{CLEAR}{printable(words)[: max(10, shutil.get_terminal_size().columns - 1)]}")


@contextmanager
def progress_line(what: str) -> Iterator[Told | None]:
    """Something to tell the progress to, or None where nobody would see it; the line is gone at the end.

    Args:
        what: what is being done, for as long as nothing is told: from the second second on that is said.
    """
    if not is_terminal(sys.stderr):
        yield None
        return
    line, over = _Line(what), Event()

    def tick() -> None:
        while not over.wait(_SECOND):
            line.tick()

    clock = Thread(target=tick, daemon=True)
    clock.start()
    try:
        yield line.told
    finally:
        over.set()
        clock.join()
        line.clear()


@contextmanager
def counted(stage: str) -> Iterator[Callable[[int, int], None] | None]:
    """As `progress_line`, for work that counts: called with how many of how many things are done."""
    with progress_line(stage) as told:
        if told is None:
            yield None
        else:
            yield lambda done, total: told(f"{stage} {done:,} of {total:,}", done / max(1, total))


class _Planning(Protocol):
    """What the planner says of itself while it works."""

    @property
    def stage(self) -> str: ...
    @property
    def placed(self) -> int: ...
    @property
    def gap_percent(self) -> float | None: ...
    @property
    def done(self) -> float: ...


def planned(told: Told | None) -> Callable[[_Planning], None] | None:
    """What to give the planner to tell its progress to."""
    if told is None:
        return None
    return lambda now: told(f"{now.stage}: {now.placed:,} placed{_quality(now)}", now.done)


def _quality(now: _Planning) -> str:
    words = "" if now.gap_percent is None else of_best(now.gap_percent)
    return f", {words}" if words else ""
