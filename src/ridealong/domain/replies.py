"""What attendees answer to invites."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Answer(StrEnum):
    """What an attendee has answered."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"
    DELEGATED = "delegated"
    PROPOSED = "proposed"


PARTSTAT = {
    Answer.ACCEPTED: "ACCEPTED",
    Answer.DECLINED: "DECLINED",
    Answer.TENTATIVE: "TENTATIVE",
    Answer.DELEGATED: "DELEGATED",
}
"""How calendars write an answer (RFC 5545, 3.2.12); a proposal of another time leaves the question open."""

_BY_PARTSTAT = {word: answer for answer, word in PARTSTAT.items()}


def answer_of(partstat: str) -> Answer | None:
    """The answer that a calendar writes so, in any letter case; None where it is none."""
    return _BY_PARTSTAT.get(partstat.strip().upper())


Moment = date | datetime
"""A day, or a moment in UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer as a calendar program sent it.

    Args:
        attendee: the address of the one who answers, as written.
        occurrence: of a series, the one that the answer is about, as the rule has it; None for all.
        sequence: that of the invite which is answered.
        stamp: when it was answered, in UTC; None where the file does not say.
        comment: what the attendee wrote beside it, as given.
        delegate: who comes instead, where the answer is `DELEGATED`.
        proposed: the start and end that the attendee proposes, where the answer is `PROPOSED` and they are given.
    """

    uid: str
    answer: Answer
    attendee: str
    occurrence: Moment | None = None
    sequence: int = 0
    stamp: datetime | None = None
    comment: str = ""
    delegate: str = ""
    proposed: tuple[Moment, Moment] | None = None
