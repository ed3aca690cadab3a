"""Words put together for sentences: counts with their nouns, lists, and user text that harms no terminal."""

import math
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

MOST_IN_A_MESSAGE = 800
"""How many characters of a sentence are shown: half a screen."""

_LEAST_PERCENT = 0.01
"""Less is not told apart."""
_MOST_MARKS = 4
"""How many accents one letter carries in any script; more are a pile that runs over the lines above and below."""
_MARKS_BEGIN = "\u0300"
"""No character before this one combines with its neighbours."""
_JOINED_BEGIN = "\u0590"
"""The scripts whose letters are written with joiners come after this."""
_JOINERS = "\u200c\u200d"
# Letters that nobody can see, and whose width terminals do not agree on.
_UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
_VARIANTS = "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))


def many(number: int, one: str, more: str = "") -> str:
    """A count with its noun: `1 person`, `1,204 people`."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def at_most_percent(number: float) -> str:
    """Percents that a bound says, rounded up to two digits that count: `0.39 %`, `2.5 %`, `130 %`."""
    if number <= _LEAST_PERCENT:
        return f"{_LEAST_PERCENT} %"
    step = 10.0 ** (math.floor(math.log10(number)) - 1)
    # What stands a hair above two digits is the same number, written in binary.
    up = math.ceil(number / step - 1e-6) * step
    return f"{up:,.0f} %" if step >= 1 else f"{round(up, -round(math.log10(step))):g} %"


def listed(words: Sequence[str]) -> str:
    """Words in a row: `a`, `a and b`, `a, b and c`; at least one."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def several(words: Sequence[str], most: int = 3) -> str:
    """Words in a row, of many only the first and how many more there are: `a, b, c and 4 more`; at least one."""
    return listed(words) if len(words) <= most + 1 else listed([*words[:most], f"{len(words) - most:,} more"])


def brief(text: str, most: int = MOST_IN_A_MESSAGE) -> str:
    """A sentence of at most `most` characters: of a longer one its beginning, and its end, where the remedy stands."""
    if len(text) <= most:
        return text
    end = most // 4
    return f"{text[: most - end - 3]} … {text[len(text) - end :]}"


def printable(text: str) -> str:
    """User text with characters that steer a terminal, or hide what is written, as escapes.

    What terminals draw in different widths is written in the one way on which all agree: an emoji that is joined from
    several as these, without what chooses among pictures of a character. An accent above the fourth on a letter, which
    would run over other lines, is an escape, too.
    """
    if text.isprintable() and (text.isascii() or max(text) < _MARKS_BEGIN):
        return text
    parts = []
    marks = 0
    for at, one in enumerate(text):
        shown = _alone(one)
        if shown is _MARK:
            marks += 1
            parts.append(one if marks <= _MOST_MARKS else _escaped(one))
        elif shown is not _VARIANT:
            marks = 0
            parts.append(_joiner(text, at) if shown is _JOINER else shown)
    return "".join(parts)


_MARK, _JOINER, _VARIANT = "a mark", "a joiner", "a variant"


@lru_cache(maxsize=4096)
def _alone(one: str) -> str:
    """What is shown for a character, or which kind it is where its neighbours have a say."""
    if one in _VARIANTS:
        return _VARIANT
    if one in _JOINERS:
        return _JOINER
    if not one.isprintable() or one in _UNSEEN:
        return _escaped(one)
    return _MARK if unicodedata.category(one) in ("Mn", "Me") else one


def _joiner(text: str, at: int) -> str:
    """A joiner as it is shown: scripts such as Persian or Sinhala need it, an emoji does without."""
    before = text[at - 1] if at else ""
    if before in _VARIANTS and at > 1:
        before = text[at - 2]
    kind = unicodedata.category(before) if before else ""
    if kind in ("Lo", "Mn", "Mc") and before >= _JOINED_BEGIN:
        return text[at]
    return "" if kind in ("So", "Sk") and text[at] == "\u200d" else _escaped(text[at])


def _escaped(character: str) -> str:
    if unicodedata.category(character) == "Zs":
        return " "
    return character.encode("unicode_escape", "backslashreplace").decode("ascii")
