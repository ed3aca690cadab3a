"""Answers to invites after which somebody has to do something, and those that should have come by now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.replies import Answer
from ridealong.domain.wording import listed
from ridealong.services.answers import AnswerRow, about
from ridealong.services.attention_items import Found, Item, Kind, found, named
from ridealong.services.attention_pairings import meeting_words
from ridealong.services.declined import Decline, declines
from ridealong.services.found import pairing_rows
from ridealong.storage.queries import attention as queries

SOON_DAYS = 14
"""How many days before it begins a visit should have been answered."""
PATIENCE_DAYS = 3
"""For how many days nobody is reminded of an invite."""

_PRESSING = (Answer.DECLINED, Answer.PROPOSED, Answer.DELEGATED)


def declined(connection: Connection, today: date, most: int | None = None) -> Found:
    """Published pairings, not over, that one of the two has declined."""
    who = declines(connection, today)
    rows = sorted(pairing_rows(connection, sorted(who)), key=lambda row: (row["first_day"], row["id"]))
    return found(Kind.DECLINED, (_declined(row, who[row["id"]]) for row in rows), most)


def _declined(row: RowMapping, who: Sequence[Decline]) -> Item:
    # Where both have declined, it is the guest who is to get another host.
    stays = "host" if not any(one.hosting for one in who) else "guest"
    names = [one.name for one in who]
    mine = "host" if who[0].hosting else "guest"
    words = meeting_words(row, mine) if len(who) == 1 else "each other"
    place = f" --round {row['round'] + 1}" if row["round"] is not None else ""
    return Item(
        kind=Kind.DECLINED,
        text=f"{listed(names)} {'has' if len(names) == 1 else 'have'} declined: {words}",
        detail=row["program"],
        people=(row["guest"], row["host"]),
        pairing=row["id"],
        days=Days(row["first_day"], row["last_day"]),
        remedy=f"ridealong candidates {row[stays]} --program {named(row['program'])}{place}",
        program=row["program"],
        who=row[stays],
        name=row[f"{stays}_name"],
        round=row["round"],
    )


def unanswered(connection: Connection, now: datetime, today: date, most: int | None = None) -> Found:
    """Pairings that begin soon, whose invite was sent some days ago and which one of the two has not answered.

    What counts is the visit, or between buddies the check-ins.
    """
    soon = {row["uid"]: row for row in queries.meetings_soon(connection, Days(today, _after(today, SOON_DAYS)))}
    since = (now - timedelta(days=PATIENCE_DAYS)).isoformat()
    waiting = [uid for uid, sent_at in queries.last_sent(connection, soon).items() if sent_at <= since]
    rows: dict[str, list[AnswerRow]] = defaultdict(list)
    for one in about(connection, waiting, today):
        if one.unanswered:
            rows[one.uid].append(one)
    items = [_unanswered(soon[uid], some) for uid, some in rows.items()]
    return found(Kind.UNANSWERED, sorted(items, key=lambda one: (one.day or today, one.pairing or 0)), most)


def _after(day: date, days: int) -> date:
    return date.fromordinal(min(date.max.toordinal(), day.toordinal() + days))


def _unanswered(row: RowMapping, some: Sequence[AnswerRow]) -> Item:
    first = some[0]
    names = [one.name or one.email for one in some]
    who = listed(names) if len(names) > 1 else f"{names[0]} (with {first.other_name})"
    return Item(
        kind=Kind.UNANSWERED,
        text=f"{who} {'has' if len(names) == 1 else 'have'} not answered",
        detail=first.program,
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
    uids = queries.pressing_uids(connection, today, [str(one) for one in _PRESSING])
    rows = [one for one in about(connection, uids, today) if one.needs_attention]
    return found(Kind.ANSWERS, _others([one for one in rows if one.pairing not in gone]), most)


def _others(rows: Iterable[AnswerRow]) -> Iterable[Item]:
    for one in rows:
        day = one.occurrence or one.start
        yield Item(
            kind=Kind.ANSWERS,
            text=f"{one.name or one.email} {_said(one)}: {one.kind} with {one.other_name}",
            detail=one.program,
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
