"""Why invites are due: what sort of change, from what to what, and for what a meeting is called off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from ridealong.calendars.outbox import standing
from ridealong.domain.meetings import Due, Meeting, Method, Sent, When
from ridealong.domain.pairings import State
from ridealong.domain.wording import listed
from ridealong.storage.parts import parts_of
from ridealong.storage.queries.answers import pairings_of_meetings
from ridealong.storage.queries.meetings import meeting_change_rows
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.team_uids import team_uids


class Cause(StrEnum):
    """What makes an invite due."""

    NEW = "new"
    MOVED = "moved"
    PLACE = "place"
    PEOPLE = "people"
    CANCELLED = "cancelled"
    WORDS = "wording"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an invite says of a meeting, as far as it is compared: `people` are names, guest first."""

    when: When
    place: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why an invite is due.

    Args:
        was: what calendars have; None where they know nothing of the meeting. now: what the invite says.
        because: for what it is called off, or who comes instead of whom; empty where `was` and `now` tell it.
    """

    cause: Cause
    now: Told
    was: Told | None = None
    because: str = ""


_STATES = {
    State.CANCELLED: "the pairing was cancelled",
    State.ENDED: "the pairing ended early",
    State.MISSED: "the visit did not take place",
    State.PROPOSED: "the pairing is not published any more",
}
_EMBEDS = {
    State.CANCELLED: "the embed was called off",
    State.PROPOSED: "the embed is not published any more",
}


def reasons(connection: Connection, items: Iterable[Due], sent: Mapping[str, Sent]) -> list[Reason]:
    """The reason of each invite that is due, in their order.

    Args:
        sent: what has gone out, by UID.
    """
    items = list(items)
    gone = {one.invite.meeting.uid for one in items if _calls_off(one)}
    because = _because(connection, gone) if gone else {}
    to_come = {one.invite.meeting.uid: one.invite.meeting for one in items if one.invite.method is Method.REQUEST}
    return [_reason(one, sent, because, to_come) for one in items]


def _calls_off(one: Due) -> bool:
    return one.invite.method is Method.CANCEL and not one.invite.only


def _reason(one: Due, sent: Mapping[str, Sent], because: Mapping[str, str], to_come: Mapping[str, Meeting]) -> Reason:
    invite, uid = one.invite, one.invite.meeting.uid
    now = _told(invite.meeting)
    if _calls_off(one):
        return Reason(cause=Cause.CANCELLED, now=now, because=because.get(uid) or one.why)
    before = standing(sent[uid]) if uid in sent else None
    was = None if before is None else _told(before)
    if invite.method is Method.CANCEL:
        return Reason(cause=Cause.PEOPLE, now=now, was=was, because=_replaced(one, to_come.get(uid)))
    if before is None or was is None:
        return Reason(cause=Cause.NEW, now=now, because="" if one.why == "new" else one.why)
    cause = Cause.PEOPLE if sent[uid].last.only else _difference(was, now)
    return Reason(cause=cause, now=now, was=was, because=one.why if cause is Cause.WORDS else "")


def _difference(was: Told, now: Told) -> Cause:
    """What weighs most of what differs."""
    if was.people != now.people:
        return Cause.PEOPLE
    if was.when != now.when:
        return Cause.MOVED
    return Cause.PLACE if was.place != now.place else Cause.WORDS


def _told(meeting: Meeting) -> Told:
    people = tuple(one.name or one.email for one in meeting.attendees)
    return Told(when=meeting.when, place=meeting.place, people=people)


def _replaced(one: Due, now: Meeting | None) -> str:
    """Who comes instead of those who are taken off."""
    known = {who.email.casefold() for who in one.invite.meeting.attendees}
    came = [who.name or who.email for who in (now.attendees if now else ()) if who.email.casefold() not in known]
    gone = [who.name or who.email for who in one.invite.only]
    return f"{listed(came)} {'takes' if len(came) == 1 else 'take'} part instead of {listed(gone)}" if came else one.why


def _because(connection: Connection, uids: Iterable[str]) -> dict[str, str]:
    """For what meetings are called off, by UID, where what is stored tells it."""
    meant = pairings_of_meetings(connection, set(uids))
    ids = sorted({row["pairing_id"] for row in meant.values()})
    states = {
        row["id"]: State(row["state"])
        for part in parts_of(ids)
        for row in find_pairings(connection, PairingSearch(ids=part))
    }
    changes = meeting_change_rows(connection, [row["id"] for row in meant.values()])
    skipped = {row["meeting_id"] for row in changes if row["skipped"]}
    found = {}
    for uid, row in meant.items():
        state = states.get(row["pairing_id"])
        found[uid] = _STATES.get(state, "") if state else ""
        if not found[uid] and row["id"] in skipped:
            found[uid] = "the meeting is skipped"
    embedded = team_uids(connection, set(uids) - meant.keys())
    return found | {uid: _EMBEDS.get(State(one.state), "") for uid, one in embedded.items() if one.state}
