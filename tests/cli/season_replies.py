"""Replies to the invites of a season, each in the style of a calendar program."""

import mailbox
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from .season import File

STAMP = "20270203T090000Z"


def calendar(method: str, *lines: str, newline: str = "\r\n") -> bytes:
    text = ["BEGIN:VCALENDAR", "PRODID:-//made for a test//EN", "VERSION:2.0", f"METHOD:{method}", "BEGIN:VEVENT"]
    return newline.join([*text, *lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()


def like_outlook(to: File, who: str, answer: str = "ACCEPTED") -> bytes:
    """A Windows name of the zone without its VTIMEZONE, no organizer."""
    return calendar(
        "REPLY",
        f"ATTENDEE;PARTSTAT={answer};CN=Somebody:MAILTO:{who}",
        "COMMENT;LANGUAGE=en-US:Glad to.\\n",
        f"UID:{to.uid}",
        "DTSTART;TZID=W. Europe Standard Time:20270301T090000",
        f"DTSTAMP:{STAMP}",
        f"SEQUENCE:{to.sequence}",
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
    )


def like_google(to: File, who: str, answer: str = "TENTATIVE") -> bytes:
    """The address in letters of its own, folded in the middle of a parameter."""
    return calendar(
        "REPLY",
        "ORGANIZER;CN=Pat Lee:mailto:pat@x.example",
        f"UID:{to.uid}",
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={answer};CN=",
        f" {who};X-NUM-GUESTS=0:mailto:{who.upper()}",
        f"DTSTAMP:{STAMP}",
        f"SEQUENCE:{to.sequence}",
    )


def like_apple(to: File, who: str, answer: str = "DECLINED") -> bytes:
    """An attendee known by a urn."""
    return calendar(
        "REPLY",
        f"UID:{to.uid}",
        f"DTSTAMP:{STAMP}",
        f"SEQUENCE:{to.sequence}",
        f"ATTENDEE;CN=Somebody;CUTYPE=INDIVIDUAL;EMAIL={who};PARTSTAT={answer}:urn:uuid:6f1c1d0e-0000-4000-8000-000000000000",
        "ORGANIZER;CN=Pat Lee;EMAIL=pat@x.example:mailto:pat@x.example",
    )


def like_thunderbird(to: File, who: str, answer: str = "ACCEPTED") -> bytes:
    """Everybody who was invited, lines that end in LF."""
    others = [f"ATTENDEE;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT:mailto:{one}" for one in sorted(to.to - {who})]
    return calendar(
        "REPLY",
        f"DTSTAMP:{STAMP}",
        f"UID:{to.uid}",
        *others,
        f"ATTENDEE;PARTSTAT={answer};ROLE=REQ-PARTICIPANT:mailto:{who}",
        f"X-MOZ-RECEIVED-SEQUENCE:{to.sequence}",
        f"SEQUENCE:{to.sequence}",
        newline="\n",
    )


def like_horde(to: File, who: str, occurrence: datetime) -> bytes:
    """About one occurrence; the time beside it is wrong, as Horde writes it."""
    return calendar(
        "REPLY",
        f"UID:{to.uid}",
        f"DTSTAMP:{STAMP}",
        f"SEQUENCE:{to.sequence}",
        f"RECURRENCE-ID:{occurrence:%Y%m%dT%H%M%SZ}",
        "DTSTART;TZID=Europe/Berlin:20270303T170000",
        f"ATTENDEE;PARTSTAT=DECLINED:mailto:{who}",
        "ORGANIZER:mailto:pat@x.example",
    )


def counter(to: File, who: str, start: datetime) -> bytes:
    """Another time proposed."""
    return calendar(
        "COUNTER",
        f"UID:{to.uid}",
        f"DTSTAMP:{STAMP}",
        f"SEQUENCE:{to.sequence}",
        f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
        f"DTEND:{start + timedelta(minutes=30):%Y%m%dT%H%M%SZ}",
        f"ATTENDEE;PARTSTAT=TENTATIVE:mailto:{who}",
        "ORGANIZER:mailto:pat@x.example",
        "SUMMARY:New Time Proposed: Prepare the visit",
    )


def mail(body: bytes, sender: str, method: str = "REPLY") -> EmailMessage:
    """A mail with a calendar part, as programs send it."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = f"Somebody <{sender}>", "pat@x.example", "Accepted: invitation"
    message.set_content("Accepted.")
    message.add_alternative(body, maintype="text", subtype="calendar", params={"method": method, "charset": "UTF-8"})
    return message


def mbox(path: Path, *messages: EmailMessage) -> Path:
    box = mailbox.mbox(path)
    for one in messages:
        box.add(one)
    box.close()
    return path


def maildir(path: Path, *messages: EmailMessage) -> Path:
    box = mailbox.Maildir(path)
    for one in messages:
        box.add(one)
    box.close()
    return path
