"""Feeds as they stand in files: named, recognised, emptied, and their stamps kept where nothing else changed."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterator

_EXTENSION = ".ics"
_LONGEST = 80
_PRODUCT = b"PRODID:-//ridealong//ridealong//EN"
_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]*(?: [a-z0-9-]+)*")
_PLAIN_ADDRESS = re.compile(r"[a-z0-9_+-][a-z0-9._+-]*@[a-z0-9.-]*[a-z0-9]")
_UNSAFE = re.compile(r"[^a-z0-9@+_]+")
# Windows keeps these names for devices, whatever follows a dot.
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{name}{number}" for name in ("com", "lpt") for number in range(10)}
_STAMPS = (b"DTSTAMP:", b"LAST-MODIFIED:")


def feed_file(identity: str) -> str:
    """The name of the file of a feed, such as `ana@x.example.ics` or `spring_ride-alongs.ics`.

    It depends on the identity alone, so that whoever subscribed keeps the address, and is never that of another one,
    also where letter case does not count. What a file system or an address could take amiss is replaced; a mark that
    no other name contains then tells the identity.

    Args:
        identity: an address, or a name of letters and blanks as it is compared: in lower case.
    """
    plain = _PLAIN.fullmatch(identity) or _PLAIN_ADDRESS.fullmatch(identity)
    if plain and len(identity) <= _LONGEST and identity.partition(".")[0] not in _DEVICES:
        return identity.replace(" ", "_") + _EXTENSION
    letters = unicodedata.normalize("NFKD", identity).encode("ascii", "ignore").decode().lower()
    mark = hashlib.sha256(identity.encode(errors="surrogatepass")).hexdigest()[:12]
    return f"{_UNSAFE.sub('-', letters)[:_LONGEST].strip('-') or 'feed'}~{mark}{_EXTENSION}"


def is_feed(data: bytes) -> bool:
    """Whether a file is a feed that this program has written."""
    head, _, _ = data.partition(b"\r\nBEGIN:V")
    lines = head.split(b"\r\n")
    return lines[:1] == [b"BEGIN:VCALENDAR"] and _PRODUCT in lines and b"METHOD:PUBLISH" in lines


def emptied(feed: bytes) -> bytes:
    """A feed of the same name without meetings."""
    return b"\r\n".join(lines[0] for lines in _parts(feed) if len(lines) == 1)


def with_known_stamps(feed: bytes, before: bytes, uids: Collection[str]) -> bytes:
    """A feed with the stamps that it had before on meetings of which nothing else has changed.

    Args:
        before: the same feed as it was written last.
        uids: the meetings that this holds for; all others have the stamps with which they were sent.
    """
    if feed == before:
        return feed
    known = {_without_stamps(lines): lines for lines in _parts(before)}
    parts = (known.get(_without_stamps(lines), lines) if _uid(lines) in uids else lines for lines in _parts(feed))
    return b"\r\n".join(line for lines in parts for line in lines)


def _uid(lines: list[bytes]) -> str:
    """The UID of a component, which stands before everything that could be taken for it."""
    for line in lines[1:3]:
        if line.startswith(b"UID:"):
            return line.removeprefix(b"UID:").decode()
    return ""


def _without_stamps(lines: list[bytes]) -> tuple[bytes, ...]:
    return tuple(line for line in lines if not line.startswith(_STAMPS))


def _parts(feed: bytes) -> Iterator[list[bytes]]:
    """The lines of each component, and between them those of the calendar itself, one by one."""
    part: list[bytes] = []
    ends = b""
    for line in feed.split(b"\r\n"):
        part.append(line)
        if not ends and line.startswith(b"BEGIN:V") and line != b"BEGIN:VCALENDAR":
            ends = b"END:" + line.removeprefix(b"BEGIN:")
        if not ends or line == ends:
            yield part
            part, ends = [], b""
    if part:
        yield part
