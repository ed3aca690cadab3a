"""How far a long command has come: a line on stderr, where that is a terminal."""

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from ridealong.cli.output import draw, is_terminal
from ridealong.domain.wording import printable
from ridealong.planning.progress import of_best

_PAUSE = 0.1
"""Seconds between two drawings: more often nobody can read."""
_CLEAR = "\r\x1b[K"

Told = Callable[[str, float], None]
"""Called with what is being done and how much of it is done, from 0 to 1."""


@contextmanager
def progress_line() -> Iterator[Told | None]:
    """Something to tell the progress to, or None where nobody would see it; the line is gone at the end."""
    if not is_terminal(sys.stderr):
        yield None
        return
    drawn = 0.0

    def told(stage: str, done: float) -> None:
        nonlocal drawn
        now = time.monotonic()
        if now - drawn >= _PAUSE:
            drawn = now
            room = max(10, shutil.get_terminal_size().columns - 8)
            draw(f"{_CLEAR}{min(max(done, 0.0), 1.0):4.0%}  {printable(stage)[:room]}")

    try:
        yield told
    finally:
        if drawn:
            draw(_CLEAR)


@contextmanager
def counted(stage: str) -> Iterator[Callable[[int, int], None] | None]:
    """As `progress_line`, for work that counts: called with how many of how many things are done."""
    with progress_line() as told:
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
