"""Keys that are pressed before what an earlier key opens is there: they go to that, and none is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.events import Key

    from ridealong.tui.app import RidealongApp


class TypedAhead:
    """Where each key went that nobody has taken yet.

    Textual gives a key at once to what has the focus, where it waits for its turn; if an earlier one moves the focus
    meanwhile, as `/` does to the filter, what follows would be a letter that nobody takes, and half a word would be
    missing from what was typed.
    """

    def __init__(self, program: RidealongApp) -> None:
        self._program = program
        self._given: WeakKeyDictionary[Key, DOMNode] = WeakKeyDictionary()

    def passed_on(self, key: Key) -> bool:
        """Give a key that nobody took to what has the focus by now; returns whether that is something else."""
        now = self._program.focused or self._program.screen
        if not key.is_forwarded:
            self._given[key] = now
        if self._given.get(key, now) is now:
            return False
        again = key.copy()
        self._given[again] = now
        now._forward_event(again)
        return True
