"""How what stands around a list learns that the cursor in it is on another row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from textual.widget import Widget


@runtime_checkable
class Follows(Protocol):
    """What stands around a list and says something of the row under its cursor."""

    def follow_cursor(self) -> None:
        """The cursor is on another row, or its row has changed."""


def tell_follower(view: Widget) -> None:
    """Call the nearest `Follows` around a list.

    A call, not a message: messages are dealt with after the row was painted, so that what is said of it would be
    painted apart, two frames later.
    """
    follower = next((around for around in view.ancestors if isinstance(around, Follows)), None)
    if follower is not None:
        follower.follow_cursor()
