"""Long lists cut into parts that fit into one statement."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

_AT_ONCE = 500
"""How many values one statement names: below the number of variables that any database allows."""


def parts_of(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Values in their order, some at a time; nothing for none."""
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
