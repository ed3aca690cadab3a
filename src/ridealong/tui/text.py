"""How values are written on the screens: user text made harmless, counts, days and fit in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from ridealong.domain.wording import printable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ridealong.domain.days import Days

shown = printable
"""User text with control, direction and line-break characters written out, so that none reaches the terminal."""
ELLIPSIS = "…"
MUTED = "$foreground 60%"
"""The style of what matters less, in `Content`."""


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """Text of exactly `width` cells: padded, or cut with an ellipsis."""
    if width <= 0:
        return ""
    size = cell_len(text)
    if size > width:
        return set_cell_size(text, width - 1) + ELLIPSIS
    return " " * (width - size) + text if right else text + " " * (width - size)


def many(number: int, one: str, more: str = "") -> str:
    """A count with its noun: `1 person`, `1,204 people`."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def day_words(day: date) -> str:
    """A day as `Mon 11 Jan 2027`."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def span_words(days: Days) -> str:
    """A span as `11–15 Jan 2027`, or with both months and years where they differ."""
    first, last = days.first, days.last
    if first == last:
        return f"{first.day} {first:%b %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%b %Y}"
    start = f"{first.day} {first:%b}" if first.year == last.year else f"{first.day} {first:%b %Y}"
    return f"{start} – {last.day} {last:%b %Y}"


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
