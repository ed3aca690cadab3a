"""Files with the calendar of somebody, which may be large and have to be whole."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from ridealong.calendars.foreign_calendars import Component, component_name
from ridealong.calendars.foreign_text import BEGINS, as_utf8, content_lines
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
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1f\x7f]")

_EXPORT_AGAIN = "Export the calendar again, as a whole .ics file"
_EXPORT_LESS = "Export a shorter time: only last month and the year to come are looked at"


def is_calendar(path: Path) -> bool:
    """Whether a file says of itself that it is a calendar, whatever it is called.

    Raises:
        UnreadableFile: it is missing, a folder, or may not be read.
    """
    if path.is_fifo() or path.is_char_device():
        return False  # What is read of these is gone.
    return bool(BEGINS.search(as_utf8(_read(path, _SAMPLE))))


class CalendarFile:
    """A calendar file that can be read again and again, and holds together.

    Raises:
        UnreadableFile: it is missing, may not be read, is empty, larger than `MAX_BYTES`, no text, no calendar, or
            damaged: cut off, or with components that do not end where they should.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        data = _read(path, MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise UnreadableFile(f"{path} is larger than {MAX_BYTES // 2**20} MB", _EXPORT_LESS)
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
        for line, name, text in content_lines(self._data, {"BEGIN", "END", *properties}):
            if name == "BEGIN":
                opened.append(Component(component_name(text), line))
                seen += 1
                self._check_size(line, len(opened), seen)
            elif name == "END" and opened:
                done = self._ended(opened, line, component_name(text))
                if len(opened) > 1 and opened[1].name in names:
                    opened[-1].parts.append(done)
                elif len(opened) == 1 and done.name in names:
                    yield done
            elif len(opened) > 1 and opened[1].name in names:
                opened[-1].read(line, name, text)
                self._check_property(opened[-1], line, name, text)
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
            raise UnreadableFile(f"{self.path} holds more than {MAX_COMPONENTS:,} entries", _EXPORT_LESS)

    def _check_property(self, component: Component, line: int, name: str, text: str) -> None:
        same = len(component.all(name)) + len(component.unread.get(name, ()))
        if len(text) > MAX_LINE or same > MAX_SAME:
            raise UnreadableFile(
                f"{self.path}, line {line}: the {component.name} of line {component.line} is too large", _EXPORT_AGAIN
            )

    def _ended(self, opened: list[Component], line: int, name: str) -> Component:
        if opened[-1].name != name:
            raise UnreadableFile(
                f"{self.path} is damaged: in line {line} a {name} ends, but the {opened[-1].name} of line "
                f"{opened[-1].line} is not closed",
                _EXPORT_AGAIN,
            )
        opened[-1].closed = True
        return opened.pop()


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


def _checked(path: Path, data: bytes) -> bytes:
    """What a file holds, as `as_utf8` gives it."""
    if not data.strip():
        raise UnreadableFile(f"{path} is empty", _EXPORT_AGAIN)
    if data.startswith(b"PK\x03\x04"):
        raise UnreadableFile(f"{path} is a zip archive", "Unpack it, and import the .ics file in it")
    data = as_utf8(data)
    if (where := data.find(b"\x00")) >= 0:
        line = data.count(b"\n", 0, where) + 1
        raise UnreadableFile(f"{path} is not a text file: there is a NUL character in line {line}", _EXPORT_AGAIN)
    sample = data[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > _BINARY_SHARE * len(sample):
        raise UnreadableFile(f"{path} is not a text file: it is full of control characters", _EXPORT_AGAIN)
    if not BEGINS.search(data):
        raise UnreadableFile(f"There is no calendar in {path}: no line says BEGIN:VCALENDAR", _EXPORT_AGAIN)
    return data
