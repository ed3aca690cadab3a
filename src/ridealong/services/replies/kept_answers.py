"""Answers as the database keeps them: one for each meeting or occurrence and attendee."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping

from ridealong.domain.meetings import Sent
from ridealong.domain.people import identity
from ridealong.domain.replies import Answer, Moment
from ridealong.storage.queries.answers import answer_rows, answers_ever_kept

REPLY = "reply"
"""The source of an answer that came as a reply."""
TYPED = "typed"
"""The source of an answer that the coordinator was told and wrote down."""

Key = tuple[str, str, str]
"""What an answer is about: the UID, the occurrence as stored, and the identity of the attendee."""

_CONTENT = ("answer", "sequence", "stamp", "comment", "delegate", "proposed_start", "proposed_end")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """An answer as it is kept.

    Args:
        occurrence: the day on which the rule of a series has the occurrence; None for the whole meeting.
        attendee: the identity of the address that was invited.
        sequence: that of the invite which is answered. stamp: when it was answered, in UTC, where that is known.
        source: `REPLY` or `TYPED`.
    """

    uid: str
    occurrence: date | None
    attendee: str
    answer: Answer
    sequence: int
    stamp: datetime | None
    comment: str = ""
    delegate: str = ""
    proposed: tuple[Moment, Moment] | None = None
    source: str = REPLY
    id: int = 0
    version: int = 0

    @property
    def key(self) -> Key:
        """What the answer is about."""
        return (self.uid, "" if self.occurrence is None else self.occurrence.isoformat(), self.attendee)

    @property
    def row(self) -> dict[str, object]:
        """The columns of `answers` for it."""
        start, end = self.proposed or (None, None)
        uid, occurrence, attendee = self.key
        return {
            "uid": uid,
            "occurrence": occurrence,
            "attendee": attendee,
            "answer": str(self.answer),
            "sequence": self.sequence,
            "stamp": _text(self.stamp),
            "comment": self.comment,
            "delegate": self.delegate,
            "proposed_start": _text(start),
            "proposed_end": _text(end),
            "source": self.source,
        }

    @property
    def mark(self) -> tuple[object, ...]:
        """What it is about and what it says, whoever wrote it down: equal for the same reply read twice."""
        return _mark(self.row)

    @property
    def age(self) -> tuple[int, str]:
        """What orders answers of one attendee about one meeting: the newer, the greater."""
        return (self.sequence, _text(self.stamp))


def kept_answers(connection: Connection, uids: Collection[str]) -> list[KeptAnswer]:
    """The answers about some meetings, by UID, occurrence (that of the whole first) and attendee."""
    return [_kept(row) for row in answer_rows(connection, uids)]


def marks_ever_kept(connection: Connection) -> set[tuple[object, ...]]:
    """The marks of all answers that were ever kept, those that newer ones replaced included."""
    return {_mark(json.loads(text)) for text in answers_ever_kept(connection)}


def answers_that_count(connection: Connection, sent: Mapping[str, Sent]) -> dict[str, tuple[tuple[str, Answer], ...]]:
    """By UID, who has answered what to the whole of a meeting as it was last sent, by address.

    A proposal of another time is no answer to the present one.
    """
    found: dict[str, list[tuple[str, Answer]]] = {}
    for one in kept_answers(connection, sent.keys()):
        if one.occurrence is None and one.sequence >= sent[one.uid].sequence and one.answer is not Answer.PROPOSED:
            for email in _addresses(sent[one.uid], one.attendee):
                found.setdefault(one.uid, []).append((email, one.answer))
    return {uid: tuple(items) for uid, items in found.items()}


def _addresses(sent: Sent, attendee: str) -> list[str]:
    return [one.email for one in sent.last.meeting.attendees if identity(one.email) == attendee]


def _kept(row: RowMapping) -> KeptAnswer:
    start, end = _moment(row["proposed_start"]), _moment(row["proposed_end"])
    return KeptAnswer(
        uid=row["uid"],
        occurrence=date.fromisoformat(row["occurrence"]) if row["occurrence"] else None,
        attendee=row["attendee"],
        answer=Answer(row["answer"]),
        sequence=row["sequence"],
        stamp=datetime.fromisoformat(row["stamp"]) if row["stamp"] else None,
        comment=row["comment"],
        delegate=row["delegate"],
        proposed=(start, end) if start is not None and end is not None else None,
        source=row["source"],
        id=row["id"],
        version=row["version"],
    )


def _mark(row: Mapping[str, object]) -> tuple[object, ...]:
    return (row["uid"], row["occurrence"], row["attendee"], *(row[name] for name in _CONTENT))


def _text(moment: Moment | None) -> str:
    return "" if moment is None else moment.isoformat()


def _moment(text: str) -> Moment | None:
    if not text:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
