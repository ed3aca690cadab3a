"""Mails with replies in them, and what is found where they lie."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from ridealong.calendars.mailboxes import Part, Unread, calendar_parts

from .made_replies import reply

SENT = datetime(2027, 1, 5, 10, 15, tzinfo=UTC)
REPLY = reply("COMMENT:früh")


def mail(*calendars: bytes, sender: str = "Ana Lima <ana@x.example>", transfer: str = "base64") -> EmailMessage:
    """A mail with a letter in two kinds, and each calendar as text/calendar."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = "pat@company.example"
    message["Date"] = "Tue, 05 Jan 2027 11:15:00 +0100"
    message["Subject"] = "Accepted: Check-in"
    message.set_content("Gladly.\n\nFrom Monday on, at 10:00, I am there.\n")
    message.add_alternative("<p>Gladly.</p>", subtype="html")
    for data in calendars:
        text = data.decode("utf-8", "replace")
        message.add_attachment(text, subtype="calendar", cte=transfer, params={"method": "REPLY"})
    return message


def written(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def found(path: Path) -> list[Part]:
    """The calendars at a path, at which nothing is wrong."""
    parts = []
    for one in calendar_parts(path):
        assert isinstance(one, Part), one
        parts.append(one)
    return parts


def wrong(path: Path) -> str:
    """What is said of a path at which there is one thing, and it cannot be read."""
    (one,) = calendar_parts(path)
    assert isinstance(one, Unread)
    assert one.problem.problem
    return f"{one.source}: {one.problem}"


def same(data: bytes) -> bytes:
    return b"\n".join(data.split())
