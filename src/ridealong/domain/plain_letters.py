"""Letters of the Latin script without what is on, through or beside them: what people type who lack the keys."""

import unicodedata

# Letters that are no base letter with an accent, so that Unicode does not decompose them.
ALONE = {
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H",
}  # fmt: skip
"""Letter -> what stands for it."""
_ALONE = str.maketrans(ALONE)


def plain_letters(text: str) -> str:
    """A text with `Sorensen` for `Sørensen`, `Weiss` for `Weiß` and `Ines` for `Inês`; other scripts stay."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text.translate(_ALONE))
    return "".join(one for one in parts if not unicodedata.combining(one))


def searchable(text: str) -> str:
    """A text in small letters, and behind it the same in plain ones where these are others: what a filter looks at."""
    if text.isascii():
        return text.lower()
    return f"{text.casefold()} {plain_letters(text).casefold()}"
