"""Long lists cut into parts that fit into one statement."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

AT_ONCE = 900
"""How many values one statement names: below the number of variables that any database allows."""


def parts_of(values: Sequence[T], each: int = 1) -> Iterator[Sequence[T]]:
    """Values in their order, some at a time; nothing for none.

    Args:
        each: how often the statement names each of them, or of how many parts one consists.
    """
    size = AT_ONCE // each
    for start in range(0, len(values), size):
        yield values[start : start + size]
