"""Texts of people in which nobody can be found by name: names, addresses and handles give way to a sign."""

import re
from collections.abc import Collection, Iterable

from ridealong.domain.people import PURGED
from ridealong.domain.plain_letters import plain_letters

NAME = "[name]"
ADDRESS = "[address]"

_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]*[^\s<>()\[\],;:\".!?]")
_HANDLE = re.compile(r"(?<!\w)@\w[\w.\-]*")
_WORD = re.compile(r"[^\W_]+")
_REPEATED = re.compile(r"\[name\](?:[\s.\-'’]*\[name\])+")
_LEAST = 2
"""Of how many letters a word of a name must be: initials stand in too many texts."""
_LEAST_SMALL = 3
"""The same for words that are written small, although names are not."""


class Mask:
    """What takes names out of texts.

    A full name of several words is taken out wherever it stands, in any letter case and with or without accents. A
    single word of a name is, too, where somebody who takes part is called so and it begins with a capital letter; where
    one of the two people that a text is about is called so, however it is written. So an ordinary word may be taken out
    with a name that is spelled the same: a text that reads oddly is better than one that names somebody.

    Args:
        names: of everybody. close: of those who take part.
        allowed: names that may stand, such as those of sponsors, unless somebody else bears them.
    """

    def __init__(self, names: Iterable[str], close: Iterable[str] = (), allowed: Collection[str] = ()) -> None:
        kept = {_folded(one) for one in allowed}
        everybody = {name for name in names if name.strip() and name != PURGED and _folded(name) not in kept}
        parts = [tuple(_folded_words(name)) for name in everybody]
        self._first: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted((one for one in parts if one), key=len, reverse=True):
            self._first.setdefault(words[0], []).append(words)
        named_alone = [name for name in everybody if len(_folded_words(name)) == 1]
        self._close = {word for name in (*close, *named_alone) if _folded(name) not in kept for word in _words_of(name)}
        # Scripts without capitals are often written without blanks between words.
        uncased = sorted({name.strip() for name in everybody if not _cased(name)}, key=len, reverse=True)
        self._uncased = re.compile("|".join(map(re.escape, uncased))) if uncased else None

    def hide(self, text: str, about: Iterable[str] = ()) -> str:
        """A text without names and addresses.

        Args:
            about: the names of the people whom the text is about.
        """
        text = _HANDLE.sub(NAME, _ADDRESS.sub(ADDRESS, text))
        if self._uncased is not None:
            text = self._uncased.sub(NAME, text)
        own = {word for name in about for word in _words_of(name)}
        return _REPEATED.sub(NAME, self._without_words(text, own))

    def _without_words(self, text: str, own: set[str]) -> str:
        words = [one for one in _WORD.finditer(text) if not _in_sign(text, one)]
        folded = [_folded(one[0]) for one in words]
        parts, end, at = [], 0, 0
        while at < len(words):
            length = self._full_name(folded, at) or int(self._is_part(words[at][0], folded[at], own))
            if length:
                parts += [text[end : words[at].start()], NAME]
                end = words[at + length - 1].end()
            at += max(1, length)
        return "".join([*parts, text[end:]])

    def _full_name(self, folded: list[str], at: int) -> int:
        """How many words from one on are a full name; 0 for none. A name of one word counts as a part of one."""
        for words in self._first.get(folded[at], ()):
            if len(words) > 1 and tuple(folded[at : at + len(words)]) == words:
                return len(words)
        return 0

    def _is_part(self, word: str, folded: str, own: set[str]) -> bool:
        if len(folded) < _LEAST:
            return False
        capital = word[0].isupper() or not _cased(word)
        if folded in own:
            return capital or len(folded) >= _LEAST_SMALL
        return capital and folded in self._close


def _in_sign(text: str, word: re.Match[str]) -> bool:
    return text[word.start() - 1 : word.end() + 1] in (NAME, ADDRESS)


def _folded(text: str) -> str:
    return plain_letters(text.strip()).casefold()


def _folded_words(name: str) -> list[str]:
    return [_folded(one) for one in _WORD.findall(name)]


def _words_of(name: str) -> set[str]:
    """The words of a name that are names themselves: `van` and `de` stand in other texts as well."""
    return {_folded(one) for one in _WORD.findall(name) if one[0].isupper() or not _cased(one)}


def _cased(text: str) -> bool:
    """Whether a text is of a script with capitals."""
    return text.casefold() != text.upper()
