"""Answers that the coordinator was told, in the corridor or on the telephone, and writes down."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection

from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.meetings import Address, Meeting, Series
from ridealong.domain.people import identity
from ridealong.domain.replies import Answer
from ridealong.domain.values import read_words
from ridealong.domain.wording import listed
from ridealong.services.desk import Desk
from ridealong.services.invites.invited import Invited, occurrence_day
from ridealong.services.meanwhile import NONE_YET, Seen, check_seen
from ridealong.services.replies.keep_answers import forget, keep
from ridealong.services.replies.kept_answers import TYPED, KeptAnswer, kept_answers
from ridealong.storage.queries.answers import pairings_of_meetings
from ridealong.storage.queries.gatherings import by_ids, by_uids
from ridealong.storage.queries.meetings import meeting_row
from ridealong.storage.queries.team_uids import named_uid, team_uids
from ridealong.storage.schema import answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What was written down, and of whom."""

    uid: str
    email: str
    occurrence: date | None
    words: str


CAN_BE_TYPED = (Answer.ACCEPTED, Answer.DECLINED, Answer.TENTATIVE)


def record(
    desk: Desk,
    meeting: str,
    email: str,
    answer: Answer | None,
    *,
    on: date | None = None,
    note: str = "",
    seen: Seen | None = None,
) -> Recorded:
    """Write down what somebody has answered; it takes the place of what they answered before.

    Args:
        meeting: the number of a meeting, or its UID; `g` and the number of a group for that of a group, `e` and that of
            an embed, `t` and that of the meetings of a team.
        email: of somebody who is invited to it.
        answer: one of `CAN_BE_TYPED`; None takes back what was answered, without `on` about single occurrences too.
        on: the day of one occurrence of a series; None for the whole meeting.
        seen: the answer as it was looked at before; `NONE_YET` where there was none.

    Raises:
        NotFound: there is no such meeting, or nobody of that address is invited to it.
        ChangedMeanwhile: the answer is no longer as it was seen.
        Refused: no invite was sent about it, it was cancelled, or there is no answer to take back.
        InvalidValue: the series has no occurrence on that day, or the answer cannot be typed.
    """
    if answer is not None and answer not in CAN_BE_TYPED:
        raise InvalidValue(f"'{answer}' comes with a reply alone", f"Give {', '.join(CAN_BE_TYPED)} or none")
    with desk.changing("invites answer") as step:
        uid = _uid(step.connection, meeting)
        invited = Invited(step.connection, [uid])
        stands = _standing(step.connection, invited, uid, meeting)
        who = _attendee(invited, stands, email)
        day = _occurrence(stands, on)
        if seen is not None:
            _check_seen(desk, step.connection, (uid, identity(who.email), day), seen)
        about = f"{stands.summary}{f' on {day}' if day else ''}"
        if answer is None:
            forget(step, _to_forget(step.connection, uid, who, day, about))
            words = f"{who.name or who.email} has not answered: {about}"
        else:
            sent = invited.sent(uid)
            one = _typed(uid, day, who, answer, desk.clock.now())
            keep(step, [replace(one, sequence=sent.sequence if sent else 0, comment=read_words(note))])
            words = f"{who.name or who.email}: {answer}, {about}"
        step.done(words)
        return Recorded(uid=uid, email=who.email, occurrence=day, words=words)


def look_again(desk: Desk, uid: str, email: str, on: date | None) -> KeptAnswer | None:
    """What somebody has answered about a meeting, or about its occurrence on a day, as it is now; None for nothing."""
    about = (uid, identity(email), on)
    with desk.reading() as connection:
        found = [one for one in kept_answers(connection, [uid]) if (one.uid, one.attendee, one.occurrence) == about]
    return found[0] if found else None


def _check_seen(desk: Desk, connection: Connection, about: tuple[str, str, date | None], seen: Seen) -> None:
    now = [one for one in kept_answers(connection, [about[0]]) if (one.uid, one.attendee, one.occurrence) == about]
    if seen != NONE_YET:
        check_seen(desk, connection, answers, [seen])
    elif now:
        check_seen(desk, connection, answers, [Seen(now[0].id, NONE_YET.version)])


def _typed(uid: str, day: date | None, who: Address, answer: Answer, now: datetime) -> KeptAnswer:
    return KeptAnswer(
        uid=uid,
        occurrence=day,
        attendee=identity(who.email),
        answer=answer,
        sequence=0,
        stamp=now.astimezone(UTC).replace(microsecond=0),
        source=TYPED,
    )


def _uid(connection: Connection, meeting: str) -> str:
    if meeting[:1] == "g" and meeting[1:].isascii() and meeting[1:].isdecimal():
        group = by_ids(connection, [int(meeting[1:])]).get(int(meeting[1:]))
        if group is None:
            raise _no_meeting(meeting)
        return str(group.row["uid"])
    of_team = named_uid(connection, meeting)
    if of_team is not None:
        return of_team.uid
    if not meeting.isdecimal():
        return meeting
    row = meeting_row(connection, int(meeting))
    if row is None:
        raise _no_meeting(meeting)
    return str(row["uid"])


def _standing(connection: Connection, invited: Invited, uid: str, named: str) -> Meeting:
    found = invited.standing(uid)
    if found is not None:
        return found
    if invited.sent(uid) is not None:
        raise Refused(f"Meeting {named} was cancelled", "Nobody needs to answer any more")
    if any(uid in look(connection, [uid]) for look in (pairings_of_meetings, by_uids, team_uids)):
        raise Refused(
            f"No invite to meeting {named} was sent yet",
            "The outbox shows what is due",
            typed="`ridealong invites list` shows what is due",
        )
    raise _no_meeting(named)


def _no_meeting(named: str) -> NotFound:
    return NotFound(
        f"There is no meeting {named}",
        "The list of answers shows those that there are",
        typed="`ridealong invites answers` lists them",
    )


def _attendee(invited: Invited, meeting: Meeting, email: str) -> Address:
    found = invited.attendee(meeting.uid, email)
    if found is None:
        names = listed([one.email for one in meeting.attendees])
        raise NotFound(f"{email} is not invited to {meeting.summary}", f"Invited: {names}")
    return found


def _occurrence(meeting: Meeting, on: date | None) -> date | None:
    if on is None:
        return None
    when = meeting.when
    if not isinstance(when, Series) or not when.repeats:
        raise InvalidValue(f"{meeting.summary} is no series", "Leave the day out")
    day = occurrence_day(meeting, on)
    if day is None:
        raise InvalidValue(
            f"{meeting.summary} has no occurrence on {on}",
            f"It comes every {when.every_weeks} weeks from {when.first} to {when.last}",
        )
    return day


def _to_forget(connection: Connection, uid: str, who: Address, day: date | None, about: str) -> list[KeptAnswer]:
    mine = [one for one in kept_answers(connection, [uid]) if one.attendee == identity(who.email)]
    found = [one for one in mine if day is None or one.occurrence == day]
    if not found:
        raise Refused(f"{who.name or who.email} has not answered: {about}", "There is nothing to take back")
    return found
