"""When to stop early: the user's cap in seconds, or the user's cancel."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Stopper:
    """Asked between steps whether to go on; remembers why it stopped, if it did.

    Without a cap and a cancel it never stops, and nothing depends on the clock.
    """

    def __init__(self, seconds: float | None = None, cancelled: Callable[[], bool] | None = None) -> None:
        self.started = time.perf_counter()
        self.reason: str | None = None
        self._seconds = seconds
        self._cancelled = cancelled

    def due(self) -> bool:
        """Whether to stop now."""
        if self.reason is None:
            if self.cancelled():
                self.reason = "cancelled"
            elif self._seconds is not None and self.elapsed() >= self._seconds:
                self.reason = "seconds"
        return self.reason is not None

    def patient(self) -> Stopper:
        """One that is never due, and still hears a cancel or the cap."""
        return _Patient(self)

    def cancelled(self) -> bool:
        """Whether the user has cancelled by now, also after the cap was reached."""
        return self._cancelled is not None and self._cancelled()

    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.started

    def left(self) -> float | None:
        """Seconds until the cap, or None without one."""
        return None if self._seconds is None else max(0.0, self._seconds - self.elapsed())

    @contextmanager
    def watching(self, stop: Callable[[], None]) -> Iterator[None]:
        """While a long solver call runs, look for a cancel from a second thread and then call `stop`."""
        if self._cancelled is None:
            yield
        else:
            ended = threading.Event()
            watcher = threading.Thread(target=self._watch, args=(ended, stop), daemon=True)
            watcher.start()
            try:
                yield
            finally:
                ended.set()
                watcher.join()
        self.due()

    def _watch(self, ended: threading.Event, stop: Callable[[], None]) -> None:
        while not ended.wait(0.05):
            if self.due():
                stop()
                return


class _Patient(Stopper):
    """Never due; what it is asked, it asks the other, which remembers."""

    def __init__(self, other: Stopper) -> None:
        super().__init__()
        self._other = other

    def due(self) -> bool:
        self._other.due()
        return False
