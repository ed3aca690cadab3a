"""Pairings that one of the two has declined."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Sent
from ridealong.domain.programs import Kind
from ridealong.domain.wording import listed
from ridealong.services.invites.invited import Invited
from ridealong.storage.queries.answers import declined_and_cancelled_rows, declined_rows, pairings_of_meetings


@dataclass(frozen=True, slots=True)
class Decline:
    """Who has declined, as invited, and whether that is the host of the pairing."""

    name: str
    hosting: bool


def declines(connection: Connection, today: date) -> dict[int, tuple[Decline, ...]]:
    """By number of a published pairing that is not over: those who declined it as it was last sent.

    A pairing is declined with its visit, or between buddies with their check-ins; who cannot come to a preparation or
    a debrief still takes part. Whoever was replaced since has nothing to decline any more, nor have two who have been
    moved to other days since.
    """
    rows = declined_rows(connection, today)
    uids = {row["uid"] for row in rows}
    pairings, invited = pairings_of_meetings(connection, uids), Invited(connection, uids)
    found: dict[int, tuple[Decline, ...]] = {}
    for row in rows:
        sent, who = invited.sent(row["uid"]), invited.attendee(row["uid"], row["attendee"])
        pairing = pairings[row["uid"]]
        if sent is None or who is None or row["sequence"] < sent.sequence or not invited.stands(row["uid"], who.email):
            continue
        if _decides(pairing) and _overlaps(sent, pairing):
            one = Decline(who.name or who.email, invited.hosts(row["uid"], who.email))
            found[pairing["pairing_id"]] = (*found.get(pairing["pairing_id"], ()), one)
    return found


def declines_before(connection: Connection, program_id: int, today: date) -> dict[int, tuple[Decline, ...]]:
    """By number of a cancelled pairing of a program that would not be over: those who had declined it before that."""
    rows = declined_and_cancelled_rows(connection, program_id, today)
    uids = {row["uid"] for row in rows}
    pairings, invited = pairings_of_meetings(connection, uids), Invited(connection, uids)
    found: dict[int, tuple[Decline, ...]] = {}
    for row in rows:
        asked, pairing = invited.asked_last(row["uid"]), pairings[row["uid"]]
        who = row["attendee"]
        if asked is None or row["sequence"] < asked.sequence or not invited.stands(row["uid"], who):
            continue
        if _decides(pairing):
            hosting = invited.hosts(row["uid"], who)
            one = Decline(pairing["host_name" if hosting else "guest_name"], hosting)
            found[pairing["pairing_id"]] = (*found.get(pairing["pairing_id"], ()), one)
    return found


def moved_since(connection: Connection, uids: Collection[str]) -> set[str]:
    """Those of some meetings that decide about their pairing, and were last sent for days that it has no more.

    What was answered to them says nothing about the days that the pairing has now.
    """
    pairings, invited = pairings_of_meetings(connection, uids), Invited(connection, uids)
    found = set()
    for uid, pairing in pairings.items():
        sent = invited.sent(uid)
        if sent is not None and _decides(pairing) and not _overlaps(sent, pairing):
            found.add(uid)
    return found


def declined_words(some: Sequence[Decline]) -> str:
    """That some have declined: `Mia Kern declined`."""
    return f"{listed([one.name for one in some])} declined"


def _overlaps(sent: Sent, pairing: RowMapping) -> bool:
    """Whether a meeting was last sent for days that its pairing still has."""
    return sent.last.meeting.when.days.overlaps(Days(pairing["first_day"], pairing["last_day"]))


def _decides(pairing: RowMapping) -> bool:
    """Whether whoever declines a meeting of a pairing declines the pairing with it."""
    buddies = pairing["program_kind"] == Kind.BUDDY
    return MeetingKind(pairing["kind"]) is (MeetingKind.CHECK_IN if buddies else MeetingKind.VISIT)


def declined_by(connection: Connection, today: date) -> dict[int, tuple[str, ...]]:
    """The names of those whom `declines` finds."""
    return {number: tuple(one.name for one in some) for number, some in declines(connection, today).items()}
