"""An exact assignment by shortest augmenting paths, in NumPy alone.

R. Jonker, A. Volgenant: A shortest augmenting path algorithm for dense and sparse linear assignment problems,
Computing 38 (1987). Every row also has a column of its own that costs nothing: there it stays unassigned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ridealong.planning.grid import Bools, Ints

FORBIDDEN = 2**59
"""The cost of a cell that must not be used; real costs stay far below."""
NONE = -1
BIDS = 8
"""Bids for each row on average before the rest is left to augmenting paths."""


def assign(costs: Ints) -> Ints:
    """The column of each row (n,), or -1, for (n, m) costs of which negative ones are worth having, at least total.

    Every column is used once at the most. Costs are whole numbers; `FORBIDDEN` cells are never used.
    """
    return _Matching(costs).run()


class _Matching:
    """Rows and columns with their prices: `rows` + `columns` <= costs everywhere, equal where they are matched."""

    def __init__(self, costs: Ints) -> None:
        self.costs = costs
        size, width = costs.shape
        self.rows: Ints = np.minimum(0, costs.min(axis=1, initial=0))
        self.columns = np.zeros(width, dtype=np.int64)
        self.column_of = np.full(size, NONE, dtype=np.int64)
        self.row_of = np.full(width, NONE, dtype=np.int64)

    def run(self) -> Ints:
        """The column of each row, or -1."""
        waiting = [row for row in range(len(self.costs)) if self.rows[row] < 0]
        for row in self._bid(waiting):
            self._augment(row)
        return self.column_of

    def _bid(self, waiting: list[int]) -> list[int]:
        """Augmenting row reduction: rows take their best column while it costs others less than their second best.

        Returns the rows that are left for `_augment`, in order.
        """
        later = []
        steps = BIDS * len(waiting)
        waiting = waiting[::-1]
        while waiting:
            row = waiting.pop()
            left = self.costs[row] - self.columns
            column = int(left.argmin())
            best = int(left[column])
            left[column] = 0
            second = min(0, int(left.min()))
            steps -= 1
            if best >= 0:
                self.rows[row] = 0
                continue
            owner = int(self.row_of[column])
            if owner != NONE and (best == second or steps < 0):
                later.append(row)
                continue
            self.rows[row] = second
            self.columns[column] -= second - best
            self.column_of[row], self.row_of[column] = column, row
            if owner != NONE:
                self.column_of[owner] = NONE
                waiting.append(owner)
        return sorted(later)

    def _augment(self, start: int) -> None:
        """Dijkstra from a row over reduced costs to a free column, or to a row that is better left unassigned."""
        distance = np.full(len(self.columns), FORBIDDEN, dtype=np.int64)
        before = np.full(len(self.columns), NONE, dtype=np.int64)
        waiting = np.ones(len(self.columns), dtype=np.bool_)
        taken = self.row_of != NONE
        row, so_far = start, 0
        leave, leave_at = start, FORBIDDEN
        tree: list[tuple[int, int]] = [(start, 0)]
        end = NONE
        while True:
            through = self.costs[row] - self.columns + (so_far - int(self.rows[row]))
            nearer = waiting & (through < distance)
            distance[nearer] = through[nearer]
            before[nearer] = row
            if so_far - int(self.rows[row]) < leave_at:
                leave, leave_at = row, so_far - int(self.rows[row])
            # Of columns at the same distance a free one ends the search.
            column = int(np.where(waiting, 2 * distance + taken, 3 * FORBIDDEN).argmin())
            if not waiting[column] or distance[column] >= leave_at:
                total = leave_at
                break
            so_far = int(distance[column])
            if self.row_of[column] == NONE:
                end, total = column, so_far
                break
            waiting[column] = False
            row = int(self.row_of[column])
            tree.append((row, so_far))
        self._raise_prices(tree, total, distance, waiting)
        self._turn(start, end, leave, before)

    def _raise_prices(self, tree: list[tuple[int, int]], total: int, distance: Ints, waiting: Bools) -> None:
        for row, at in tree:
            self.rows[row] += total - at
        scanned = ~waiting
        self.columns[scanned] -= total - distance[scanned]

    def _turn(self, start: int, end: int, leave: int, before: Ints) -> None:
        """Swap matched and unmatched cells along the path."""
        if end == NONE:
            row = leave
            column, self.column_of[row] = int(self.column_of[row]), NONE
        else:
            row, column = NONE, end
        while column != NONE and row != start:
            row = int(before[column])
            self.row_of[column] = row
            column, self.column_of[row] = int(self.column_of[row]), column
