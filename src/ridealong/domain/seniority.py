"""How senior somebody is, from the words of their role: from 1, a beginner, to 4, somebody who leads others."""

import re

USUAL = 2

_TRADES = "engineer|developer|designer|analyst|architect|consultant|tester"
_LEVELS = (
    (1, r"trainee|intern|apprentice|junior|jr|assistant|graduate|working student"),
    # Many trades are called manager or owner of something, and lead nobody.
    (4, r"chief|c[eifomt]o|vp|director|head|principal|(?:team|group|senior|general|people) manager"),
    (4, rf"lead (?:{_TRADES})|(?:lead|leader)$|leads? of"),
    (3, r"senior|sr|expert|architect|staff"),
)
_WORDS = tuple((level, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for level, words in _LEVELS)


def seniority(role: str) -> int:
    """The level that a role speaks of; the usual one where it speaks of none."""
    return next((level for level, words in _WORDS if words.search(role)), USUAL)
