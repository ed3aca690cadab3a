"""What can go wrong, with a text for people: every error of ours that reaches a user is one of these."""


class RidealongError(Exception):
    """Something could not be done, and nothing was changed.

    Args:
        problem: what is wrong and where, as a sentence without a full stop.
        remedy: what to do about it, or empty where the problem says it.
    """

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.problem}. {self.remedy}" if self.remedy else self.problem


class InvalidValue(RidealongError):
    """A value breaks a rule of the domain (an unknown side, a date that is none, an end before its start)."""


class NotFound(RidealongError):
    """A person, program or pairing that was named does not exist."""


class Refused(RidealongError):
    """The request is understood, and a rule of the exchange forbids it."""


class UnreadableFile(RidealongError):
    """A file is missing, empty, binary, or not of the format that was expected."""


class StorageError(RidealongError):
    """The database cannot be used: it is none, is locked, is read-only, or is newer than the program."""


class Interrupted(RidealongError):
    """The user stopped the work; steps already completed are kept, the one under way leaves no trace."""
