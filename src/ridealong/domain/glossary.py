"""The glossary: the terms of both trades, and which of them a text needs to have explained."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ridealong.domain.errors import InvalidValue
from ridealong.domain.people import Side
from ridealong.domain.values import quoted, read_name

MOST_IN_A_TERM, MOST_IN_A_MEANING = 60, 300
"""How many characters a term and its meaning may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or abbreviation of one trade.

    Args:
        side: whose term it is; the other side is who needs the meaning.
        meaning: what it is, in words of everybody, without a full stop.
    """

    term: str
    side: Side
    meaning: str


def read_term(text: str) -> str:
    """A term as somebody types it; raises InvalidValue where nobody could find it in a text."""
    term = read_name(text)
    if not any(map(str.isalnum, term)):
        raise InvalidValue(f"'{quoted(text)}' is not a term", "Give a word or an abbreviation, such as CPC")
    return _short(term, MOST_IN_A_TERM, "A term")


def read_meaning(text: str) -> str:
    """What a term means, on one line; raises InvalidValue where nothing is said, or more than invites have room for."""
    meaning = read_name(text)
    if not meaning:
        raise InvalidValue("A term needs its meaning", "Say in a few plain words what it is")
    return _short(meaning, MOST_IN_A_MEANING, "A meaning")


def _short(text: str, most: int, what: str) -> str:
    if len(text) > most:
        raise InvalidValue(f"'{quoted(text)}' is too long", f"{what} has at most {most} characters")
    return text


class Glossary:
    """Terms that are looked for in many texts.

    A term stands in a text as a whole word, longest term first. What is written in capitals alone, as abbreviations
    are, is found as it is written; any other term in any letter case, with blanks or hyphens between its words. Both
    are found in the plural. Web and mail addresses are no words of a text.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = sorted(terms, key=lambda one: (-len(one.term), one.term))
        self._known: dict[str, tuple[Term, ...]] = {}

    def found(self, text: str) -> tuple[Term, ...]:
        """The terms in a text, each once, in the order in which they come up first."""
        if text not in self._known:
            self._known[text] = self._look(text) if self._terms else ()
        return self._known[text]

    def found_in(self, texts: Iterable[str]) -> tuple[Term, ...]:
        """The terms in several texts, as if they were one."""
        return tuple(dict.fromkeys(term for text in texts for term in self.found(text)))

    def _look(self, text: str) -> tuple[Term, ...]:
        groups = (match.lastindex for match in self._pattern.finditer(text))
        return tuple(dict.fromkeys(self._terms[group - 1] for group in groups if group))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Finds an address in no group, or a term in the group of its place."""
        terms = "|".join(_written(one.term) for one in self._terms)
        # An address comes first, so that what stands in it is passed over before a term is looked for there.
        return re.compile(rf"{_ADDRESS}|(?<!\w)(?<!\w\.)(?:{terms})(?!\w|\.\w)")


_ADDRESS = r"(?i:[a-z][a-z0-9+.-]{1,20}://|www\.)\S+|[^\s@<>()]{1,64}@[^\s@]+"


def explained(text: str, terms: Iterable[Term], readers_side: Side) -> tuple[Term, ...]:
    """The terms in a text that its readers on one side would not know, each once, in order of appearance."""
    return tuple(one for one in Glossary(terms).found(text) if one.side is not readers_side)


def _written(term: str) -> str:
    """A group that finds a term, also in the plural."""
    words = r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", term.strip())))
    if term == term.upper():
        return rf"({words}(?:['’]?s)?)"
    if words[-1:] in ("y", "Y") and term[-2:-1].casefold() not in "aeiou":
        return rf"((?i:{words[:-1]}(?:y|ies)))"
    return rf"((?i:{words}(?:['’]?s|es)?))"
