"""What was worked out from the database, kept for as long as nothing in it changes."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

Found = TypeVar("Found")

MOST = 16
"""How many things are kept at most; the oldest goes first."""


class Remembered:
    """What is known of one version of a database; it may be used from every thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._version = -1
        self._known: dict[Hashable, object] = {}
        self._large: Hashable = None

    def get(self, version: int, key: Hashable, work: Callable[[], Found], *, large: bool = False) -> Found:
        """What `work` finds, which is asked only where it is not known yet of this version.

        Args:
            version: that of the data that `work` reads. key: all else that the answer depends on.
            large: whether it takes many megabytes: of what does, only the last is kept.
        """
        with self._lock:
            if version == self._version and key in self._known:
                return cast(Found, self._known[key])  # what stands under a key was found by the same work
        found = work()
        with self._lock:
            if version > self._version:
                self._version, self._known = version, {}
            if version == self._version:
                if large:
                    self._known.pop(self._large, None)
                    self._large = key
                self._known[key] = found
                while len(self._known) > MOST:
                    del self._known[next(iter(self._known))]
        return found
