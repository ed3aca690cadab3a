"""How values are written on the screens: user text made harmless, counts, days and fit in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from ridealong.domain.wording import printable
from ridealong.tui.dates import day_words, span_words

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "ELLIPSIS",
    "MUTED",
    "day_words",
    "fit_bar",
    "fit_word",
    "fitted",
    "listed",
    "many",
    "shown",
    "span_words",
    "unmarked",
]

shown = printable
"""User text with control, direction and line-break characters written out, so that none reaches the terminal."""
ELLIPSIS = "…"
MUTED = "$muted"
"""The style of what matters less, in `Content`."""


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """Text of exactly `width` cells: padded, or cut with an ellipsis."""
    if width <= 0:
        return ""
    size = cell_len(text)
    if size > width:
        return set_cell_size(text, width - 1) + ELLIPSIS
    return " " * (width - size) + text if right else text + " " * (width - size)


def unmarked(text: str) -> str:
    """Text that Textual shows as it is where it reads markup."""
    return text.replace("[", "\\[")


def many(number: int, one: str, more: str = "") -> str:
    """A count with its noun: `1 person`, `1,204 people`."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def fit_word(points: int) -> str:
    """A fit of 0 to 100 in one word."""
    return ("poor", "fair", "good", "very good")[(points >= 30) + (points >= 50) + (points >= 75)]


def fit_bar(points: int, cells: int = 8) -> tuple[str, str]:
    """A fit of 0 to 100 as a bar that also reads without colour: its thick part, and its thin rest."""
    full = round(points / 100 * cells)
    return "━" * full, "─" * (cells - full)


def listed(items: Iterable[str], most: int = 3) -> str:
    """Some names as a list, cut with `and N more`."""
    all_items = [shown(item) for item in items]
    head = ", ".join(all_items[:most])
    return f"{head} and {len(all_items) - most} more" if len(all_items) > most else head
