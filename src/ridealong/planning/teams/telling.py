"""What is told of the work on teams while it goes on: stages in words, a share that moves, and every better plan."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from math import exp
from time import monotonic

from ridealong.planning.teams.plan import Embed, TeamsBound

TICK = 0.25
"""Seconds between two reports while nothing new is known, as during a solver call."""


@dataclass(frozen=True, slots=True)
class TeamsSnapshot:
    """A legal plan as it stood at one moment, and what no plan can exceed as far as was known by then."""

    embeds: tuple[Embed, ...]
    bound: TeamsBound


@dataclass(frozen=True, slots=True)
class TeamsProgress:
    """The state of the work: what is being done, in words, and how much of all is done, from 0 to 1.

    `snapshot` is the best plan so far where that, or its bound, has become a better one since the report before.
    """

    stage: str
    done: float
    snapshot: TeamsSnapshot | None = None


Tell = Callable[[TeamsProgress], None]


class Telling:
    """Tells a listener how far the work is, from this thread and from a clock beside it; the share never falls.

    Args:
        tell: called with each report; nobody listens where it is None.
    """

    def __init__(self, tell: Tell | None = None) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._words = ""
        self._from = self._until = self._done = 0.0
        self._begun, self._expected = monotonic(), 1.0
        self._sent: tuple[int, TeamsBound] | None = None

    def stage(self, words: str, until: float, expected: float = 1.0) -> None:
        """End the present stage, and begin one that ends at a share of the whole.

        Args:
            expected: about how many seconds it takes; by then about two thirds of it are shown as done.
        """
        with self._lock:
            self._words = words
            self._from, self._until = self._until, max(self._until, until)
            self._begun, self._expected = monotonic(), max(0.01, expected)
        self._say()

    def between(self, until: float, *parts: float) -> tuple[float, ...]:
        """Shares of the whole that are these parts of the way from the end of the present stage to `until`."""
        return tuple(self._until + (until - self._until) * part for part in parts)

    def ended(self) -> None:
        """All is done."""
        with self._lock:
            self._words, self._from, self._until = "Done", 1.0, 1.0
        self._say()

    def part(self, part: float) -> None:
        """How much of the present stage is done at least, from 0 to 1."""
        self._say(part)

    def plan(self, value: int, embeds: Callable[[], tuple[Embed, ...]], bound: TeamsBound) -> None:
        """Hand on the best plan so far, if it or its bound is better than what was handed on before.

        Args:
            embeds: asked only where somebody listens.
        """
        if self._tell is not None and self._sent != (value, bound):
            self._sent = value, bound
            self._say(snapshot=TeamsSnapshot(embeds(), bound))

    @contextmanager
    def moving(self) -> Iterator[None]:
        """While this lasts, the share moves on by itself where nobody says more, slower and slower within a stage."""
        if self._tell is None:
            yield
            return
        over = threading.Event()
        clock = threading.Thread(target=self._move, args=(over,), daemon=True)
        clock.start()
        try:
            yield
        finally:
            over.set()
            clock.join()

    def _move(self, over: threading.Event) -> None:
        # Where nobody listens any longer, those who plan find out by what they tell themselves.
        with suppress(OSError):
            while not over.wait(TICK):
                self._say()

    def _say(self, part: float = 0.0, *, snapshot: TeamsSnapshot | None = None) -> None:
        if self._tell is None:
            return
        with self._lock:
            passed = 1 - exp(-(monotonic() - self._begun) / self._expected)
            share = self._from + (self._until - self._from) * min(1.0, max(part, passed))
            self._done = max(self._done, round(share, 3))
            # Told within the lock, so that reports stay in order.
            self._tell(TeamsProgress(self._words, self._done, snapshot))
