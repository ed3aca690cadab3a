"""Calendars in which replies come, mended as far as they are whole."""

from collections.abc import Collection

from ridealong.calendars.foreign_calendars import Component, component_name
from ridealong.calendars.foreign_text import as_utf8, content_lines, unquoted
from ridealong.calendars.foreign_zones import PROPERTIES as ZONE_PROPERTIES
from ridealong.domain.errors import UnreadableFile

MOST_OCTETS = 10 * 1024 * 1024
"""What one calendar may have at most; replies have a few thousand."""

_KEPT = frozenset({"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"})
_DEEPEST = 20
_MOST_COMPONENTS = 10_000
_MOST_LINES = 50_000


def too_large() -> UnreadableFile:
    """What is said of a calendar of more than `MOST_OCTETS`."""
    return UnreadableFile(
        f"it is larger than {MOST_OCTETS // (1024 * 1024)} MB, too large to be a reply",
        "Save each mail with a reply, or the .ics file in it, as a file of its own",
    )


def read_calendars(data: bytes, properties: Collection[str]) -> list[Component]:
    """The calendars in a file, each with its events and time zones.

    Args:
        data: in UTF-8, UTF-16 or Windows-1252, with any line ends; also as base64 or as quoted-printable.
        properties: those that are wanted, beside what a time zone needs.

    Raises:
        UnreadableFile: it is too large, nested too deep, or has too many parts, or there is no calendar in it.
    """
    if len(data) > MOST_OCTETS:
        raise too_large()
    found: list[Component] = []
    open_now: list[Component] = []
    components = 0
    lines = content_lines(as_utf8(unquoted(as_utf8(data))), {"BEGIN", "END", *ZONE_PROPERTIES, *properties})
    for count, (line, name, text) in enumerate(lines):
        if count == _MOST_LINES:
            raise _too_many("lines that matter", _MOST_LINES)
        if name == "BEGIN":
            components += 1
            _begin(Component(component_name(text), line), found, open_now)
        elif name == "END":
            _end(component_name(text), open_now)
        elif open_now:
            open_now[-1].read(line, name, text)
        if components > _MOST_COMPONENTS:
            raise _too_many("parts", _MOST_COMPONENTS)
        if len(open_now) > _DEEPEST:
            raise _too_many("parts in one another", _DEEPEST)
    if not found:
        raise UnreadableFile(
            "there is no calendar in it", "Choose the .ics or .eml file that came as the answer to an invite"
        )
    return found


def _too_many(what: str, most: int) -> UnreadableFile:
    return UnreadableFile(
        f"it has more than {most:,} {what}, too many for a reply",
        "Choose the file that came as the answer to an invite",
    )


def _begin(component: Component, found: list[Component], open_now: list[Component]) -> None:
    if component.name == "VCALENDAR":
        # A calendar never stands in another: the one before it was cut off.
        open_now.clear()
        found.append(component)
    elif not open_now:
        return
    elif component.name == "VEVENT" and open_now[-1].name == "VEVENT":
        open_now.pop()
        open_now[-1].parts.append(component)
    elif component.name in _KEPT:
        open_now[-1].parts.append(component)
    open_now.append(component)


def _end(name: str, open_now: list[Component]) -> None:
    if any(one.name == name for one in open_now):
        while open_now:
            one = open_now.pop()
            if one.name == name:
                one.closed = True
                return
