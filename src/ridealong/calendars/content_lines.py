"""Calendar files of any program taken apart into components, each property with the line on which it stands."""

import codecs
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ridealong.domain.errors import UnreadableFile

MAX_BYTES = 50 * 1024 * 1024
MAX_COMPONENTS = 200_000
MAX_LINE = 2 * 1024 * 1024
MAX_SAME = 50_000
"""How often one property may stand in a component, which no program needs for a meeting of a thousand people."""
_DEEPEST = 20
_SAMPLE = 64 * 1024
# Above this share of control characters in the sample a file is no text; a single one only spoils its own line.
_BINARY_SHARE = 0.05

_EXPORT_AGAIN = "Export the calendar again, as a whole .ics file"
_AS_UTF8 = "Export the calendar again as an .ics file in UTF-8, as calendar programs write it"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BEGINS = re.compile(rb"^[ \t]*BEGIN[ \t]*:[ \t]*VCALENDAR[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1f\x7f]")
_NAME = re.compile(r"\s*([A-Za-z0-9.-]+)\s*(?=[;:])")
_PARAMETER = re.compile(r';\s*([A-Za-z0-9-]+)\s*=\s*((?:"[^"]*"|[^";:])*)')


@dataclass(frozen=True, slots=True)
class Property:
    """A property: the line on which it begins, from 1, its parameters in capital letters, its value as it stands."""

    line: int
    name: str
    parameters: dict[str, str]
    value: str


@dataclass(slots=True)
class Component:
    """A component, such as a VEVENT, with those of its properties that were asked for, and what stands within it."""

    name: str
    line: int
    properties: dict[str, list[Property]] = field(default_factory=dict)
    parts: list["Component"] = field(default_factory=list)

    def first(self, name: str) -> Property | None:
        """The first property of a name, or None."""
        return next(iter(self.properties.get(name, ())), None)

    def text(self, name: str) -> str:
        """The first value of a name without surrounding blanks, or nothing."""
        found = self.first(name)
        return found.value.strip() if found else ""


def is_calendar(path: Path) -> bool:
    """Whether a file says of itself that it is a calendar, whatever it is called.

    Raises:
        UnreadableFile: it is missing, a folder, or may not be read.
    """
    if path.is_fifo() or path.is_char_device():
        return False  # What is read of these is gone.
    head = _read(path, _SAMPLE)
    if head.startswith(_UTF16):
        head = head[2:].replace(b"\x00", b"")
    return bool(_BEGINS.search(_lines_of(head.removeprefix(codecs.BOM_UTF8))))


class CalendarFile:
    """A calendar file that can be read again and again, and holds together.

    Raises:
        UnreadableFile: it is missing, may not be read, is empty, larger than `MAX_BYTES`, no calendar, not in UTF-8, or
            damaged: cut off, or with components that do not end where they should.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        data = _read(path, MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise UnreadableFile(
                f"{path} is larger than {MAX_BYTES // 2**20} MB",
                "Export a shorter time: only last month and the year to come are looked at",
            )
        self._data = _checked(path, data)

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return self._data.count(b"\n") + 1

    def components(self, names: Collection[str], properties: Collection[str]) -> Iterator[Component]:
        """The components of the calendars in the file, in its order, with what stands within them.

        Args:
            names: which ones are wanted, such as VEVENT. properties: of them, which properties are.

        Raises:
            UnreadableFile: as for the class; raised when the place is reached.
        """
        opened: list[Component] = []
        seen = 0
        for line, octets in _logical_lines(self._data):
            head = octets[:9].upper()
            if head.startswith((b"BEGIN:", b"BEGIN ")):
                opened.append(Component(self._named(line, octets), line))
                seen += 1
                self._check_size(line, len(opened), seen)
            elif head.startswith((b"END:", b"END ")) and opened:
                done = self._ended(opened, line, octets)
                if len(opened) > 1 and opened[1].name in names:
                    opened[-1].parts.append(done)
                elif len(opened) == 1 and done.name in names:
                    yield done
            elif len(opened) > 1 and opened[1].name in names:
                self._keep(opened[-1], line, octets, properties)
        if opened:
            raise UnreadableFile(
                f"{self.path} is cut off: the {opened[-1].name} that begins in line {opened[-1].line} has no end",
                _EXPORT_AGAIN,
            )

    def _check_size(self, line: int, depth: int, seen: int) -> None:
        if depth > _DEEPEST:
            raise UnreadableFile(
                f"{self.path}, line {line}: components stand in one another {depth} deep", _EXPORT_AGAIN
            )
        if seen > MAX_COMPONENTS:
            raise UnreadableFile(
                f"{self.path} holds more than {MAX_COMPONENTS:,} entries",
                "Export a shorter time: only last month and the year to come are looked at",
            )

    def _ended(self, opened: list[Component], line: int, octets: bytes) -> Component:
        name = self._named(line, octets)
        if opened[-1].name != name:
            raise UnreadableFile(
                f"{self.path} is damaged: in line {line} a {name} ends, but the {opened[-1].name} of line "
                f"{opened[-1].line} is not closed",
                _EXPORT_AGAIN,
            )
        return opened.pop()

    def _named(self, line: int, octets: bytes) -> str:
        return self._decoded(line, octets).partition(":")[2].strip().upper()[:40]

    def _keep(self, component: Component, line: int, octets: bytes, wanted: Collection[str]) -> None:
        name = octets[:40].replace(b":", b";").partition(b";")[0].strip().upper().decode("ascii", "replace")
        if name not in wanted:
            return
        found = _property(line, self._decoded(line, octets))
        if found is None:
            return
        same = component.properties.setdefault(found.name, [])
        same.append(found)
        if len(octets) > MAX_LINE or len(same) > MAX_SAME:
            raise UnreadableFile(
                f"{self.path}, line {line}: the {component.name} of line {component.line} is too large", _EXPORT_AGAIN
            )

    def _decoded(self, line: int, octets: bytes) -> str:
        try:
            return octets.decode("utf-8")
        except UnicodeDecodeError:
            raise UnreadableFile(f"{self.path}, line {line}: this is not UTF-8", _AS_UTF8) from None


def _read(path: Path, most: int) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableFile(f"{path} is a folder, not a file", "Name a file in it")
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError:
        raise UnreadableFile(f"{path} does not exist", "Check the name and the folder") from None
    except PermissionError:
        raise UnreadableFile(f"{path} cannot be read: permission denied", "Ask its owner for access") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise UnreadableFile(f"{path!s:.200} cannot be read: {reason}", "Check the name and the folder") from None


def _lines_of(data: bytes) -> bytes:
    return data if b"\n" in data else data.replace(b"\r", b"\n")


def _checked(path: Path, data: bytes) -> bytes:
    """What a file holds, without a mark at its start, and with line ends that a reader of lines knows."""
    if not data.strip():
        raise UnreadableFile(f"{path} is empty", _EXPORT_AGAIN)
    if data.startswith(b"PK\x03\x04"):
        raise UnreadableFile(f"{path} is a zip archive", "Unpack it, and import the .ics file in it")
    if data.startswith(_UTF16) or b"B\x00E\x00G\x00I\x00N" in data[:200]:
        raise UnreadableFile(f"{path} is in UTF-16, and calendars are in UTF-8", _AS_UTF8)
    if (where := data.find(b"\x00")) >= 0:
        line = data.count(b"\n", 0, where) + 1
        raise UnreadableFile(f"{path} is not a text file: there is a NUL character in line {line}", _EXPORT_AGAIN)
    sample = data[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > _BINARY_SHARE * len(sample):
        raise UnreadableFile(f"{path} is not a text file: it is full of control characters", _EXPORT_AGAIN)
    text = _lines_of(data.removeprefix(codecs.BOM_UTF8))
    if not _BEGINS.search(text):
        raise UnreadableFile(f"There is no calendar in {path}: no line says BEGIN:VCALENDAR", _EXPORT_AGAIN)
    return text


def _logical_lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each line with those that continue it, and its number; octets, since a fold may cut a character in two."""
    begins, pieces = 1, [b""]
    for number, raw in enumerate(io.BytesIO(data), 1):
        line = raw.rstrip(b"\r\n")
        if line[:1] in (b" ", b"\t"):
            pieces.append(line[1:])
            continue
        yield begins, b"".join(pieces)
        begins, pieces = number, [line]
    yield begins, b"".join(pieces)


def _property(line: int, text: str) -> Property | None:
    """A content line taken apart; None where it is none."""
    named = _NAME.match(text)
    if not named:
        return None
    parameters: dict[str, str] = {}
    end = named.end()
    while found := _PARAMETER.match(text, end):
        parameters.setdefault(found[1].upper(), found[2].strip().replace('"', ""))
        end = found.end()
    return Property(line, named[1].upper(), parameters, text[end:].partition(":")[2])
