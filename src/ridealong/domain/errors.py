"""What can go wrong, with a text for people: every error of ours that reaches a user is one of these."""

import errno
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ridealong.domain.wording import brief

MOST_IN_A_REMEDY = 400
"""How many characters of a remedy are shown."""


class RidealongError(Exception):
    """Something could not be done, and nothing was changed.

    Args:
        problem: what is wrong and where, as a sentence without a full stop.
        remedy: what to do about it, or empty where the problem says it. The screens show it, so it names no command.
        typed: the same for those who type commands, where it names one; commands show it in place of the remedy.
        code: a more exact word for scripts than that of the class. Every code stands in docs/errors.md for good.
        details: where exactly, for scripts, such as `line` and `column`.
    """

    code = "failed"

    def __init__(
        self,
        problem: str,
        remedy: str = "",
        *,
        typed: str = "",
        code: str = "",
        details: Mapping[str, str | int] | None = None,
    ) -> None:
        # Names and values may be of any length, and a message that fills the screen tells nothing.
        super().__init__(brief(problem))
        self.problem = brief(problem)
        self.remedy = brief(remedy, MOST_IN_A_REMEDY)
        self.typed = brief(typed or remedy, MOST_IN_A_REMEDY)
        self.details = dict(details or {})
        if code:
            self.code = code

    def __str__(self) -> str:
        return f"{self.problem}. {self.remedy}" if self.remedy else self.problem

    @property
    def for_commands(self) -> str:
        """Problem and remedy for those who type commands."""
        return f"{self.problem}. {self.typed}" if self.typed else self.problem


class InvalidValue(RidealongError):
    """A value breaks a rule of the domain (an unknown side, a date that is none, an end before its start)."""

    code = "invalid-value"


class NotFound(RidealongError):
    """A person, program or pairing that was named does not exist."""

    code = "not-found"


class Refused(RidealongError):
    """The request is understood, and a rule of the exchange forbids it."""

    code = "refused"


@dataclass(frozen=True, slots=True)
class ValueChanged:
    """A property that somebody else has changed: what it was when it was looked at, and what it is now, in words."""

    name: str
    before: str
    now: str


class ChangedMeanwhile(Refused):
    """Somebody else has changed what was to be changed, after it was looked at.

    Args:
        by: who did, several with commas between them; empty where that is not known. at: when last, in UTC.
        changes: which properties; empty where the thing is gone.
    """

    code = "changed-meanwhile"

    def __init__(
        self,
        problem: str,
        remedy: str = "",
        *,
        by: str = "",
        at: datetime | None = None,
        changes: Sequence[ValueChanged] = (),
    ) -> None:
        super().__init__(problem, remedy)
        self.by = by
        self.at = at
        self.changes = tuple(changes)


class UnreadableFile(RidealongError):
    """A file is missing, empty, binary, or not of the format that was expected."""

    code = "unreadable-file"


class StorageError(RidealongError):
    """The database cannot be used: it is none, is locked, is read-only, or is newer than the program."""

    code = "storage-unusable"


class Interrupted(RidealongError):
    """The user stopped the work; steps already completed are kept, the one under way leaves no trace."""

    code = "interrupted"


_NO_ROOM = {getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name)}


def code_of_trouble(error: OSError, other: str = "unwritable-file") -> str:
    """The code for what the system says of a file: `disk-full`, or another where it is not that."""
    return "disk-full" if error.errno in _NO_ROOM else other
