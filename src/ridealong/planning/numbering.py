"""Numbering the members of groups that lie one after the other in an array."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ridealong.planning.grid import Ints


def numbered(counts: Ints) -> Ints:
    """(N,) 0, 1, 2 ... anew for each group, where `counts` (groups,) are its members and N is their sum."""
    first = np.cumsum(counts) - counts
    number: Ints = np.arange(int(counts.sum())) - np.repeat(first, counts)
    return number
