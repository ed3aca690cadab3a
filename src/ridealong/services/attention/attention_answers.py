"""Answers to invites after which somebody has to do something, and those that should have come by now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.people import identity
from ridealong.domain.programs import Program
from ridealong.domain.replies import Answer
from ridealong.domain.wording import listed
from ridealong.services.attention.attention_items import Found, Item, Kind, found, named
from ridealong.services.attention.attention_pairings import meeting_words
from ridealong.services.found import pairing_rows
from ridealong.services.invites.invited import Invited
from ridealong.services.replies.answers import NEEDS_ATTENTION, AnswerRow, about
from ridealong.services.replies.declined import Decline, declines, moved_since
from ridealong.storage.queries import attention as queries
from ridealong.storage.queries.programs import program_by_id

SOON_DAYS = 14
"""How many days before it begins a visit should have been answered."""
PATIENCE_DAYS = 3
"""For how many days nobody is reminded of an invite."""


def declined(connection: Connection, today: date, most: int | None = None) -> Found:
    """Published pairings, not over, that one of the two has declined."""
    who = declines(connection, today)
    rows = sorted(pairing_rows(connection, sorted(who)), key=lambda row: (row["first_day"], row["id"]))
    programs = {one: program_by_id(connection, one) for one in sorted({row["program_id"] for row in rows})}
    items = (_declined(row, programs[row["program_id"]], who[row["id"]], today) for row in rows)
    return found(Kind.DECLINED, items, most)


def _declined(row: RowMapping, program: Program, who: Sequence[Decline], today: date) -> Item:
    # Where both have declined, it is the guest who is to get another host.
    stays = "host" if not any(one.hosting for one in who) else "guest"
    names = [one.name for one in who]
    mine = "host" if who[0].hosting else "guest"
    words = meeting_words(row, mine) if len(who) == 1 else "each other"
    place = f" --round {row['round'] + 1}" if row["round"] is not None else ""
    begun = row["first_day"] < today
    candidates = f"ridealong candidates {row[stays]} --program {named(row['program'])}{place}"
    # A visit back goes to nobody else: it is for another day of the same two, or the visit goes with it.
    back = program.is_return(row["guest_side"])
    remedy = f"ridealong repair {named(row['program'])}" if back else candidates
    return Item(
        kind=Kind.DECLINED,
        text=f"{listed(names)} {'has' if len(names) == 1 else 'have'} declined: {words}",
        names=(row["guest_name"], row["host_name"]),
        people=(row["guest"], row["host"]),
        pairing=row["id"],
        days=Days(row["first_day"], row["last_day"]),
        remedy=f"ridealong end {row['id']}" if begun else remedy,
        program=row["program"],
        who="" if back else row[stays],
        name="" if back else row[f"{stays}_name"],
        round=row["round"],
        begun=begun,
    )


def unanswered(connection: Connection, now: datetime, today: date, most: int | None = None) -> Found:
    """Pairings that begin soon, whose invite was sent some days ago and which one of the two has not answered.

    What counts is the visit, or between buddies the check-ins.
    """
    days = Days(today, _after(today, SOON_DAYS))
    refused = set(declines(connection, today))  # what one has declined, the other need not answer
    soon = {row["uid"]: row for row in queries.meetings_soon(connection, days) if row["id"] not in refused}
    since = (now - timedelta(days=PATIENCE_DAYS)).isoformat()
    waiting = [uid for uid, sent_at in queries.last_sent(connection, soon).items() if sent_at <= since]
    rows: dict[str, list[AnswerRow]] = defaultdict(list)
    for one in about(connection, waiting, today):
        rows[one.uid].append(one)
    still = {uid: [one for one in some if one.unanswered] for uid, some in rows.items() if _stands(some)}
    items = [_unanswered(soon[uid], some) for uid, some in still.items() if some]
    return found(Kind.UNANSWERED, sorted(items, key=lambda one: (one.day or today, one.pairing or 0)), most)


def _stands(some: Sequence[AnswerRow]) -> bool:
    """Whether the two who are to meet are those who were invited; where one was replaced, an invite is still due."""
    return {identity(one.other) for one in some} <= {identity(one.email) for one in some}


def _after(day: date, days: int) -> date:
    return date.fromordinal(min(date.max.toordinal(), day.toordinal() + days))


def _unanswered(row: RowMapping, some: Sequence[AnswerRow]) -> Item:
    first = some[0]
    names = [one.name or one.email for one in some]
    who = listed(names) if len(names) > 1 else f"{names[0]} (with {first.other_name})"
    return Item(
        kind=Kind.UNANSWERED,
        text=f"{who} {'has' if len(names) == 1 else 'have'} not answered",
        names=(*names, first.other_name),
        people=tuple(one.email for one in some),
        pairing=row["id"],
        days=Days(row["first_day"], row["last_day"]),
        remedy=f"ridealong invites answer {first.meeting} {first.email} ANSWER",
        program=first.program,
        who=first.email,
        name=first.name,
        round=first.round,
        uid=first.uid,
    )


def other_answers(connection: Connection, today: date, most: int | None = None) -> Found:
    """Declines of other meetings than the visit itself, proposals of another time, and who sends somebody else."""
    gone = set(declines(connection, today))
    uids = queries.pressing_uids(connection, today, [str(one) for one in NEEDS_ATTENTION])
    rows = [one for one in about(connection, uids, today) if one.needs_attention and one.pairing not in gone]
    # Who declined a visit on a day that it has no more is to be asked again, by the update that is due.
    moved = moved_since(connection, {one.uid for one in rows if one.pairing and one.occurrence is None})
    rows = [one for one in rows if one.uid not in moved]
    invited = Invited(connection, {one.uid for one in rows})
    # Whoever was replaced since has nothing to answer any more.
    return found(Kind.ANSWERS, _others([one for one in rows if invited.stands(one.uid, one.email)]), most)


def _others(rows: Iterable[AnswerRow]) -> Iterable[Item]:
    for one in rows:
        day = one.occurrence or one.start
        yield Item(
            kind=Kind.ANSWERS,
            text=f"{one.name or one.email} {_said(one)}: {one.kind} with {one.other_name}",
            names=(one.name or one.email, one.other_name),
            people=(one.email, one.other),
            pairing=one.pairing,
            days=Days(day, day),
            remedy=f"ridealong meetings move {one.meeting} --to DAY",
            program=one.program,
            who=one.email,
            name=one.name,
            round=one.round,
            uid=f"{one.uid} {one.email} {one.occurrence or ''}",
        )


def _said(one: AnswerRow) -> str:
    if one.answer is Answer.DELEGATED:
        return f"sends {one.delegate} instead" if one.delegate else "sends somebody else"
    return "proposes another time" if one.answer is Answer.PROPOSED else "has declined"


def answers_of(connection: Connection, uid: str, today: date) -> tuple[AnswerRow, ...]:
    """Who of a meeting has answered what, those who have not first."""
    rows = [one for one in about(connection, [uid], today) if one.occurrence is None]
    return tuple(sorted(rows, key=lambda one: not one.unanswered))
