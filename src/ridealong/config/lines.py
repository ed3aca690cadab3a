"""Where each key of a TOML text stands, which `tomllib` does not tell."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')
_LONG = re.compile(r'"""(?:[^\\]|\\.)*?"""(?:"{1,2}(?!"))?|\'\'\'.*?\'\'\'(?:\'{1,2}(?!\'))?', re.DOTALL)
_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_PLAIN = re.compile(r"[^,\]}\r\n#]*")

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a setting stands in a text.

    Args:
        key: the offset of its key. value: that of its value. end: that of what follows the value.
        header: whether this is the header of a table, which has no value.
        inline: whether it stands within braces.
    """

    key: int
    value: int
    end: int
    header: bool = False
    inline: bool = False


def spots(text: str) -> dict[Path, Spot]:
    """All keys and tables of a TOML text, each by the keys that lead to it, in the order in which they stand.

    The text must have been read by `tomllib` before: nothing is checked here. What stands in the tables of an array
    (`[[name]]`) is found as if there were one such table.
    """
    return _Scanner(text).found


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Path, Spot] = {}
        table: Path = ()
        while self._space() < len(text):
            if text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table, inline=False)

    def _space(self) -> int:
        self.at = _end(_SPACE, self.text, self.at)
        return self.at

    def _skip(self, characters: str) -> None:
        while self._space() < len(self.text) and self.text[self.at] in characters:
            self.at += 1

    def _key(self) -> Path:
        parts: list[str] = []
        while True:
            self._skip(".")
            start = self.at
            if self.text[start] in "\"'":
                self.at = _end(_QUOTED, self.text, start)
                parts.append(tomllib.loads(f"key = {self.text[start : self.at]}")["key"])
            else:
                self.at = _end(_BARE, self.text, start)
                parts.append(self.text[start : self.at])
            if self.text[self._space()] != ".":
                return tuple(parts)

    def _header(self) -> Path:
        start = self.at
        self._skip("[")
        path = self._key()
        while self.text[self.at : self.at + 1] == "]":
            self.at += 1
        self.found.setdefault(path, Spot(start, start, self.at, header=True))
        return path

    def _pair(self, table: Path, *, inline: bool) -> None:
        key = self._space()
        path = table + self._key()
        self._skip("=")
        value = self.at
        self._value(path)
        spot = Spot(key, value, self.at, inline=inline)
        # A key with points makes tables by itself: they stand where their first key does.
        for size in range(len(table) + 1, len(path)):
            self.found.setdefault(path[:size], Spot(key, key, key, header=True, inline=inline))
        self.found.setdefault(path, spot)

    def _value(self, path: Path) -> None:
        text, start = self.text, self.at
        if text.startswith(('"""', "'''"), start):
            self.at = _end(_LONG, text, start)
        elif text[start] in "\"'":
            self.at = _end(_QUOTED, text, start)
        elif text[start] == "[":
            self._many("]", path)
        elif text[start] == "{":
            self._many("}", path)
        else:
            self.at = start + len(_PLAIN.match(text, start)[0].rstrip())  # type: ignore[index]  # it matches nothing, too

    def _many(self, close: str, path: Path) -> None:
        """What stands within brackets or braces."""
        self.at += 1
        self._skip(",")
        while self.text[self.at] != close:
            if close == "}":
                self._pair(path, inline=True)
            else:
                self._value(path)
            self._skip(",")
        self.at += 1


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start + 1
