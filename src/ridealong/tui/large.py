"""Reading very much at once: without pauses to search all of it for cycles, and without keeping what it took."""

from __future__ import annotations

import gc
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LARGE = 10_000
"""From how many rows on what was read is left out of the search for good: it takes long, and finds no cycle there."""


@contextmanager
def without_pauses(rows: Callable[[], int] = lambda: 0) -> Iterator[None]:
    """Within this, in a worker, Python does not stop every thread to search for cycles.

    Args:
        rows: asked at the end, how many rows there are by then that will be kept.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if rows() >= LARGE:
            gc.freeze()
        if was:
            gc.enable()
        give_back()


def give_back() -> None:
    """Give memory that is free by now back to the system, which glibc keeps for each thread that ever needed it."""
    import ctypes  # noqa: PLC0415 - only who has read much needs it

    # No other system's C library has it, nor needs it; musl gives back by itself.
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
