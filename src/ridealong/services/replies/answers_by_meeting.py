"""Answers put together by meeting: who comes, who does not, who may, and who has not said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.replies import Answer
from ridealong.services.replies.answers import AnswerRow


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingAnswers:
    """What the attendees of one meeting, or of one occurrence that was answered by itself, have said: their names.

    Args:
        other: who proposed another time or sends somebody else. nothing: whose answer is still to come.
        rows: the answers that it is put together from. team: the name of the composite team, where it is of one.
    """

    uid: str
    kind: MeetingKind
    program: str
    summary: str
    day: date
    occurrence: date | None
    yes: tuple[str, ...]
    no: tuple[str, ...]
    perhaps: tuple[str, ...]
    other: tuple[str, ...]
    nothing: tuple[str, ...]
    rows: tuple[AnswerRow, ...]
    team: str = ""

    @property
    def key(self) -> str:
        """What identifies it."""
        return f"{self.uid} {self.occurrence or ''}"

    @property
    def needs_attention(self) -> bool:
        """Whether somebody has to do something about one of the answers."""
        return any(one.needs_attention for one in self.rows)


def by_meeting(rows: Iterable[AnswerRow]) -> tuple[MeetingAnswers, ...]:
    """One for each meeting, in the order in which the meetings come first in the answers."""
    found: dict[tuple[str, date | None], list[AnswerRow]] = {}
    for one in rows:
        found.setdefault((one.uid, one.occurrence), []).append(one)
    return tuple(map(_together, found.values()))


def _together(some: list[AnswerRow]) -> MeetingAnswers:
    first = some[0]

    def names(*answers: Answer) -> tuple[str, ...]:
        return tuple(one.name or one.email for one in some if one.current and one.answer in answers)

    return MeetingAnswers(
        uid=first.uid,
        kind=first.kind,
        program=first.program,
        summary=first.summary,
        day=first.occurrence or first.start,
        occurrence=first.occurrence,
        yes=names(Answer.ACCEPTED),
        no=names(Answer.DECLINED),
        perhaps=names(Answer.TENTATIVE),
        other=names(Answer.PROPOSED, Answer.DELEGATED),
        nothing=tuple(one.name or one.email for one in some if one.answer is None or not one.current),
        rows=tuple(some),
        team=first.team,
    )
