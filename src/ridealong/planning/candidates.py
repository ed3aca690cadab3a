"""Which pairs a large network starts with: the best for each guest and each host, and a band that connects all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.planning.grid import Bools, Ints


def best_pairs(allowed: Bools, worth: Ints, best: int, keep: Sequence[tuple[int, int]] = ()) -> Bools:
    """Mark (G, H) pairs: the `best` of every row and every column by worth, those to `keep`, and a band.

    Only allowed pairs are marked. The band keeps the graph connected where everybody's best are the same few.
    """
    worth = np.where(allowed, worth, np.iinfo(np.int64).min)
    wanted = np.zeros_like(allowed)
    for axis in (0, 1):
        most = min(best, allowed.shape[axis])
        top = np.argpartition(worth, -most, axis=axis)
        top = top[-most:, :] if axis == 0 else top[:, -most:]
        np.put_along_axis(wanted, top, values=True, axis=axis)
    rows = np.arange(allowed.shape[0])
    for shift in range(4):
        wanted[rows, (rows * allowed.shape[1] // allowed.shape[0] + shift) % allowed.shape[1]] = True
    for guest, host in keep:
        wanted[guest, host] = True
    marked: Bools = wanted & allowed
    return marked
