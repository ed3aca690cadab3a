"""Components and properties of calendars that other programs wrote."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from icalendar.parser import Contentline, unescape_backslash

_LONGEST_ODD = 20_000
_NAME = re.compile(r"[A-Za-z0-9-]+[ \t]*")
_PARAMETER = re.compile(r';[ \t]*([A-Za-z0-9-]+)[ \t]*=([^";:\\^]*(?:"[^"\\^]*"[^";:\\^]*)*)')


@dataclass(frozen=True, slots=True)
class Property:
    """A property.

    Args:
        line: the line of the file on which it begins, from 1. name: in upper case.
        parameters: by name in upper case, without quotes. value: with TEXT escapes undone.
    """

    line: int
    name: str
    parameters: Mapping[str, str]
    value: str


@dataclass(slots=True)
class Component:
    """A part of a calendar, with those of its properties that were asked for.

    Args:
        name: in upper case. line: the line of the file on which it begins, from 1.
        closed: whether its end is there too.
        properties: by name. parts: the components within it.
        unread: the properties that cannot be read, by name, each with its lines.
    """

    name: str
    line: int
    closed: bool = False
    properties: dict[str, list[Property]] = field(default_factory=dict)
    parts: list["Component"] = field(default_factory=list)
    unread: dict[str, list[int]] = field(default_factory=dict)

    def read(self, line: int, name: str, text: str) -> None:
        """Take a content line as `content_lines` gives it."""
        split = _split(text)
        if split is None:
            self.unread.setdefault(name, []).append(line)
        else:
            self.properties.setdefault(name, []).append(Property(line, name, *split))

    def all(self, name: str) -> Sequence[Property]:
        """Its properties of that name, in order."""
        return self.properties.get(name, ())

    def first(self, name: str) -> Property | None:
        """Its first property of that name, or None."""
        return next(iter(self.all(name)), None)

    def text(self, name: str) -> str:
        """The value of its first property of that name, without blanks around it, or nothing."""
        found = self.first(name)
        return found.value.strip() if found else ""


def component_name(text: str) -> str:
    """Of which component a line with BEGIN or END speaks, in upper case."""
    return text.partition(":")[2].strip().upper()[:40]


def _split(text: str) -> tuple[Mapping[str, str], str] | None:
    """The parameters and the value of a content line, or None where it is none."""
    # icalendar needs ten times as long for a line, a minute for a calendar of 50 MB; so it is asked only about lines
    # that are not plain, such as those with escapes in their parameters.
    named = _NAME.match(text)
    end = named.end() if named else 0
    parameters = {}
    while found := _PARAMETER.match(text, end):
        parameters[found[1].upper()] = found[2].strip().replace('"', "")
        end = found.end()
    if text[end : end + 1] == ":":
        return parameters, unescape_backslash(text[end + 1 :])
    try:
        _, given, value = Contentline(text[:_LONGEST_ODD]).parts()  # type: ignore[no-untyped-call]  # typed in part
    except ValueError:
        return None
    return {str(name).upper(): _as_text(one) for name, one in given.items()}, str(value)


def _as_text(value: object) -> str:
    """A parameter as one text; unquoted commas make a list of it."""
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
