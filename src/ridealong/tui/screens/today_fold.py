"""How many lines of each kind of thing are shown, so that a long one does not push the others off the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST = 1
"""How many lines of a kind are shown however small the terminal is."""
MOST_ON_A_SMALL_ONE = 5
"""How many lines of a kind are shown at most on a terminal of 24 rows."""
BARS = 9
"""How many rows of a terminal are no lines of the list."""


def most_lines(rows: int) -> int:
    """How many lines of one kind are shown at most on a terminal with so many rows."""
    return max(MOST_ON_A_SMALL_ONE, (rows - BARS) // 3)


def shares(sizes: Sequence[int], window: int, most: int) -> list[int]:
    """How many things of each kind are shown: as many as fit together, the first kinds first.

    Each kind takes a line for its heading, and one more for how many are left out, where some are.

    Args:
        sizes: how many things there are of each kind, the most pressing kind first.
        window: how many lines fit. most: how many things of one kind are shown at most.
    """
    shown = [_rounded(FEWEST, size) for size in sizes]
    grown = True
    while grown:
        grown = False
        for at, size in enumerate(sizes):
            more = _rounded(shown[at] + 1, size)
            wider = _lines(more, size) - _lines(shown[at], size)
            if shown[at] < size and more <= max(most, _rounded(most, size)) and _all(shown, sizes) + wider <= window:
                shown[at] = more
                grown = True
    return shown


def _rounded(shown: int, size: int) -> int:
    """So many things, and all where only one would be left out, since to say so takes as much room."""
    return size if shown >= size - 1 else shown


def _lines(shown: int, size: int) -> int:
    return shown + (shown < size)


def _all(shown: Sequence[int], sizes: Sequence[int]) -> int:
    return sum(1 + _lines(one, size) for one, size in zip(shown, sizes, strict=True))
