"""The errors for pins that cannot be kept."""

from __future__ import annotations

from typing import Self

from ridealong.domain.errors import InvalidValue, Refused
from ridealong.planning.said import Said


class BrokenPin(InvalidValue):
    """A pin cannot be kept; `said` is the sentence in parts, for callers who put in names and dates."""

    said: Said = Said()

    @classmethod
    def of(cls, said: Said) -> Self:
        """The error that says this sentence."""
        error = cls(said.text)
        error.said = said
        return error


class ClashingPins(Refused):
    """Pins cannot all be kept together; `said` as above, while the message begins with the places in the problem.

    `ways` are what would each be enough, as ends of a sentence that begins with "if"; some problems name none.
    """

    said: Said = Said()
    ways: tuple[Said, ...] = ()

    @classmethod
    def of(cls, said: Said, remedy: str = "Take one of them away", where: str = "") -> Self:
        """The error that says this sentence, of the places `where`."""
        error = cls(f"{where}: {said.text}" if where else said.text, remedy)
        error.said = said
        return error
