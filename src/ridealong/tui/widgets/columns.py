"""Columns of a table, and which of them fit into a width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")

Cell = str | Sequence[tuple[str, str]]
"""What stands in a cell: text, or parts of text each with a tone (see `TONES` of `PagedView`)."""

GAP = 2


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column.

    Args:
        key: what the service sorts by; empty where it cannot.
        width: how many cells it needs at least.
        cell: the content for a row.
        grow: its part of what is left over.
        rank: columns of the highest rank leave first where the width does not suffice; rank 0 always stays.
    """

    title: str
    width: int
    cell: Callable[[Row], Cell]
    key: str = ""
    grow: int = 0
    rank: int = 0
    right: bool = False


def fit_columns(columns: Sequence[Column[Row]], width: int) -> list[tuple[Column[Row], int]]:
    """The columns that fit, each with its width; what is left over goes to those that grow."""
    kept = list(columns)
    while len(kept) > 1 and _needed(kept) > width:
        last = max(kept, key=lambda column: column.rank)
        if last.rank == 0:
            break
        kept.remove(last)
    spare = width - _needed(kept)
    growers = sum(column.grow for column in kept)
    widths: list[tuple[Column[Row], int]] = []
    for column in kept:
        extra = spare * column.grow // growers if growers and spare > 0 else 0
        widths.append((column, column.width + extra))
    return _narrowed(widths, width)


def _needed(columns: Sequence[Column[Row]]) -> int:
    return sum(column.width for column in columns) + GAP * (len(columns) - 1)


def _narrowed(widths: list[tuple[Column[Row], int]], width: int) -> list[tuple[Column[Row], int]]:
    """Cut the last columns where even the indispensable ones are too wide."""
    left = width
    result: list[tuple[Column[Row], int]] = []
    for column, wanted in widths:
        if left <= 0:
            break
        result.append((column, min(wanted, left)))
        left -= wanted + GAP
    return result
