"""Single cells: blanks around them, the guard against formulas, and names of columns as they are compared."""

import re
import unicodedata

from ridealong.domain.errors import InvalidValue
from ridealong.domain.values import shown

# What str.strip() takes off, and the invisible characters that come along when somebody copies from a web page.
_BLANKS = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, (*range(0x2000, 0x200C), 0x2060, 0xFEFF))
)
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"''*[=+\-@\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LOOSE = re.compile(r"[\s_\-\u00ad\u2010-\u2015\u200b\u2060\ufeff]+")


def strip_blanks(text: str) -> str:
    """A text without the blanks and invisible characters around it."""
    return text.strip() if text.isascii() else text.strip(_BLANKS)


def heading(name: str) -> str:
    """The name of a column as it is compared: letter case, blanks, underscores and hyphens do not matter."""
    return _LOOSE.sub("", unicodedata.normalize("NFKC", name)).casefold()


def guard(text: str) -> str:
    """A text as it is written into a cell: what a spreadsheet would take for a formula gets a leading apostrophe."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """A cell without the apostrophe that `guard` put before it."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text


def read_line(text: str) -> str:
    """A text kept as given; raises InvalidValue where it contains characters that steer a terminal."""
    if not text.isprintable() and (match := _CONTROL.search(text)):
        raise InvalidValue(f"'{shown(text)}' contains the control character {shown_character(match[0])}", "Remove it")
    return text


def shown_character(character: str) -> str:
    """A character by its number, such as U+001B."""
    return f"U+{ord(character):04X}"
