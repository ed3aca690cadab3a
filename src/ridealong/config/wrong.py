"""One thing that is wrong with the settings, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ridealong.domain.errors import InvalidValue, RidealongError, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Sequence


class Wrong(NamedTuple):
    """One thing that is wrong.

    Args:
        file: where the setting stands: a path, or the name of an environment variable.
        path: the keys that lead to the setting, such as `("mail", "port")`; empty for the whole file.
        problem: what is wrong, as a sentence without a full stop. remedy: what would be right.
        line, column: from 1; 0 where nobody knows.
    """

    file: str
    path: tuple[str, ...]
    problem: str
    remedy: str = ""
    line: int = 0
    column: int = 0

    @property
    def name(self) -> str:
        """The setting, as people write it; empty for the whole file."""
        return ".".join(self.path)

    @property
    def where(self) -> str:
        """The file with line and column."""
        return f"{self.file}, line {self.line}, column {self.column}" if self.line else self.file

    def concerns(self, names: Sequence[str]) -> bool:
        """Whether any of these settings or tables is not what the user meant."""
        return not self.path or any(self.name == name or self.name.startswith(f"{name}.") for name in names)

    def error(self) -> RidealongError:
        """The same as an error to raise."""
        details = {"line": self.line, "column": self.column} if self.line else None
        kind = InvalidValue if self.path else UnreadableFile
        return kind(f"{self.where}: {self.problem}", self.remedy, details=details)

    @property
    def said(self) -> str:
        """What is wrong and on which line, for whoever knows the file."""
        where = f"line {self.line}, column {self.column}: " if self.line else ""
        return f"{where}{self.problem}. {self.remedy}" if self.remedy else f"{where}{self.problem}"

    def __str__(self) -> str:
        return f"{self.file}{', ' if self.line else ': '}{self.said}"
