"""How senior somebody is, from the words of their role: from 1, a beginner, to 4, somebody who leads others."""

import re

USUAL = 2

_LEVELS = (
    (4, r"chief|c[a-z]o|vp|director|head|lead|leader|manager|principal|owner"),
    (1, r"trainee|intern|apprentice|junior|jr|assistant|graduate|working student"),
    (3, r"senior|sr|expert|architect|staff|specialist"),
)
_WORDS = tuple((level, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for level, words in _LEVELS)


def seniority(role: str) -> int:
    """The level that a role speaks of; the usual one where it speaks of none."""
    return next((level for level, words in _WORDS if words.search(role)), USUAL)
