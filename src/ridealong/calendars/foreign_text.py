"""The content lines of a calendar that another program wrote, whatever happened to it on its way."""

import binascii
import codecs
import io
import re
from base64 import b64decode
from collections.abc import Collection, Iterator

BEGINS = re.compile(rb"^[ \t]*BEGIN[ \t]*:[ \t]*VCALENDAR[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
"""The line with which a calendar begins, in what `as_utf8` gives."""

_BASE64 = re.compile(rb"\s*QkVHSU46VkNBTEVOREFS[A-Za-z0-9+/=\s]+")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
# No value of PARTSTAT or METHOD begins with 3D, so this is a parameter that was quoted for mail and not unquoted.
_QUOTED_PRINTABLE = re.compile(rb"PARTSTAT=3D\"?[A-Z]|^BEGIN:VCALENDAR=0D", re.IGNORECASE | re.MULTILINE)
# A mark of byte order stands in the middle where two files were put together.
_NAME = re.compile(rb"[\xef\xbb\xbf \t]*([A-Za-z0-9-]+)[ \t]*[:;]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def as_utf8(data: bytes) -> bytes:
    """UTF-16 and UTF-32 as UTF-8, and anything else as it is; no mark of byte order, and line ends with LF."""
    encoding = ""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        encoding = "utf-32"
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif data[1:2] == b"\0":
        encoding = "utf-16-le"
    elif data[:1] == b"\0":
        encoding = "utf-16-be"
    if encoding:
        data = data.decode(encoding, "replace").encode("utf-8", "replace")
    data = data.removeprefix(codecs.BOM_UTF8)
    return data if b"\n" in data else data.replace(b"\r", b"\n")


def unquoted(data: bytes) -> bytes:
    """A calendar that was left in base64 or quoted-printable, as some programs save a part of a mail, without that."""
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


def content_lines(data: bytes, names: Collection[str]) -> Iterator[tuple[int, str, str]]:
    """The content lines of certain names, in order.

    Only these are taken apart further, so neither a bad line that says nothing here nor a rule with a million
    recurrences can hurt.

    Args:
        data: as `as_utf8` gives it; a line that is no UTF-8 is taken for Windows-1252, by itself, since a file put
            together from two sources can hold both.
        names: the wanted names, in upper case.

    Yields:
        The number of the line in the file, from 1; the name in upper case; and the whole line, unfolded, without
        control characters.
    """
    wanted = {name.encode(): name for name in names}
    for number, octets in _unfolded(data):
        found = _NAME.match(octets)
        name = wanted.get(found[1].upper()) if found else None
        if name:
            yield number, name, _decoded(octets)


def _unfolded(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each line with those that continue it, and its number; octets, since a fold may cut a character in two."""
    begins, first, rest = 1, b"", bytearray()
    for number, raw in enumerate(io.BytesIO(data), 1):
        line = raw.rstrip(b"\r\n")
        if line[:1] in (b" ", b"\t"):
            rest += line[1:]
            continue
        yield begins, first + rest if rest else first
        begins, first, rest = number, line, bytearray() if rest else rest
    yield begins, first + rest


def _decoded(line: bytes) -> str:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        text = line.decode("cp1252", "replace")
    return (text if text.isprintable() else _CONTROLS.sub("", text)).strip("\ufeff \t")
