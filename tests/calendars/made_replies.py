"""Replies put together line by line, and what is read from them."""

from datetime import datetime
from pathlib import Path

from ridealong.calendars.replies import read_each
from ridealong.domain.errors import UnreadableFile
from ridealong.domain.replies import Reply

FILES = Path(__file__).parent / "replies"


def reply(*lines: str, method: str = "REPLY") -> bytes:
    """A reply with one event of these lines, an attendee and a UID among them unless the lines have them."""
    given_names = {line.partition(":")[0].partition(";")[0] for line in lines}
    usual = {"UID": "UID:a@x", "ATTENDEE": "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@x.example"}
    own = [line for name, line in usual.items() if name not in given_names]
    return calendar("BEGIN:VEVENT", *own, *lines, "END:VEVENT", method=method)


def calendar(*lines: str, method: str = "REPLY") -> bytes:
    return "".join(
        f"{line}\r\n" for line in ("BEGIN:VCALENDAR", f"METHOD:{method}", *lines, "END:VCALENDAR") if line
    ).encode()


def one(data: bytes, sender: str = "", sent: datetime | None = None, zone: str = "") -> Reply:
    (found,) = read_replies(data, sender, sent, zone=zone)
    return found


def read_replies(
    data: bytes, sender: str = "", sent: datetime | None = None, *, method: str = "", zone: str = ""
) -> tuple[Reply, ...]:
    """The replies in a file; raises UnreadableFile where one of them, or the file, cannot be read."""
    found = []
    for each in read_each(data, sender, sent, method=method, zone=zone):
        if isinstance(each, UnreadableFile):
            raise each
        found.append(each)
    return tuple(found)


def problem(data: bytes, sender: str = "") -> UnreadableFile:
    (found,) = read_each(data, sender)
    assert isinstance(found, UnreadableFile)
    assert found.problem
    assert found.remedy
    return found
