"""A pairing that is being carried across the board: where it would go, and who is asked as it moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ridealong.domain.days import Days


@dataclass(frozen=True, slots=True)
class Ghost:
    """Where a pairing would go.

    Args:
        pairing_id: its number. labels: by address of the people in whose rows it is drawn, what their cell says.
        days: when it would take place. allowed: None as long as nobody knows.
        places: other days on which it could take place, and whether a rule forbids that.
    """

    pairing_id: int
    labels: Mapping[str, str]
    days: Days
    allowed: bool | None = None
    places: Mapping[Days, bool] = field(default_factory=dict)


class Carrier(Protocol):
    """Who carries a pairing, as keys and the mouse say."""

    def step(self, by: int) -> None:
        """So many rounds on, or back."""

    def other_host(self, by: int) -> None:
        """To the next host that is offered, or the one before."""

    def to_day(self, day: date) -> None:
        """To the round that a day lies in."""

    def end_on(self, day: date) -> None:
        """Until a day, or the nearest on which it may end."""

    def drop(self, *, or_put_back: bool = False) -> None:
        """Leave it where it is now; where a rule forbids that, go on carrying it, or put it back."""

    def put_back(self) -> None:
        """Change nothing."""
