"""Who has answered what to the invites of coming meetings."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping

from ridealong.calendars.outbox import standing
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Address, Meeting, Sent
from ridealong.domain.people import identity
from ridealong.domain.replies import Answer, Moment
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.invites.sent_invites import sent_about, sent_by_uid
from ridealong.services.meanwhile import NONE_YET, Seen
from ridealong.services.replies.kept_answers import KeptAnswer, kept_answers
from ridealong.storage.queries.answers import pairings_of_meetings
from ridealong.storage.queries.gatherings import Stored, by_uids
from ridealong.storage.queries.team_uids import TeamUid, team_uids

NEEDS_ATTENTION = (Answer.DECLINED, Answer.PROPOSED, Answer.DELEGATED)
"""Answers after which somebody has to do something, what is most pressing first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """What one attendee has answered about a coming meeting, or about one occurrence of it.

    Args:
        meeting: the number of the meeting; 0 for that of a group or team. pairing, round: of its pairing; the round
            counts from 0. group: the number of the group, where one meets. team: the name of the composite team.
        embed, series: the number of the embed, or of the series of meetings of a team.
        other, other_name: the one of the pairing whom the attendee was to meet; of a group or team no address, and all
            names; of an embed that of its team.
        start: the first day of the meeting. occurrence: the day of a single occurrence; None for the whole.
        email, name: of the attendee. answer: None where there is none yet.
        stamp: when it was answered, in UTC, where that is known.
        current: whether the answer is to the meeting as it stands; False where it has changed since.
        source: `reply` or `typed`. asked: the day, in UTC, on which the last invite about the meeting went out.
        seen: the answer as it is shown: who writes another one down says by it what they looked at.
    """

    meeting: int
    uid: str
    kind: MeetingKind
    program: str
    pairing: int
    round: int | None
    other: str
    other_name: str
    summary: str
    start: date
    email: str
    name: str
    answer: Answer | None = None
    occurrence: date | None = None
    stamp: datetime | None = None
    comment: str = ""
    delegate: str = ""
    proposed: tuple[Moment, Moment] | None = None
    current: bool = True
    source: str = ""
    asked: date | None = None
    seen: Seen = NONE_YET
    group: int = 0
    team: str = ""
    embed: int = 0
    series: int = 0

    @property
    def named(self) -> str:
        """How commands name the meeting: by its number, or that of the group, the embed or the series."""
        for letter, number in (("g", self.group), ("e", self.embed), ("t", self.series)):
            if number:
                return f"{letter}{number}"
        return str(self.meeting)

    @property
    def key(self) -> str:
        """What identifies the row."""
        return f"{self.uid} {self.email} {self.occurrence or ''}"

    def waited(self, today: date) -> int:
        """For how many days an answer is being waited for; 0 where there is one."""
        return (today - self.asked).days if self.unanswered and self.asked else 0

    @property
    def needs_attention(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.current and self.answer in NEEDS_ATTENTION

    @property
    def unanswered(self) -> bool:
        """Whether an answer to the meeting as it stands is still to come."""
        return self.occurrence is None and (self.answer is None or not self.current)


def rows(
    desk: Desk, program: str = "", *, declined: bool = False, unanswered: bool = False, waiting: int = 0
) -> tuple[AnswerRow, ...]:
    """The answers to all that was sent and is still to come: what needs attention first, then by day.

    Args:
        program: of this program alone; empty for all.
        declined, unanswered: only these; both together for either.
        waiting: only those that have been waited for at least so many days.

    Raises:
        NotFound: there is no such program.
    """
    with desk.reading() as connection:
        name = program_named(connection, program).name if program else ""
        today = desk.clock.today()
        found = _coming(connection, sent_by_uid(connection, today), today, name)
    if declined or unanswered:
        found = [one for one in found if (declined and _declined(one)) or (unanswered and one.unanswered)]
    if waiting:
        found = [one for one in found if one.waited(today) >= waiting]
    return tuple(sorted(found, key=_rank))


def about(connection: Connection, uids: Collection[str], today: date) -> tuple[AnswerRow, ...]:
    """The answers to what was sent about some meetings and is still to come, in the order of `rows`."""
    return tuple(sorted(_coming(connection, sent_about(connection, uids), today), key=_rank))


def _declined(one: AnswerRow) -> bool:
    return one.current and one.answer is Answer.DECLINED


def _rank(one: AnswerRow) -> tuple[int, date, str, str, date]:
    pressing = NEEDS_ATTENTION.index(one.answer) if one.needs_attention and one.answer else len(NEEDS_ATTENTION)
    return (pressing, one.occurrence or one.start, one.summary.casefold(), one.uid, one.occurrence or date.min)


def _coming(connection: Connection, sent: Mapping[str, Sent], today: date, program: str = "") -> list[AnswerRow]:
    meetings = {uid: meeting for uid, one in sent.items() if (meeting := standing(one)) is not None}
    meetings = {uid: one for uid, one in meetings.items() if one.when.days.last >= today}
    pairings = pairings_of_meetings(connection, meetings.keys())
    if program:
        pairings = {uid: row for uid, row in pairings.items() if row["program"] == program}
    groups = by_uids(connection, meetings.keys() - pairings.keys())
    groups = {uid: one for uid, one in groups.items() if program in ("", one.row["program"])}
    teams = team_uids(connection, meetings.keys() - pairings.keys() - groups.keys())
    teams = {uid: one for uid, one in teams.items() if program in ("", one.program)}
    every: dict[str, RowMapping | Stored | TeamUid] = {**pairings, **groups, **teams}
    kept: dict[tuple[str, str], list[KeptAnswer]] = defaultdict(list)
    for one in kept_answers(connection, every.keys()):
        kept[one.uid, one.attendee].append(one)
    coming = [_Coming(meetings[uid], about, sent[uid]) for uid, about in every.items()]
    return [
        row
        for one in coming
        for who in one.meeting.attendees
        for row in _of(one, who, kept[one.meeting.uid, identity(who.email)], today)
    ]


@dataclass(frozen=True, slots=True)
class _Coming:
    """A meeting as it stands in calendars, its pairing, group or team, and what was sent about it."""

    meeting: Meeting
    about: RowMapping | Stored | TeamUid
    sent: Sent


def _of(one: _Coming, who: Address, kept: Iterable[KeptAnswer], today: date) -> Iterator[AnswerRow]:
    """The rows of one attendee: one for the whole meeting, and one for each occurrence that was answered by itself."""
    by_occurrence: dict[date | None, KeptAnswer] = {answer.occurrence: answer for answer in kept}
    if isinstance(one.about, Stored):
        plain = _in_group(one, one.about, who)
    elif isinstance(one.about, TeamUid):
        plain = _in_team(one, one.about, who)
    else:
        plain = _plain(one, one.about, who)
    whole = by_occurrence.pop(None, None)
    yield _answered(plain, whole, one.sent.sequence) if whole else plain
    for day, answer in by_occurrence.items():
        if day is not None and day >= today:
            yield _answered(plain, answer, one.sent.sequence)


def _in_group(one: _Coming, group: Stored, who: Address) -> AnswerRow:
    meeting = one.meeting
    return AnswerRow(
        meeting=0,
        uid=meeting.uid,
        kind=meeting.kind,
        program=group.row["program"],
        pairing=0,
        round=group.row["round"],
        other="",
        other_name=", ".join(each.name or each.email for each in meeting.attendees if each != who),
        summary=meeting.summary,
        start=meeting.when.days.first,
        email=who.email,
        name=who.name,
        asked=one.sent.last.stamp.date(),
        group=group.id,
    )


def _in_team(one: _Coming, team: TeamUid, who: Address) -> AnswerRow:
    meeting = one.meeting
    others = ", ".join(each.name or each.email for each in meeting.attendees if each != who)
    return AnswerRow(
        meeting=0,
        uid=meeting.uid,
        kind=meeting.kind,
        program=team.program,
        pairing=0,
        round=None,
        other="",
        other_name=others or f"the team {team.team}",
        summary=meeting.summary,
        start=meeting.when.days.first,
        email=who.email,
        name=who.name,
        asked=one.sent.last.stamp.date(),
        team=team.team,
        embed=team.embed or 0,
        series=team.series or 0,
    )


def _plain(one: _Coming, pairing: RowMapping, who: Address) -> AnswerRow:
    meeting = one.meeting
    other = "guest" if _hosts(one, pairing, who) else "host"
    return AnswerRow(
        meeting=pairing["id"],
        uid=meeting.uid,
        kind=meeting.kind,
        program=pairing["program"],
        pairing=pairing["pairing_id"],
        round=pairing["round"],
        other=pairing[other],
        other_name=pairing[f"{other}_name"],
        summary=meeting.summary,
        start=meeting.when.days.first,
        email=who.email,
        name=who.name,
        asked=one.sent.last.stamp.date(),
    )


def _hosts(one: _Coming, pairing: RowMapping, who: Address) -> bool:
    """Whether an attendee is the host of the pairing: by address, else by place, for the guest is invited first."""
    now = identity(who.email)
    if now in (identity(pairing["guest"]), identity(pairing["host"])):
        return now == identity(pairing["host"])
    return who != one.meeting.attendees[0]


def _answered(row: AnswerRow, answer: KeptAnswer, sequence: int) -> AnswerRow:
    return replace(
        row,
        answer=answer.answer,
        occurrence=answer.occurrence,
        stamp=answer.stamp,
        comment=answer.comment,
        delegate=answer.delegate,
        proposed=answer.proposed,
        current=answer.sequence >= sequence,
        source=answer.source,
        seen=Seen(answer.id, answer.version),
    )
