"""A linear model in whole numbers, collected in blocks of columns, rows and entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ridealong.planning.grid import Bools, Ints


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Maximise `worth` x over whole x from 0 to `most`, where each row of A x is at most `limit`, or equals it.

    A is given by its entries (`row`, `column`, `factor`). `worth` (N,) and `most` (N,) belong to columns, `limit` (M,)
    and `equal` (M,) to rows; every number is whole.
    """

    worth: Ints
    most: Ints
    limit: Ints
    equal: Bools
    row: Ints
    column: Ints
    factor: Ints

    def reduced(self, prices: Ints, scale: int) -> Ints:
        """(N,) what a unit of each column is worth above the prices (M,) of its rows, all times `scale`."""
        # Sums of doubles are exact here: they stay far below 2**53.
        paid = np.bincount(self.column, (prices[self.row] * self.factor).astype(np.float64), len(self.worth))
        rest: Ints = self.worth * scale - paid.astype(np.int64)
        return rest


class Rows:
    """A linear model under construction."""

    def __init__(self) -> None:
        self._worth: list[Ints] = []
        self._most: list[Ints] = []
        self._limit: list[Ints] = []
        self._equal: list[Bools] = []
        self._entries: list[tuple[Ints, Ints, Ints]] = []
        self.columns = 0
        self.rows = 0

    def add_columns(self, worth: Ints, most: int = 1) -> Ints:
        """Add a column for each worth; returns their numbers."""
        numbers: Ints = self.columns + np.arange(len(worth), dtype=np.int64)
        self._worth.append(np.asarray(worth, dtype=np.int64))
        self._most.append(np.full(len(worth), most, dtype=np.int64))
        self.columns += len(worth)
        return numbers

    def add_rows(self, limit: Ints, *, equal: bool = False) -> Ints:
        """Add a row for each limit; returns their numbers."""
        numbers: Ints = self.rows + np.arange(len(limit), dtype=np.int64)
        self._limit.append(np.asarray(limit, dtype=np.int64))
        self._equal.append(np.full(len(limit), equal))
        self.rows += len(limit)
        return numbers

    def put(self, rows: Ints, columns: Ints, factors: Ints | int = 1) -> None:
        """Enter factors, one for each row and column given."""
        filled = np.broadcast_to(np.asarray(factors, dtype=np.int64), (len(rows),))
        self._entries.append((rows, columns, filled))

    def put_grouped(self, keys: Ints, columns: Ints, limit: Ints) -> Ints:
        """Add a row for each different key, of the columns with that key; `limit` is by key. Returns rows by key."""
        used, where = np.unique(keys, return_inverse=True)
        numbers = self.add_rows(limit[used])
        self.put(numbers[where], columns)
        by_key = np.full(len(limit), -1, dtype=np.int64)
        by_key[used] = numbers
        return by_key

    def built(self) -> LinearModel:
        """The model so far."""
        nothing = np.zeros(0, dtype=np.int64)
        row, column, factor = (
            np.concatenate([nothing, *(entry[side] for entry in self._entries)]) for side in range(3)
        )
        return LinearModel(
            np.concatenate([nothing, *self._worth]),
            np.concatenate([nothing, *self._most]),
            np.concatenate([nothing, *self._limit]),
            np.concatenate([np.zeros(0, dtype=np.bool_), *self._equal]),
            row,
            column,
            factor,
        )
