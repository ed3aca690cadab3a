"""The calendar parts of one mail, found line by line."""

import binascii
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime

from ridealong.calendars.foreign_text import unbase64
from ridealong.calendars.reply_calendars import MOST_OCTETS, too_large
from ridealong.domain.errors import UnreadableFile

_CALENDAR_TYPES = frozenset({"text/calendar", "application/ics", "application/ical", "text/x-vcalendar"})
_CALENDAR_NAMES = (".ics", ".ical", ".ifb", ".vcs")
_TNEF_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
# Base64 takes a third more, and its line ends a little.
_MOST_RAW = MOST_OCTETS * 3 // 2
_LONGEST_HEADER = 256 * 1024
_DEEPEST = 50
_ADDRESS = re.compile(r"[^\s<>@\",;]+@[^\s<>@\",;]+")
_IN_ANGLES = re.compile(r"<\s*([^\s<>@]+@[^\s<>@]+)\s*>")
# Only these, since other names of codecs of Python's mean no text, or take very long to read it.
_CHARSETS = re.compile(
    r"iso-?8859-\d{1,2}|latin-?\d|windows-\d{3,4}|cp\d{3,4}|koi8-[rut]|gb2312|gbk|gb18030|big5|euc-(jp|kr)|shift_jis"
    r"|iso-2022-(jp|kr)|utf-?(16|32)(le|be)?",
    re.IGNORECASE,
)
_BLANKS = b" \t\r\n"
_HEADERS = BytesHeaderParser()
_NOTHING: tuple[()] = ()


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """A calendar in a mail.

    Args:
        sender: the address in From, or nothing. sent: the Date, or None.
        method: what the mail says that the calendar is, or nothing.
        data: its octets, as UTF-8 where the mail names another charset and it is true.
    """

    sender: str
    sent: datetime | None
    method: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Sender:
    """From whom and when a mail came, and within how many boundaries it stands."""

    depth: int
    address: str = ""
    sent: datetime | None = None


class MailReader:
    """Takes a mail line by line, and keeps no more of it than its calendar parts.

    A mail that is attached to another has its own sender. The same part twice in one mail is given once. Parts in
    mails that were cut off are given as far as they go.

    Args:
        quoted_from: whether lines that begin with `From ` were quoted, as in an mbox.
    """

    def __init__(self, *, quoted_from: bool = False) -> None:
        self._quoted_from = quoted_from
        self._header: list[bytes] | None = []
        self._header_size = 0
        self._in_mail = True
        self._boundaries: list[bytes] = []
        self._senders = [_Sender(0)]
        self._leaf: Message | None = None
        self._body = bytearray()
        self._seen: set[bytes] = set()
        self._tnef = False
        self._line_start = True

    def feed(self, line: bytes) -> Sequence[CalendarPart | UnreadableFile]:
        """Take a line with its end, or a piece of a long one; gives the part that it ends, if it ends one."""
        starts, self._line_start = self._line_start, line[-1:] == b"\n"
        bounds = starts and line[:2] == b"--" and self._boundaries
        if bounds or self._header is not None or self._leaf is not None:
            return list(self._take(line, starts=starts))
        return _NOTHING  # most of a mail is of no use here, and passes quickly

    def _take(self, line: bytes, *, starts: bool) -> Iterator[CalendarPart | UnreadableFile]:
        if starts and line.startswith(b"--") and self._boundaries:
            place, closes = self._boundary(line.rstrip())
            if place >= 0:
                yield from self._end_part()
                self._enter(place, closes=closes)
                return
        if self._header is not None:
            if starts and not line.strip(b"\r\n"):
                self._end_header()
            elif self._header_size < _LONGEST_HEADER:
                self._header.append(line)
                self._header_size += len(line)
        elif self._leaf is not None and len(self._body) <= _MOST_RAW:
            if self._quoted_from and starts and line.startswith(b">") and line.lstrip(b">").startswith(b"From "):
                line = line[1:]
            self._body += line

    def close(self) -> Sequence[CalendarPart | UnreadableFile]:
        """The mail is over; gives what is left."""
        return list(self._close())

    def _close(self) -> Iterator[CalendarPart | UnreadableFile]:
        if self._header is not None:
            self._end_header()
        yield from self._end_part()
        if self._tnef and not self._seen:
            yield UnreadableFile(
                "the mail has its content in a winmail.dat, which only Outlook can read",
                "Save the reply in Outlook as a calendar (.ics), or record the answer by hand",
            )

    def _boundary(self, line: bytes) -> tuple[int, bool]:
        """Which boundary a line is, or -1, and whether it is the last of its kind."""
        for closes, token in ((False, line[2:]), (True, line[2:-2])):
            if token in self._boundaries and (not closes or line.endswith(b"--")):
                return self._boundaries.index(token), closes
        return -1, False

    def _enter(self, place: int, *, closes: bool) -> None:
        del self._boundaries[place if closes else place + 1 :]
        while self._senders[-1].depth > place:
            self._senders.pop()
        self._in_mail = False
        self._header = None if closes else []
        self._header_size = 0

    def _end_header(self) -> None:
        headers = _HEADERS.parsebytes(b"".join(self._header or ()))
        self._header = None
        kind = headers.get_content_type()
        if self._in_mail:
            self._in_mail = False
            self._senders.append(_Sender(len(self._boundaries), _address(headers), _date(headers)))
        if kind.startswith("multipart/"):
            boundary = _parameter(headers, "boundary").rstrip().encode("utf-8", "surrogateescape")
            if boundary and len(self._boundaries) < _DEEPEST:
                self._boundaries.append(boundary)
        elif kind == "message/rfc822" and len(self._senders) < _DEEPEST:
            self._header, self._header_size, self._in_mail = [], 0, True
        elif kind in _TNEF_TYPES or _name(headers) == "winmail.dat":
            self._tnef = True
        elif kind in _CALENDAR_TYPES or _name(headers).endswith(_CALENDAR_NAMES):
            self._leaf = headers

    def _end_part(self) -> Iterator[CalendarPart | UnreadableFile]:
        leaf, body = self._leaf, bytes(self._body)
        self._leaf, self._body = None, bytearray()
        if leaf is None:
            return
        data = body if len(body) > _MOST_RAW else _decoded(leaf, body)
        mark = hashlib.sha256(data.translate(None, _BLANKS)).digest()
        if mark in self._seen:
            return
        self._seen.add(mark)
        if len(data) > MOST_OCTETS:
            yield too_large()
        else:
            sender = self._senders[-1]
            yield CalendarPart(sender.address, sender.sent, _parameter(leaf, "method").upper(), data)


def _decoded(headers: Message, body: bytes) -> bytes:
    transfer = str(headers.get("content-transfer-encoding", "")).strip().lower()
    if transfer == "base64":
        body = unbase64(body)
    elif transfer == "quoted-printable":
        body = binascii.a2b_qp(body)
    charset = _parameter(headers, "charset").strip()
    if not _CHARSETS.fullmatch(charset):
        return body
    try:
        # Many say Latin-1 of what is UTF-8; the other way round, it would not be valid. ISO-2022 is always valid.
        if not charset.lower().startswith("iso-2022"):
            body.decode("utf-8")
            return body
    except UnicodeDecodeError:
        pass
    try:
        return body.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError):
        return body


def _parameter(headers: Message, name: str) -> str:
    """A parameter of Content-Type; RFC 2231 gives it as three parts, with the text in the last one."""
    found = headers.get_param(name, "")
    return str(found[2] if isinstance(found, tuple) else found)


def _name(headers: Message) -> str:
    """The file name of a part in lower case."""
    named = headers.get_param("filename", "", "content-disposition")
    text = str(named[2] if isinstance(named, tuple) else named) or _parameter(headers, "name")
    return text.strip().lower()


def _address(headers: Message) -> str:
    text = str(headers.get("from", ""))
    # The last one in angle brackets: a name may hold anything, an unquoted comma or another address too.
    found = _IN_ANGLES.findall(text) or _ADDRESS.findall(text)
    return str(found[-1]) if found and found[-1].isprintable() else ""


def _date(headers: Message) -> datetime | None:
    try:
        return parsedate_to_datetime(str(headers.get("date", "")))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
