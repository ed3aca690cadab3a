"""Words put together for sentences: counts with their nouns, lists, and user text that harms no terminal."""

import unicodedata
from collections.abc import Sequence

_JOINERS = "\u200c\u200d"
"""Scripts and emoji need them, and they steer nothing."""


def many(number: int, one: str, more: str = "") -> str:
    """A count with its noun: `1 person`, `1,204 people`."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """Words in a row: `a`, `a and b`, `a, b and c`; at least one."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def printable(text: str) -> str:
    """User text with characters that steer a terminal, or hide what is written, as escapes."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() or one in _JOINERS else _escaped(one) for one in text)


def _escaped(character: str) -> str:
    if unicodedata.category(character) == "Zs":
        return " "
    return character.encode("unicode_escape", "backslashreplace").decode("ascii")
