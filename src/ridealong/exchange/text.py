"""Files as text: encodings found out, and what is no text refused with a reason."""

import codecs
import re
from pathlib import Path

from ridealong.domain.errors import UnreadableFile

MAX_BYTES = 200 * 1024 * 1024
_SAMPLE = 64 * 1024
# Above this share of control characters a file is no text, if some stand in its first line already: there a table has
# the names of its columns, while what people are called may contain anything.
_BINARY_SHARE = 0.05

_SAVE_AS = "Save it as 'CSV UTF-8' in the program it comes from"
_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Excel workbook"),
    (b"%PDF", "is a PDF document"),
    (b"\x1f\x8b", "is a gzip archive"),
    (b"SQLite format 3\x00", "is an SQLite database"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252, without a byte order mark, line ends as they are.

    Raises:
        UnreadableFile: the file is missing, a folder, not readable, empty, larger than `MAX_BYTES`, or no text.
    """
    data = _read_bytes(path)
    if not data.strip():
        raise UnreadableFile(f"{path} is empty", "Its first line names the columns")
    _refuse_magic(path, data)
    text = _decode(path, data)
    if not text.strip("\ufeff \t\r\n\x1a\xa0"):
        raise UnreadableFile(f"{path} is empty", "Its first line names the columns")
    return text


def _read_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableFile(f"{path} is a folder, not a file", "Name a file in it")
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(path)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableFile(f"{path} does not exist", "Check the name and the folder") from None
    except PermissionError:
        raise UnreadableFile(f"{path} cannot be read: permission denied", "Ask its owner for access") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise UnreadableFile(f"{path!s:.200} cannot be read: {reason}", "Check the name and the folder") from None
    if len(data) > MAX_BYTES:
        raise _too_large(path)
    return data


def _too_large(path: Path) -> UnreadableFile:
    limit = MAX_BYTES // (1024 * 1024)
    return UnreadableFile(f"{path} is larger than {limit} MB", "Split it into smaller files, or remove other columns")


def _refuse_magic(path: Path, data: bytes) -> None:
    if data.startswith(b"PK\x03\x04"):
        excel = b"xl/" in data or b"[Content_Types].xml" in data[:200]
        what = "is an Excel workbook" if excel else "is a zip archive or an OpenDocument file"
        raise UnreadableFile(f"{path} {what}, not a CSV file", _SAVE_AS)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnreadableFile(f"{path} {what}, not a CSV file", _SAVE_AS)


def _decode(path: Path, data: bytes) -> str:
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), None) or _utf16_without_mark(data)
    if encoding is None or encoding == "utf-8-sig":
        _refuse_binary(path, data[:_SAMPLE].decode("latin-1"))
        return _decode_bytewise(path, data.removeprefix(codecs.BOM_UTF8))
    try:
        # Half a character is let through, since it spoils its own row alone.
        text = data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        raise UnreadableFile(f"{path} begins as {encoding.upper()} and is damaged further on", _SAVE_AS) from None
    _refuse_binary(path, text[:_SAMPLE])
    return text


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 where NULs alternate with other bytes, as they do in a header line of Latin letters."""
    head = data[:256]
    even, odd = head[::2].count(0), head[1::2].count(0)
    enough = len(head) // 4
    if odd > enough and even == 0:
        return "utf-16-le"
    if even > enough and odd == 0:
        return "utf-16-be"
    return None


def _decode_bytewise(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    return "\n".join(_decode_line(path, number, line) for number, line in enumerate(data.split(b"\n"), 1))


def _decode_line(path: Path, number: int, line: bytes) -> str:
    # Line by line, because a file put together from two sources can hold both encodings, and because a line of
    # Windows-1252 with an accent is next to never valid UTF-8.
    try:
        return line.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        pass
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        raise UnreadableFile(
            f"{path}, line {number}: this is neither UTF-8 nor UTF-16 nor Windows-1252{_guess(line)}", _SAVE_AS
        ) from None


def _guess(line: bytes) -> str:
    # Imported here: it takes longer than reading most files, and is wanted for this error alone.
    from charset_normalizer import from_bytes  # noqa: PLC0415 - as above

    best = from_bytes(line[:_SAMPLE]).best()
    return f" (it may be {best.encoding})" if best else ""


def _refuse_binary(path: Path, sample: str) -> None:
    first = next((line for line in sample.splitlines() if line.strip()), "")
    if "\x00" in first:
        raise UnreadableFile(f"{path} is not a text file: there is a NUL character in its first line", _SAVE_AS)
    if _CONTROLS.search(first) and len(_CONTROLS.findall(sample)) > _BINARY_SHARE * len(sample):
        raise UnreadableFile(f"{path} is not a text file: it is full of control characters", _SAVE_AS)
