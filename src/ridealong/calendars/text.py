"""Text as a content line can carry it: cleaned, escaped, quoted and folded (RFC 5545, 3.1 to 3.3)."""

import re
from urllib.parse import quote

_LIMIT = 75  # octets in a physical line, without its CRLF (RFC 5545, 3.1)

# Some readers split lines at every one of these, so all of them become the one newline that TEXT can carry.
_NEWLINES = re.compile("\r\n|[\n\x0b\x0c\r\x85\u2028\u2029]")
# Control characters may not occur in a content line at all; a lone surrogate cannot be written as UTF-8; what turns the
# direction of text around makes one name look like another, as do blanks without width and marks of byte order. Joiners
# and marks of direction stay: Persian, Hebrew and many emoji are not written without them.
_HIDDEN = "\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_DROPPED = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{_HIDDEN}\ud800-\udfff]")
_SPECIAL = re.compile(f"[\x00-\x1f\\\\,;\x7f-\x9f\u2028\u2029{_HIDDEN}\ud800-\udfff]")
_ALIKE = str.maketrans({'"': "'", "^": "\u02c6", "\\": "/"})
# What an address may hold and a URI may not, or where it means something else (RFC 6068, 2): `?` opens headers.
_IN_URI = str.maketrans({one: f"%{ord(one):02X}" for one in '%?#"<>\\^`{|}'})
_WEB = re.compile(r"https?://[^\s/?#]\S*", re.IGNORECASE)
_BARE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_QUOTED = re.compile("[,;:=]")  # icalendar drops blanks around a bare equals sign


def clean(text: str) -> str:
    """The text with one kind of newline, and of control and hidden characters only tab, newline and joiners."""
    if text.isprintable():
        return text
    return _DROPPED.sub("", _NEWLINES.sub("\n", text))


def escape(text: str) -> str:
    """The text as a TEXT value (RFC 5545, 3.3.11)."""
    if not _SPECIAL.search(text):
        return text
    return clean(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def one_line(text: str) -> str:
    """The text cleaned, on one line, with single blanks."""
    return " ".join(clean(text).split())


def parameter(text: str) -> str:
    """The text as a parameter value, quoted where it must be (RFC 5545, 3.2).

    What programs read differently is replaced by what looks like it: a double quote, which cannot be written there; a
    caret, which opens an escape for those that know RFC 6868; a backslash, which some take for one as in TEXT.
    """
    value = one_line(text).translate(_ALIKE)
    return f'"{value}"' if _QUOTED.search(value) else value


def mailto(email: str) -> str:
    """The address as a CAL-ADDRESS value (RFC 5545, 3.3.3): a URI, so not escaped as TEXT is."""
    return "mailto:" + "".join(clean(email).split()).translate(_IN_URI)


def web_address(text: str) -> str:
    """The text as a URI value (RFC 5545, 3.3.13) where it is the address of a web page and nothing else; else empty."""
    cleaned = clean(text).strip()
    return quote(_BARE_PERCENT.sub("%25", cleaned), safe="!#$%&'()*+,/:;=?@[]") if _WEB.fullmatch(cleaned) else ""


def fold(line: str) -> str:
    """A content line, broken so that no physical line exceeds 75 octets and no character is cut (RFC 5545, 3.1)."""
    if len(line) <= _LIMIT and (line.isascii() or len(line.encode()) <= _LIMIT):
        return line
    octets = line.encode()
    pieces = []
    start, room = 0, _LIMIT
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, _LIMIT - 1  # the blank that opens a continuation takes one octet
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces).decode()
