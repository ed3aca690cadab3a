"""One action: its name, its keys, what it says."""

from __future__ import annotations

from typing import NamedTuple


class Action(NamedTuple):
    """Something a person can do.

    Args:
        name: `place.verb`; the config file binds keys to it by this name.
        keys: the default keys, in Textual's names, separated by commas.
        says: what it does, as the palette and `?` say it.
        short: the word in the footer; empty where the footer leaves it out.
        undoable: whether it can be taken back.
        calls: the Textual action, where it is not the verb.
        urgent: whether its keys come before those of the field that has the focus.
        also: words that people look for it by, and that stand in none of these; the palette finds it by them.
    """

    name: str
    keys: str
    says: str
    short: str = ""
    undoable: bool = False
    calls: str = ""
    urgent: bool = False
    also: str = ""

    @property
    def place(self) -> str:
        """Where it works: a key of `PLACES`."""
        return self.name.partition(".")[0]

    @property
    def method(self) -> str:
        """The Textual action that is called."""
        return self.calls or self.name.partition(".")[2].replace("-", "_")
