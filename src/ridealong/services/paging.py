"""A page of a long list, and how far a long job has come."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

Progress = Callable[[int, int], None]
"""Called with how many of how many things are done."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list.

    Args:
        total: how many rows the whole list has.
        offset: the place of the first row here, from 0.
    """

    rows: tuple[T, ...]
    total: int
    offset: int = 0
