"""The content lines of a calendar that another program wrote, whatever happened to it on its way."""

import binascii
import codecs
import re
from base64 import b64decode
from collections.abc import Iterator

from ridealong.domain.errors import UnreadableFile

MOST_OCTETS = 10 * 1024 * 1024
"""What one calendar may have at most; replies have a few thousand."""

_LONGEST_LINE = 20_000
_BASE64 = re.compile(rb"\s*QkVHSU46VkNBTEVOREFS[A-Za-z0-9+/=\s]+")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
# No value of PARTSTAT or METHOD begins with 3D, so this is a parameter that was quoted for mail and not unquoted.
_QUOTED_PRINTABLE = re.compile(rb"PARTSTAT=3D\"?[A-Z]|^BEGIN:VCALENDAR=0D", re.IGNORECASE | re.MULTILINE)
_START = re.compile(r"^[ \t\ufeff]*BEGIN[ \t]*:[ \t]*VCALENDAR", re.IGNORECASE | re.MULTILINE)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def too_large() -> UnreadableFile:
    """What is said of a calendar of more than `MOST_OCTETS`."""
    return UnreadableFile(
        f"it is larger than {MOST_OCTETS // (1024 * 1024)} MB, too large to be a reply",
        "Save each mail with a reply, or the .ics file in it, as a file of its own",
    )


def content_lines(data: bytes, names: str) -> Iterator[tuple[str, str]]:
    """The content lines of certain names, in order, from the first calendar on.

    Only these are taken apart further, so neither a bad line that says nothing here nor a rule with a million
    recurrences can hurt.

    Args:
        data: UTF-8, UTF-16 or Windows-1252, with or without a byte order mark, with any line ends; also as base64 or
            as quoted-printable, as some programs save a part of a mail.
        names: the wanted names in upper case, separated by `|`.

    Yields:
        The name in upper case, and the whole line, unfolded, without control characters; cut where it is longer than
        20,000 characters.

    Raises:
        UnreadableFile: it is too large, or there is no calendar in it.
    """
    text = _calendar_text(data)
    start = _START.search(text)
    if start is None:
        raise UnreadableFile(
            "there is no calendar in it", "Choose the .ics or .eml file that came as the answer to an invite"
        )
    pattern = re.compile(rf"^[ \t\ufeff]*({names})[ \t]*[:;][^\n]*", re.IGNORECASE | re.MULTILINE | re.ASCII)
    for match in pattern.finditer(text, start.start()):
        line = match[0] if len(match[0]) <= _LONGEST_LINE else match[0][:_LONGEST_LINE]
        yield match[1].upper(), _CONTROLS.sub("", line).strip("\ufeff \t")


def _calendar_text(data: bytes) -> str:
    if len(data) > MOST_OCTETS:
        raise too_large()
    data = _unquoted(_as_bytewise(data))
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    # Unfolded before it is decoded: a fold may cut a character (RFC 5545, 3.1).
    data = data.replace(b"\r", b"").replace(b"\n ", b"").replace(b"\n\t", b"")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # Line by line, since a file put together from two sources can hold both encodings.
        return "\n".join(map(_decoded, data.split(b"\n")))


def _as_bytewise(data: bytes) -> bytes:
    """UTF-16 and UTF-32 as UTF-8."""
    encoding = ""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        encoding = "utf-32"
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif data[1:2] == b"\0":
        encoding = "utf-16-le"
    elif data[:1] == b"\0":
        encoding = "utf-16-be"
    return data.decode(encoding, "replace").encode("utf-8", "replace") if encoding else data


def _unquoted(data: bytes) -> bytes:
    if _BASE64.fullmatch(data):
        return unbase64(data)
    if _QUOTED_PRINTABLE.search(data):
        return binascii.a2b_qp(data)
    return data


def unbase64(data: bytes) -> bytes:
    """What base64 stands for, as far as it goes: cut off, broken or with strange characters in it."""
    letters = _NOT_BASE64.sub(b"", data)
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return b64decode(letters + b"=" * (-len(letters) % 4))


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")
