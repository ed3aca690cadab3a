"""Consent: the word of those who answer for somebody, and what people write where they agree, refuse or pause."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ridealong.domain.errors import InvalidValue
from ridealong.domain.values import quoted, read_day


class Word(StrEnum):
    """What somebody says who answers for others: a manager of an enrolment, a lead of a draft."""

    AGREED = "agreed"
    REFUSED = "refused"


class Answer(StrEnum):
    """What an answer in somebody's own words comes to."""

    YES = "yes"
    NO = "no"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Said:
    """An answer that was understood; `until`: the day before which it is not a yes, for `LATER` alone."""

    answer: Answer
    until: date | None = None


_YES = frozenset(
    (
        *(
            "yes",
            "y",
            "yeah",
            "yep",
            "ok",
            "okay",
            "sure",
            "true",
            "x",
            "1",
            "in",
            "accept",
            "agree",
            "approve",
            "join",
        ),
        *("accepted", "agreed", "approved", "joined", "granted", "gladly", "of course", "all right", "with pleasure"),
        *(
            "i agree",
            "we agree",
            "i approve",
            "i accept",
            "i consent",
            "i do",
            "i join",
            "i take part",
            "i am in",
            "im in",
        ),
        *("i will join", "i will take part", "ill join", "id love to", "id like to", "i want to take part"),
        *("i would like to take part", "i would love to", "count me in", "ja", "oui", "si", "sim"),
    )
)
_NO = frozenset(
    (
        *("no", "n", "nope", "false", "0", "out", "decline", "declined", "refuse", "refused", "reject", "rejected"),
        *("disagree", "disagreed", "not agreed", "denied", "no thanks", "no thank you", "not now", "not this time"),
        *(
            "i refuse",
            "i decline",
            "i disagree",
            "i do not",
            "i dont",
            "i do not agree",
            "i dont agree",
            "do not agree",
        ),
        *("we do not agree", "we dont agree", "dont agree", "i do not approve", "i dont approve", "i do not consent"),
        *("i am out", "im out", "count me out", "i do not take part", "i will not take part", "i wont take part"),
        *("i cannot take part", "i cant take part", "nein", "non"),
    )
)
_SIGNS = {
    "\u2713": "yes",
    "\u2714": "yes",
    "\u2705": "yes",
    "\u2611": "yes",
    "\u2717": "no",
    "\u2718": "no",
    "\u274c": "no",
}
_LATER = re.compile(r"(?:i\s+)?(?:am\s+)?(?:paused?|pausing|later|away)\b[^0-9]*(\d{4}-\d{2}-\d{2})?.*", re.IGNORECASE)
_CONDITIONS = {"after", "before", "but", "except", "from", "if", "not", "only", "once", "unless", "until", "when"}
_BEHIND = re.compile(r"\s*[,;:.!(\u2013\u2014-]\s*")


def read_answer(text: str) -> Said:
    """An answer as people write or tick it: `Yes`, `I agree`, `No, thanks`, `paused until 2027-05-14`.

    The words before the first punctuation count where all of it is none of those known: `Yes, with pleasure`; but not
    where a condition follows, which somebody has to read: `Yes, but not before May`.

    Raises:
        InvalidValue: it is no answer that is known, or a pause without its last day.
    """
    first, *rest = _BEHIND.split(text.strip(), maxsplit=1)
    conditional = any(_CONDITIONS.intersection(_plain(one).split()) for one in rest)
    for some in (_plain(text), "" if conditional else _plain(first)):
        if some in _YES:
            return Said(Answer.YES)
        if some in _NO:
            return Said(Answer.NO)
    if later := _LATER.fullmatch(text.strip()):
        if later[1] is None:
            raise InvalidValue(f"'{quoted(text)}' does not say until when", "Write paused until YYYY-MM-DD")
        return Said(Answer.LATER, read_day(later[1]))
    raise InvalidValue(f"'{quoted(text)}' is no answer", "Write yes, no, or paused until YYYY-MM-DD")


def read_word(text: str) -> Word:
    """The word of a manager or lead as people write it; raises InvalidValue, for a pause, too."""
    try:
        said = read_answer(text)
    except InvalidValue:
        said = Said(Answer.LATER)
    if said.answer is Answer.LATER:
        raise InvalidValue(f"'{quoted(text)}' is neither agreed nor refused", "Write yes or no")
    return Word.AGREED if said.answer is Answer.YES else Word.REFUSED


def _plain(text: str) -> str:
    """The words of an answer alone, in small letters, without apostrophes, signs and words said twice."""
    shown = "".join(f" {_SIGNS[one]} " if one in _SIGNS else one for one in text.strip())
    words = re.sub(r"[^\w\s]", " ", re.sub("['\u2019]", "", shown)).casefold().split()
    return " ".join(word for word, before in zip(words, ["", *words], strict=False) if word != before)
