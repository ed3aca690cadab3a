"""How values are written on the screens: user text made harmless, counts, days and fit in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from ridealong.domain.wording import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "ELLIPSIS",
    "MUTED",
    "fit_bar",
    "fit_word",
    "fitted",
    "in_lines",
    "listed",
    "many",
    "often",
    "shown",
    "unmarked",
    "wrapped",
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
        cut = set_cell_size(text, width - 1).rstrip() + ELLIPSIS
        return cut + " " * (width - cell_len(cut))
    return " " * (width - size) + text if right else text + " " * (width - size)


def wrapped(text: str, width: int, height: int) -> str:
    """Paragraphs over at most `height` lines of `width` cells: the first one is cut where all do not fit."""
    first, *rest = (_broken(one, width) for one in text.split("\n"))
    below = [line for lines in rest for line in lines]
    room = max(1, height - len(below))
    if len(first) > room:
        first = [*first[: room - 1], set_cell_size(" ".join(first[room - 1 :]), max(0, width - 1)).rstrip() + ELLIPSIS]
    return "\n".join([*first, *below][:height])


def _broken(text: str, width: int) -> list[str]:
    """A paragraph broken between words; a word that is longer than a line is left to be cut."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and cell_len(f"{lines[-1]} {word}") > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines


def unmarked(text: str) -> str:
    """Text that Textual shows as it is where it reads markup."""
    return text.replace("[", "\\[")


def in_lines(text: str, width: int) -> list[str]:
    """A text as lines of `width` cells, broken between words; at least one line for each of its own."""
    return [line for one in text.split("\n") for line in _broken(one, width)]


def many(number: int, one: str, more: str = "") -> str:
    """A count with its noun: `1 person`, `1,204 people`."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def often(number: int) -> str:
    """How often: `once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def fit_word(points: int) -> str:
    """A fit of 0 to 100 in one word."""
    return ("poor", "fair", "good", "very good")[(points >= 30) + (points >= 50) + (points >= 75)]


def fit_bar(points: int, cells: int = 8) -> tuple[str, str]:
    """A fit of 0 to 100 as a bar that also reads without colour: its thick part, and its thin rest."""
    full = round(points / 100 * cells)
    return "━" * full, "─" * (cells - full)


def listed(items: Iterable[str], most: int = 3) -> str:
    """Some names as a list, cut with `and N more`."""
    all_items = list(items)
    head = ", ".join(map(shown, all_items[:most]))
    return f"{head} and {len(all_items) - most} more" if len(all_items) > most else head
