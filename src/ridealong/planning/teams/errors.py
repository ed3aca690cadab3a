"""The errors for demands of composite teams that cannot be kept, each with its sentence in parts."""

from __future__ import annotations

from ridealong.planning.broken_pin import BrokenPin, ClashingPins
from ridealong.planning.said import Said
from ridealong.planning.teams.words import plain


def broken_pin(said: Said) -> BrokenPin:
    """The error for a pin that breaks a rule by itself."""
    error = BrokenPin(plain(said))
    error.said = said
    return error


def clashing_pins(said: Said, remedy: str, where: str = "", ways: tuple[Said, ...] = ()) -> ClashingPins:
    """The error for pins that cannot all be kept, which stand at the places `where` of the problem."""
    error = ClashingPins(f"{where}: {plain(said)}" if where else plain(said), remedy)
    error.said, error.ways = said, ways
    return error
