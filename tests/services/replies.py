"""Replies as calendar programs of attendees write them, and short ways to ask what became of them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from icalendar import Calendar, Event, vCalAddress, vText

from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Invite
from ridealong.domain.replies import Answer
from ridealong.services.desk import Desk
from ridealong.services.invites.sent_invites import last_sent
from ridealong.services.replies import answers, replies
from services.conftest import START

Moment = date | datetime

MONDAY = datetime(2027, 1, 4, 12, 0, tzinfo=UTC)


def reply(
    uid: str,
    email: str,
    answer: str,
    *,
    sequence: int = 0,
    stamp: datetime | None = MONDAY,
    occurrence: Moment | None = None,
    comment: str = "",
    delegate: str = "",
    proposed: tuple[Moment, Moment] | None = None,
) -> bytes:
    """A reply to one invite; with a proposed time, a counter-proposal."""
    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("summary", "whatever the program calls it")
    if stamp is not None:
        event.add("dtstamp", stamp)
    if occurrence is not None:
        event.add("recurrence-id", occurrence)
    if proposed is not None:
        event.add("dtstart", proposed[0])
        event.add("dtend", proposed[1])
    if comment:
        event.add("comment", comment)
    who = vCalAddress(f"mailto:{email}")
    who.params["PARTSTAT"] = vText(answer.upper())
    if delegate:
        who.params["DELEGATED-TO"] = vText(f"mailto:{delegate}")
    event.add("attendee", who, encode=False)
    calendar = Calendar()
    calendar.add("prodid", "-//somebody's calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "REPLY" if proposed is None else "COUNTER")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def later(minutes: int) -> datetime:
    """So many minutes after the usual stamp."""
    return MONDAY + timedelta(minutes=minutes)


def saved(folder: Path, *texts: bytes, name: str = "reply") -> list[Path]:
    """The replies as one file each."""
    paths = [folder / f"{name}-{number}.ics" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_bytes(text)
    return paths


def mailed(text: bytes, sender: str) -> bytes:
    """A mail that brings a reply."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = "pat@x.example"
    mail["Subject"] = "Accepted: a visit"
    mail["Date"] = MONDAY
    mail.set_content("I have answered.")
    mail.add_alternative(text, maintype="text", subtype="calendar", params={"method": "REPLY", "charset": "utf-8"})
    return mail.as_bytes()


def mail_box(path: Path, mails: Sequence[bytes]) -> Path:
    """An mbox of some mails."""
    path.write_bytes(b"".join(b"From somebody Mon Jan  4 12:00:00 2027\n" + mail + b"\n\n" for mail in mails))
    return path


ANA, MIA = "ana@x.example", "mia@x.example"
SECOND = START + timedelta(days=9)
"""The day of the second check-in: at ten in Berlin, nine in UTC."""


def invite(desk: Desk, kind: MeetingKind = MeetingKind.VISIT) -> Invite:
    with desk.reading() as connection:
        (found,) = [one.invite for one in last_sent(connection, desk.clock.today()) if one.invite.meeting.kind is kind]
    return found


def uid(desk: Desk, kind: MeetingKind = MeetingKind.VISIT) -> str:
    return invite(desk, kind).meeting.uid


def check_ins(desk: Desk) -> str:
    return uid(desk, MeetingKind.CHECK_IN)


def answered(desk: Desk) -> dict[tuple[str, str], tuple[Answer | None, bool]]:
    """By kind (or occurrence) and address: the answer, and whether it is to the meeting as it stands."""
    return {
        (str(row.occurrence or row.kind), row.email): (row.answer, row.current)
        for row in answers.rows(desk)
        if row.answer is not None
    }


def take(desk: Desk, folder: Path, *texts: bytes) -> replies.TakenReplies:
    return replies.take(desk, saved(folder, *texts))
