"""Reading very much at once without the pauses in which Python searches all of it for cycles."""

from __future__ import annotations

import gc
from contextlib import contextmanager
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
