"""Single cells: the guard against formulas, and names of columns as they are compared."""

import re
import unicodedata

# Where people write in full width, spreadsheets take those signs for the same.
_OPENS = "[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
_FORMULA = re.compile(f"'*{_OPENS}")
_GUARDED = re.compile(f"''*{_OPENS}")
_LOOSE = re.compile(r"[\s_\-\u00ad\u2010-\u2015\u200b\u2060\ufeff]+")


def heading(name: str) -> str:
    """The name of a column as it is compared: letter case, blanks, underscores and hyphens do not matter."""
    return _LOOSE.sub("", unicodedata.normalize("NFKC", name)).casefold()


def guard(text: str) -> str:
    """A text as it is written into a cell: what a spreadsheet would take for a formula gets a leading apostrophe."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """A cell without the apostrophe that `guard` put before it."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text
