"""ASCII in the place of signs and letters that a terminal cannot show, each as wide as what it stands for."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.color import Color

TWINS = {
    "▶": ">", "▷": ")", "◀": "<", "◁": "(", "●": "*", "○": "o", "■": "#", "□": "#", "◆": "@", "◇": "&",
    "◎": "0", "◌": "u", "☼": "%", "┊": ":",
    "✓": "v", "✗": "x", "✔": "v", "✘": "x", "×": "x", "↔": "=", "←": "<", "→": ">", "↑": "^", "↓": "v",
    "▲": "^", "▼": "v", "›": ">", "‹": "<", "»": ">", "«": "<", "·": ".", "•": "*", "…": "~",
    "–": "-", "—": "-", "−": "-", "±": "+", "≈": "~", "≤": "<", "≥": ">",
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'",
    "─": "-", "━": "=", "│": "|", "┃": "|", "█": "#", "▓": "#", "▒": "+", "░": ".",
    "▁": "_", "▂": ".", "▃": "-", "▄": "=", "▅": "+", "▆": "*", "▇": "%",
    "▔": "-", "▀": "=", "▌": "|", "▐": "|", "▎": "|", "▊": "|", "▏": "|", "▍": "|", "▋": "|", "▉": "|", "▕": "|",
    "\u200c": "", "\u200d": "",
}  # fmt: skip
"""Sign -> what stands for it in ASCII; signs that tell things apart in one place stay apart."""

_LETTERS = dict(zip("ßæÆøØœŒłŁđĐðÐþÞı", "saAoOoOlLdDdDtTi", strict=True))
"""Letters that are no other letter with a mark."""
_FIRST_SIGN, _LAST_SIGN = "\u2010", "\u2bff"
"""Between these Unicode keeps punctuation, arrows, lines, blocks, shapes and dots."""
_PLAIN_STYLE = Style.from_color(RichColor.default(), RichColor.default())
_DRAWN = ("\u2500", "\u259f")
"""Lines and blocks."""
_BAR_ENDS = frozenset("▁▂▃▄▅▆▇▉▊▋▌▍▎▏")
"""What a scroll bar ends with between two cells: parts of a cell, for which there is nothing in ASCII."""


class AsciiFilter(LineFilter):
    """Writes signs, and letters that the encoding lacks, in ASCII.

    Args:
        encoding: what the terminal takes text in; letters that it has stay.
    """

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments in ASCII, as wide as before."""
        del background
        if all(text.isascii() for text, _, _ in segments):
            return segments
        return [
            Segment(" " if _ends_bar(segment) else in_ascii(text, self._encoding), style, control)
            if not control and not text.isascii()
            else segment
            for segment in segments
            for text, style, control in (segment,)
        ]


def _ends_bar(segment: Segment) -> bool:
    """Whether a segment is the end of a scroll bar, which the mouse can take hold of."""
    text, style, _control = segment
    return text in _BAR_ENDS and style is not None and "@mouse.down" in style.meta


class PlainFilter(LineFilter):
    """Takes all colours, frames and bars away, and writes signs in ASCII."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self._encoding = encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without colours, as wide as before."""
        del background
        return [
            segment
            if segment.control
            else Segment(
                segment.text if segment.text.isascii() else _undrawn(segment.text, self._encoding),
                segment.style + _PLAIN_STYLE if segment.style is not None else None,
            )
            for segment in segments
        ]


@lru_cache(4096)
def _undrawn(text: str, encoding: str) -> str:
    text = text.replace(" · ", ",  ")
    return in_ascii("".join(" " if _DRAWN[0] <= one <= _DRAWN[1] else one for one in text), encoding)


@lru_cache(4096)
def in_ascii(text: str, encoding: str = "ascii") -> str:
    """Text without signs beyond ASCII, and with the nearest letters where an encoding lacks one; as wide as before."""
    if text.isascii():
        return text
    return set_cell_size("".join(_twins(text, encoding)), cell_len(text))


def _twins(text: str, encoding: str) -> Iterator[str]:
    for one in text:
        if one.isascii():
            yield one
        elif one in TWINS and (encoding == "utf-8" or not _encodable(one, encoding)):
            yield TWINS[one]
        elif _FIRST_SIGN <= one <= _LAST_SIGN:
            yield set_cell_size(_drawn(one), cell_len(one))
        elif _encodable(one, encoding):
            yield one
        else:
            yield _letter(one)


def _encodable(one: str, encoding: str) -> bool:
    try:
        one.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _letter(one: str) -> str:
    """The nearest letter, or a question mark in each cell."""
    width = cell_len(one)
    nearest = _LETTERS.get(one) or unicodedata.normalize("NFKD", one).encode("ascii", "ignore").decode()
    return set_cell_size(nearest or "?" * width, width)


_BY_NAME = (
    ("BRAILLE PATTERN BLANK", " "),
    ("BRAILLE", ":"),
    ("VERTICAL AND HORIZONTAL", "+"),
    ("DOWN AND", "+"),
    ("UP AND", "+"),
    ("VERTICAL AND", "+"),
    ("ARC", "+"),
    ("DIAGONAL", "/"),
    ("DRAWINGS", "|"),
    ("SHADE", "."),
    ("LEFTWARDS", "<"),
    ("RIGHTWARDS", ">"),
    ("UPWARDS", "^"),
    ("DOWNWARDS", "v"),
    ("LEFT-POINTING", "<"),
    ("RIGHT-POINTING", ">"),
    ("UP-POINTING", "^"),
    ("DOWN-POINTING", "v"),
    ("BLOCK", "#"),
    ("QUADRANT", "#"),
    ("DASH", "-"),
    ("HYPHEN", "-"),
    ("QUOTATION", "'"),
    ("CHECK", "v"),
    ("SPACE", " "),
)


def _drawn(one: str) -> str:
    """What comes near to a sign that is none of ours."""
    name = unicodedata.name(one, "")
    if "DRAWINGS" in name and "HORIZONTAL" in name and " AND " not in name:
        return "-"
    return next((twin for word, twin in _BY_NAME if word in name), "*")
