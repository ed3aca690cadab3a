"""Text with names in it, made to fit: the longest names are cut first, each where it says least."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from ridealong.tui.text import ELLIPSIS, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORTEST_NAME = 8
"""To how many cells a name is cut at most."""


def shortened(text: str, names: Sequence[str], width: int) -> str:
    """A text with names in it, where it is too wide with the longest of the names in it cut."""
    text = shown(text)
    known = sorted({shown(name) for name in names if name}, key=len, reverse=True)
    if cell_len(text) <= width or not known:
        return text
    parts = re.split(f"({'|'.join(map(re.escape, known))})", text)
    longest = min(width, max(cell_len(name) for name in known))
    most = next((most for most in range(longest, SHORTEST_NAME, -1) if _width(parts, known, most) <= width), 0)
    return "".join(_cut(part, most or SHORTEST_NAME) if part in known else part for part in parts)


def _width(parts: Sequence[str], names: Sequence[str], most: int) -> int:
    return sum(min(cell_len(part), most) if part in names else cell_len(part) for part in parts)


def _cut(name: str, most: int) -> str:
    """A name of at most so many cells, its end kept where that tells it from others, as the year of a program does."""
    if cell_len(name) <= most:
        return name
    end = name[-4:] if name[-4:].isdigit() else ""
    return set_cell_size(name, most - 1 - len(end)).rstrip() + ELLIPSIS + end
