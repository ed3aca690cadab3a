"""Paths that are typed into forms: what lies there now, and how they are completed."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from textual.suggester import Suggester

from ridealong.domain.errors import UnreadableFile
from ridealong.paths import expanded
from ridealong.tui.widgets.completing import TakenByTab


class Spot(NamedTuple):
    """A path, and what lies there now."""

    path: Path
    there: bool
    folder: bool


def look_at(text: str) -> Spot:
    """What a path leads to; raises UnreadableFile where that cannot be found out."""
    path = expanded(text.strip())
    try:
        return Spot(path, path.exists(), path.is_dir())
    except OSError as error:
        # Where a folder may not be looked into, or a name is too long for its disk.
        raise UnreadableFile(f"'{path}' cannot be looked at: {error.strerror}") from error


class PathSuggester(Suggester):
    """Completes a path that is typed; → takes what is suggested.

    Args:
        suffix: only files that end so are suggested, beside folders; empty for all files, None for folders alone.
    """

    def __init__(self, suffix: str | None) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._suffix = suffix

    async def get_suggestion(self, value: str) -> str | None:
        """The first folder or file of the kind that begins with what was typed."""
        try:
            return self._first(value)
        except (OSError, ValueError, UnreadableFile):
            # What is half typed leads nowhere, more often than not.
            return None

    def _first(self, value: str) -> str | None:
        typed = expanded(value)
        folder, start = (typed, "") if value.endswith("/") else (typed.parent, typed.name)
        for path in sorted(folder.iterdir()):
            hidden = path.name.startswith(".") and not start.startswith(".")
            if path.name.startswith(start) and not hidden and self._is_wanted(path):
                return value + path.name[len(start) :] + ("/" if path.is_dir() else "")
        return None

    def _is_wanted(self, path: Path) -> bool:
        return path.is_dir() or (self._suffix is not None and path.name.lower().endswith(self._suffix))


class ReadPathSuggester(PathSuggester, TakenByTab):
    """Completes the path of something that is read: Tab takes the rest of a name.

    Where something is written, Tab takes nothing: what is typed may be the beginning of another name that is there.
    """

    def is_begun(self, text: str) -> bool:
        """Whether the last name is begun and is not yet that of a file or folder."""
        try:
            return not text.endswith("/") and not look_at(text).there
        except UnreadableFile:
            return False
