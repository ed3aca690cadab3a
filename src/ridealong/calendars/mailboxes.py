"""Files, mail boxes and folders in which replies come."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from ridealong.calendars.mail_parts import CalendarPart, MailReader
from ridealong.calendars.reply_calendars import MOST_OCTETS, too_large
from ridealong.domain.errors import UnreadableFile

Told = Callable[[int, int], None]
"""Called with how many octets of how many have been read; what it raises ends the reading."""

Found = Sequence[CalendarPart | UnreadableFile]
"""What a line of a mail has brought to light."""

_HEAD = 64 * 1024
_PIECE = 64 * 1024
_TELL_EVERY = 256 * 1024
_DEEPEST = 8
_NAMED = 3
"""How many files of no use are named in a message."""

_WEEKDAYS = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_MONTHS = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
# After a blank line a time and a year are enough; elsewhere only the whole of what mail programs write: a letter may
# have a line that begins with "From Monday on, at 10:00, ...".
_SEPARATOR = re.compile(rb"From .*\d:\d\d.*\b(?:19|20)\d\d\b")
_WHOLE_SEPARATOR = re.compile(rb"From \S+ +" + _WEEKDAYS + rb" +" + _MONTHS + rb" +\d{1,2} +\d{1,2}:\d\d.*\d{4}\s*$")
_CALENDAR = re.compile(rb"^[\xef\xbb\xbf\xff\xfe \t]*BEGIN[ \t]*:[ \t]*VCALENDAR", re.IGNORECASE | re.MULTILINE)
_MAIL = re.compile(
    rb"(?:[!-9;-~]+[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*){0,300}?"
    rb"(?:from|date|received|return-path|message-id|mime-version|content-type|subject|delivered-to|x-[a-z0-9-]+)"
    rb"[ \t]*:",
    re.IGNORECASE,
)
_APPLE_COUNT = re.compile(rb"\d{1,12}[ \t]*\r?\n")
_FOREIGN = (
    (b"\x78\x9f\x3e\x22", "is a winmail.dat, which only Outlook can read", "Save the reply in Outlook as .ics"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "is a message of Outlook's own kind (.msg)",
        "Save the reply in Outlook as .ics, or drag it into another mail program and save it as .eml",
    ),
    (b"PK\x03\x04", "is a zip archive", "Unpack it, and choose the folder"),
    (b"\x1f\x8b", "is a gzip archive", "Unpack it, and choose what was in it"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A calendar, and where it was found.

    Args:
        source: the file, and the place in it, as messages name them.
        sender: the address that the mail came from; nothing for a file without a mail, or where it does not say.
        sent: the Date of the mail, or None. method: what the mail says that the calendar is, or nothing.
        data: its octets, at most `MOST_OCTETS`.
    """

    source: str
    data: bytes
    sender: str = ""
    sent: datetime | None = None
    method: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A file or a part of one that cannot be read, and why; the error does not name the source."""

    source: str
    problem: UnreadableFile


class _OtherKind(UnreadableFile):
    """A file is neither a calendar nor a mail."""


def calendar_parts(path: Path, told: Told | None = None) -> Iterator[Part | Unread]:
    """The calendars in a file or folder, in a fixed order, each with where it was found.

    What a file is, its content tells: a calendar, a mail, an mbox. A folder is a Maildir, or holds such files and
    folders; those in it whose name begins with a full stop are left out. Mails are read line by line, so that a mail
    box may have any size; of those in a mail box, only the ones with a calendar in them are given.

    Yields:
        A `Part`, or in its place an `Unread`: nothing that is wrong with one part or file stops the others, and a path
        that leads nowhere is an `Unread` too.
    """
    progress = _Progress(path, told)
    yield from _any(path, progress, 0)
    progress.done()


class _Progress:
    """How far the reading has come, told every so often."""

    def __init__(self, path: Path, told: Told | None) -> None:
        self._told = told
        self._total = _octets(path) if told else 0
        self._read = 0
        self._next = 0

    def read(self, octets: int) -> None:
        self._read += octets
        if self._told and self._read >= self._next:
            self._next = self._read + _TELL_EVERY
            self._told(min(self._read, self._total), self._total)

    def done(self) -> None:
        if self._told:
            self._told(self._total, self._total)


def _octets(path: Path) -> int:
    with suppress(OSError):
        files = path.rglob("*") if path.is_dir() else (path,)
        return sum(file.stat().st_size for file in files if file.is_file())
    return 0


def _any(path: Path, progress: _Progress, depth: int) -> Iterator[Part | Unread]:
    try:
        if path.is_dir():
            yield from _folder(path, progress, depth)
        else:
            yield from _file(path, progress)
    except UnreadableFile as error:
        yield Unread(str(path), error)
    except FileNotFoundError:
        yield Unread(str(path), UnreadableFile("it does not exist", "Check the name and the folder"))
    except PermissionError:
        yield Unread(str(path), UnreadableFile("it cannot be read: permission denied", "Ask its owner for access"))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        yield Unread(str(path)[:200], UnreadableFile(f"it cannot be read: {reason}", "Check the name and the folder"))


def _folder(path: Path, progress: _Progress, depth: int) -> Iterator[Part | Unread]:
    mails = [path / name for name in ("cur", "new") if (path / name).is_dir()]
    if mails:
        yield from _maildir(mails, progress)
        return
    entries = _entries(path)
    if not entries:
        raise UnreadableFile("the folder is empty", "Choose the folder with the replies")
    if depth == _DEEPEST:
        raise UnreadableFile(f"the folder lies more than {_DEEPEST} folders deep", "Choose it by itself")
    others = []
    for name in entries:
        for one in _any(path / name, progress, depth + 1):
            if isinstance(one, Unread) and isinstance(one.problem, _OtherKind):
                others.append(name)
            else:
                yield one
    if others:
        named = ", ".join(others[:_NAMED]) + (", ..." if len(others) > _NAMED else "")
        count = f"{len(others)} files are" if len(others) > 1 else "1 file is"
        yield Unread(str(path), UnreadableFile(f"{count} neither calendar nor mail: {named}"))


def _entries(path: Path) -> list[str]:
    with os.scandir(path) as found:
        return sorted(
            one.name for one in found if not one.name.startswith(".") and not (one.is_symlink() and one.is_dir())
        )


def _maildir(folders: list[Path], progress: _Progress) -> Iterator[Part | Unread]:
    mails, found = 0, False
    for folder in folders:
        for name in _entries(folder):
            mails += 1
            for one in _one_mail(folder / name, progress):
                found = True
                yield one
    if not mails:
        raise UnreadableFile("the mail box is empty", "Choose the one with the replies")
    if not found:
        raise _no_calendars(mails)


def _one_mail(path: Path, progress: _Progress) -> Iterator[Part | Unread]:
    try:
        with path.open("rb") as file:
            yield from _mail(path, file, progress)
    except OSError as error:
        yield Unread(str(path), UnreadableFile(f"it cannot be read: {error.strerror}", "Ask its owner for access"))


def _no_calendars(mails: int) -> UnreadableFile:
    what = "the mail has no calendar in it" if mails == 1 else f"none of its {mails:,} mails has a calendar in it"
    return UnreadableFile(what, "A reply has a part of the type text/calendar; save mails whole, with attachments")


def _file(path: Path, progress: _Progress) -> Iterator[Part | Unread]:
    if path.exists() and not path.is_file():
        raise UnreadableFile("it is neither a file nor a folder", "Choose a .ics or .eml file, a mail box or a folder")
    with path.open("rb") as file:
        head = file.read(_HEAD)
        file.seek(0)
        yield from _reader(head)(path, file, progress)


def _reader(head: bytes) -> Callable[[Path, BinaryIO, _Progress], Iterator[Part | Unread]]:
    """What reads a file that begins so."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.strip(b"\0"):
        raise UnreadableFile("it is empty", "Save it again, or ask for it once more")
    for magic, what, remedy in _FOREIGN:
        if head.startswith(magic):
            raise UnreadableFile(f"it {what}", remedy)
    if start.startswith(b"From ") and _SEPARATOR.match(start):
        return _mbox
    if start[:14].upper() != b"BEGIN:VCALENDAR"[:14] and _MAIL.match(_APPLE_COUNT.sub(b"", start, count=1)):
        return _single_mail
    if _CALENDAR.search(head.replace(b"\0", b"")) or start.startswith(b"QkVHSU46VkNBTEVOREFS"):
        return _calendar
    raise _OtherKind("it is neither a calendar nor a mail", "Choose the .ics or .eml file that came as the answer")


def _calendar(path: Path, file: BinaryIO, progress: _Progress) -> Iterator[Part | Unread]:
    data = b""
    if path.stat().st_size <= MOST_OCTETS:
        data = file.read(MOST_OCTETS + 1)
    if not data or len(data) > MOST_OCTETS:
        raise too_large()
    progress.read(len(data))
    yield Part(str(path), data)


def _single_mail(path: Path, file: BinaryIO, progress: _Progress) -> Iterator[Part | Unread]:
    found = False
    for one in _mail(path, file, progress):
        found = True
        yield one
    if not found:
        raise _no_calendars(1)


def _mail(path: Path, file: BinaryIO, progress: _Progress) -> Iterator[Part | Unread]:
    reader = MailReader()
    begun = False
    for line in _lines(file):
        progress.read(len(line))
        if not begun:
            # Blank lines, a mark of byte order, or the count that Apple Mail puts on a line before the mail.
            line = line.removeprefix(b"\xef\xbb\xbf")  # noqa: PLW2901 - it is the line from here on
            if not line.strip() or _APPLE_COUNT.fullmatch(line):
                continue
            begun = True
        if found := reader.feed(line):
            yield from _placed(str(path), found)
    yield from _placed(str(path), reader.close())


def _mbox(path: Path, file: BinaryIO, progress: _Progress) -> Iterator[Part | Unread]:
    mails, found = 0, False
    for number, ended in _mails_of(file, progress):
        mails = number
        for one in _placed(f"{path}, message {number}", ended):
            found = True
            yield one
    if not found:
        raise _no_calendars(mails)


def _mails_of(file: BinaryIO, progress: _Progress) -> Iterator[tuple[int, Found]]:
    """The calendars of the mails in an mbox, each time with the number of their mail, as they are found."""
    reader, number = MailReader(quoted_from=True), 0
    blank, starts = True, True
    for line in _lines(file):
        progress.read(len(line))
        if starts and line[:5] == b"From " and (_SEPARATOR if blank else _WHOLE_SEPARATOR).match(line):
            if number:
                yield number, reader.close()
            reader, number = MailReader(quoted_from=True), number + 1
        elif number and (found := reader.feed(line)):
            yield number, found
        starts = line[-1:] == b"\n"
        blank = starts and not line.strip()
    yield number, reader.close()


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, long ones in pieces."""
    return iter(lambda: file.readline(_PIECE), b"")


def _placed(source: str, found: Found) -> Iterator[Part | Unread]:
    for one in found:
        if isinstance(one, UnreadableFile):
            yield Unread(source, one)
        else:
            yield Part(source, one.data, one.sender, one.sent, one.method)
