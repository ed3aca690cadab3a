"""Numbers as a row of bars, each as high as its number: a line to look at beside the numbers themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

BARS = "▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[float], most: int = 24) -> str:
    """A bar for each of the last numbers, from the lowest bar for the least to the highest for the largest.

    Args:
        most: how many bars there are at most. Numbers that are all alike stand at half height.
    """
    some = values[-most:]
    if not some:
        return ""
    least, largest = min(some), max(some)
    if least == largest:
        return BARS[len(BARS) // 2 - 1] * len(some)
    # Halves first: the difference of the two may be too large for any number.
    span = largest / 2 - least / 2
    return "".join(BARS[round((value / 2 - least / 2) / span * (len(BARS) - 1))] for value in some)
