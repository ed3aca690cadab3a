"""Replies sorted into those that apply, that are stale, unknown, or known already."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from sqlalchemy import Connection

from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.people import identity
from ridealong.domain.replies import Answer, Moment, Reply
from ridealong.services.invites.invited import Invited
from ridealong.services.replies.kept_answers import KeptAnswer, kept_answers, marks_ever_kept

_ALWAYS = datetime.min.replace(tzinfo=UTC)


class Fate(StrEnum):
    """What becomes of a reply."""

    APPLIED = "applied"
    STALE = "stale"
    UNKNOWN = "unknown"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedReply:
    """A reply, and what becomes of it.

    Args:
        kind, summary: of the meeting; None and empty where it is unknown.
        email, name: of the attendee as invited; the address as it came and no name where nobody of that address was.
        occurrence: the day on which the series has the occurrence, or the moment that names none of ours.
        why: why it does not apply. source: where it was read.
        kept: the answer that is to be kept, where it applies.
    """

    fate: Fate
    uid: str
    email: str
    answer: Answer
    source: str
    kind: MeetingKind | None = None
    summary: str = ""
    name: str = ""
    occurrence: Moment | None = None
    proposed: tuple[Moment, Moment] | None = None
    comment: str = ""
    delegate: str = ""
    why: str = ""
    kept: KeptAnswer | None = None


class Book:
    """The answers about some meetings, as they stand while replies are applied one after another."""

    def __init__(self, connection: Connection, uids: Collection[str]) -> None:
        self._connection = connection
        self.invited = Invited(connection, uids)
        self._now: dict[tuple[str, str], dict[date | None, KeptAnswer]] = {}
        for one in kept_answers(connection, uids):
            self._of(one)[one.occurrence] = one
        self._ever: set[tuple[object, ...]] | None = None

    def _of(self, one: KeptAnswer) -> dict[date | None, KeptAnswer]:
        """What the attendee of an answer has answered about its meeting, by occurrence."""
        return self._now.setdefault((one.uid, one.attendee), {})

    def newest(self, one: KeptAnswer) -> KeptAnswer | None:
        """The newest answer that an answer would replace: to the same, or to all occurrences."""
        mine = self._of(one)
        return max(
            (mine[key] for key in {one.occurrence, None} & mine.keys()), key=lambda other: other.age, default=None
        )

    def is_kept(self, one: KeptAnswer) -> bool:
        """Whether this very answer is kept now."""
        now = self._of(one).get(one.occurrence)
        return now is not None and now.mark == one.mark

    def was_kept(self, one: KeptAnswer) -> bool:
        """Whether this very answer was kept at any time."""
        if self._ever is None:
            self._ever = marks_ever_kept(self._connection)
        return one.mark in self._ever

    def put(self, one: KeptAnswer) -> None:
        """Take an answer in; to all occurrences, it replaces older ones to single ones."""
        mine = self._of(one)
        for other in replaced(one, mine.values()):
            del mine[other.occurrence]
        mine[one.occurrence] = one


def replaced(one: KeptAnswer, others: Iterable[KeptAnswer]) -> list[KeptAnswer]:
    """The answers to single occurrences whose place an answer to all of them takes, among those of one attendee."""
    if one.occurrence is not None:
        return []
    return [other for other in others if other.occurrence is not None and other.age <= one.age]


def sort_replies(connection: Connection, found: Iterable[tuple[str, Reply]]) -> list[SortedReply]:
    """What becomes of each reply, the oldest first: in this order they are to be applied.

    A reply to an invite that has been overtaken, or older than the answer that is kept, is stale (RFC 5546, 2.1.5).

    Args:
        found: where each was read, and the reply.
    """
    replies = sorted(found, key=lambda item: item[1].stamp or _ALWAYS)
    book = Book(connection, {reply.uid for _source, reply in replies})
    return [_sort(book, source, reply) for source, reply in replies]


def _sort(book: Book, source: str, reply: Reply) -> SortedReply:
    plain = SortedReply(
        fate=Fate.UNKNOWN,
        uid=reply.uid,
        email=reply.attendee,
        answer=reply.answer,
        source=source,
        occurrence=reply.occurrence,
        proposed=reply.proposed,
        comment=reply.comment,
        delegate=reply.delegate,
    )
    sent = book.invited.sent(reply.uid)
    if sent is None:
        return replace(plain, why="no invite to this meeting was sent from here")
    known = replace(plain, kind=sent.last.meeting.kind, summary=sent.last.meeting.summary)
    who = book.invited.attendee(reply.uid, reply.attendee)
    if who is None:
        return _nobody(book, known)
    return _matched(book, replace(known, email=who.email, name=who.name), reply, sent.sequence)


def _nobody(book: Book, one: SortedReply) -> SortedReply:
    if not book.invited.knew(one.uid, one.email):
        return replace(one, why=f"{one.email} was not invited to it")
    gone = book.invited.standing(one.uid) is None
    why = "the meeting was cancelled" if gone else f"{one.email} no longer takes part"
    return replace(one, fate=Fate.STALE, why=why)


def _matched(book: Book, one: SortedReply, reply: Reply, sequence: int) -> SortedReply:
    occurrence = None
    if reply.occurrence is not None:
        occurrence = book.invited.occurrence(reply.uid, reply.occurrence, reply.sequence)
        if occurrence is None:
            if reply.sequence < sequence:
                return replace(one, fate=Fate.STALE, why="the meeting has changed since")
            return replace(one, why="the meeting has no occurrence at that time")
        one = replace(one, occurrence=occurrence)
        occurrence = occurrence if book.invited.repeats(reply.uid) else None
    kept = KeptAnswer(
        uid=reply.uid,
        occurrence=occurrence,
        attendee=identity(one.email),
        answer=reply.answer,
        # Some programs count further by themselves; an answer to what was never sent is one to what was sent last.
        sequence=min(reply.sequence, sequence),
        stamp=reply.stamp and reply.stamp.astimezone(UTC).replace(microsecond=0),
        comment=reply.comment,
        delegate=reply.delegate,
        proposed=reply.proposed,
    )
    return _dated(book, replace(one, kept=kept), kept, sequence)


def _dated(book: Book, one: SortedReply, kept: KeptAnswer, sequence: int) -> SortedReply:
    newest = book.newest(kept)
    if book.is_kept(kept):
        return replace(one, fate=Fate.REPEATED)
    overtaken = kept.sequence < sequence
    # Replies that give no time are of one age: each counts once, so that reading them again changes nothing.
    old = newest is not None and kept.age <= newest.age
    if (overtaken or old) and book.was_kept(kept):
        return replace(one, fate=Fate.REPEATED)
    if overtaken or (newest is not None and kept.age < newest.age):
        why = "the meeting has changed since" if overtaken else "a newer answer is known"
        return replace(one, fate=Fate.STALE, why=why)
    book.put(kept)
    return replace(one, fate=Fate.APPLIED)
