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
        most: how wide it grows before others have what they want; 0 for as wide as there is room.
        rank: columns of the highest rank leave first where the width does not suffice; rank 0 always stays.
    """

    title: str
    width: int
    cell: Callable[[Row], Cell]
    key: str = ""
    grow: int = 0
    most: int = 0
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
    return _narrowed(list(zip(kept, _grown(kept, width - _needed(kept)), strict=True)), width)


def _grown(columns: Sequence[Column[Row]], spare: int) -> list[int]:
    """How wide columns become: each up to what it can use, and only then beyond that."""
    widths = [column.width for column in columns]
    for within in (True, False):
        while spare > 0:
            room = {
                at: column.most - widths[at] if within and column.most else spare
                for at, column in enumerate(columns)
                if column.grow and not (within and column.most and widths[at] >= column.most)
            }
            if not room:
                break
            parts = sum(columns[at].grow for at in room)
            more = {at: min(free, spare * columns[at].grow // parts) for at, free in room.items()}
            if not any(more.values()):
                more = dict.fromkeys(list(room)[:spare], 1)
            for at, cells in more.items():
                widths[at] += cells
            spare -= sum(more.values())
    return widths


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
